/** `abc`, `inspect`, `types`, `numbers`, `importlib`, `string`, `json`: modules of a few names each. */
import { findAttribute, storeAttribute } from '../../interpreter/attribute';
import { namedEntries } from '../../interpreter/builtin/known';
import { loadModule } from '../../interpreter/module';
import {
  boolClass, classMethodClass, complexClass, ellipsisClass, floatClass, functionClass, intClass, isSubclass, iteratorClass, makeClass, methodClass, moduleClass, nativeClass, noneClass,
  setConstructor, staticMethodClass, typeClass,
} from '../../interpreter/class';
import { addMethods, defineNatives } from '../../interpreter/signature';
import type { NativeTable } from '../../interpreter/signature';
import { repr } from '../../interpreter/operator';
import { bool, dict, instance, keyOf, native, none, notImplemented, str, tuple, unknown, unknownBool, unknownInt, unknownStr, wrappedChain } from '../../interpreter/value';
import type { FunctionValue, Value } from '../../interpreter/value';
import { judgedClass } from './abstract-base';

const identity = (name: string): Value => native(name, (_machine, args) => args.positional[0] ?? unknown);

function abc(): ReadonlyMap<string, Value> {
  const register = native('register', (_machine, args) => args.positional[1] ?? unknown);
  const meta = makeClass('ABCMeta', { module: 'abc', bases: [typeClass], attributes: new Map<string, Value>([['register', register]]) });
  const base = makeClass('ABC', { module: 'abc', attributes: new Map<string, Value>([['register', { kind: 'wrapped', type: 'class', function: register }]]) });
  const property = native('abstractproperty', (_machine, args) => ({ kind: 'property', getter: args.positional[0] ?? unknown, setter: null, cached: false }));
  return new Map<string, Value>([['ABC', base], ['ABCMeta', meta], ['abstractmethod', identity('abstractmethod')], ['abstractproperty', property], ['abstractstaticmethod', staticMethodClass], ['abstractclassmethod', classMethodClass], ['get_cache_token', native('get_cache_token', () => unknownInt)]]);
}

const numericTowers: Readonly<Record<string, readonly string[]>> = {
  Number: ['int', 'float', 'complex'], Complex: ['int', 'float', 'complex'], Real: ['int', 'float'], Rational: ['int'], Integral: ['int'],
};

function numbers(): ReadonlyMap<string, Value> {
  const known = [intClass, floatClass, complexClass, boolClass];
  return new Map(
    Object.entries(numericTowers).map(([name, members]) => [
      name,
      judgedClass(name, 'numbers', (type) => {
        const among = known.filter((one) => members.includes(one.name));
        return among.some((one) => isSubclass(type, one) === true) ? true : type.open ? null : false;
      }),
    ]),
  );
}

/** Kinds of values, as `inspect` tells them apart. */
function isOfKind(...kinds: readonly Value['kind'][]) {
  return (_machine: unknown, args: { readonly get: (name: string) => Value }): Value => {
    const value = args.get('object');
    return value.kind === 'unknown' || value.kind === 'lazy' ? unknownBool : bool(kinds.includes(value.kind));
  };
}

const parameterKinds = ['POSITIONAL_ONLY', 'POSITIONAL_OR_KEYWORD', 'VAR_POSITIONAL', 'KEYWORD_ONLY', 'VAR_KEYWORD'] as const;
const kindOf = { 'positional-only': 0, positional: 1, 'var-positional': 2, 'keyword-only': 3, 'var-keyword': 4 } as const;

/** What a function stands for: the one that it wraps, as `functools.wraps` leaves it. */
function unwrapped(value: Value): Value {
  return wrappedChain(value).at(-1) ?? value;
}

function inspect(): ReadonlyMap<string, Value> {
  const empty = makeClass('_empty', { module: 'inspect' });
  const parameterClass = makeClass('Parameter', { module: 'inspect', open: true, attributes: new Map<string, Value>([['empty', empty]]) });
  const kinds = parameterKinds.map((name) => instance(makeClass(name, { module: 'inspect', open: true })));
  for (const [index, name] of parameterKinds.entries()) parameterClass.attributes.set(name, kinds[index] ?? unknown);
  const signatureClass = makeClass('Signature', { module: 'inspect', open: true, attributes: new Map<string, Value>([['empty', empty]]) });
  const parametersOf = (of: FunctionValue, skip: number): Value => {
    const result = dict();
    for (const parameter of of.code.parameters.slice(skip)) {
      const made = instance(parameterClass);
      made.attributes.set('name', str(parameter.name));
      made.attributes.set('default', parameter.default === null ? empty : (of.defaults.get(parameter.name) ?? unknown));
      made.attributes.set('kind', kinds[kindOf[parameter.kind]] ?? unknown);
      result.entries.set(keyOf(str(parameter.name)) ?? parameter.name, { key: str(parameter.name), value: made });
    }
    return result;
  };
  const signatureOf = (parameters: Value): Value => {
    const made = instance(signatureClass);
    made.attributes.set('parameters', parameters);
    return made;
  };
  const table: NativeTable = {
    'isclass(object)': isOfKind('class'),
    'isfunction(object)': isOfKind('function'),
    'ismethod(object)': isOfKind('method'),
    'isbuiltin(object)': isOfKind('native'),
    'ismodule(object)': isOfKind('module'),
    'isroutine(object)': isOfKind('function', 'native', 'method'),
    'isgenerator(object)': isOfKind('iterator'),
    'isgeneratorfunction(object)': (_machine, args) => {
      const value = args.get('object');
      return value.kind === 'unknown' ? unknownBool : bool(value.kind === 'function' && value.code.isGenerator);
    },
    'iscoroutinefunction(object)': (_machine, args) => {
      const value = args.get('object');
      return value.kind === 'unknown' ? unknownBool : bool(value.kind === 'function' && value.code.isAsync);
    },
    'isabstract(object)': () => unknownBool,
    'signature(obj, **kwargs)': (machine, args) => {
      const value = unwrapped(args.get('obj'));
      if (value.kind === 'function') return signatureOf(parametersOf(value, 0));
      if (value.kind === 'method' && value.function.kind === 'function') return signatureOf(parametersOf(value.function, 1));
      const init = value.kind === 'class' ? findAttribute(machine, value, '__init__') : null;
      return init?.kind === 'function' ? signatureOf(parametersOf(init, 1)) : unknown;
    },
    'unwrap(func, **kwargs)': (_machine, args) => unwrapped(args.get('func')),
    'getmro(cls)': (_machine, args) => {
      const type = args.get('cls');
      return type.kind === 'class' ? tuple(type.mro) : unknown;
    },
    'getdoc(object)': () => unknown,
    'getsource(object)': () => unknownStr,
    'getfile(object)': () => unknownStr,
  };
  return new Map<string, Value>([...defineNatives(table), ['Parameter', parameterClass], ['Signature', signatureClass], ['_empty', empty]]);
}

setConstructor(methodClass, (_machine, _type, args) => {
  const [callee, self] = args.positional;
  return callee === undefined || self === undefined ? unknown : { kind: 'method', function: callee, self };
});
for (const type of [functionClass, moduleClass, iteratorClass, nativeClass]) setConstructor(type, () => unknown);

const namespaceClass = makeClass('SimpleNamespace', { module: 'types' });
addMethods(namespaceClass, 'instance', {
  '__init__(**kwargs)': (machine, self, args) => {
    const given = args.get('kwargs');
    if (given.kind !== 'dict') return none;
    for (const [name, value] of namedEntries(given)) storeAttribute(machine, self, name, value);
    self.open = self.open || given.open;
    return none;
  },
  '__repr__()': (machine, self) => {
    const parts = [...self.attributes].map(([name, value]) => {
      const shown = repr(machine, value);
      return shown === null ? null : `${name}=${shown}`;
    });
    return str(parts.includes(null) ? null : `namespace(${parts.join(', ')})`);
  },
});

const types: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['FunctionType', functionClass], ['LambdaType', functionClass], ['MethodType', methodClass], ['BuiltinFunctionType', nativeClass], ['BuiltinMethodType', nativeClass],
  ['ModuleType', moduleClass], ['GeneratorType', iteratorClass], ['NoneType', noneClass], ['EllipsisType', ellipsisClass], ['SimpleNamespace', namespaceClass],
  ['MappingProxyType', identity('MappingProxyType')], ['DynamicClassAttribute', identity('DynamicClassAttribute')],
  ['NotImplementedType', native('NotImplementedType', () => notImplemented)],
]);

const importlib: ReadonlyMap<string, Value> = defineNatives({
  'import_module(name, package=None)': (machine, args) => {
    const name = args.get('name');
    const base = args.get('package');
    if (name.kind !== 'str' || name.value === null) return unknown;
    const dots = /^\.*/.exec(name.value)?.[0].length ?? 0;
    if (dots > 0 && (base.kind !== 'str' || base.value === null)) return unknown;
    const parts = dots === 0 || base.kind !== 'str' ? [] : (base.value ?? '').split('.').slice(0, dots === 1 ? undefined : 1 - dots);
    const rest = name.value.slice(dots);
    const module = machine.modules.find([...parts, ...(rest === '' ? [] : [rest])].join('.'));
    if (module === null) return unknown;
    // An import by hand is there for what the module's body does.
    loadModule(machine, module);
    return module;
  },
  'reload(module)': (_machine, args) => args.get('module'),
  'invalidate_caches()': () => none,
});

const letters = 'abcdefghijklmnopqrstuvwxyz';

const string: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['ascii_lowercase', str(letters)],
  ['ascii_uppercase', str(letters.toUpperCase())],
  ['ascii_letters', str(letters + letters.toUpperCase())],
  ['digits', str('0123456789')],
  ['hexdigits', str('0123456789abcdefABCDEF')],
  ['octdigits', str('01234567')],
  ['punctuation', str('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~')],
  ['whitespace', str(' \t\n\r\v\f')],
]);

const json: ReadonlyMap<string, Value> = defineNatives({
  'dumps(obj, **kwargs)': () => unknownStr,
  'dump(obj, fp, **kwargs)': () => none,
  'loads(s, **kwargs)': () => unknown,
  'load(fp, **kwargs)': () => unknown,
});

/** The modules of this file. */
export const introspectionModules: Readonly<Record<string, () => ReadonlyMap<string, Value>>> = {
  abc, inspect, numbers, importlib: () => importlib, json: () => json, string: () => string, types: () => types,
};
