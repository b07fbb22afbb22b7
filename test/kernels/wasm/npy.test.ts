import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { readNpy, writeNpy } from '../../../kernels/wasm/npy';
import { elementCount } from '../../../kernels/wasm/tensor';

interface Recorded {
  readonly file: string;
  readonly shape: readonly number[];
  readonly code: string;
  readonly values: readonly string[];
}

const numbers: Readonly<Record<string, number>> = { inf: Infinity, '-inf': -Infinity };

describe('.npy files', () => {
  const recorded = JSON.parse(readFileSync('test/kernels/wasm/truth/npy.json', 'utf8')) as readonly Recorded[];
  for (const { file, shape, code, values } of recorded) {
    it(`reads ${code} of [${shape.join(', ')}]`, () => {
      const array = readNpy(Buffer.from(file, 'base64'));
      assert.deepEqual(array.shape, shape);
      assert.equal(array.dtype, code[1] === 'f' ? 'float32' : 'int64');
      assert.deepEqual([...Array.from(array.values)], values.map((value) => numbers[value] ?? Number(value)).map((value) => (code[1] === 'f' ? Math.fround(value) : value)));
    });
    if (code === '<f4' || code === '<i8') {
      it(`writes ${code} of [${shape.join(', ')}] so that it is read back`, () => {
        const array = readNpy(Buffer.from(file, 'base64'));
        assert.deepEqual(readNpy(writeNpy(array)), array);
      });
    }
  }

  it('writes to the byte what NumPy writes', () => {
    const isPlain = ({ file, code, shape }: Recorded) => (code === '<f4' || code === '<i8') && shape.join() === '2,3' && Buffer.from(file, 'base64')[6] === 1;
    for (const { file } of recorded.filter(isPlain)) assert.deepEqual(Buffer.from(writeNpy(readNpy(Buffer.from(file, 'base64')))).toString('base64'), file);
    assert.equal(recorded.filter(isPlain).length, 2);
  });

  it('reads back whatever it writes', () => {
    const arrays = fc.array(fc.nat(4), { maxLength: 4 }).chain((shape) => {
      const count = elementCount(shape);
      return fc.float32Array({ minLength: count, maxLength: count }).map((values) => ({ shape, dtype: 'float32' as const, values }));
    });
    fc.assert(fc.property(arrays, (array) => {
      assert.deepEqual(readNpy(writeNpy(array)), array);
    }));
  });

  const sound = writeNpy({ shape: [2], dtype: 'float32', values: [1, 2] });
  const broken: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['nothing', new Uint8Array(), /not a \.npy file/],
    ['something else', new TextEncoder().encode('PK-and-more-of-it'), /not a \.npy file/],
    ['a file without its last number', sound.subarray(0, -4), /cut off/],
    ['a file without its header', sound.subarray(0, 20), /cut off/],
    ['a later version', Uint8Array.from(sound, (byte, index) => (index === 6 ? 9 : byte)), /version 9/],
    ['text', Uint8Array.from(Buffer.from(Buffer.from(sound).toString('latin1').replace('<f4', '<U4'), 'latin1')), /<U4 are not supported/],
    ['no shape', Uint8Array.from(Buffer.from(Buffer.from(sound).toString('latin1').replace('shape', 'shame'), 'latin1')), /not understood/],
  ];
  for (const [what, file, text] of broken) {
    it(`says what is wrong with ${what}`, () => {
      assert.throws(() => readNpy(file), text);
    });
  }
});
