// Layers that slide a kernel: convolutions, transposed, depthwise and separable ones.
import { checkNames } from 'tfjs:activation';
import { InputSpec, Layer } from 'tfjs:layer';
import { dataFormat, invalid, onlyShape, paddingMode, perAxis, positiveInteger, refuse, shown, widened, windowed } from 'tfjs:shape';

/** Takes a map apart: its batch, spatial sizes and channels. */
function partsOf(shape, format) {
  return format === 'channelsFirst' ? { batch: shape[0], channels: shape[1], space: shape.slice(2) } : { batch: shape[0], channels: shape[shape.length - 1], space: shape.slice(1, -1) };
}

function mapOf(batch, space, channels, format) {
  return format === 'channelsFirst' ? [batch, channels, ...space] : [batch, ...space, channels];
}

export class BaseConv extends Layer {
  constructor(rank, config) {
    super(config);
    if (config.kernelSize === undefined) invalid("required key 'kernelSize' not in config");
    if (typeof config.kernelSize !== 'number' && !(Array.isArray(config.kernelSize) && config.kernelSize.length >= 1 && config.kernelSize.length <= 3)) {
      invalid(`BaseConv expects config.kernelSize to be number or number[] with length 1, 2, or 3, but received ${shown(config.kernelSize)}.`);
    }
    this.rank = rank;
    this.kernelSize = perAxis(config.kernelSize, rank, 'kernelSize');
    this.strides = perAxis(config.strides ?? 1, rank, 'strides');
    this.padding = paddingMode(config.padding);
    this.dataFormat = dataFormat(config.dataFormat);
    checkNames(config);
    this.activation = config.activation;
    this.useBias = config.useBias ?? true;
    this.dilationRate = perAxis(config.dilationRate ?? 1, rank, 'dilationRate');
    this.bias = null;
  }

  isEmpty_(shape) {
    return shape.some((size) => size !== null && size <= 0);
  }

  /** The sizes that the kernel leaves of the spatial axes. */
  left_(space) {
    return space.map((size, axis) => windowed(size, this.kernelSize[axis], this.padding, this.strides[axis], this.dilationRate[axis]));
  }
}

export class Conv extends BaseConv {
  constructor(rank, config) {
    super(rank, config);
    if (typeof config.filters !== 'number' || config.filters < 1) invalid(`Convolution layer expected config.filters to be a 'number' > 0 but got ${shown(config.filters)}`);
    this.filters = positiveInteger(config.filters, 'filters');
  }
  /** Tells of steps and gaps together: the op refuses them, and only when the model runs. */
  checkSteps_() {
    if (!this.strides.some((stride) => stride > 1) || !this.dilationRate.some((rate) => rate > 1)) return;
    const [op, noun] = this.rank === 1 ? ['conv1D', ['stride', 'dilation']] : [this.stepsOp_(), ['strides', 'dilations']];
    _silent('shape/arguments', `Error in ${op}: Either ${noun[0]} or ${noun[1]} must be 1. Got ${noun[0]} ${this.strides} and ${noun[1]} '${this.dilationRate}'. TensorFlow.js finds this only when the model runs.`);
  }
  stepsOp_() {
    return `conv${this.rank}D`;
  }
  channelAxis_(shape) {
    return this.dataFormat === 'channelsFirst' ? 1 : shape.length - 1;
  }
  kernelShape_(channels) {
    return [...this.kernelSize, channels, this.filters];
  }
  build(inputShape) {
    const shape = onlyShape(inputShape);
    const axis = this.channelAxis_(shape);
    const channels = shape[axis];
    if (channels === null || channels === undefined) invalid(`The channel dimension of the input should be defined. Found ${channels}`);
    this.kernel = this.addWeight('kernel', this.kernelShape_(channels));
    if (this.useBias) this.bias = this.addWeight('bias', [this.filters]);
    this.checkSteps_();
    this.inputSpec = [new InputSpec({ ndim: this.rank + 2, axes: { [axis]: channels } })];
    this.built = true;
  }
  computeOutputShape(inputShape) {
    const { batch, space } = partsOf(onlyShape(inputShape), this.dataFormat);
    return mapOf(batch, this.left_(space), this.filters, this.dataFormat);
  }
  op_() {
    return { op: `conv${this.rank}d`, stride: this.strides, padding: this.padding, dilation: this.dilationRate, channels: this.dataFormat, activation: this.activation };
  }
}

function checkKernel(config, rank) {
  if (typeof config.kernelSize !== 'number' && config.kernelSize !== undefined && config.kernelSize.length !== rank && config.kernelSize.length > 3) {
    invalid(`Conv${rank}D expects config.kernelSize to be number or number[] with length 1, 2, but received ${shown(config.kernelSize)}.`);
  }
}

export class Conv1D extends Conv {
  static className = 'Conv1D';
  constructor(config) {
    super(1, config);
    this.inputSpec = [new InputSpec({ ndim: 3 })];
  }
}

export class Conv2D extends Conv {
  static className = 'Conv2D';
  constructor(config) {
    super(2, config);
    checkKernel(config, 2);
  }
}

export class Conv3D extends Conv {
  static className = 'Conv3D';
  constructor(config) {
    super(3, config);
  }
}

class ConvTranspose extends Conv {
  constructor(rank, config) {
    super(rank, config);
    this.inputSpec = [new InputSpec({ ndim: rank + 2 })];
    if (this.padding !== 'same' && this.padding !== 'valid') invalid(`Conv${rank}DTranspose currently supports only padding modes 'same' and 'valid', but received padding mode ${this.padding}`);
  }
  kernelShape_(channels) {
    return [...this.kernelSize, this.filters, channels];
  }
  build(inputShape) {
    const shape = onlyShape(inputShape);
    if (shape.length !== this.rank + 2) refuse('shape/rank', `Input should have rank ${this.rank + 2}; Received input shape: ${shown(shape)}`);
    const channels = shape[this.channelAxis_(shape)];
    if (channels === null || channels === undefined) invalid('The channel dimension of the inputs should be defined. Found `None`.');
    super.build(shape);
  }
  /** Takes both. */
  checkSteps_() {}
  computeOutputShape(inputShape) {
    const { batch, space } = partsOf(onlyShape(inputShape), this.dataFormat);
    return mapOf(batch, space.map((size, axis) => widened(size, this.kernelSize[axis], this.padding, this.strides[axis])), this.filters, this.dataFormat);
  }
  op_() {
    return { ...super.op_(), op: `conv_transpose${this.rank}d` };
  }
}

export class Conv2DTranspose extends ConvTranspose {
  static className = 'Conv2DTranspose';
  constructor(config) {
    super(2, config);
  }
}

export class Conv3DTranspose extends ConvTranspose {
  static className = 'Conv3DTranspose';
  constructor(config) {
    super(3, config);
  }
}

export class DepthwiseConv2D extends BaseConv {
  static className = 'DepthwiseConv2D';
  constructor(config) {
    super(2, config);
    this.depthMultiplier = config.depthMultiplier ?? 1;
  }
  build(inputShape) {
    const shape = onlyShape(inputShape);
    if (shape.length < 4) refuse('shape/rank', `Inputs to DepthwiseConv2D should have rank 4. Received input shape: ${shown(shape)}.`);
    const channels = shape[this.dataFormat === 'channelsFirst' ? 1 : 3];
    if (channels === null || channels < 0) invalid(`The channel dimension of the inputs to DepthwiseConv2D should be defined, but is not (${channels}).`);
    this.depthwiseKernel = this.addWeight('depthwise_kernel', [...this.kernelSize, channels, this.depthMultiplier]);
    if (this.useBias) this.bias = this.addWeight('bias', [channels * this.depthMultiplier]);
    this.built = true;
  }
  computeOutputShape(inputShape) {
    const { batch, channels, space } = partsOf(onlyShape(inputShape), this.dataFormat);
    // The layer's own answer leaves dilation out.
    const left = space.slice(0, 2).map((size, axis) => windowed(size, this.kernelSize[axis], this.padding, this.strides[axis]));
    return mapOf(batch, left, channels * this.depthMultiplier, this.dataFormat);
  }
  op_() {
    return { op: 'conv2d', stride: this.strides, padding: this.padding, dilation: this.dilationRate, channels: this.dataFormat, activation: this.activation, isDepthwise: true };
  }
}

export class SeparableConv2D extends Conv {
  static className = 'SeparableConv2D';
  constructor(config) {
    super(2, config);
    if (config.kernelInitializer !== undefined || config.kernelRegularizer !== undefined || config.kernelConstraint !== undefined) {
      invalid('Fields kernelInitializer, kernelRegularizer and kernelConstraint are invalid for SeparableConv2D. Use depthwiseInitializer, depthwiseRegularizer, depthwiseConstraint, pointwiseInitializer, pointwiseRegularizer and pointwiseConstraint instead.');
    }
    this.depthMultiplier = config.depthMultiplier ?? 1;
  }
  stepsOp_() {
    return 'depthwiseConv2d';
  }
  build(inputShape) {
    const shape = onlyShape(inputShape);
    if (shape.length < 4) refuse('shape/rank', `Inputs to SeparableConv2D should have rank 4, but received input shape: ${shown(shape)}`);
    const axis = this.channelAxis_(shape);
    const channels = shape[axis];
    if (channels === null || channels < 0) invalid(`The channel dimension of the inputs should be defined, but found ${shown(channels)}`);
    this.depthwiseKernel = this.addWeight('depthwise_kernel', [...this.kernelSize, channels, this.depthMultiplier]);
    this.pointwiseKernel = this.addWeight('pointwise_kernel', [1, 1, channels * this.depthMultiplier, this.filters]);
    if (this.useBias) this.bias = this.addWeight('bias', [this.filters]);
    this.checkSteps_();
    this.inputSpec = [new InputSpec({ ndim: 4, axes: { [axis]: channels } })];
    this.built = true;
  }
}

export const layers = {
  conv1d: (config) => new Conv1D(config),
  conv2d: (config) => new Conv2D(config),
  conv3d: (config) => new Conv3D(config),
  conv2dTranspose: (config) => new Conv2DTranspose(config),
  conv3dTranspose: (config) => new Conv3DTranspose(config),
  depthwiseConv2d: (config) => new DepthwiseConv2D(config),
  separableConv2d: (config) => new SeparableConv2D(config),
};
