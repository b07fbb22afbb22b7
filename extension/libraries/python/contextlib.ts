/** `contextlib`. */
import { storeAttribute } from '../../interpreter/attribute';
import { callAttribute, callValue, runAroundYield } from '../../interpreter/call';
import { makeClass } from '../../interpreter/class';
import { isCaughtBy } from '../../interpreter/exception';
import { nextOf } from '../../interpreter/iterate';
import { addMethods, defineNatives } from '../../interpreter/signature';
import type { NativeTable } from '../../interpreter/signature';
import { aroundName, callSpecial } from '../../interpreter/special';
import { bool, instance, list, native, none, positional, unknown } from '../../interpreter/value';
import type { CallArguments, ClassValue, InstanceValue, ListValue, Value } from '../../interpreter/value';

function attribute(self: InstanceValue, name: string): Value {
  return self.attributes.get(name) ?? unknown;
}

/** Lets a context manager's values decorate functions. */
function addDecorator(type: ClassValue): void {
  const wrap = native('__call__', (_machine, args) => {
    const [self, callee = unknown] = args.positional;
    return native('inner', (machine, inner) => {
      if (self !== undefined) callSpecial(machine, self, '__enter__');
      const result = callValue(machine, callee, inner);
      if (self !== undefined) callSpecial(machine, self, '__exit__', none, none, none);
      return result;
    });
  });
  type.attributes.set('__call__', wrap);
}

const abstractManager = makeClass('AbstractContextManager', { module: 'contextlib' });
addMethods(abstractManager, 'instance', { '__enter__()': (_machine, self) => self, '__exit__(exc_type, exc_value, traceback)': () => none });

const decorator = makeClass('ContextDecorator', { module: 'contextlib' });
addDecorator(decorator);

/** What a function decorated by `contextmanager` returns: a generator is made when the context is entered. */
const generatorManager = makeClass('_GeneratorContextManager', { module: 'contextlib', bases: [abstractManager] });
addDecorator(generatorManager);
addMethods(generatorManager, 'instance', {
  '__enter__()': (machine, self) => nextOf(machine, callValue(machine, attribute(self, 'make'), positional())) ?? unknown,
  '__exit__(exc_type, exc_value, traceback)': () => none,
  [`${aroundName}(body)`]: (machine, self, args) => callValue(machine, attribute(self, 'surround'), positional(args.get('body'))),
});

function contextManager(callee: Value): Value {
  const make = native('contextmanager', (machine, args: CallArguments) => {
    const manager = instance(generatorManager);
    storeAttribute(machine, manager, 'make', native('make', (inner) => callValue(inner, callee, args)));
    const surround = native('surround', (inner, { positional: [body = unknown] }) => bool(runAroundYield(inner, callee, args, (value) => callValue(inner, body, positional(value)))));
    storeAttribute(machine, manager, 'surround', surround);
    return manager;
  });
  return make;
}

const nullContext = makeClass('nullcontext', { module: 'contextlib', bases: [abstractManager] });
addMethods(nullContext, 'instance', {
  '__init__(enter_result=None)': (machine, self, args) => {
    storeAttribute(machine, self, 'enter_result', args.get('enter_result'));
    return none;
  },
  '__enter__()': (_machine, self) => attribute(self, 'enter_result'),
});

const suppress = makeClass('suppress', { module: 'contextlib', bases: [abstractManager] });
addMethods(suppress, 'instance', {
  '__init__(*exceptions)': (machine, self, args) => {
    storeAttribute(machine, self, '_exceptions', args.get('exceptions'));
    return none;
  },
  '__exit__(exc_type, exc_value, traceback)': (_machine, self, args) => bool(args.get('exc_value').kind === 'none' ? false : isCaughtBy(args.get('exc_value'), attribute(self, '_exceptions'))),
});

const closing = makeClass('closing', { module: 'contextlib', bases: [abstractManager] });
addMethods(closing, 'instance', {
  '__init__(thing)': (machine, self, args) => {
    storeAttribute(machine, self, 'thing', args.get('thing'));
    return none;
  },
  '__enter__()': (_machine, self) => attribute(self, 'thing'),
  '__exit__(exc_type, exc_value, traceback)': (machine, self) => {
    callAttribute(machine, attribute(self, 'thing'), 'close');
    return none;
  },
});

function exitCallbacks(self: InstanceValue): ListValue | null {
  const callbacks = attribute(self, '_exit_callbacks');
  return callbacks.kind === 'list' ? callbacks : null;
}

const exitStack = makeClass('ExitStack', { module: 'contextlib', bases: [abstractManager] });
addMethods(exitStack, 'instance', {
  '__init__()': (machine, self) => {
    storeAttribute(machine, self, '_exit_callbacks', list([]));
    return none;
  },
  'enter_context(cm)': (machine, self, args) => {
    const manager = args.get('cm');
    const callbacks = exitCallbacks(self);
    if (callbacks !== null && manager.kind !== 'unknown') {
      machine.heap.touch(callbacks);
      callbacks.items.push(native('exit', (inner) => callSpecial(inner, manager, '__exit__', none, none, none) ?? none));
    }
    return callSpecial(machine, manager, '__enter__') ?? unknown;
  },
  'callback(callback, /, *args, **kwds)': (machine, self, args) => {
    const callbacks = exitCallbacks(self);
    const callee = args.get('callback');
    const given = args.get('args');
    if (callbacks === null) return callee;
    machine.heap.touch(callbacks);
    callbacks.items.push(native('callback', (inner) => callValue(inner, callee, { positional: given.kind === 'tuple' ? given.items : [], keyword: new Map(), open: args.has('kwds') })));
    return callee;
  },
  'push(exit)': (_machine, _self, args) => args.get('exit'),
  'pop_all()': (_machine, self) => self,
  'close()': (machine, self) => callAttribute(machine, self, '__exit__', none, none, none),
  '__exit__(exc_type, exc_value, traceback)': (machine, self) => {
    const callbacks = exitCallbacks(self);
    if (callbacks === null) return none;
    const pending = [...callbacks.items].reverse();
    machine.heap.touch(callbacks);
    callbacks.items = [];
    for (const callback of pending) callValue(machine, callback, positional());
    return none;
  },
});

const table: NativeTable = {
  'contextmanager(func)': (_machine, args) => contextManager(args.get('func')),
  'asynccontextmanager(func)': (_machine, args) => contextManager(args.get('func')),
  ...Object.fromEntries(['redirect_stdout', 'redirect_stderr', 'chdir'].map((name) => [`${name}(target)`, (machine, args) => callValue(machine, nullContext, positional(args.get('target')))] satisfies [string, NativeTable[string]])),
};

/** The names of `contextlib`. */
export const contextlib: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...defineNatives(table),
  ...[abstractManager, decorator, nullContext, suppress, closing, exitStack].map((type) => [type.name, type] as const),
]);

