import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { einops, einopsLayer } from '../../../kernels/ops/einops';
import { Refusal } from '../../../kernels/ops/op';
import type { Datum } from '../../../kernels/ops/op';
import { tensorType } from '../../../kernels/ops/tensor-type';

interface Recorded {
  readonly operation: string;
  readonly shape: readonly number[];
  readonly pattern: string;
  readonly axes: Readonly<Record<string, number>>;
  readonly layer: boolean;
  /** The shape of the result; absent where einops refuses. */
  readonly answer?: readonly number[];
  readonly error?: string;
}

/** Recorded by record_einops.py. */
const truth = JSON.parse(readFileSync('test/kernels/ops/truth/einops.json', 'utf8')) as readonly Recorded[];

const text = (value: string): Datum => ({ kind: 'str', value });

/** Python's sets have no order. */
function sorted(message: string): string {
  return message.replaceAll(/\{('[^:{}]*')\}/g, (_, items: string) => `{${items.split(', ').sort().join(', ')}}`);
}

describe('einops', () => {
  for (const { operation, shape, pattern, axes, layer, answer, error } of truth) {
    it(`${layer ? 'layer ' : ''}${operation} of [${shape.join(', ')}] by '${pattern}' ${JSON.stringify(axes)}`, () => {
      const names = text(Object.keys(axes).join(' '));
      const printed = [`'${pattern}'`, ...(operation === 'rearrange' ? [] : [`'${operation}'`]), ...Object.entries(axes).map(([name, size]) => `${name}=${String(size)}`)].join(', ');
      const made = layer
        ? einopsLayer.apply({ layer: text(`${operation === 'rearrange' ? 'Rearrange' : 'Reduce'}(${printed})`), pattern: text(pattern), operation: text(operation), names })
        : null;
      const result = made instanceof Refusal ? made : einops.apply({
        input: { kind: 'tensor', type: tensorType(shape) }, pattern: text(pattern), operation: text(operation), names,
        sizes: { kind: 'list', items: Object.values(axes).map((value) => ({ kind: 'int', value })) }, isLayer: { kind: 'bool', value: layer },
      });
      if (error !== undefined) assert.equal(result instanceof Refusal ? sorted(result.text) : 'accepted', sorted(error));
      else assert.deepEqual(result instanceof Refusal ? result.text : result.outputs[0]?.shape, answer);
    });
  }
});
