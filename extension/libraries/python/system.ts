/** `os`, `os.path`, `sys`, `pathlib`, `random`, `time`: the world outside, of which nothing is known but its types. */
import { isConcrete } from '../../../kernels/dims/dim';
import { anyElement } from '../../interpreter/builtin/iteration';
import { makeClass, tupleClass } from '../../interpreter/class';
import { fail } from '../../interpreter/exception';
import { iterate } from '../../interpreter/iterate';
import { joinAll } from '../../interpreter/join';
import { addMethods, defineNatives } from '../../interpreter/signature';
import type { BoundArguments, NativeTable } from '../../interpreter/signature';
import type { Machine } from '../../interpreter/machine';
import { lengthOf } from '../../interpreter/operator';
import { bool, instance, int, list, native, none, str, tuple, unknown, unknownBool, unknownFloat, unknownInt, unknownStr } from '../../interpreter/value';
import type { ClassValue, Value } from '../../interpreter/value';

/** Functions of any arguments that all return the same. */
function returning(value: Value, ...names: readonly string[]): NativeTable {
  return Object.fromEntries(names.map((name) => [`${name}(*args, **kwargs)`, (): Value => value]));
}

/** A function of one known text. */
function ofText(run: (path: string) => Value, otherwise: Value) {
  return (_machine: Machine, args: BoundArguments): Value => {
    const path = args.get('path');
    return path.kind === 'str' && path.value !== null ? run(path.value) : otherwise;
  };
}

function splitPath(path: string): readonly [string, string] {
  const at = path.lastIndexOf('/') + 1;
  const head = path.slice(0, at);
  return [/^\/*$/.test(head) ? head : head.replace(/\/+$/, ''), path.slice(at)];
}

function splitExtension(path: string): readonly [string, string] {
  const [, root = path, extension = ''] = /^(.*?[^/.][^/]*)(\.[^/.]*)$/s.exec(path) ?? [];
  return [root, extension];
}

function joinPaths(machine: Machine, args: BoundArguments): Value {
  const { items, rest } = iterate(machine, args.get('paths'));
  const parts = [args.get('path'), ...items].map((part) => (part.kind === 'str' ? part.value : null));
  if (rest !== null || parts.includes(null)) return unknownStr;
  return str(parts.map(String).reduce((path, part) => (part.startsWith('/') ? part : path === '' || path.endsWith('/') ? path + part : `${path}/${part}`)));
}

const pair = tuple([unknownStr, unknownStr]);

/** The names of `os.path`. */
const osPath: ReadonlyMap<string, Value> = defineNatives({
  ...returning(unknownBool, 'exists', 'isfile', 'isdir', 'islink', 'isabs', 'ismount', 'lexists', 'samefile'),
  ...returning(unknownStr, 'abspath', 'realpath', 'expanduser', 'expandvars', 'normpath', 'relpath', 'commonprefix', 'commonpath', 'normcase'),
  ...returning(unknownInt, 'getsize'),
  ...returning(unknownFloat, 'getmtime', 'getctime', 'getatime'),
  'join(path, *paths)': joinPaths,
  'dirname(path)': ofText((path) => str(splitPath(path)[0]), unknownStr),
  'basename(path)': ofText((path) => str(splitPath(path)[1]), unknownStr),
  'split(path)': ofText((path) => tuple(splitPath(path).map((part) => str(part))), pair),
  'splitext(path)': ofText((path) => tuple(splitExtension(path).map((part) => str(part))), pair),
});

/** `os.environ`: a variable that the program does not set itself is taken to be unset where there is a default for that. */
function environment(): Value {
  const variables = new Map<string, Value>();
  const nameOf = (args: BoundArguments): string => {
    const name = args.get('name');
    return name.kind === 'str' && name.value !== null ? name.value : '';
  };
  const type = makeClass('_Environ', { module: 'os', open: true });
  addMethods(type, 'instance', {
    '__getitem__(name, /)': (_machine, _self, args) => variables.get(nameOf(args)) ?? unknownStr,
    '__setitem__(name, value, /)': (_machine, _self, args) => {
      variables.set(nameOf(args), args.get('value'));
      return none;
    },
    '__delitem__(name, /)': () => none,
    '__contains__(name, /)': (_machine, _self, args) => bool(variables.has(nameOf(args))),
    'get(name, default=None, /)': (_machine, _self, args) => variables.get(nameOf(args)) ?? args.get('default'),
    'pop(name, default=None, /)': (_machine, _self, args) => variables.get(nameOf(args)) ?? args.get('default'),
    'setdefault(name, default=None, /)': (_machine, _self, args) => variables.get(nameOf(args)) ?? args.get('default'),
    'copy()': () => unknown,
  });
  return instance(type);
}

/** The names of `os`, for one run. */
function os(): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ...defineNatives({
      ...returning(unknownStr, 'getcwd', 'getlogin', 'strerror', 'fspath'),
      ...returning(unknownInt, 'getpid', 'getppid', 'system', 'cpu_count', 'getuid', 'umask'),
      ...returning(none, 'makedirs', 'mkdir', 'remove', 'unlink', 'rmdir', 'removedirs', 'rename', 'replace', 'symlink', 'chdir', 'chmod', 'putenv', 'kill', 'utime', 'link'),
      ...returning(unknown, 'walk', 'scandir', 'stat', 'popen', 'fork', 'urandom', 'sched_getaffinity', 'uname'),
      'getenv(key, default=None)': (_machine, args) => args.get('default'),
      'listdir(path=None)': () => list([], unknownStr),
      '_exit(n)': () => fail('SystemExit', ''),
    }),
    ['environ', environment()],
    ['sep', str('/')],
    ['linesep', str('\n')],
    ['pathsep', unknownStr],
    ['name', unknownStr],
    ['curdir', str('.')],
    ['pardir', str('..')],
    ['devnull', unknownStr],
  ]);
}

/** `sys.version_info`: the Python whose behaviour the analysis follows. */
function versionInfo(): Value {
  const names = ['major', 'minor', 'micro', 'releaselevel', 'serial'];
  const type = makeClass('version_info', { module: 'sys', bases: [tupleClass] });
  for (const [index, name] of names.entries()) {
    const getter = native(name, (_machine, args) => (args.positional[0]?.kind === 'tuple' ? (args.positional[0].items[index] ?? unknown) : unknown));
    type.attributes.set(name, { kind: 'property', getter, setter: null, cached: false });
  }
  return tuple([int(3), int(11), unknownInt, str('final'), int(0)], null, type);
}

/** `sys.modules`: modules by name. What a program puts into it is taken to stand for the very module that its files make. */
function moduleTable(): Value {
  const type = makeClass('modules', { module: 'sys', open: true });
  const find = (machine: Machine, name: Value | undefined): Value | null => (name?.kind === 'str' && name.value !== null ? machine.modules.find(name.value) : null);
  addMethods(type, 'instance', {
    '__getitem__(name, /)': (machine, _self, args) => find(machine, args.get('name')) ?? unknown,
    '__setitem__(name, module, /)': () => none,
    '__delitem__(name, /)': () => none,
    '__contains__(name, /)': (machine, _self, args) => (find(machine, args.get('name')) === null ? unknownBool : bool(true)),
    'get(name, default=None, /)': (machine, _self, args) => find(machine, args.get('name')) ?? unknown,
    'setdefault(name, default=None, /)': (machine, _self, args) => find(machine, args.get('name')) ?? unknown,
  });
  return instance(type);
}

/** The names of `sys`, for one run. */
function sys(): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ...defineNatives({
      ...returning(unknownInt, 'getsizeof', 'getrefcount', 'getrecursionlimit'),
      ...returning(none, 'setrecursionlimit', 'settrace', 'setprofile'),
      ...returning(unknown, 'exc_info', '_getframe', 'gettrace'),
      ...returning(str('utf-8'), 'getdefaultencoding', 'getfilesystemencoding'),
      ...returning(str(null), 'intern'),
      'exit(status=None, /)': () => fail('SystemExit', ''),
    }),
    ['argv', list([], unknownStr)],
    ['path', list([], unknownStr)],
    ['modules', moduleTable()],
    ['version_info', versionInfo()],
    ['version', unknownStr],
    ['platform', unknownStr],
    ['executable', unknownStr],
    ['prefix', unknownStr],
    ['byteorder', str('little')],
    // Larger than what JavaScript holds exactly.
    ['maxsize', unknownInt],
    ['maxunicode', int(0x10ffff)],
  ]);
}

/** `pathlib.Path` and its kin: what is made of one is one, texts of it are not known. */
function makePath(name: string, base: ClassValue | null): ClassValue {
  const type = makeClass(name, { module: 'pathlib', open: true, construct: (_machine, made) => instance(made), ...(base === null ? {} : { bases: [base] }) });
  if (base !== null) return type;
  type.attributes.set('__init__', native('__init__', () => none));
  const another = (_machine: Machine, self: { readonly class: ClassValue }): Value => instance(self.class);
  addMethods(type, 'instance', {
    '__truediv__(other)': another,
    '__rtruediv__(other)': another,
    '__str__()': () => unknownStr,
    '__fspath__()': () => unknownStr,
    ...Object.fromEntries(['joinpath', 'resolve', 'absolute', 'expanduser', 'with_suffix', 'with_name', 'with_stem', 'relative_to', 'rename'].map((method) => [`${method}(*args, **kwargs)`, another])),
    ...Object.fromEntries(['exists', 'is_file', 'is_dir', 'is_absolute', 'match', 'is_symlink'].map((method) => [`${method}(*args, **kwargs)`, (): Value => unknownBool])),
    ...Object.fromEntries(['read_text', 'as_posix', 'as_uri'].map((method) => [`${method}(*args, **kwargs)`, (): Value => unknownStr])),
    ...Object.fromEntries(['mkdir', 'unlink', 'touch', 'rmdir'].map((method) => [`${method}(*args, **kwargs)`, (): Value => none])),
    ...Object.fromEntries(['glob', 'rglob', 'iterdir'].map((method) => [`${method}(*args)`, (_machine: Machine, self: { readonly class: ClassValue }): Value => list([], instance(self.class))])),
  });
  const property = (key: string, get: (self: Value) => Value): void => {
    const getter = native(key, (_machine, args) => get(args.positional[0] ?? unknown));
    type.attributes.set(key, { kind: 'property', getter, setter: null, cached: false });
  };
  for (const key of ['name', 'stem', 'suffix']) property(key, () => unknownStr);
  property('parent', (self) => (self.kind === 'instance' ? instance(self.class) : unknown));
  for (const key of ['cwd', 'home']) type.attributes.set(key, { kind: 'wrapped', type: 'class', function: native(key, (_machine, args) => (args.positional[0]?.kind === 'class' ? instance(args.positional[0]) : unknown)) });
  return type;
}

function pathlib(): ReadonlyMap<string, Value> {
  const pure = makePath('PurePath', null);
  return new Map<string, Value>([['PurePath', pure], ...['Path', 'PosixPath', 'WindowsPath', 'PurePosixPath', 'PureWindowsPath'].map((name) => [name, makePath(name, pure)] as const)]);
}

/** Draws so many elements. */
function draw(machine: Machine, args: BoundArguments): Value {
  const count = args.get('k');
  const any = anyElement(machine, args.get('population'));
  return count.kind === 'int' && isConcrete(count.value) && count.value < 100_000 ? list(Array.from({ length: count.value }, () => any)) : list([], any);
}

const random: ReadonlyMap<string, Value> = defineNatives({
  ...returning(unknownFloat, 'random', 'uniform', 'gauss', 'normalvariate', 'triangular', 'betavariate', 'expovariate', 'gammavariate', 'lognormvariate', 'vonmisesvariate', 'paretovariate', 'weibullvariate'),
  ...returning(unknownInt, 'randint', 'randrange', 'getrandbits'),
  ...returning(none, 'seed', 'setstate'),
  'choice(seq)': (machine, args) => (lengthOf(machine, args.get('seq')) === 0 ? fail('IndexError', 'Cannot choose from an empty sequence') : anyElement(machine, args.get('seq'))),
  'choices(population, weights=None, *, cum_weights=None, k=1)': draw,
  'sample(population, k, *, counts=None)': draw,
  'shuffle(x)': (machine, args) => {
    const value = args.get('x');
    if (value.kind !== 'list' || value.rest !== null) return none;
    const any = joinAll(value.items);
    machine.heap.touch(value);
    value.items = value.items.map(() => any);
    return none;
  },
});

const time: ReadonlyMap<string, Value> = defineNatives({
  ...returning(unknownFloat, 'time', 'perf_counter', 'monotonic', 'process_time', 'thread_time'),
  ...returning(unknownInt, 'time_ns', 'perf_counter_ns', 'monotonic_ns', 'process_time_ns'),
  ...returning(unknownStr, 'strftime', 'ctime', 'asctime'),
  ...returning(none, 'sleep'),
});

/** The modules of this file, each made for one run. */
export const systemModules: Readonly<Record<string, () => ReadonlyMap<string, Value>>> = {
  os,
  'os.path': () => osPath,
  posixpath: () => osPath,
  sys,
  pathlib,
  random: () => random,
  time: () => time,
};

