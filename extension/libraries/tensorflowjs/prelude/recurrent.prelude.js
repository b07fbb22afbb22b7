// Recurrent layers, their cells, and what wraps layers.
import { checkNames } from 'tfjs:activation';
import { BaseConv } from 'tfjs:convolution';
import { InputSpec, Layer, uniqueName } from 'tfjs:layer';
import { invalid, isShapes, listOf, oneOf, onlyShape, positiveInteger, refuse, shown } from 'tfjs:shape';

class Cell extends Layer {
  /** How many gates there are for each unit. */
  constructor(config, gates) {
    super(config);
    this.units = positiveInteger(config.units, 'units');
    checkNames(config);
    this.useBias = config.useBias ?? true;
    this.gates_ = gates;
    this.stateSize = this.units;
  }
  build(inputShape) {
    const shape = onlyShape(inputShape);
    this.kernel = this.addWeight('kernel', [shape[shape.length - 1], this.units * this.gates_]);
    this.recurrentKernel = this.addWeight('recurrent_kernel', [this.units, this.units * this.gates_]);
    if (this.useBias) this.bias = this.addWeight('bias', [this.units * this.gates_]);
    this.built = true;
  }
  computeOutputShape(inputShape) {
    return [onlyShape(inputShape)[0], this.units];
  }
  call(inputs) {
    return listOf(inputs).map((one) => _tensor([one.shape[0], this.units], 'float32'));
  }
}
export class SimpleRNNCell extends Cell {
  static className = 'SimpleRNNCell';
  constructor(config) {
    super(config, 1);
  }
}
export class GRUCell extends Cell {
  static className = 'GRUCell';
  constructor(config) {
    if (config.resetAfter) invalid('GRUCell does not support reset_after parameter set to true.');
    super(config, 3);
  }
}
export class LSTMCell extends Cell {
  static className = 'LSTMCell';
  constructor(config) {
    super(config, 4);
    this.stateSize = [this.units, this.units];
  }
}
export class StackedRNNCells extends Layer {
  static className = 'StackedRNNCells';
  constructor(config) {
    super(config);
    this.cells = config.cells;
  }
  // From the last cell to the first.
  get stateSize() {
    return [...this.cells].reverse().flatMap((cell) => listOf(cell.stateSize));
  }
  get trainableWeights() {
    return this.cells.flatMap((cell) => cell.trainableWeights);
  }
  get nonTrainableWeights() {
    return this.cells.flatMap((cell) => cell.nonTrainableWeights);
  }
  build(inputShape) {
    let shape = onlyShape(inputShape);
    for (const cell of this.cells) {
      cell.build(shape);
      shape = [shape[0], listOf(cell.stateSize)[0]];
    }
    this.built = true;
  }
}

export class RNN extends Layer {
  static className = 'RNN';
  constructor(config) {
    super(config);
    if (config.cell === undefined || config.cell === null) invalid('cell property is missing for the constructor of RNN.');
    this.cell = Array.isArray(config.cell) ? new StackedRNNCells({ cells: config.cell }) : config.cell;
    if (this.cell.stateSize === undefined || this.cell.stateSize === null) invalid('The RNN cell should have an attribute `stateSize` (tuple of integers, one integer per RNN state).');
    this.returnSequences = config.returnSequences ?? false;
    this.returnState = config.returnState ?? false;
    this.goBackwards = config.goBackwards ?? false;
    this.stateful_ = config.stateful ?? false;
    this.supportsMasking = true;
    this.inputSpec = [new InputSpec({ ndim: 3 })];
  }
  get stateful() {
    return this.stateful_;
  }
  get trainableWeights() {
    return this.trainable ? this.cell.trainableWeights : [];
  }
  get nonTrainableWeights() {
    return this.trainable ? this.cell.nonTrainableWeights : this.cell.weights;
  }
  get units() {
    return this.cell.units;
  }
  build(inputShape) {
    const shape = onlyShape(inputShape);
    this.inputSpec = [new InputSpec({ shape: [this.stateful ? shape[0] : null, null, ...shape.slice(2)] })];
    this.cell.build([shape[0], ...shape.slice(2)]);
    if (this.stateful && shape[0] === null) {
      invalid(`If an RNN is stateful, it needs to know its batch size. Specify the batch size of your input tensors: 
- If using a Sequential model, specify the batch size by passing a \`batchInputShape\` option to your first layer.
- If using the functional API, specify the batch size by passing a \`batchShape\` option to your Input layer.`);
    }
    this.built = true;
  }
  computeOutputShape(inputShape) {
    const shape = onlyShape(inputShape);
    const states = listOf(this.cell.stateSize);
    const made = this.returnSequences ? [shape[0], shape[1], states[0]] : [shape[0], states[0]];
    return this.returnState ? [made, ...states.map((size) => [shape[0], size])] : made;
  }
  apply(inputs, kwargs) {
    const states = kwargs?.initialState ?? null;
    const given = listOf(inputs);
    const initial = states === null ? given.slice(1) : listOf(states);
    const wanted = listOf(this.cell.stateSize).length;
    if (initial.length > 0 && initial.length !== wanted) invalid(`An initialState was passed that is not compatible with \`cell.stateSize\`. Received ${initial.length} states, wanted ${wanted}`);
    return super.apply(given[0], kwargs);
  }
  op_() {
    return { op: 'rnn' };
  }
}

function ofCell(config, makeCell) {
  return { ...config, cell: makeCell({ ...config, name: undefined }) };
}
export class SimpleRNN extends RNN {
  static className = 'SimpleRNN';
  constructor(config) {
    super(ofCell(config, (given) => new SimpleRNNCell(given)));
    this.config_ = config;
  }
}
export class GRU extends RNN {
  static className = 'GRU';
  constructor(config) {
    super(ofCell(config, (given) => new GRUCell(given)));
    this.config_ = config;
  }
}
export class LSTM extends RNN {
  static className = 'LSTM';
  constructor(config) {
    super(ofCell(config, (given) => new LSTMCell(given)));
    this.config_ = config;
  }
}

export class ConvLSTM2DCell extends BaseConv {
  static className = 'ConvLSTM2DCell';
  constructor(config) {
    super(2, config);
    this.filters = positiveInteger(config.filters, 'filters');
    this.stateSize = [this.filters, this.filters];
  }
  build(inputShape) {
    const shape = onlyShape(inputShape);
    const channels = shape[this.dataFormat === 'channelsFirst' ? 1 : shape.length - 1];
    if (channels === null || channels === undefined) invalid(`The channel dimension of the input should be defined. Found ${channels}`);
    this.kernel = this.addWeight('kernel', [...this.kernelSize, channels, this.filters * 4]);
    this.recurrentKernel = this.addWeight('recurrent_kernel', [...this.kernelSize, this.filters, this.filters * 4]);
    if (this.useBias) this.bias = this.addWeight('bias', [this.filters * 4]);
    this.built = true;
  }
}
export class ConvLSTM2D extends RNN {
  static className = 'ConvLSTM2D';
  constructor(config) {
    super(ofCell(config, (given) => new ConvLSTM2DCell(given)));
    this.config_ = config;
    this.inputSpec = [new InputSpec({ ndim: 5 })];
  }
  computeOutputShape(inputShape) {
    const [batch, steps, ...map] = onlyShape(inputShape);
    const isFirst = this.cell.dataFormat === 'channelsFirst';
    const left = this.cell.left_(isFirst ? map.slice(1) : map.slice(0, -1));
    const sizes = isFirst ? [this.cell.filters, ...left] : [...left, this.cell.filters];
    const made = this.returnSequences ? [batch, steps, ...sizes] : [batch, ...sizes];
    return this.returnState ? [made, [batch, ...sizes], [batch, ...sizes]] : made;
  }
}

class Wrapper extends Layer {
  constructor(config) {
    super(config);
    this.layer = config.layer;
  }
  get trainable() {
    return this.layer?.trainable ?? true;
  }
  set trainable(trainable) {
    if (this.layer) this.layer.trainable = trainable;
  }
  get trainableWeights() {
    return this.layer.trainableWeights;
  }
  get nonTrainableWeights() {
    return this.layer.nonTrainableWeights;
  }
}

export class TimeDistributed extends Wrapper {
  static className = 'TimeDistributed';
  build(inputShape) {
    const shape = onlyShape(inputShape);
    if (shape.length < 3) refuse('shape/rank', `TimeDistributed layer expects an input shape >= 3D, but received input shape ${shown(shape)}`);
    this.inputSpec = [new InputSpec({ shape })];
    if (!this.layer.built) {
      this.layer.build([shape[0], ...shape.slice(2)]);
      this.layer.built = true;
    }
    this.built = true;
  }
  computeOutputShape(inputShape) {
    const shape = onlyShape(inputShape);
    const [batch, ...sizes] = this.layer.computeOutputShape([shape[0], ...shape.slice(2)]);
    return [batch, shape[1], ...sizes];
  }
}

export class Bidirectional extends Wrapper {
  static className = 'Bidirectional';
  constructor(config) {
    super(config);
    const { layer } = config;
    const again = (isBackward) => new layer.constructor({ ...layer.config_, name: layer.name, goBackwards: isBackward });
    this.forwardLayer = again(layer.goBackwards === true);
    this.backwardLayer = again(layer.goBackwards !== true);
    this.forwardLayer.name = 'forward_' + layer.name;
    this.backwardLayer.name = 'backward_' + layer.name;
    this.mergeMode = config.mergeMode === undefined ? 'concat' : oneOf(config.mergeMode, 'BidirectionalMergeMode', ['sum', 'mul', 'concat', 'ave']);
    this.returnSequences = layer.returnSequences;
    this.returnState = layer.returnState;
    this.inputSpec = layer.inputSpec;
  }
  get trainableWeights() {
    return [...this.forwardLayer.trainableWeights, ...this.backwardLayer.trainableWeights];
  }
  get nonTrainableWeights() {
    return [...this.forwardLayer.nonTrainableWeights, ...this.backwardLayer.nonTrainableWeights];
  }
  build(inputShape) {
    this.forwardLayer.build(inputShape);
    this.backwardLayer.build(inputShape);
    this.built = true;
  }
  computeOutputShape(inputShape) {
    const shapes = this.forwardLayer.computeOutputShape(inputShape);
    const [made, ...states] = isShapes(shapes) ? shapes : [shapes];
    const merged = this.mergeMode === 'concat' ? [...made.slice(0, -1), made[made.length - 1] * 2] : made;
    const outputs = this.mergeMode === null ? [merged, merged] : [merged];
    if (this.returnState) return [...outputs, ...states, ...states];
    return outputs.length === 1 ? merged : outputs;
  }
  apply(inputs, kwargs) {
    return super.apply(listOf(inputs)[0], kwargs);
  }
}

export const layers = {
  simpleRNNCell: (config) => new SimpleRNNCell(config),
  gruCell: (config) => new GRUCell(config),
  lstmCell: (config) => new LSTMCell(config),
  stackedRNNCells: (config) => new StackedRNNCells(config),
  rnn: (config) => new RNN(config),
  simpleRNN: (config) => new SimpleRNN(config),
  gru: (config) => new GRU(config),
  lstm: (config) => new LSTM(config),
  convLstm2d: (config) => new ConvLSTM2D(config),
  convLstm2dCell: (config) => new ConvLSTM2DCell(config),
  timeDistributed: (config) => new TimeDistributed(config),
  bidirectional: (config) => new Bidirectional(config),
};
