/** Programs that no one would write, valid or not: they end, in time and memory, and what stands before and after them is told at its place. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SourceParser } from '../../extension/syntax/parser';
import { pythonParser } from '../parser';
import { attempt, parameters, tallyText, told } from './attempt';

const first = 'import torch\nfirst = torch.zeros(2, 3).flatten()\n';
const last = '\nlast = torch.ones(3, 3).flatten()\n';

/** Programs whose size or depth is the trouble; each between two expressions that must be told. */
const large: Readonly<Record<string, string>> = {
  '200,000 lines of comment': '# c\n'.repeat(200_000),
  'a chain of 3,000 elif': `x = 3\nif x == -1:\n    pass\n${Array.from({ length: 3000 }, (_, i) => `elif x == ${String(i + 10)}:\n    y = ${String(i)}\n`).join('')}`,
  'a sum of 20,000 terms': `s = ${Array.from({ length: 20_000 }, () => '1').join(' + ')}`,
  'comprehensions within comprehensions': 'z = [[[[a for a in range(99)] for b in range(99)] for c in range(99)] for d in range(99)]',
  'lists 2,000 deep': `z = ${'['.repeat(2000)}${']'.repeat(2000)}`,
  'attributes that are no identifiers': "class Box: pass\nbox = Box()\nsetattr(box, 'a(*[', {})\nother = box\nz = other",
  'calls 2,000 deep': `def f(x): return x\nz = ${'f('.repeat(2000)}1${')'.repeat(2000)}`,
  'a chain of 5,000 attributes': `z = torch${'.a'.repeat(5000)}`,
  '5,000 negations': `z = ${'not '.repeat(5000)}1`,
  '3,000 conditional expressions': `s = 0\nz = ${'1 if s else '.repeat(3000)}2`,
  'blocks 99 deep': `${Array.from({ length: 99 }, (_, i) => `${' '.repeat(i)}if True:\n`).join('')}${' '.repeat(99)}pass\n`,
  '10,000 lines': Array.from({ length: 10_000 }, (_, i) => `v${String(i)} = ${String(i)}\n`).join(''),
  'strings of 10 MB and more': "s = 'a' * 10**7\nt = s * 100\nu = s + t\nw = (s,) * 10**6\n",
  'lists of 10^9 elements': 's = [0] * 10**6\nt = [s for _ in range(10**9)]\nfor i in range(10**9): s.append(i)\n',
  'a loop without end': 'i = 0\nwhile True:\n    i += 1\n',
  'recursion without end': 'def f(n): return f(n + 1) + f(n + 2)\nf(0)\n',
  'lists that hold themselves': 'import copy\na = []\na.append(a)\nb = {}\nb["b"] = b\nprint(a, b, str(a), repr(b), a == a, a == [a])\nc = copy.deepcopy(a)\n',
  'classes that derive from themselves': 'class A(B): pass\nclass B(A): pass\nclass C(C): pass\nC().x\n',
  'a patched library': 'import torch.nn as nn\ntorch.zeros = None\nnn.Module.__call__ = lambda *a: 3\nnn.Linear.forward = 5\nnn.Linear(1, 2)(3)\nlen = 3\n',
  'attributes without end': 'class G:\n    def __getattr__(self, n): return getattr(self, n + "x")\n    def __getattribute__(self, n): return self.n\nG().a\n',
  'a property that asks itself': 'class P:\n    @property\n    def p(self): return self.p\n    def __len__(self): return len(self)\n    def __iter__(self): return iter(self)\n    def __eq__(self, o): return self == o\nP().p\nlen(P())\nlist(P())\nP() == P()\n',
  'generators without end': 'def g():\n    while True: yield from g()\nlist(g())\nimport itertools\nlist(itertools.count())\nsum(itertools.repeat(1))\n',
  'numbers without end': 'n = 10 ** 10 ** 5\nm = 1 << 10 ** 9\nk = n % m\nq = 2.0 ** 1e9\n',
  'sizes beyond all tensors': 'big = torch.zeros(10 ** 30, 10 ** 30)\nw = big @ big\nv = torch.nn.Conv2d(10 ** 12, 10 ** 12, 10 ** 9)\nr = torch.zeros(-1, 0)\n',
};

/** Where the marks of both ends stand, in UTF-16 units. */
function ends(text: string): { readonly before: readonly [number, number]; readonly after: readonly [number, number] } {
  const place = (mark: string): readonly [number, number] => [text.lastIndexOf(mark), text.lastIndexOf(mark) + mark.length];
  return { before: place('torch.zeros(2, 3).flatten()'), after: place('torch.ones(3, 3).flatten()') };
}

function checkEnds(parser: SourceParser, text: string, others: readonly (readonly [string, string])[] = []): void {
  const program = attempt(parser, new Map([['main.py', text], ...others]), 'main.py');
  const { before: [start, end], after: [from, to] } = ends(text);
  assert.ok(told(program, 'main.py', start, end).includes(`${String(start)}-${String(end)} [6]`), `the expression before it is lost: ${program.stopped ?? 'not stopped'}`);
  if (program.stopped?.startsWith('the analysis stopped') === true) return;
  assert.ok(told(program, 'main.py', from, to).includes(`${String(from)}-${String(to)} [9]`), `the expression after it is lost: ${program.stopped ?? 'not stopped'}`);
}

/** Small programs by a grammar of statements. */
const names = fc.constantFrom('a', 'b', 'c', 'x', 'torch', 'self', 'é', 'f', 'nn', 'range', 'A');
const { expression, block } = fc.letrec<{ expression: string; statement: string; block: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'e' },
    names,
    fc.constantFrom('1', '-1', '0', '2 ** 40', "'text'", "f'{a}😀'", 'None', 'True', '...', '[]', '{}', '()', 'torch.zeros(2, 3)', 'nn.Linear(3, 4)', 'range(10 ** 9)', 'float("nan")'),
    fc.tuple(tie('expression'), fc.constantFrom('+', '-', '*', '@', '//', '%', '**', 'and', 'or', 'is', 'in', '==', '<', '&'), tie('expression')).map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    fc.tuple(tie('expression'), fc.array(tie('expression'), { maxLength: 3 })).map(([callee, args]) => `${callee}(${args.join(', ')})`),
    fc.tuple(tie('expression'), names).map(([object, name]) => `${object}.${name}`),
    fc.tuple(tie('expression'), tie('expression')).map(([object, index]) => `${object}[${index}]`),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc.tuple(tie('expression'), names, tie('expression')).map(([element, name, iterable]) => `[${element} for ${name} in ${iterable}]`),
    fc.tuple(names, tie('expression')).map(([name, body]) => `(lambda ${name}: ${body})`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([then, test, otherwise]) => `(${then} if ${test} else ${otherwise})`),
    fc.tuple(tie('expression')).map(([value]) => `(*${value}, 1)`),
  ),
  statement: fc.oneof(
    { maxDepth: 3, depthIdentifier: 's' },
    fc.tuple(names, tie('expression')).map(([name, value]) => `${name} = ${value}`),
    tie('expression'),
    fc.tuple(names, tie('expression')).map(([name, value]) => `${name} += ${value}`),
    fc.constantFrom('pass', 'return', 'break', 'continue', 'raise', 'yield 1', 'del a', 'global b', 'nonlocal c', 'assert False', 'import main', 'from main import *', 'from . import b', 'import torch.nn as nn'),
    fc.tuple(tie('expression'), tie('block'), tie('block')).map(([test, then, otherwise]) => `if ${test}:${then}\nelse:${otherwise}`),
    fc.tuple(names, tie('expression'), tie('block')).map(([name, iterable, body]) => `for ${name} in ${iterable}:${body}`),
    fc.tuple(tie('expression'), tie('block')).map(([test, body]) => `while ${test}:${body}`),
    fc.tuple(names, names, tie('block')).map(([name, parameter, body]) => `def ${name}(${parameter}, *args, **kwargs):${body}`),
    fc.tuple(names, tie('expression'), tie('block')).map(([name, base, body]) => `class ${name}(${base}):${body}`),
    fc.tuple(tie('block'), tie('block')).map(([body, handler]) => `try:${body}\nexcept Exception as e:${handler}\nfinally:\n    pass`),
    fc.tuple(tie('expression'), tie('block')).map(([context, body]) => `with ${context} as a:${body}`),
  ),
  block: fc.array(tie('statement'), { minLength: 1, maxLength: 3 }).map((statements) => statements.map((statement) => `\n    ${statement.replaceAll('\n', '\n    ')}`).join('')),
}));

describe('programs that no one would write', () => {
  after(() => {
    if (process.env['FUZZ_RUNS'] !== undefined) console.log(tallyText());
  });

  let parser: SourceParser;
  before(async () => {
    parser = await pythonParser();
  });

  for (const [what, text] of Object.entries(large)) {
    it(what, () => {
      checkEnds(parser, first + text + last);
    });
  }

  it('imports in a circle', () => {
    checkEnds(parser, `from a import *\nimport a, b\n${first}a.x\nb.y\n${last}`, [['a.py', 'from b import *\nimport main\nx = b.y\n'], ['b.py', 'from a import *\nfrom main import first\ny = a.x\n']]);
  });

  for (const [what, change] of [
    ['a byte order mark', (text: string): string => `\uFEFF${text}`],
    ['Windows line ends', (text: string): string => text.replaceAll('\n', '\r\n')],
    ['old Mac line ends', (text: string): string => text.replaceAll('\n', '\r')],
    ['tabs', (text: string): string => text.replaceAll('    ', '\t')],
    ['emoji and combining marks before it', (text: string): string => text.replace('last =', "e\u0301 = '😀👩‍👩‍👧 e\u0301'; last =")],
  ] as const) {
    it(`${what} move nothing`, () => {
      checkEnds(parser, change(`${first}def f(x):\n    if x:\n        return x\nf(1)${last}`));
    });
  }

  it('by a grammar', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), expression, block), { maxLength: 5 }), (statements) => {
      const text = statements.map(([isBlock, value, body]) => (isBlock ? `if ${value}:${body}` : `a = ${value}`)).join('\n');
      const program = attempt(parser, new Map([['main.py', first + text + last]]), 'main.py');
      const [start, end] = ends(first).before;
      assert.ok(told(program, 'main.py', start, end).some((one) => one.endsWith('[6]')));
    }), parameters(250));
  });
});
