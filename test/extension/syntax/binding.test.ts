import assert from 'node:assert/strict';
import type { FunctionCode } from '../../../extension/syntax/ir';
import { pythonParser } from '../../parser';

async function firstFunction(source: string): Promise<FunctionCode> {
  const parser = await pythonParser();
  const [first] = parser.parse(source).module().body;
  assert.equal(first?.kind, 'function');
  return first.code;
}

const cases: readonly { title: string; body: string; names: string }[] = [
  { title: 'assignment targets', body: 'a = b = 1; c, (d, *e) = x; [f] = x; g += 1; h: int; i: int = 2', names: 'abcdefghi' },
  { title: 'attributes and items bind nothing', body: 'x.a = x[0] = 1; del x.b', names: '' },
  { title: 'loops, with and except', body: 'for a, b in x:\n  c = 1\nwith x as d, x as (e, f): pass\ntry: pass\nexcept E as g: h = 1', names: 'abcdefgh' },
  { title: 'definitions and imports', body: 'def a(): b = 1\nclass c: d = 1\nimport e.f, g.h as i\nfrom j import k, l as m\nfrom n import *', names: 'aceikm' },
  { title: 'comprehension targets are not bound, walruses are', body: 'x = [a for a in (b := y) if (c := a)]; lambda: (d := 1)', names: 'bcx' },
  { title: 'walruses in headers, decorators and defaults', body: 'while (a := x): pass\n@(b := x)\ndef c(d=(e := 1)): pass\nclass f((g := x)): (h := 1)', names: 'abcefg' },
  { title: 'global and nonlocal', body: 'global a\nnonlocal b\na = b = c = 1', names: 'c' },
  { title: 'global after the binding', body: 'if x:\n  a = 1\nglobal a', names: '' },
  { title: 'delete binds', body: 'del a', names: 'a' },
  { title: 'patterns', body: 'match x:\n  case [a, *b] | {"k": c, **d}: pass\n  case E(f, g=h) as i if (j := 1): pass\n  case k.l | _: pass', names: 'abcdfhij' },
];

describe('locals of a function', () => {
  for (const { title, body, names } of cases) {
    it(title, async () => {
      const code = await firstFunction(`def f():\n${body.replace(/^/gm, '  ')}\n`);
      assert.equal([...code.locals()].sort().join(''), names);
    });
  }

  it('parameters are locals', async () => {
    const code = await firstFunction('def f(a, /, b=1, *c, d, **e): f = a\n');
    assert.equal([...code.locals()].join(''), 'abcdef');
  });
});

describe('what is known of a function before it runs', () => {
  const functions: readonly { source: string; isGenerator: boolean; isAsync: boolean; docstring: string | null }[] = [
    { source: 'def f(): pass', isGenerator: false, isAsync: false, docstring: null },
    { source: 'def f(): yield', isGenerator: true, isAsync: false, docstring: null },
    { source: 'def f():\n  "doc"\n  x = yield from y', isGenerator: true, isAsync: false, docstring: 'doc' },
    { source: 'async def f():\n  """a\n  b"""', isGenerator: false, isAsync: true, docstring: 'a\n  b' },
    { source: 'def f():\n  # a comment first\n  "a" "b"', isGenerator: false, isAsync: false, docstring: 'ab' },
    { source: 'def f():\n  def g(): yield\n  return lambda: (yield)', isGenerator: false, isAsync: false, docstring: null },
    { source: 'def f():\n  yielded = "yield"', isGenerator: false, isAsync: false, docstring: null },
    { source: 'def f():\n  f"not {x}"\n  if a:\n    while [(yield b)]: pass', isGenerator: true, isAsync: false, docstring: null },
    { source: 'def f(): b"bytes"', isGenerator: false, isAsync: false, docstring: null },
  ];
  for (const { source, ...expected } of functions) {
    it(JSON.stringify(source), async () => {
      const { isGenerator, isAsync, docstring } = await firstFunction(`${source}\n`);
      assert.deepEqual({ isGenerator, isAsync, docstring }, expected);
    });
  }

  it('a body is lowered once', async () => {
    const code = await firstFunction('def f(): return x\n');
    assert.equal(code.body(), code.body());
    assert.equal(code.body().length, 1);
  });
});

describe('a module', () => {
  it('has its docstring, and comments with their ranges', async () => {
    const parser = await pythonParser();
    const source = '# 😀 one\n"""Doc."""\nx = 1  # two\ndef f():\n    # three\n    pass\n    # four';
    const module = parser.parse(source).module();
    assert.equal(module.docstring, 'Doc.');
    assert.deepEqual(module.comments.map(({ text }) => text), ['# 😀 one', '# two', '# three', '# four']);
    assert.deepEqual(module.comments.map(({ start, end }) => source.slice(start, end)), ['# 😀 one', '# two', '# three', '# four']);
  });
});
