import assert from 'node:assert/strict';
import { describeException } from '../../../extension/interpreter/exception';
import { Raised } from '../../../extension/interpreter/machine';
import { repr } from '../../../extension/interpreter/operator';
import { bindSignature, parseLiteral, parseSignature } from '../../../extension/interpreter/signature';
import { int } from '../../../extension/interpreter/value';
import type { CallArguments } from '../../../extension/interpreter/value';
import { pythonMachine } from './snippet';

/** What each parameter got, or the exception. */
function bind(text: string, positional: readonly number[], keyword: Readonly<Record<string, number>> = {}, open = false): string {
  const args: CallArguments = { positional: positional.map((value) => int(value)), keyword: new Map(Object.entries(keyword).map(([name, value]) => [name, int(value)])), open };
  try {
    const bound = bindSignature(parseSignature(text), args);
    return [...bound].map(([name, value]) => `${name}=${repr(pythonMachine(), value) ?? '?'}`).join(' ');
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    return describeException(error.value).text ?? '';
  }
}

describe('signatures', () => {
  const literals: readonly (readonly [string, string | null])[] = [
    ['None', 'None'], ['True', 'True'], ['-1', '-1'], ['1e-05', '1e-05'], ['0.5', '0.5'], ["'mean'", "'mean'"], ['"a\\n"', "'a\\n'"], ['(1, 1)', '(1, 1)'], ['(1,)', '(1,)'],
    ['()', '()'], ['[]', '[]'], ["[1, 'a']", "[1, 'a']"], ['...', 'Ellipsis'], ['(2)', '2'], ['{}', '{}'], ['torch.float32', null], ['<no value>', null], ["float('inf')", null], ['a=b', null],
  ];
  for (const [source, expected] of literals) {
    it(`the default ${source}`, () => {
      assert.equal(repr(pythonMachine(), parseLiteral(source)), expected);
    });
  }

  it('annotations are skipped', () => {
    assert.equal(bind('f(x: Tensor, n: Optional[Tuple[int, int]] = (1, 2), *, dtype: <class \'int\'> = None) -> Tensor', [1]), 'x=1 n=(1, 2) dtype=None');
  });

  // The texts are CPython 3.11's for Python functions with these parameters.
  const calls: readonly (readonly [Parameters<typeof bind>, string])[] = [
    [['f(a, b=1, /, *args, key=None, **kwargs)', [1, 2, 3], { key: 4, z: 5 }], "a=1 b=2 args=(3,) key=4 kwargs={'z': 5}"],
    [['f(a, b)', [1], { b: 2 }], 'a=1 b=2'],
    [['f(a, /, **kw)', [1], { a: 2 }], "a=1 kw={'a': 2}"],
    [['f(a, b)', []], "f() missing 2 required positional arguments: 'a' and 'b'"],
    [['f(a, b, c)', []], "f() missing 3 required positional arguments: 'a', 'b', and 'c'"],
    [['f(a)', []], "f() missing 1 required positional argument: 'a'"],
    [['f(*, k)', []], "f() missing 1 required keyword-only argument: 'k'"],
    [['f(a)', [1, 2]], 'f() takes 1 positional argument but 2 were given'],
    [['f()', [1]], 'f() takes 0 positional arguments but 1 was given'],
    [['f(a, b=1)', [1, 2, 3]], 'f() takes from 1 to 2 positional arguments but 3 were given'],
    [['f(a, *, k=1)', [1, 2], { k: 3 }], 'f() takes 1 positional argument but 2 positional arguments (and 1 keyword-only argument) were given'],
    [['f(a)', [1], { a: 2 }], "f() got multiple values for argument 'a'"],
    [['f(a)', [1], { b: 2 }], "f() got an unexpected keyword argument 'b'"],
    [['f(a, /)', [], { a: 2 }], "f() got some positional-only arguments passed as keyword arguments: 'a'"],
    [['torch.nn.Conv2d.__init__(self, in_channels)', [1]], "Conv2d.__init__() missing 1 required positional argument: 'in_channels'"],
    [['torch.nn.functional.pad(input)', []], "pad() missing 1 required positional argument: 'input'"],
    [['f(a, b=1, *args, **kw)', [1], {}, true], 'a=1 b=? args=? kw=?'],
  ];
  for (const [args, expected] of calls) {
    it(`${args[0]} called with ${JSON.stringify(args.slice(1))}`, () => {
      assert.equal(bind(...args), expected);
    });
  }

  for (const text of ['f', 'f(a, a)', 'f(1)', 'f(a b)']) {
    it(`${text} is refused`, () => {
      assert.throws(() => parseSignature(text));
    });
  }
});
