/** Whatever they are called with, natives return a value or raise a Python exception: nothing else comes out of them. */
import assert from 'node:assert/strict';
import { symbol } from '../../../../kernels/dims/dim';
import { makeBuiltins } from '../../../../extension/interpreter/builtin/builtins';
import { callValue } from '../../../../extension/interpreter/call';
import { Raised } from '../../../../extension/interpreter/machine';
import { bool, dict, float, instance, int, iterator, list, none, set, str, tuple, unknown } from '../../../../extension/interpreter/value';
import type { CallArguments, Value } from '../../../../extension/interpreter/value';
import { objectClass } from '../../../../extension/interpreter/class';
import { moduleNames, pythonLibrary } from '../../../../extension/libraries/python/library';
import { pythonMachine } from '../../interpreter/snippet';

/** Values of every kind, new at each call: some natives change them. */
function values(): readonly Value[] {
  const open = dict();
  open.open = true;
  const builtins = makeBuiltins();
  return [
    unknown, none, int(3), int(-1), int(symbol('N')), int(null), float(0.5), float(null), bool(null), str('a b'), str(null), str(''), { kind: 'str', value: 'a', isBytes: true },
    list([]), list([int(1), str('x')]), list([], unknown), tuple([int(2), int(1)]), tuple([], int(null)), dict(), open, set(), { kind: 'range', start: 0, stop: symbol('N'), step: 1 },
    instance(objectClass), iterator(() => ({ items: [int(1)], rest: null })), builtins.get('int') ?? unknown, builtins.get('dict') ?? unknown, builtins.get('len') ?? unknown,
    builtins.get('ValueError') ?? unknown,
  ];
}

function* argumentLists(): Generator<CallArguments> {
  const keyword = new Map<string, Value>();
  yield { positional: [], keyword, open: false };
  yield { positional: [], keyword, open: true };
  for (const first of values()) {
    yield { positional: [first], keyword, open: false };
    yield { positional: [first], keyword, open: true };
    for (const second of values()) yield { positional: [first, second], keyword, open: false };
  }
  for (const second of values()) yield { positional: [str('a'), second, int(2)], keyword: new Map([['key', second]]), open: false };
}

/** What can be called in a namespace: its functions and classes, and the methods of the classes. */
function* callables(names: ReadonlyMap<string, Value>): Generator<readonly [string, Value]> {
  for (const [name, value] of names) {
    if (value.kind === 'native' || value.kind === 'class') yield [name, value];
    if (value.kind !== 'class') continue;
    for (const [method, held] of value.attributes) {
      if (held.kind === 'native') yield [`${name}.${method}`, held];
      if (held.kind === 'wrapped' || held.kind === 'property') yield [`${name}.${method}`, held.kind === 'wrapped' ? held.function : held.getter];
    }
  }
}

describe('natives of the standard library never fail but in Python', () => {
  for (const name of moduleNames) {
    it(name, () => {
      const module = pythonLibrary().find(name);
      assert.ok(module !== null);
      const machine = pythonMachine();
      let count = 0;
      for (const [path, callee] of callables(module.attributes)) {
        for (const args of argumentLists()) {
          count += 1;
          try {
            assert.equal(typeof callValue(machine, callee, args).kind, 'string');
          } catch (error) {
            if (error instanceof Raised) continue;
            throw new Error(`${path} of ${args.positional.map((value) => value.kind).join(', ')}: ${String(error)}`, { cause: error });
          }
        }
      }
      assert.ok(count > 0 || name === 'string');
    });
  }
});
