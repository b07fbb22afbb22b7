// Layers that pool.
import { InputSpec, Layer } from 'tfjs:layer';
import { dataFormat, invalid, onlyShape, paddingMode, positiveInteger, refuse, shown, windowed } from 'tfjs:shape';

class Pooling extends Layer {
  constructor(rank, config) {
    super(config);
    this.rank = rank;
    this.poolSize = this.window_(config.poolSize ?? 2, 'poolSize');
    this.strides = config.strides === undefined || config.strides === null ? this.poolSize : this.window_(config.strides, 'strides');
    positiveInteger(this.poolSize, 'poolSize');
    positiveInteger(this.strides, 'strides');
    this.dataFormat = rank === 1 ? 'channelsLast' : dataFormat(config.dataFormat);
    this.padding = paddingMode(config.padding);
    this.inputSpec = [new InputSpec({ ndim: rank + 2 })];
  }
  window_(given, name) {
    if (!Array.isArray(given)) return Array.from({ length: this.rank }, () => given);
    if (this.rank === 1 && given.length !== 1) invalid(`${name} for 1D convolutional layer must be a number or an Array of a single number, but received ${shown(given)}`);
    if (name === 'strides' && given.length !== this.rank) invalid(`If the strides property of a ${this.rank}D pooling layer is an Array, it is expected to have a length of ${this.rank}, but received length ${given.length}.`);
    return given;
  }
  computeOutputShape(inputShape) {
    const shape = onlyShape(inputShape);
    const isFirst = this.dataFormat === 'channelsFirst';
    const space = isFirst ? shape.slice(2) : shape.slice(1, -1);
    const left = space.map((size, axis) => windowed(size, this.poolSize[axis], this.padding, this.strides[axis]));
    const empty = left.findIndex((size) => size !== null && size <= 0);
    const made = isFirst ? [shape[0], shape[1], ...left] : [shape[0], ...left, shape[shape.length - 1]];
    // TensorFlow.js lets it through, and computes with nothing.
    if (empty >= 0) _silent('pooling/empty-output', `The pool of ${this.poolSize.join(' x ')} is larger than its input of ${space.join(' x ')}: its output has the shape ${shown(made)}, and TensorFlow.js computes on with no values.`);
    return made;
  }
  /** Told in the words of pools. */
  isEmpty_() {
    return false;
  }
  op_() {
    return { op: `${this.kind_()}_pool${this.rank}d`, kernel_size: this.poolSize, stride: this.strides, padding: this.padding, channels: this.dataFormat };
  }
  kind_() {
    return this.getClassName().startsWith('Max') ? 'max' : 'avg';
  }
}

export class MaxPooling1D extends Pooling {
  static className = 'MaxPooling1D';
  constructor(config) {
    super(1, config);
  }
}
export class AveragePooling1D extends Pooling {
  static className = 'AveragePooling1D';
  constructor(config) {
    super(1, config);
  }
}
export class MaxPooling2D extends Pooling {
  static className = 'MaxPooling2D';
  constructor(config) {
    super(2, config);
  }
}
export class AveragePooling2D extends Pooling {
  static className = 'AveragePooling2D';
  constructor(config) {
    super(2, config);
  }
}
export class MaxPooling3D extends Pooling {
  static className = 'MaxPooling3D';
  constructor(config) {
    super(3, config);
  }
}
export class AveragePooling3D extends Pooling {
  static className = 'AveragePooling3D';
  constructor(config) {
    super(3, config);
  }
}

class GlobalPooling extends Layer {
  constructor(rank, config) {
    super(config);
    this.rank = rank;
    this.dataFormat = rank === 1 ? 'channelsLast' : dataFormat(config?.dataFormat);
    this.inputSpec = [new InputSpec({ ndim: rank + 2 })];
  }
  computeOutputShape(inputShape) {
    const shape = onlyShape(inputShape);
    return [shape[0], this.dataFormat === 'channelsFirst' ? shape[1] : shape[this.rank + 1] ?? null];
  }
  op_() {
    const first = this.dataFormat === 'channelsFirst' ? 2 : 1;
    return { op: this.getClassName().includes('Max') ? 'amax' : 'mean', dim: Array.from({ length: this.rank }, (_, axis) => first + axis), channels: this.dataFormat };
  }
}

export class GlobalAveragePooling1D extends GlobalPooling {
  static className = 'GlobalAveragePooling1D';
  constructor(config) {
    super(1, config);
  }
}
export class GlobalMaxPooling1D extends GlobalPooling {
  static className = 'GlobalMaxPooling1D';
  constructor(config) {
    super(1, config);
  }
}
export class GlobalAveragePooling2D extends GlobalPooling {
  static className = 'GlobalAveragePooling2D';
  constructor(config) {
    super(2, config);
  }
}
export class GlobalMaxPooling2D extends GlobalPooling {
  static className = 'GlobalMaxPooling2D';
  constructor(config) {
    super(2, config);
  }
}

const maxPooling1d = (config) => new MaxPooling1D(config);
const averagePooling1d = (config) => new AveragePooling1D(config);
const maxPooling2d = (config) => new MaxPooling2D(config);
const averagePooling2d = (config) => new AveragePooling2D(config);
const maxPooling3d = (config) => new MaxPooling3D(config);
const averagePooling3d = (config) => new AveragePooling3D(config);
const globalMaxPooling1d = (config) => new GlobalMaxPooling1D(config);
const globalMaxPooling2d = (config) => new GlobalMaxPooling2D(config);

export const layers = {
  maxPooling1d, averagePooling1d, maxPooling2d, averagePooling2d, maxPooling3d, averagePooling3d, globalMaxPooling1d, globalMaxPooling2d,
  maxPool1d: maxPooling1d, avgPool1d: averagePooling1d, avgPooling1d: averagePooling1d,
  maxPool2d: maxPooling2d, avgPool2d: averagePooling2d, avgPooling2d: averagePooling2d,
  avgPool3d: averagePooling3d, avgPooling3d: averagePooling3d,
  globalMaxPool1d: globalMaxPooling1d, globalMaxPool2d: globalMaxPooling2d,
  globalAveragePooling1d: (config) => new GlobalAveragePooling1D(config),
  globalAveragePooling2d: (config) => new GlobalAveragePooling2D(config),
};
