// tf.layers.Layer: what every layer does when it is applied; symbolic tensors remember the layer that made them.
import { invalid, isShapes, listOf, only, refuse, shown } from 'tfjs:shape';

const counters = {};

/** A name that no other layer has: dense_Dense1. */
export function uniqueName(prefix) {
  counters[prefix] = (counters[prefix] ?? 0) + 1;
  return prefix + counters[prefix];
}

export class InputSpec {
  constructor({ dtype = null, shape = null, ndim = null, maxNDim = null, minNDim = null, axes = {} }) {
    this.dtype = dtype;
    this.shape = shape;
    this.ndim = shape === null ? ndim : shape.length;
    this.maxNDim = maxNDim;
    this.minNDim = minNDim;
    this.axes = axes;
  }
}

/** A parameter: a variable with a name. */
export class LayerVariable {
  constructor(name, shape, dtype, trainable) {
    this.name = name;
    this.originalName = name;
    this.shape = shape;
    this.dtype = dtype ?? 'float32';
    this.trainable = trainable;
    this.id = uniqueName('variable');
  }
  read() {
    return _tensor(this.shape, this.dtype);
  }
  write() {
    return this;
  }
  dispose() {}
}

/** One application of a layer. */
export class Node {
  constructor(layer, inputs, outputs) {
    this.outboundLayer = layer;
    this.inputTensors = inputs;
    this.outputTensors = outputs;
    this.inboundLayers = inputs.map((input) => input.sourceLayer);
    this.inputShapes = inputs.map((input) => input.shape);
    this.outputShapes = outputs.map((output) => output.shape);
  }
}

export class Layer {
  constructor(config = {}) {
    const given = config ?? {};
    const type = this.getClassName();
    this.name = given.name ?? uniqueName(`${_snakeCase(type)}_${type}`);
    this.id = uniqueName('layer');
    this.built = false;
    this.inputSpec = null;
    this.supportsMasking = false;
    this.trainable_ = given.trainable ?? true;
    this._trainableWeights = [];
    this._nonTrainableWeights = [];
    this.inboundNodes = [];
    this.outboundNodes = [];
    this.dtype = given.dtype ?? 'float32';
    _constructed(this);
    this.batchInputShape = null;
    this.config_ = given;
    if (given.inputShape !== undefined && given.inputShape !== null) this.batchInputShape = [given.batchSize ?? null, ...given.inputShape];
    if (given.batchInputShape !== undefined && given.batchInputShape !== null) this.batchInputShape = given.batchInputShape;
  }

  get trainable() {
    return this.trainable_;
  }
  set trainable(trainable) {
    for (const weight of this._trainableWeights) weight.trainable = trainable;
    this.trainable_ = trainable;
  }
  get trainableWeights() {
    return this.trainable_ ? this._trainableWeights.filter((weight) => weight.trainable) : [];
  }
  get nonTrainableWeights() {
    return this.trainable_ ? [...this._trainableWeights.filter((weight) => !weight.trainable), ...this._nonTrainableWeights] : [...this._trainableWeights, ...this._nonTrainableWeights];
  }
  get weights() {
    return [...this.trainableWeights, ...this.nonTrainableWeights];
  }
  get input() {
    if (this.inboundNodes.length === 0) invalid(`Layer ${this.name} is not connected, no input to return.`);
    return only(this.inboundNodes[0].inputTensors);
  }
  get output() {
    if (this.inboundNodes.length === 0) invalid(`Layer ${this.name} has no inbound nodes.`);
    return only(this.inboundNodes[0].outputTensors);
  }
  get outputShape() {
    if (this.inboundNodes.length === 0) invalid('The layer has never been called and thus has no defined output shape.');
    return only(this.inboundNodes[0].outputShapes);
  }
  get losses() {
    return [];
  }
  get stateful() {
    return false;
  }

  getClassName() {
    return this.constructor.className ?? this.constructor.name;
  }
  getConfig() {
    return { ...this.config_, name: this.name, trainable: this.trainable };
  }
  addWeight(name, shape, dtype, initializer, regularizer, trainable = true, constraint) {
    if (shape.length > 0 && shape.some((size) => size === null || size === undefined || size < 0 || Number.isInteger(size) === false)) invalid(`Tensor must have a shape comprised of positive integers but got shape [${shape}].`);
    _weighed(this, name, shape, dtype);
    const weight = new LayerVariable(`${this.name}/${name}`, shape, dtype, trainable ?? true);
    if (trainable === false) this._nonTrainableWeights.push(weight);
    else this._trainableWeights.push(weight);
    return weight;
  }
  getWeights() {
    _exchanged(this);
    return this.weights.map((weight) => weight.read());
  }
  setWeights() {
    _exchanged(this);
  }
  setFastWeightInitDuringBuild() {}
  calculateLosses() {
    return [];
  }
  addLoss() {}
  invokeCallHook() {}
  dispose() {
    return { refCountAfterDispose: 0, numDisposedVariables: 0 };
  }
  resetStates() {}
  computeMask(inputs, mask) {
    return mask;
  }
  countParams() {
    if (!this.built) invalid(`You tried to call countParams() on ${this.name}, but the layer is not built yet. Build it first by calling build(batchInputShape).`);
    let count = 0;
    for (const weight of this.weights) count += weight.shape.reduce((product, size) => product * size, 1);
    return count;
  }
  build() {
    this.built = true;
  }
  computeOutputShape(inputShape) {
    return inputShape;
  }
  call(inputs) {
    return _made(inputs, this.computeOutputShape(shapesOf(inputs)), this.outputType_(inputs));
  }

  /** The element type of what the layer makes. */
  outputType_(inputs) {
    return listOf(inputs)[0].dtype;
  }
  /** What the layer is in the layer graph: the op's name and its parameters; null where it is more than one op. */
  op_() {
    return null;
  }

  assertInputCompatibility(inputs) {
    const given = listOf(inputs);
    if (this.inputSpec === null || this.inputSpec === undefined || this.inputSpec.length === 0) return;
    const specs = listOf(this.inputSpec);
    if (given.length !== specs.length) invalid(`Layer ${this.name} expects ${specs.length} inputs, but it received ${given.length} input tensors. Input received: ${inputs}`);
    for (let index = 0; index < given.length; index += 1) if (specs[index]) meets(given[index], specs[index], index, this.name);
  }

  /** Whether a shape that the layer makes holds nothing, which TensorFlow.js lets through. */
  isEmpty_(shape) {
    return shape.some((size) => size !== null && size < 0);
  }

  /** `isChecked`: a sequential model applies it, and refuses negative sizes itself. */
  apply(inputs, kwargs, isChecked = false) {
    const given = listOf(inputs);
    this.assertInputCompatibility(inputs);
    if (!this.built) {
      this.build(only(given.map((input) => input.shape)));
      this.built = true;
    }
    this.assertInputCompatibility(inputs);
    if (!given.every((input) => _isSymbolic(input))) {
      const made = this.call(inputs, kwargs ?? {});
      _applied(this, this.op_(), given, listOf(made));
      return made;
    }
    const shape = this.computeOutputShape(only(given.map((input) => input.shape)));
    const type = this.outputType_(inputs);
    const shapes = isShapes(shape) ? shape : [shape];
    const empty = shapes.find((one) => this.isEmpty_(one));
    if (empty !== undefined && !(isChecked && empty.some((size) => size !== null && size < 0))) _silent('shape/kernel-exceeds-input', `${this.getClassName()} makes ${shown(empty)} of ${shown(given[0].shape)}: nothing is left of the map, and TensorFlow.js computes on with no values.`);
    const outputs = shapes.map((one, index) => _symbolic(one, type, this, index));
    this.inboundNodes.push(new Node(this, given, outputs));
    for (const input of given) if (input.sourceLayer) input.sourceLayer.outboundNodes.push(this.inboundNodes[this.inboundNodes.length - 1]);
    _applied(this, this.op_(), given, outputs);
    return isShapes(shape) ? outputs : outputs[0];
  }
}

/** The shape of what a layer is given, or of each where that is several; a model hands on lists, also of one. */
export function shapesOf(inputs) {
  return only(listOf(inputs).map((input) => input.shape));
}

function meets(input, spec, index, name) {
  const found = input.rank;
  if (spec.ndim !== null && found !== spec.ndim) refuse('shape/rank', `Input ${index} is incompatible with layer ${name}: expected ndim=${spec.ndim}, found ndim=${found}`, found > spec.ndim ? `Take axes away before it: flatten, a global pooling, or reshape.` : `Its input has shape ${shown(input.shape)}: reshape it to ${spec.ndim} axes, the batch among them.`);
  if (spec.maxNDim !== null && found > spec.maxNDim) refuse('shape/rank', `Input ${index} is incompatible with layer ${name}: expected max_ndim=${spec.maxNDim}, found ndim=${found}`);
  if (spec.minNDim !== null && found < spec.minNDim) refuse('shape/rank', `Input ${index} is incompatible with layer ${name}: expected min_ndim=${spec.minNDim}, found ndim=${found}.`, `Its input has shape ${shown(input.shape)}: it lacks an axis beside the batch.`);
  const shape = input.shape;
  for (const key of Object.keys(spec.axes)) {
    const axis = Number(key);
    const wanted = spec.axes[key];
    const size = axis >= 0 ? shape[axis] : shape[shape.length + axis];
    if (wanted !== null && wanted !== undefined && size !== null && size !== wanted) {
      refuse('shape/linear-features', `Input ${index} is incompatible with layer ${name}: expected axis ${axis} of input shape to have value ${wanted} but got shape ${shape}.`, `The layer was built for ${wanted} there and is now given ${size}: apply a new layer, or give this one what it was built for.`);
    }
  }
  if (spec.shape === null) return;
  for (let axis = 0; axis < spec.shape.length; axis += 1) {
    const [wanted, size] = [spec.shape[axis], shape[axis]];
    if (wanted !== null && wanted !== undefined && size !== null && size !== undefined && wanted !== size) invalid(`Input ${index} is incompatible with layer ${name}: expected shape=${spec.shape}, found shape=${shape}.`);
  }
}

/** What feeds a model. */
export class InputLayer extends Layer {
  static className = 'InputLayer';
  constructor(config) {
    super({ dtype: config.dtype, name: config.name ?? uniqueName('input') });
    this.trainable_ = false;
    this.built = true;
    if (config.inputShape && config.batchInputShape) invalid('Only provide the inputShape OR batchInputShape argument to inputLayer, not both at the same time.');
    if (!config.inputShape && !config.batchInputShape) invalid('An InputLayer should be passed either a `batchInputShape` or an `inputShape`.');
    if (config.batchInputShape && config.batchSize) invalid('Cannot specify batchSize if batchInputShape is specified when creating an InputLayer.');
    this.batchInputShape = config.batchInputShape ?? [config.batchSize ?? null, ...config.inputShape];
    this.sparse = config.sparse ?? false;
    this.inputSpec = [new InputSpec({ shape: this.batchInputShape })];
    const made = _symbolic(this.batchInputShape, this.dtype, this, 0);
    this.inboundNodes.push(new Node(this, [made], [made]));
  }
  apply() {
    return invalid(`Cannot pass any input to an InputLayer's apply() method. InputLayer name: ${this.name}`);
  }
}

export function input(config) {
  if (!config.batchShape && !config.shape) invalid('Please provide to Input either a `shape` or a `batchShape` argument. Note that `shape` does not include the batch dimension.');
  if (config.batchShape && config.shape) invalid('Please provide either a `shape` or `batchShape` argument to Input, but not both.');
  const batchInputShape = config.batchShape ?? [null, ...config.shape];
  const layer = new InputLayer({ batchInputShape, name: config.name, dtype: config.dtype, sparse: config.sparse });
  return layer.inboundNodes[0].outputTensors[0];
}
