// Layers without a window: dense ones, changes of shape, activations, noise, embeddings, borders and images.
import { checkNames } from 'tfjs:activation';
import { InputSpec, Layer } from 'tfjs:layer';
import { dataFormat, invalid, listOf, onlyShape, oneOf, positiveInteger, refuse, shown, sizeOf } from 'tfjs:shape';

export class Dense extends Layer {
  static className = 'Dense';
  constructor(config) {
    super(config);
    if (!config.batchInputShape && !config.inputShape && config.inputDim !== undefined && config.inputDim !== null) this.batchInputShape = [config.batchSize ?? null, config.inputDim];
    this.units = positiveInteger(config.units, 'units');
    checkNames(config);
    this.activation = config.activation;
    this.useBias = config.useBias ?? true;
    this.supportsMasking = true;
    this.inputSpec = [new InputSpec({ minNDim: 2 })];
    this.kernel = null;
    this.bias = null;
  }
  build(inputShape) {
    const shape = onlyShape(inputShape);
    const features = shape[shape.length - 1];
    if (this.kernel === null) {
      this.kernel = this.addWeight('kernel', [features, this.units]);
      if (this.useBias) this.bias = this.addWeight('bias', [this.units]);
    }
    this.inputSpec = [new InputSpec({ minNDim: 2, axes: { [-1]: features } })];
    this.built = true;
  }
  computeOutputShape(inputShape) {
    return [...onlyShape(inputShape).slice(0, -1), this.units];
  }
  op_() {
    return { op: 'linear', activation: this.activation };
  }
}

export class Flatten extends Layer {
  static className = 'Flatten';
  constructor(config) {
    super(config);
    this.inputSpec = [new InputSpec({ minNDim: 3 })];
    this.dataFormat = config?.dataFormat;
  }
  computeOutputShape(inputShape) {
    const shape = onlyShape(inputShape);
    if (shape.slice(1).some((size) => size === null)) {
      invalid(`The shape of the input to "Flatten" is not fully defined (got ${shape.slice(1)}). Make sure to pass a complete "input_shape" or "batch_input_shape" argument to the first layer in your model.`);
    }
    return [shape[0], sizeOf(shape.slice(1))];
  }
  op_() {
    return { op: 'flatten', start_dim: 1 };
  }
}

function isOpen(size) {
  return size === null || size < 0;
}

export class Reshape extends Layer {
  static className = 'Reshape';
  constructor(config) {
    super(config);
    this.targetShape = config.targetShape.map((size) => (isOpen(size) ? null : size));
  }
  computeOutputShape(inputShape) {
    const [batch, ...sizes] = inputShape;
    // With an open batch nothing is checked, and open sizes stay open.
    if (inputShape.some(isOpen)) {
      const target = this.targetShape;
      const given = sizes.some(isOpen) ? null : sizeOf(sizes);
      if (given !== null && !target.some(isOpen) && sizeOf(target) !== given) _silent('shape/view-size', `Total size of new array must be unchanged: [${target}] has ${sizeOf(target)} elements, the input [${sizes}] has ${given} for each sample. TensorFlow.js finds this only when the model runs.`);
      return [batch, ...target];
    }
    const open = this.targetShape.filter(isOpen).length;
    if (open > 1) invalid('Can only specifiy one unknown dimension.');
    const known = sizeOf(this.targetShape.filter((size) => !isOpen(size)));
    const total = sizeOf(sizes);
    if (open === 0 ? known !== total : known === 0 || total % known !== 0) refuse('shape/view-size', 'Total size of new array must be unchanged.');
    return [batch, ...this.targetShape.map((size) => (isOpen(size) ? total / known : size))];
  }
  op_() {
    return { op: 'reshape' };
  }
}

export class Permute extends Layer {
  static className = 'Permute';
  constructor(config) {
    super(config);
    const { dims } = config;
    if (dims === undefined || dims === null) invalid('Required configuration field `dims` is missing during Permute constructor call.');
    if (!Array.isArray(dims)) invalid(`Permute constructor requires \`dims\` to be an Array, but received ${dims} instead.`);
    if (!dims.every((_, index) => dims.includes(index + 1))) refuse('shape/dim-range', `Invalid permutation \`dims\`: ${shown(dims)} \`dims\` must contain consecutive integers starting from 1.`);
    this.dims = dims;
    this.inputSpec = [new InputSpec({ ndim: dims.length + 1 })];
  }
  computeOutputShape(inputShape) {
    const shape = onlyShape(inputShape);
    return [shape[0], ...this.dims.map((axis) => shape[axis])];
  }
  op_() {
    return { op: 'permute', dims: [0, ...this.dims] };
  }
}

export class RepeatVector extends Layer {
  static className = 'RepeatVector';
  constructor(config) {
    super(config);
    this.n = config.n;
    this.inputSpec = [new InputSpec({ ndim: 2 })];
  }
  computeOutputShape(inputShape) {
    return [inputShape[0], this.n, inputShape[1]];
  }
}

/** A layer that changes numbers, and no shape. */
class Elementwise extends Layer {
  constructor(config) {
    super(config);
    this.supportsMasking = true;
    checkNames(config ?? {});
  }
}

export class Activation extends Elementwise {
  static className = 'Activation';
  constructor(config) {
    super(config);
    this.activation = config.activation;
  }
  op_() {
    return { op: 'activation', activation: this.activation };
  }
}
export class ReLU extends Elementwise {
  static className = 'ReLU';
  op_() {
    return { op: 'relu' };
  }
}
export class LeakyReLU extends Elementwise {
  static className = 'LeakyReLU';
  constructor(config) {
    super(config ?? {});
    this.alpha = config?.alpha ?? 0.3;
  }
  op_() {
    return { op: 'leaky_relu', negative_slope: this.alpha };
  }
}
export class ELU extends Elementwise {
  static className = 'ELU';
  constructor(config) {
    super(config);
    if (config?.alpha !== undefined && config.alpha !== null && config.alpha !== 1) invalid(`Non-default alpha value (${config.alpha}) is not supported by the ELU layer yet.`);
  }
  op_() {
    return { op: 'elu' };
  }
}
export class ThresholdedReLU extends Elementwise {
  static className = 'ThresholdedReLU';
}
export class Softmax extends Elementwise {
  static className = 'Softmax';
  constructor(config) {
    super(config);
    this.axis = config?.axis ?? -1;
  }
  op_() {
    return { op: 'softmax', dim: this.axis };
  }
}
export class PReLU extends Elementwise {
  static className = 'PReLU';
  constructor(config) {
    super(config);
    const shared = config?.sharedAxes ?? null;
    if (shared !== null && !Array.isArray(shared) && typeof shared !== 'number') invalid(`Expected sharedAxes to be a number or an array of numbers, but got ${shared}`);
    this.sharedAxes = shared === null ? null : listOf(shared);
  }
  build(inputShape) {
    const shape = onlyShape(inputShape);
    const shared = this.sharedAxes ?? [];
    const sizes = shape.slice(1).map((size, index) => (shared.includes(index + 1) ? 1 : size));
    this.alpha = this.addWeight('alpha', shared.reduce((made, axis) => (axis - 1 < made.length ? made : [...made, 1]), sizes));
    const axes = {};
    if (this.sharedAxes !== null) for (let axis = 1; axis < shape.length; axis += 1) axes[axis] = shape[axis];
    this.inputSpec = [new InputSpec({ ndim: shape.length, axes })];
    this.built = true;
  }
}

export class Dropout extends Elementwise {
  static className = 'Dropout';
  constructor(config) {
    super(config);
    this.rate = Math.max(Math.min(config.rate, 1), 0);
    this.noiseShape = config.noiseShape;
  }
  op_() {
    return { op: 'dropout', p: this.rate };
  }
}
export class SpatialDropout1D extends Dropout {
  static className = 'SpatialDropout1D';
  constructor(config) {
    super(config);
    this.inputSpec = [new InputSpec({ ndim: 3 })];
  }
}
class Noise extends Elementwise {
  constructor(config) {
    super(config);
    this.rate = config.rate;
    this.stddev = config.stddev;
  }
}
export class GaussianNoise extends Noise {
  static className = 'GaussianNoise';
}
export class GaussianDropout extends Noise {
  static className = 'GaussianDropout';
}
export class AlphaDropout extends Noise {
  static className = 'AlphaDropout';
}
export class Masking extends Elementwise {
  static className = 'Masking';
}

export class Embedding extends Layer {
  static className = 'Embedding';
  constructor(config) {
    super(config);
    const { inputLength = null } = config;
    if (!config.batchInputShape && !config.inputShape) this.batchInputShape = [config.batchSize ?? null, ...(inputLength === null ? [null] : listOf(inputLength))];
    this.inputDim = positiveInteger(config.inputDim, 'inputDim');
    this.outputDim = positiveInteger(config.outputDim, 'outputDim');
    checkNames(config);
    this.inputLength = inputLength;
  }
  build() {
    this.embeddings = this.addWeight('embeddings', [this.inputDim, this.outputDim]);
    this.built = true;
  }
  outputType_() {
    return 'float32';
  }
  computeOutputShape(inputShape) {
    const shape = onlyShape(inputShape);
    if (this.inputLength === null) return [...shape, this.outputDim];
    const lengths = listOf(this.inputLength);
    const refused = () => invalid(`"inputLength" is ${this.inputLength}, but received input shape has shape ${shape}`);
    if (lengths.length !== shape.length - 1) refused();
    for (let axis = 0; axis < lengths.length; axis += 1) if (lengths[axis] !== null && shape[axis + 1] !== null && lengths[axis] !== shape[axis + 1]) refused();
    return [shape[0], ...lengths.map((length, axis) => length ?? shape[axis + 1]), this.outputDim];
  }
  op_() {
    return { op: 'embedding' };
  }
}

/** A layer that changes the two spatial sizes of a map. */
class MapSizes extends Layer {
  constructor(config) {
    super(config);
    this.dataFormat = dataFormat(config?.dataFormat);
    this.inputSpec = [new InputSpec({ ndim: 4 })];
  }
  computeOutputShape(inputShape) {
    const shape = onlyShape(inputShape);
    const first = this.dataFormat === 'channelsFirst' ? 2 : 1;
    return shape.map((size, axis) => (axis === first || axis === first + 1 ? this.size_(size, axis - first) : size));
  }
}

export class UpSampling2D extends MapSizes {
  static className = 'UpSampling2D';
  constructor(config = {}) {
    super(config);
    this.size = config.size ?? [2, 2];
    this.interpolation = oneOf(config.interpolation ?? 'nearest', 'InterpolationFormat', ['nearest', 'bilinear']);
  }
  size_(size, axis) {
    return size === null ? null : size * this.size[axis];
  }
  op_() {
    return { op: 'interpolate' };
  }
}

function pairs(given) {
  if (typeof given === 'number') return [[given, given], [given, given]];
  return typeof given[0] === 'number' ? [[given[0], given[0]], [given[1], given[1]]] : given;
}

export class ZeroPadding2D extends MapSizes {
  static className = 'ZeroPadding2D';
  constructor(config = {}) {
    super(config ?? {});
    const padding = config?.padding ?? 1;
    if (Array.isArray(padding)) {
      if (padding.length !== 2) invalid(`ZeroPadding2D expects padding to be a length-2 array, but received a length-${padding.length} array.`);
      ['height', 'width'].forEach((side, index) => {
        if (Array.isArray(padding[index]) && padding[index].length !== 2) invalid(`ZeroPadding2D expects ${side} padding to be a length-2 array, but received a length-${padding[index].length} array.`);
      });
    }
    this.padding = pairs(padding);
  }
  size_(size, axis) {
    return size === null ? null : size + this.padding[axis][0] + this.padding[axis][1];
  }
  op_() {
    return { op: 'pad' };
  }
}

export class Cropping2D extends MapSizes {
  static className = 'Cropping2D';
  constructor(config) {
    super(config);
    this.cropping = pairs(config.cropping);
  }
  size_(size, axis) {
    // An open size counts as none here: TensorFlow.js's own arithmetic.
    return (size ?? 0) - this.cropping[axis][0] - this.cropping[axis][1];
  }
}

const interpolations = ['bilinear', 'nearest'];

export class Resizing extends Layer {
  static className = 'Resizing';
  constructor(config) {
    super(config);
    if (config.interpolation && !interpolations.includes(config.interpolation)) invalid(`Invalid interpolation parameter: ${config.interpolation} is not implemented`);
    this.height = config.height;
    this.width = config.width;
  }
  // Of a symbolic input, TensorFlow.js's layer answers as if it had no batch.
  computeOutputShape(inputShape) {
    return [this.height, this.width, onlyShape(inputShape)[2]];
  }
  call(inputs) {
    const { shape } = listOf(inputs)[0];
    return _tensor([...shape.slice(0, -3), this.height, this.width, shape[shape.length - 1]], 'float32');
  }
}
export class CenterCrop extends Layer {
  static className = 'CenterCrop';
  constructor(config) {
    super(config);
    this.height = config.height;
    this.width = config.width;
  }
  computeOutputShape(inputShape) {
    const shape = onlyShape(inputShape);
    return [...shape.slice(0, -3), this.height, this.width, shape[shape.length - 1]];
  }
  call(inputs) {
    const [given] = listOf(inputs);
    return _tensor([...given.shape.slice(0, -3), this.height, this.width, given.shape[given.shape.length - 1]], given.dtype);
  }
}
export class RandomWidth extends Layer {
  static className = 'RandomWidth';
  constructor(config) {
    super(config);
    const { factor } = config;
    const [lower, upper] = Array.isArray(factor) ? factor : [-factor, factor];
    if (!Array.isArray(factor) && !(factor > 0)) invalid(`Invalid factor: ${factor}. Must be positive number or tuple of 2 numbers`);
    if (lower < -1 || upper < -1) invalid(`factor must have values larger than -1. Got: ${factor}`);
    if (config.interpolation && !interpolations.includes(config.interpolation)) invalid(`Invalid interpolation parameter: ${config.interpolation} is not implemented`);
  }
  computeOutputShape(inputShape) {
    return [undefined, -1, onlyShape(inputShape)[2]];
  }
}
export class Rescaling extends Layer {
  static className = 'Rescaling';
  outputType_() {
    return 'float32';
  }
}
export class CategoryEncoding extends Layer {
  static className = 'CategoryEncoding';
  constructor(config) {
    super(config);
    this.numTokens = config.numTokens;
    this.outputMode = config.outputMode ?? 'multiHot';
  }
  computeOutputShape(inputShape) {
    const shape = onlyShape(inputShape);
    const last = shape[shape.length - 1];
    return this.outputMode === 'oneHot' && last !== 1 ? [...shape, this.numTokens] : [...shape.slice(0, -1), this.numTokens];
  }
}

export const layers = {
  dense: (config) => new Dense(config),
  flatten: (config) => new Flatten(config),
  reshape: (config) => new Reshape(config),
  permute: (config) => new Permute(config),
  repeatVector: (config) => new RepeatVector(config),
  activation: (config) => new Activation(config),
  reLU: (config) => new ReLU(config),
  leakyReLU: (config) => new LeakyReLU(config),
  elu: (config) => new ELU(config),
  thresholdedReLU: (config) => new ThresholdedReLU(config),
  softmax: (config) => new Softmax(config),
  prelu: (config) => new PReLU(config),
  dropout: (config) => new Dropout(config),
  spatialDropout1d: (config) => new SpatialDropout1D(config),
  gaussianNoise: (config) => new GaussianNoise(config),
  gaussianDropout: (config) => new GaussianDropout(config),
  alphaDropout: (config) => new AlphaDropout(config),
  masking: (config) => new Masking(config),
  embedding: (config) => new Embedding(config),
  upSampling2d: (config) => new UpSampling2D(config),
  zeroPadding2d: (config) => new ZeroPadding2D(config),
  cropping2D: (config) => new Cropping2D(config),
  resizing: (config) => new Resizing(config),
  centerCrop: (config) => new CenterCrop(config),
  randomWidth: (config) => new RandomWidth(config),
  rescaling: (config) => new Rescaling(config),
  categoryEncoding: (config) => new CategoryEncoding(config),
};
