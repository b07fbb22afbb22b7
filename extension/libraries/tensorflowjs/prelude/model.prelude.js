// Models: graphs of layers between inputs and outputs, and what is asked of them.
import { make } from 'tfjs:convert';
import { input, InputLayer, Layer, Node, shapesOf, uniqueName } from 'tfjs:layer';
import { invalid, isShapes, listOf, only, refuse, shown } from 'tfjs:shape';

/** The application that made a symbolic tensor. */
function nodeOf(tensor) {
  return tensor.sourceLayer.inboundNodes.find((node) => node.outputTensors.includes(tensor)) ?? null;
}

/** The applications between inputs and outputs, each after those it needs; `met` takes the layers as they are come upon from the outputs. */
function ordered(inputs, outputs, met = []) {
  const nodes = [];
  const seen = new Set();
  const visit = (tensor) => {
    const node = tensor.sourceLayer ? nodeOf(tensor) : null;
    if (node === null || seen.has(node)) return;
    seen.add(node);
    met.push(node.outboundLayer);
    if (!(node.outboundLayer instanceof InputLayer) && !inputs.includes(tensor)) for (const one of node.inputTensors) visit(one);
    nodes.push(node);
  };
  for (const output of outputs) visit(output);
  return nodes;
}

/** The layers of a graph as TensorFlow.js numbers them: those farthest from the outputs first. */
function layersOf(inputs, outputs) {
  const met = [];
  const nodes = ordered(inputs, outputs, met);
  const [far, farOfLayer] = [new Map(), new Map()];
  for (const node of nodes.toReversed()) {
    const distance = Math.max(far.get(node) ?? 0, farOfLayer.get(node.outboundLayer) ?? 0);
    farOfLayer.set(node.outboundLayer, distance);
    for (const tensor of node.inputTensors) {
      const maker = tensor.sourceLayer ? nodeOf(tensor) : null;
      far.set(maker, Math.max(distance + 1, far.get(maker) ?? 0));
    }
  }
  return [...new Set(met)].sort((a, b) => farOfLayer.get(b) - farOfLayer.get(a));
}

export class Container extends Layer {
  constructor({ inputs, outputs, name }) {
    super({ name: name ?? uniqueName('model') });
    this.built = true;
    this.inputs = listOf(inputs);
    this.outputs = listOf(outputs);
    this.optimizer = undefined;
    this.loss = undefined;
    this.ownLayers_ = null;
    this.nodes_ = null;
    this.inboundNodes.push(new Node(this, this.inputs, this.outputs));
    if (this.outputs.length > 0) _modelled(this, this.layers, this.outputs);
  }

  /** The applications that make the outputs; read anew where the model has grown. */
  graph_() {
    return ordered(this.inputs, this.outputs);
  }
  get layers() {
    if (this.ownLayers_ !== null) return this.ownLayers_;
    if (this.nodes_ === null) this.nodes_ = layersOf(this.inputs, this.outputs);
    return this.nodes_;
  }
  get inputNames() {
    return this.inputs.map((one) => one.sourceLayer.name);
  }
  get outputNames() {
    return this.outputs.map((one) => one.sourceLayer.name);
  }
  get input() {
    return only(this.inputs);
  }
  get output() {
    return only(this.outputs);
  }
  get outputShape() {
    return only(this.outputs.map((one) => one.shape));
  }
  get inputLayers() {
    return this.inputs.map((one) => one.sourceLayer);
  }
  get outputLayers() {
    return this.outputs.map((one) => one.sourceLayer);
  }
  get trainable() {
    return this.trainable_;
  }
  set trainable(trainable) {
    for (const layer of this.layers) layer.trainable = trainable;
    this.trainable_ = trainable;
  }
  get trainableWeights() {
    return this.trainable ? this.layers.flatMap((layer) => layer.trainableWeights) : [];
  }
  get nonTrainableWeights() {
    const frozen = this.layers.flatMap((layer) => layer.nonTrainableWeights);
    return this.trainable ? frozen : [...this.layers.flatMap((layer) => layer.trainableWeights), ...frozen];
  }

  getLayer(nameOrIndex, index) {
    if (index !== undefined && index !== null) return this.findLayer(index);
    if (nameOrIndex === undefined || nameOrIndex === null) invalid('Provide either a layer name or layer index');
    if (typeof nameOrIndex === 'number') return this.findLayer(nameOrIndex);
    return this.layers.find((layer) => layer.name === nameOrIndex) ?? invalid(`No such layer: ${nameOrIndex}`);
  }
  findLayer(index) {
    if (this.layers.length <= index) invalid(`Was asked to retrieve layer at index ${index}, but model only has ${this.layers.length} layer(s).`);
    return this.layers[index];
  }

  /** Runs the graph on other tensors: `each` gives what a layer makes of its inputs. */
  along_(given, each) {
    const values = new Map();
    this.inputs.forEach((one, index) => values.set(one, given[index]));
    for (const node of this.graph_()) {
      if (node.outboundLayer instanceof InputLayer || node.outputTensors.every((one) => values.has(one))) continue;
      const made = each(node.outboundLayer, node.inputTensors.map((one) => values.get(one)));
      node.outputTensors.forEach((one, index) => values.set(one, made[index]));
    }
    return this.outputs.map((one) => values.get(one));
  }
  computeOutputShape(inputShape) {
    const shapes = isShapes(inputShape) ? inputShape : [inputShape];
    if (shapes.length !== this.inputs.length) invalid(`Invalid inputShape argument ${inputShape}: model has ${this.inputs.length} tensor inputs.`);
    return only(this.along_(shapes, (layer, given) => {
      const shape = layer.computeOutputShape(only(given));
      return isShapes(shape) ? shape : [shape];
    }));
  }
  call(inputs) {
    return only(this.along_(listOf(inputs), (layer, given) => {
      const made = layer.call(given, {});
      _applied(layer, layer.op_(), given, listOf(made));
      return listOf(made);
    }));
  }
  loadWeights() {
    _exchanged(this);
  }
  build() {
    this.built = true;
  }
  summary(lineLength, positions, printFn) {
    if (!this.built) invalid('This model has never been called, thus its weights have not been created yet. So no summary can be displayed. Build the model first (e.g., by calling it on some test data).');
    return _summary(this);
  }
}

export class LayersModel extends Container {
  static className = 'Model';

  compile(config) {
    this.loss = config.loss;
    this.optimizer = config.optimizer;
    this.metrics = config.metrics;
    this.isCompiled_ = true;
    const names = typeof config.loss === 'object' && config.loss !== null && !Array.isArray(config.loss) ? Object.keys(config.loss) : [];
    for (const name of names) if (!this.outputNames.includes(name)) invalid(`Unknown entry in loss dictionary: "${name}". Only expected the following keys: ${this.outputNames}`);
    if (Array.isArray(config.loss) && config.loss.length !== this.outputs.length) invalid(`When passing an Array as loss, it should have one entry per model output. The model has ${this.outputs.length} output(s), but you passed loss=${config.loss}.`);
  }

  /** Demands that data are such as the model takes. */
  checked_(data, names, shapes, prefix) {
    if (_isUnknown(data)) return null;
    const isNamed = typeof data === 'object' && !Array.isArray(data) && !_isTensor(data);
    const given = isNamed ? names.map((name) => data[name] ?? invalid(`No data provided for "${name}". Need data for each key in: ${names}`)) : listOf(data);
    if (!isNamed && given.length !== names.length) {
      if (Array.isArray(data)) invalid(`Error when checking model ${prefix}: the Array of Tensors that you are passing to your model is not the size the model expected. Expected to see ${names.length} Tensor(s), but instead got the following list of Tensor(s): ${data}`);
      invalid(`The model ${prefix} expects ${names.length} Tensor(s), but only received one Tensor. Found: Tensor with shape ${data.shape}`);
    }
    const arrays = given.map((one) => (one.rank === 1 ? make([...one.shape, 1], one.dtype) : one));
    arrays.forEach((one, index) => {
      const shape = shapes[index];
      if (shape === null) return;
      if (one.rank !== shape.length) refuse('shape/rank', `Error when checking ${prefix}: expected ${names[index]} to have ${shape.length} dimension(s). but got array with shape ${one.shape}`);
      for (let axis = 1; axis < shape.length; axis += 1) {
        if (shape[axis] !== null && shape[axis] >= 0 && one.shape[axis] !== shape[axis]) {
          refuse('shape/linear-features', `${prefix} expected a batch of elements where each example has shape [${shape.slice(1)}] (i.e.,tensor shape [*,${shape.slice(1)}]) but the ${prefix} received an input with ${one.shape[0]} examples, each with shape [${one.shape.slice(1)}] (tensor shape [${one.shape}])`);
        }
      }
    });
    return arrays;
  }
  /** As `checked_`, of what is predicted. */
  checkedInputs_(data) {
    const given = listOf(data);
    const { inputNames: names } = this;
    if (given.length !== names.length) {
      if (Array.isArray(data)) invalid(`Error when checking model : the Array of Tensors that you are passing to your model is not the size the the model expected. Expected to see ${names.length} Tensor(s), but instead got ${given.length} Tensors(s).`);
      invalid(`The model expects ${names.length}  Tensors, but only received one Tensor. Found: array with shape ${shown(data.shape)}.`);
    }
    given.forEach((one, index) => {
      const { shape } = this.inputs[index];
      if (one.rank !== shape.length) refuse('shape/rank', `Error when checking : expected ${names[index]} to have ${shape.length} dimension(s), but got array with shape ${shown(one.shape)}`);
      for (let axis = 1; axis < shape.length; axis += 1) {
        if (shape[axis] !== null && shape[axis] !== one.shape[axis]) refuse('shape/linear-features', `Error when checking : expected ${names[index]} to have shape ${shown(shape)} but got array with shape ${shown(one.shape)}.`);
      }
    });
    return given;
  }
  predict(x) {
    if (_isUnknown(x)) return _anyTensor();
    const given = this.checkedInputs_(x);
    return _run(this, () => this.call(only(given)));
  }
  predictOnBatch(x) {
    return this.predict(x);
  }
  /** What training checks before it runs; then the model runs on a batch. */
  trained_(x, y, batchSize) {
    if (!this.isCompiled_) invalid('You must compile a model before training/testing. Use LayersModel.compile(modelCompileArgs).');
    const xs = this.checked_(x, this.inputNames, this.inputs.map((one) => one.shape), 'input');
    const isSparse = (index) => ['sparseCategoricalCrossentropy'].includes(Array.isArray(this.loss) ? this.loss[index] : this.loss);
    const ys = this.checked_(y, this.outputNames, this.outputs.map((one, index) => (typeof this.loss === 'function' ? null : isSparse(index) ? [...one.shape.slice(0, -1), 1] : one.shape)), 'target');
    if (xs === null || ys === null) return null;
    const [counts, targets] = [xs, ys].map((all) => [...new Set(all.map((one) => one.shape[0]))].sort());
    if (counts.length > 1) invalid(`All input Tensors (x) should have the same number of samples. Got array shapes: ${shown(xs.map((one) => one.shape))}`);
    if (targets.length > 1) invalid(`All target Tensors (y) should have the same number of samples. Got array shapes: ${shown(ys.map((one) => one.shape))}`);
    if (counts[0] !== targets[0]) invalid(`Input Tensors should have the same number of samples as target Tensors. Found ${counts[0]} input sample(s) and ${targets[0]} target sample(s).`);
    ys.forEach((one, index) => {
      const name = Array.isArray(this.loss) ? this.loss[index] : this.loss;
      if (name === 'categoricalCrossentropy' && one.shape[one.rank - 1] === 1) {
        invalid(`You are passing a target array of shape ${one.shape} while using a loss 'categorical_crossentropy'. 'categorical_crossentropy'expects targets to be binary matrices (1s and 0s) of shape [samples, classes].`);
      }
    });
    const size = Math.min(batchSize ?? 32, counts[0]);
    const batch = xs.map((one) => make([size, ...one.shape.slice(1)], one.dtype));
    return _run(this, () => this.call(only(batch)));
  }
  async fit(x, y, config = {}) {
    const { validationSplit = 0, validationData, epochs = 1, callbacks } = config ?? {};
    this.trained_(x, y, config?.batchSize);
    return { epoch: _anyList(), history: _anything(), params: { epochs }, validationData: null };
  }
  async fitDataset(dataset, config) {
    const element = _isUnknown(dataset) ? undefined : dataset.element_;
    if (element !== undefined && element !== null && element.xs !== undefined) this.trained_(element.xs, element.ys);
    return { epoch: _anyList(), history: _anything() };
  }
  async trainOnBatch(x, y) {
    this.trained_(x, y, Infinity);
    return _anything();
  }
  evaluate(x, y, config = {}) {
    if (!this.isCompiled_) invalid('The model needs to be compiled before being used.');
    this.checked_(x, this.inputNames, this.inputs.map((one) => one.shape), 'input');
    const count = this.metrics === undefined || this.metrics === null ? 0 : listOf(this.metrics).length;
    const scalars = Array.from({ length: 1 + count }, () => make([], 'float32'));
    return scalars.length === 1 ? scalars[0] : scalars;
  }
  async evaluateDataset() {
    return _anything();
  }
  async save() {
    return _anything();
  }
  stopTraining() {}
}

export class Sequential extends LayersModel {
  static className = 'Sequential';
  constructor(config) {
    super({ inputs: [], outputs: [], name: config?.name ?? uniqueName('sequential_') });
    this.ownLayers_ = [];
    this.inboundNodes = [];
    for (const layer of config?.layers ?? []) this.add(layer);
  }
  add(layer) {
    const isModel = layer instanceof Container;
    if (isModel && layer.outputs.length !== 1) invalid('All layers in a Sequential model should have a single output tensor. For multi-output layers, use the functional API.');
    if (isModel && layer.inputs.length !== 1) invalid('All layers in a Sequential model should have a single input tensor. For multi-input layers, use the functional API.');
    if (this.outputs.length === 0) this.start_(layer, isModel);
    else {
      const made = layer.apply(this.outputs[0], undefined, true);
      if (Array.isArray(made)) invalid('All layers in a Sequential model should have a single output tensor. For multi-output layers, use the functional API.');
      checkGrown(layer, made);
      this.outputs = [made];
      this.inboundNodes[0].outputTensors = this.outputs;
      this.inboundNodes[0].outputShapes = [made.shape];
    }
    this.ownLayers_.push(layer);
    _modelled(this, [layer], this.outputs);
    this.built = false;
  }
  start_(layer, isModel) {
    if (layer.inboundNodes.length === 0) {
      if (layer.batchInputShape === null) invalid('The first layer in a Sequential model must get an `inputShape` or `batchInputShape` argument.', 'Add inputShape: the sizes of one sample, without the batch.');
      layer.apply(input({ batchShape: layer.batchInputShape, dtype: layer.dtype, name: `${layer.name}_input` }), undefined, true);
    }
    if (isModel) {
      this.outputs = layer.outputs;
      this.inputs = layer.inputs;
    } else {
      if (layer.inboundNodes.length !== 1) invalid(`A layer added to a Sequential model must not already be connected somewhere else. LayersModel received layer ${layer.name} which has ${layer.inboundNodes.length} pre-existing inbound connections.`);
      const [node] = layer.inboundNodes;
      if (node.outputTensors.length !== 1) invalid('All layers in a Sequential model should have a single output tensor. For multi-output layers, use the functional API.');
      checkGrown(layer, node.outputTensors[0]);
      this.outputs = [node.outputTensors[0]];
      this.inputs = [node.inputTensors[0]];
    }
    this.inboundNodes = [new Node(this, this.inputs, this.outputs)];
  }
  pop() {
    if (this.ownLayers_.length === 0) invalid('There are no layers in the model.');
    this.ownLayers_.pop();
    const last = this.ownLayers_[this.ownLayers_.length - 1];
    this.outputs = last === undefined ? [] : [last.inboundNodes[0].outputTensors[0]];
    if (last === undefined) this.inputs = [];
    _modelled(this, [], this.outputs);
  }
  build() {
    if (this.inputs.length === 0 || this.outputs.length === 0) invalid('Sequential model cannot be built: model is empty. Add some layers first.');
    this.built = true;
  }
  summary(lineLength, positions, printFn) {
    if (!this.built) this.build();
    return super.summary(lineLength, positions, printFn);
  }
  countParams() {
    if (!this.built) this.build();
    return super.countParams();
  }
  call(inputs) {
    if (!this.built) this.build();
    return super.call(inputs);
  }
  compile(config) {
    this.build();
    super.compile(config);
  }
}

function checkGrown(layer, made) {
  if (made.shape.some((size) => size !== null && size < 0)) refuse('shape/kernel-exceeds-input', `Negative dimension size caused by adding layer ${layer.name} with input shape [${layer.inboundNodes[0].inputTensors[0].shape}]`);
}

export function model(config) {
  return new LayersModel(config);
}
export function sequential(config) {
  return new Sequential(config);
}
