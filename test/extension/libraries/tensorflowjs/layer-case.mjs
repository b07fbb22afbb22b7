// Layers and what they are applied to: source texts, over grids of their parameters. `record.mjs` runs them.

/** All combinations of the given values, as texts of a configuration: undefined leaves a key out. */
export function grid(keys) {
  return Object.entries(keys).reduce((configs, [key, values]) => configs.flatMap((config) => values.map((value) => (value === undefined ? config : { ...config, [key]: value }))), [{}]);
}

const text = (config) => `{${Object.entries(config).map(([key, value]) => `${key}: ${typeof value === 'string' && value.startsWith('tf.') ? value : JSON.stringify(value)}`).join(', ')}}`;
const input = (shape) => `tf.input({shape: ${JSON.stringify(shape)}})`;

/** Cases of one layer over configurations and input shapes (without the batch); of several inputs, lists of shapes. */
function of(name, configs, shapes, several = false) {
  return configs.flatMap((config) => shapes.map((shape) => ({
    layer: `tf.layers.${name}(${Object.keys(config).length === 0 && several ? '' : text(config)})`,
    input: several ? `[${shape.map(input).join(', ')}]` : input(shape),
  })));
}

const inner = (layer, config) => `tf.layers.${layer}(${text(config)})`;
const padding = [undefined, 'same', 'valid'];
const channelsFirst = [undefined, 'channelsFirst'];
const activations = ['elu', 'relu', 'relu6', 'selu', 'sigmoid', 'hardSigmoid', 'softmax', 'softplus', 'softsign', 'tanh', 'linear', 'swish', 'mish', 'gelu', 'nothing'];
const ranks = [[], [5], [4, 5], [3, 4, 5], [2, 3, 4, 5]];

export const layerCases = [
  // Convolutions.
  ...of('conv1d', grid({ filters: [4], kernelSize: [1, 3, [5], 12], strides: [undefined, 2, [3]], padding: [undefined, 'same', 'causal'], dilationRate: [undefined, 2] }), [[10, 3]]),
  ...of('conv1d', grid({ filters: [4], kernelSize: [3], dataFormat: ['channelsFirst'], useBias: [undefined, false] }), [[3, 10], [10, 3, 2], [10]]),
  ...of('conv2d', grid({ filters: [8], kernelSize: [1, 3, [3, 5], 7], strides: [undefined, 2, [2, 1]], padding, dilationRate: [undefined, 2], useBias: [undefined, false] }), [[12, 9, 3], [5, 5, 1]]),
  ...of('conv2d', grid({ filters: [8], kernelSize: [3], dataFormat: channelsFirst, activation: [undefined, 'relu'], padding }), [[3, 12, 9], [12, 9, 3], [12, 9], [null, null, 3], [null, 9, 3]]),
  ...of('conv2d', [{ kernelSize: 3 }, { filters: 4 }, { filters: 0, kernelSize: 3 }, { filters: -1, kernelSize: 3 }, { filters: 4, kernelSize: [3, 3, 3] }, { filters: 4, kernelSize: 3, padding: 'SAME' }, { filters: 4, kernelSize: 3, strides: [1, 2, 3] }, { filters: 4, kernelSize: 2.5 }, { filters: 4, kernelSize: 3, dataFormat: 'NHWC' }, { filters: 4, kernelSize: 3, activation: 'RELU' }, { filters: 4, kernelSize: 3, kernelInitializer: 'heNormal' }, { filters: 4, kernelSize: 3, kernelInitializer: 'he' }], [[12, 9, 3]]),
  ...of('conv3d', grid({ filters: [4], kernelSize: [2, [1, 3, 3]], strides: [undefined, 2], padding, dataFormat: channelsFirst }), [[6, 7, 8, 2], [2, 6, 7]]),
  ...of('conv2dTranspose', grid({ filters: [4], kernelSize: [2, 3, [4, 4]], strides: [undefined, 2, [3, 2]], padding, dataFormat: channelsFirst, useBias: [undefined, false] }), [[5, 6, 3]]),
  ...of('conv2dTranspose', [{ filters: 4, kernelSize: 3, dilationRate: 2 }, { filters: 4, kernelSize: 3 }], [[5, 6], [null, null, 3]]),
  ...of('conv3dTranspose', grid({ filters: [4], kernelSize: [2, 3], strides: [undefined, 2], padding }), [[3, 4, 5, 2], [3, 4, 5]]),
  ...of('depthwiseConv2d', grid({ kernelSize: [1, 3, [3, 5]], depthMultiplier: [undefined, 2], strides: [undefined, 2], padding, dilationRate: [undefined, 2] }), [[12, 9, 3]]),
  ...of('depthwiseConv2d', grid({ kernelSize: [3], dataFormat: channelsFirst, useBias: [undefined, false] }), [[3, 12, 9], [12, 9], [null, null, 3]]),
  ...of('separableConv2d', grid({ filters: [8], kernelSize: [1, 3, [3, 5]], depthMultiplier: [undefined, 2], strides: [undefined, 2], padding, useBias: [undefined, false] }), [[12, 9, 3]]),
  ...of('separableConv2d', grid({ filters: [8], kernelSize: [3], dataFormat: channelsFirst, dilationRate: [undefined, 2] }), [[3, 12, 9], [12, 9]]),
  ...of('convLstm2d', grid({ filters: [4], kernelSize: [3, [2, 3]], padding, strides: [undefined, 2], returnSequences: [undefined, true], returnState: [undefined, true] }), [[5, 8, 9, 3]]),
  // Pooling.
  ...['maxPooling1d', 'averagePooling1d'].flatMap((name) => of(name, grid({ poolSize: [undefined, 2, 3, 12], strides: [undefined, 1, 2], padding }), [[10, 3]])),
  ...['maxPooling2d', 'averagePooling2d'].flatMap((name) => of(name, grid({ poolSize: [undefined, 2, 3, [3, 2], 13], strides: [undefined, 1, [2, 3]], padding }), [[12, 9, 3], [1, 1, 8]])),
  ...['maxPooling2d', 'averagePooling2d'].flatMap((name) => of(name, grid({ poolSize: [2], dataFormat: channelsFirst, padding }), [[3, 12, 9], [12, 9], [null, null, 3]])),
  ...['maxPooling3d', 'averagePooling3d'].flatMap((name) => of(name, grid({ poolSize: [undefined, 2, [1, 2, 3]], strides: [undefined, 1], padding, dataFormat: channelsFirst }), [[6, 7, 8, 2]])),
  ...of('maxPooling2d', [{ poolSize: 0 }, { poolSize: [2, 2, 2] }, { poolSize: 2.5 }, { poolSize: 2, strides: 0 }, { poolSize: 2, padding: 'full' }, { poolSize: 2, padding: 'causal' }], [[12, 9, 3]]),
  ...['maxPool1d', 'avgPool1d', 'avgPooling1d'].flatMap((name) => of(name, [{}], [[10, 3]])),
  ...['maxPool2d', 'avgPool2d', 'avgPooling2d'].flatMap((name) => of(name, [{}], [[10, 8, 3]])),
  ...['avgPool3d', 'avgPooling3d'].flatMap((name) => of(name, [{}], [[10, 8, 6, 3]])),
  ...['globalAveragePooling1d', 'globalMaxPooling1d', 'globalMaxPool1d'].flatMap((name) => of(name, [{}], [[10, 3], [null, 3], [10]])),
  ...['globalAveragePooling2d', 'globalMaxPooling2d', 'globalMaxPool2d'].flatMap((name) => of(name, grid({ dataFormat: channelsFirst }), [[10, 8, 3], [null, null, 3], [10, 3]])),
  // Norms.
  ...of('batchNormalization', grid({ axis: [undefined, -1, 1, 2, 3, 4, -4], center: [undefined, false], scale: [undefined, false], momentum: [undefined, 0.9] }), [[5], [6, 5], [4, 6, 5]]),
  ...of('batchNormalization', [{}, { axis: 1 }, { epsilon: 1e-5, momentum: 0.1 }, { trainable: false }], [[2, 4, 6, 5], [null, null, 3], [4, null], []]),
  ...of('layerNormalization', grid({ axis: [undefined, -1, 1, 2, [1, 2], [2, 3], 4, [1, 1]], center: [undefined, false], scale: [undefined, false] }), [[5], [6, 5], [4, 6, 5]]),
  ...of('layerNormalization', [{}, { epsilon: 1e-5 }], [[null, 4], [4, null], []]),
  // Dense and shapes.
  ...of('dense', grid({ units: [1, 7], useBias: [undefined, false], activation: [undefined, 'softmax'] }), [...ranks, [null, 4], [4, null]]),
  ...of('dense', [{}, { units: 0 }, { units: -2 }, { units: 2.5 }, { units: 3, activation: 'nothing' }, { units: 3, kernelRegularizer: 'l1l2' }, { units: 3, kernelRegularizer: 'l3' }, { units: 3, biasInitializer: 'ones' }, { units: 3, kernelConstraint: 'nonNeg' }], [[4]]),
  ...activations.flatMap((activation) => of('activation', [{ activation }], [[5], [4, 5]])),
  ...['elu', 'leakyReLU', 'reLU', 'softmax', 'thresholdedReLU', 'prelu'].flatMap((name) => of(name, [{}], ranks)),
  ...of('prelu', grid({ sharedAxes: [[1], [1, 2], [3]] }), [[4, 6, 5]]),
  ...of('reLU', [{ maxValue: 6 }], [[5]]),
  ...of('softmax', [{ axis: 1 }, { axis: -2 }], [[4, 5]]),
  ...['dropout', 'alphaDropout', 'gaussianDropout'].flatMap((name) => of(name, grid({ rate: [0, 0.5, 1.5, -0.1] }), [[5], [4, 5]])),
  ...of('dropout', [{}, { rate: 0.5, noiseShape: [1, 5] }, { rate: 0.5, noiseShape: [null, 1, 5] }], [[4, 5]]),
  ...of('gaussianNoise', [{ stddev: 0.1 }], [[5]]),
  ...of('spatialDropout1d', [{ rate: 0.5 }], [[4, 5], [5], [2, 4, 5]]),
  ...of('flatten', grid({ dataFormat: channelsFirst }), [...ranks, [null, 4], [4, null, 3]]),
  ...of('reshape', grid({ targetShape: [[20], [4, 5], [2, 10], [-1], [-1, 4], [5, -1], [3, -1], [-1, -1], [7], [2, 2, 5], [0, -1]] }), [[20], [4, 5], [2, 2, 5], [null, 5]]),
  ...of('permute', grid({ dims: [[1], [2, 1], [1, 2], [3, 1, 2], [2, 3, 1], [0, 1], [1, 3], [1, 1]] }), [[5], [4, 5], [4, 6, 5]]),
  ...of('repeatVector', grid({ n: [1, 3, 0] }), [[5], [4, 5]]),
  ...of('masking', [{}, { maskValue: 2 }], [[4, 5]]),
  ...of('rescaling', [{ scale: 0.5 }, { scale: 0.5, offset: 1 }], [[4, 5]]),
  ...of('resizing', [{ height: 5, width: 7 }, { height: 5, width: 7, interpolation: 'nearest' }, { height: 5, width: 7, interpolation: 'bicubic' }], [[10, 12, 3]]),
  ...of('centerCrop', [{ height: 5, width: 7 }, { height: 20, width: 7 }], [[10, 12, 3]]),
  ...of('randomWidth', [{ factor: 0.5 }], [[10, 12, 3]]),
  ...of('categoryEncoding', [{ numTokens: 6 }, { numTokens: 6, outputMode: 'count' }, { numTokens: 6, outputMode: 'oneHot' }, { numTokens: 6, outputMode: 'multiHot' }], [[4], [1], [2, 4]]),
  ...of('upSampling2d', grid({ size: [undefined, [2, 2], [3, 1]], dataFormat: channelsFirst, interpolation: [undefined, 'bilinear'] }), [[4, 6, 5], [null, null, 5], [4, 6]]),
  ...of('zeroPadding2d', grid({ padding: [undefined, 1, [1, 2], [[1, 2], [3, 0]], [1, 2, 3], [[1, 2, 3], [1, 1]]], dataFormat: channelsFirst }), [[4, 6, 5], [null, null, 5], [4, 6]]),
  ...of('cropping2D', grid({ cropping: [[[1, 1], [2, 0]], 1, [1, 2], [[9, 1], [0, 0]]], dataFormat: channelsFirst }), [[4, 6, 5], [null, null, 5]]),
  ...of('embedding', grid({ inputDim: [10], outputDim: [4], inputLength: [undefined, 6, 7, [6]], maskZero: [undefined, true] }), [[6], [null], [6, 2], []]),
  ...of('embedding', [{ outputDim: 4 }, { inputDim: 10 }, { inputDim: -1, outputDim: 4 }, { inputDim: 10, outputDim: 0 }], [[6]]),
  // Recurrent.
  ...['simpleRNN', 'gru', 'lstm'].flatMap((name) => of(name, grid({ units: [7], returnSequences: [undefined, true], returnState: [undefined, true], useBias: [undefined, false], goBackwards: [undefined, true] }), [[4, 5], [null, 5]])),
  ...['simpleRNN', 'gru', 'lstm'].flatMap((name) => of(name, [{ units: 7 }, { units: 0 }, {}, { units: 7, activation: 'nothing' }, { units: 7, stateful: true }], [[4, 5], [5], [2, 4, 5]])),
  ...of('gru', [{ units: 7, resetAfter: true }, { units: 7, recurrentActivation: 'sigmoid' }], [[4, 5]]),
  ...['simpleRNNCell', 'gruCell', 'lstmCell'].flatMap((cell) => of('rnn', grid({ cell: [inner(cell, { units: 6 })], returnSequences: [undefined, true], returnState: [undefined, true] }), [[4, 5]])),
  ...of('rnn', [{ cell: `tf.layers.stackedRNNCells({cells: [${inner('lstmCell', { units: 3 })}, ${inner('gruCell', { units: 2 })}]})` }], [[4, 5]]),
  ...['simpleRNN', 'gru', 'lstm'].flatMap((name) => grid({ returnSequences: [undefined, true] }).flatMap((config) => of('bidirectional', grid({ layer: [inner(name, { units: 3, ...config })], mergeMode: [undefined, 'concat', 'sum', 'mul', 'ave'] }), [[4, 5]]))),
  ...of('bidirectional', [{ layer: inner('lstm', { units: 3, returnState: true }), mergeMode: 'concat' }, { layer: inner('lstm', { units: 3 }), mergeMode: 'max' }, { layer: inner('dense', { units: 3 }), mergeMode: 'concat' }], [[4, 5]]),
  ...[inner('dense', { units: 3 }), inner('conv2d', { filters: 2, kernelSize: 3 }), inner('flatten', {}), inner('globalAveragePooling2d', {}), inner('dropout', { rate: 0.5 })].flatMap((layer) => of('timeDistributed', [{ layer }], [[4, 5], [4, 6, 7, 2], [5]])),
  // Merging.
  ...['add', 'average', 'maximum', 'minimum', 'multiply'].flatMap((name) => of(name, [{}], [[[5], [5]], [[4, 5], [4, 5], [4, 5]], [[4, 5], [4, 1]], [[4, 5], [5]], [[4, 5], [4, 6]], [[5], [6]], [[5]], [[3, 4, 5], [4, 5]], [[null, 5], [4, 5]], [[null, 5], [null, 5]]], true)),
  ...of('concatenate', grid({ axis: [undefined, -1, 1, 2, 3, 0] }), [[[5], [6]], [[4, 5], [4, 6]], [[4, 5], [3, 5]], [[4, 5], [4, 5], [4, 5]], [[4, 5], [5]], [[3, 4, 5], [3, 4, 2]], [[5]], [[null, 5], [4, 5]]], true),
  ...of('dot', grid({ axes: [1, 2, -1, [1, 2], [2, 1], 3], normalize: [undefined, true] }), [[[5], [5]], [[4, 5], [4, 5]], [[4, 5], [5, 4]], [[4, 5], [5]], [[5], [6]], [[4, 5], [4, 6]], [[5]]], true),
  // Their first layers.
  ...[[28, 28, 1], [null, 3], []].map((shape) => ({ layer: inner('inputLayer', { inputShape: shape }), input: null })),
];
