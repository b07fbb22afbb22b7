import * as tf from '@tensorflow/tfjs';

export enum Kind { Small = 'small', Large = 'large' }
export type Sizes = Readonly<Record<Kind, readonly number[]>>;

const sizes = { [Kind.Small]: [6], [Kind.Large]: [12, 9, 6] } satisfies Sizes;

export abstract class Base<T extends tf.Tensor = tf.Tensor> {
  protected model: tf.Sequential | null = null;
  abstract readonly outputs: number;

  constructor(protected readonly kind: Kind, protected readonly features: number) {}

  get network(): tf.Sequential {
    return (this.model ??= this.build());
  }

  protected build(): tf.Sequential {
    const [first, ...rest] = sizes[this.kind];
    const model = tf.sequential({ layers: [tf.layers.dense({ units: first, inputShape: [this.features] })] });
    rest.map((units) => tf.layers.dense({ units, activation: 'relu' })).forEach((layer) => model.add(layer));
    model.add(tf.layers.dense({ units: this.outputs }));
    return model;
  }

  run(x: tf.Tensor): T {
    return this.network.predict(x) as T;
  }

  abstract loss(x: tf.Tensor, y: tf.Tensor): tf.Scalar;
}
