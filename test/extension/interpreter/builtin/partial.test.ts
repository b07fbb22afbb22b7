/** What the builtins make of values that are not wholly known. */
import assert from 'node:assert/strict';
import { format, symbol } from '../../../../kernels/dims/dim';
import { callValue } from '../../../../extension/interpreter/call';
import { Raised } from '../../../../extension/interpreter/machine';
import { describeException } from '../../../../extension/interpreter/exception';
import { loadModule, sourceModule } from '../../../../extension/interpreter/module';
import { repr } from '../../../../extension/interpreter/operator';
import { float, int, list, positional, str, unknown, unknownBool } from '../../../../extension/interpreter/value';
import type { Value } from '../../../../extension/interpreter/value';
import { pythonParser } from '../../../parser';
import { pythonMachine } from '../snippet';

/** The names that every case may use. */
const given: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['u', unknown],
  ['N', int(symbol('N'))],
  ['H', int(symbol('H'))],
  ['i', int(null)],
  ['x', float(null)],
  ['b', unknownBool],
  ['t', str(null)],
  ['ints', list([], int(null))],
]);

/** A value as text: `?` for what is not known, `int?` where only the type is, `*` after what there may be any number of. */
function show(value: Value): string {
  switch (value.kind) {
    case 'unknown':
      return '?';
    case 'int':
      return value.value === null ? 'int?' : format(value.value);
    case 'float':
      return value.value === null ? 'float?' : String(repr(pythonMachine(), value));
    case 'bool':
      return value.value === null ? 'bool?' : value.value ? 'True' : 'False';
    case 'str':
      return value.value === null ? 'str?' : `'${value.value}'`;
    case 'list':
    case 'tuple': {
      const items = [...value.items.map(show), ...(value.rest === null ? [] : [`${show(value.rest)}*`])].join(', ');
      return value.kind === 'list' ? `[${items}]` : `(${items})`;
    }
    case 'dict':
      return `{${[...[...value.entries.values()].map(({ key, value: held }) => `${show(key)}: ${show(held)}`), ...(value.open ? ['?'] : [])].join(', ')}}`;
    case 'set':
      return `{${[...[...value.items.values()].map(show), ...(value.open ? ['?'] : [])].join(', ')}}`;
    case 'range':
      return `range(${[value.start, value.stop, value.step].map(format).join(', ')})`;
    default:
      return repr(pythonMachine(), value) ?? value.kind;
  }
}

const cases: Readonly<Record<string, string>> = {
  'int(u), float(u), str(u), bool(u), len(u), list(u), tuple(u), set(u), dict(u)': '(int?, float?, str?, bool?, int?, [?*], (?*), {?}, {?})',
  'int(N), int(N * 2), int(N // 2), int(N / 2), float(N), str(N), abs(N), abs(-N), abs(i)': '(N, 2*N, ⌊N/2⌋, int?, float?, str?, N, N, int?)',
  'max(N, 1), min(N, 1), max(N, 8), max(i, 3), max([N, N]), max(x, 1.0), min(N, 0)': '(N, 1, max(N, 8), int?, N, float?, 0)',
  'sum([N, H]), sum([N, 1]), sum(ints), sum([x, 1]), divmod(N * 4, 4), divmod(N, 3), pow(N, 2), round(N)': '(H + N, N + 1, int?, float?, (N, 0), (⌊N/3⌋, N % 3), N**2, N)',
  'range(N), len(range(N)), len(range(0, N, 2)), list(range(N)), range(i)': '(range(0, N, 1), N, int?, [int?*], range(0, ?, 1))',
  'isinstance(u, int), isinstance(N, int), isinstance(i, (int, str)), isinstance(1, u), callable(u), hasattr(u, "a"), getattr(u, "a"), getattr(u, "a", 1)': '(bool?, True, True, bool?, bool?, bool?, ?, ?)',
  '[1, 2, i], [1] * i, [1, 2] + u, (1,) * N, [N] * 2': '([1, 2, int?], [1*], ?, (1*), [N, N])',
  'ints[0], ints[-1], ints[1:], len(ints), 3 in ints, sorted(ints), list(reversed(ints)), ints + [1], [y + 1 for y in ints], ints.copy()': '(int?, int?, [int?*], int?, bool?, [int?*], [int?*], [int?*], [int?*], [int?*])',
  '[5, 6][i], [5, 5][i], (1, "a")[i], {"a": 1, "b": 1}[t], {"a": 1}.get(t), {"a": 1}.get("a"), {"a": 1}.get("z")': '(int?, 5, ?, 1, ?, 1, None)',
  't.upper(), t + "a", t.split(), ",".join([t]), "{}".format(i), "%d" % i, f"{N}", t.startswith("a"), len(t), t == "a", "a" in t': "(str?, str?, [str?*], str?, str?, str?, str?, bool?, int?, bool?, bool?)",
  'list(map(int, ints)), list(zip([1, 2], ints)), list(enumerate(ints)), list(zip([1, 2], [N, H])), list(filter(u, [1, 2]))': '([int?*], [(int?, int?)*], [(int?, int?)*], [(1, N), (2, H)], [int?*])',
  'any([b, True]), any([b]), all([b, False]), all([b]), any(ints), bool(b), not b': '(True, bool?, False, bool?, bool?, bool?, bool?)',
  'sorted([N, 2]), sorted([3, i]), max([1, 2], key=u), min(ints, default=0)': '([int?, int?], [int?, int?], int?, int?)',
  'dict(a=i), {**u}, {t: 1}, {"a": u}, {1, i}, dict([("a", u)])': "({'a': int?}, {?}, {str?: 1, ?}, {'a': ?}, {1, ?}, {'a': ?})",
  'int("12" if b else "12"), (1 if b else 2), (N if b else N), ("a" if b else 1), ([1] if b else [1])[0] if False else 0': '(12, int?, N, ?, 0)',
  'N == N, N == 0, N > 0, N >= 1, N == H, N != 0, N < H, N % 1, N - N': '(True, False, True, True, bool?, True, bool?, 0, 0)',
  'u + 1, 1 + u, u * N, u[0], u.x.y, u(1), -u, u < 1, 1 in u, u is None, u == u': '(?, ?, ?, ?, ?, ?, ?, bool?, bool?, bool?, bool?)',
};

/** Programs of several lines; the last is asked for. */
const programs: Readonly<Record<string, string>> = {
  'a = [1]\na.extend(ints)\na': '[int?*]',
  'a = []\nfor k in ints: a.append(k)\na': '[int?*]',
  'a = [3, 1]\na.sort(key=u)\na': '[int?, int?]',
  'a = [1, 2]\na.insert(i, 3)\na': '[int?, int?, int?]',
  'a = [1, 2]\nv = a.pop(i)\n(v, a)': '(int?, [int?])',
  'd = {"a": 1}\nd.update(u)\n(d["a"], d.get("b"), "a" in d, "b" in d)': '(1, ?, True, bool?)',
  'd = {}\nd[t] = 1\n(len(d), d.get("k"), "k" in d)': '(int?, ?, bool?)',
  'd = {"a": 1}\nif b: d["b"] = 2\n(d["a"], "a" in d, len(d))': '(1, True, int?)',
  'n = 3\nif b: n = 4\nn': 'int?',
  'a = [1]\nif b: a.append(2)\na': '[int?*]',
  's = {1}\ns.add(i)\n(1 in s, 2 in s, len(s))': '(True, bool?, int?)',
  'class C: pass\nc = C()\nsetattr(c, t, 1)\n(hasattr(c, "z"), c.z)': '(bool?, ?)',
  'class C: pass\nc = C()\nc.a = 1\n(getattr(c, t), hasattr(c, t), getattr(c, "a"))': '(?, bool?, 1)',
  'class C(u):\n    def m(self): return 1\nc = C()\n(c.m(), c.other, hasattr(c, "zz"), isinstance(c, int), isinstance(c, C))': '(1, ?, bool?, bool?, True)',
  'def f(a, b=2, *args, **kw): return a, b, args, kw\nf(*u), f(1, **u)': '((?, ?, (?*), {?}), (1, ?, (?*), {?}))',
  'import math\n(math.sqrt(N), math.ceil(N), math.floor(N / 2), math.prod([N, 2]), math.prod(ints), math.ceil(x), math.log2(i))': '(float?, N, int?, 2*N, int?, int?, float?)',
  'from functools import partial, reduce\n(partial(max, 3)(N), partial(u, 1)(2), reduce(lambda a, c: a * c, [N, H, 2]), reduce(max, ints))': '(max(N, 3), ?, 2*H*N, ?)',
  'from itertools import chain, product, repeat\n(list(chain(ints, [1])), list(product(ints, [1])), list(repeat(0, i)), list(chain([1], [N])))': '([int?*], [(int?, 1)*], [0*], [1, N])',
  'import os, sys, random\n(os.getenv("A"), os.environ.get("A"), "A" in os.environ, os.path.exists("a"), os.path.join("a", t), sys.argv, random.random(), random.randint(0, 3), sys.platform)': '(None, None, False, bool?, str?, [str?*], float?, int?, str?)',
  'from pathlib import Path\np = Path("a") / "b"\n(p.exists(), p.name, str(p), p.whatever, [q.suffix for q in p.glob("*")])': '(bool?, str?, str?, ?, [str?*])',
  'import argparse\np = argparse.ArgumentParser()\np.add_argument("data")\np.add_argument("n", type=int)\np.add_argument("--k", required=True, type=float)\na = p.parse_args()\n(a.data, a.n, a.k)': '(str?, int?, float?)',
  'from collections import Counter, defaultdict, deque\nd = defaultdict(int)\nd[t] += 1\n(Counter(ints)["a"], deque(ints), d["q"])': '(?, [int?*], ?)',
  'from dataclasses import dataclass\n@dataclass\nclass C:\n    n: int\n    m: int = 2\n(C(N).n, C(u).n, C(*u).m, C(N, H).m)': '(N, ?, ?, H)',
  'from enum import Enum\nclass E(Enum):\n    A = 1\n    B = 2\n(E(i), E[t], E.A == u, E(1).name)': "(?, ?, bool?, 'A')",
  'import copy\n(copy.deepcopy([N, [i]]), copy.copy(u), copy.deepcopy(ints))': '([N, [int?]], ?, [int?*])',
  'import json, re, typing, collections.abc\n(json.loads("1"), isinstance(u, collections.abc.Iterable), isinstance(1, typing.Union[int, str]), isinstance(N, collections.abc.Iterable))': '(?, bool?, bool?, False)',
};

async function outcome(source: string): Promise<string> {
  const parser = await pythonParser();
  const machine = pythonMachine();
  const lines = source.split('\n');
  const program = `def snippet():\n${lines.map((line, index) => (index === lines.length - 1 ? `    return (${line})` : `    ${line}`)).join('\n')}\n`;
  const code = parser.parse(program).module();
  const module = sourceModule({ path: 'snippet.py', moduleName: '__main__', isPackage: false, isProject: true, text: '', code: () => code }, given);
  loadModule(machine, module);
  try {
    return show(callValue(machine, module.attributes.get('snippet') ?? unknown, positional()));
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    const { type, text } = describeException(error.value);
    return `${type}: ${text ?? ''}`;
  }
}

describe('builtins of values that are not wholly known', () => {
  for (const [source, expected] of [...Object.entries(cases), ...Object.entries(programs)]) {
    it(source.replaceAll('\n', ' ; '), async () => {
      assert.equal(await outcome(source), expected);
    });
  }
});
