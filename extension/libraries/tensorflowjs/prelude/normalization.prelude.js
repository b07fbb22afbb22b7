// Layers that normalise.
import { checkNames } from 'tfjs:activation';
import { InputSpec, Layer } from 'tfjs:layer';
import { invalid, listOf, onlyShape, shown } from 'tfjs:shape';

export class BatchNormalization extends Layer {
  static className = 'BatchNormalization';
  constructor(config = {}) {
    super(config ?? {});
    const given = config ?? {};
    this.supportsMasking = true;
    this.axis = given.axis ?? -1;
    this.momentum = given.momentum ?? 0.99;
    this.epsilon = given.epsilon ?? 1e-3;
    this.center = given.center ?? true;
    this.scale = given.scale ?? true;
    checkNames(given);
  }
  build(inputShape) {
    const shape = onlyShape(inputShape);
    const axis = this.axis >= 0 ? this.axis : this.axis + shape.length;
    const size = shape[axis];
    if (size === null || size === undefined) invalid(`Axis ${axis} of input tensor should have a defined dimension but the layer received an input with shape ${shown(shape)}.`);
    this.inputSpec = [new InputSpec({ ndim: shape.length, axes: { [axis]: size } })];
    if (this.scale) this.gamma = this.addWeight('gamma', [size]);
    if (this.center) this.beta = this.addWeight('beta', [size]);
    this.movingMean = this.addWeight('moving_mean', [size], null, null, null, false);
    this.movingVariance = this.addWeight('moving_variance', [size], null, null, null, false);
    this.built = true;
  }
  op_() {
    const [rank, axis] = [this.inputSpec[0].ndim, Number(Object.keys(this.inputSpec[0].axes)[0])];
    const described = { op: 'batch_norm', axis, momentum: this.momentum, eps: this.epsilon };
    return axis === rank - 1 || axis !== 1 ? described : { ...described, channels: 'channelsFirst' };
  }
}

export class LayerNormalization extends Layer {
  static className = 'LayerNormalization';
  constructor(config = {}) {
    super(config ?? {});
    const given = config ?? {};
    this.axis = given.axis ?? -1;
    if (typeof this.axis === 'number') {
      if (Number.isInteger(this.axis) === false) invalid(`Expected axis to be an integer, but received ${this.axis}`);
    } else if (!Array.isArray(this.axis)) invalid(`Expected axis to be an integer or an array of integers, but received ${shown(this.axis)}`);
    else if (this.axis.some((axis) => Number.isInteger(axis) === false)) invalid(`Expected axis to be an array of integers, but received ${shown(this.axis)}`);
    this.epsilon = given.epsilon ?? 1e-3;
    this.center = given.center ?? true;
    this.scale = given.scale ?? true;
    this.supportsMasking = true;
    checkNames(given);
  }
  build(inputShape) {
    const shape = onlyShape(inputShape);
    const axes = listOf(this.axis).map((axis) => (axis < 0 ? axis + shape.length : axis));
    for (const axis of axes) if (axis < 0 || axis >= shape.length) invalid(`Invalid axis: ${axis}`);
    if (new Set(axes).size !== axes.length) invalid(`Found duplicate axes in: ${axes}`);
    this.axis = axes;
    const sizes = axes.map((axis) => shape[axis]);
    this.sizes_ = sizes;
    if (this.scale) this.gamma = this.addWeight('gamma', sizes);
    if (this.center) this.beta = this.addWeight('beta', sizes);
    this.built = true;
  }
  op_() {
    return { op: 'layer_norm', axis: this.axis, normalized_shape: this.sizes_, eps: this.epsilon };
  }
}

export const layers = {
  batchNormalization: (config) => new BatchNormalization(config),
  layerNormalization: (config) => new LayerNormalization(config),
};
