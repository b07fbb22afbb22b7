// Language features beyond the everyday: private fields, static blocks, enums, namespaces, iterators, tagged templates, labels.
import * as tf from '@tensorflow/tfjs';

enum Size { Small = 8, Large = Small * 2 }
const enum Mode { Same = 'same', Valid = 'valid' }

namespace Blocks {
  export const depth = 2;
  export function conv(filters: number, padding: 'same' | 'valid' = Mode.Same) {
    return tf.layers.conv2d({ filters, kernelSize: 3, padding, activation: 'relu' });
  }
}

abstract class Stage<T extends tf.SymbolicTensor> {
  static #made = 0;
  static names: Set<string>;
  static {
    Stage.names = new Set(['stem', 'body']);
  }
  readonly #width: number;
  protected constructor(width: number) {
    this.#width = width;
    Stage.#made += 1;
  }
  static get made() {
    return Stage.#made;
  }
  get width(): number {
    return this.#width;
  }
  abstract layers(): Iterable<tf.layers.Layer>;
  build(input: T): tf.SymbolicTensor {
    let output: tf.SymbolicTensor = input;
    for (const layer of this.layers()) output = layer.apply(output) as tf.SymbolicTensor;
    return output;
  }
}

class Stem extends Stage<tf.SymbolicTensor> {
  constructor(width: number = Size.Small) {
    super(width);
  }
  *layers() {
    yield Blocks.conv(this.width);
    yield* [tf.layers.batchNormalization(), tf.layers.maxPooling2d({ poolSize: 2 })];
  }
}

class Body extends Stage<tf.SymbolicTensor> {
  constructor() {
    super(Size.Large);
  }
  layers(): tf.layers.Layer[] {
    return Array.from({ length: Blocks.depth }, (_, index) => Blocks.conv(this.width << index, Mode.Valid));
  }
}

const shape = (parts: TemplateStringsArray, ...sizes: number[]): number[] => sizes.map((size, index) => size * (parts[index] ?? '').length);
const [height, width] = shape`a${20}bb${10}`;

const input = tf.input({ shape: [height!, width!, 3] });
const stages: ReadonlyArray<Stage<tf.SymbolicTensor>> = [new Stem(), new Body()];
const features = stages.reduce<tf.SymbolicTensor>((tensor, stage) => stage.build(tensor), input);
const pooled = tf.layers.globalAveragePooling2d({}).apply(features) as tf.SymbolicTensor;

const heads: Record<string, number> = { kind: 4, age: 1 };
const outputs = Object.entries(heads).map(([name, units]) => tf.layers.dense({ name, units }).apply(pooled) as tf.SymbolicTensor);
const model = tf.model({ inputs: input, outputs });

const batches = new Map<string, tf.Tensor4D>([['tiny', tf.zeros([1, 20, 20, 3])]]);
batches.set('small', tf.ones([3, 20, 20, 3]));
search: for (const [name, batch] of batches) {
  for (let turn = 0; turn < 3; turn++) {
    const [kind, age] = model.predict(batch) as tf.Tensor[];
    if (turn === 1) continue search;
    const joined = tf.concat([kind!, age!], 1);
    joined.dispose();
  }
}

const lazily = { get tensor() { return tf.range(0, Stage.made); }, ['com' + 'puted']: tf.eye(3) };
const ranged = lazily.tensor;
const eye = lazily.computed;
const big = 2n ** 3n;
const matched = /(\d+)x(\d+)/.exec('4x6');
const table = tf.zeros([Number(matched?.[1] ?? 1), Number(matched?.[2] ?? 1)]);
const bits = tf.fill([Number(big), ~~2.7], 1);
let chosen: tf.Tensor | undefined;
chosen ??= eye;
const last = [ranged, table].at(-1)!;
const some = (chosen satisfies tf.Tensor) && tf.stack([chosen, eye]);
