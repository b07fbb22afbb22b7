// Calls of ops, as source texts. `record.mjs` runs them.

const z = (shape, dtype) => `tf.zeros(${JSON.stringify(shape)}${dtype === undefined ? '' : `, '${dtype}'`})`;
const shapes = [[], [4], [3, 4], [2, 3, 4], [2, 5, 6, 3]];

/** All combinations of lists of texts, joined as arguments. */
function calls(name, ...lists) {
  const combined = lists.reduce((rows, list) => rows.flatMap((row) => list.map((one) => [...row, one])), [[]]);
  return combined.map((args) => `${name}(${args.filter((arg) => arg !== undefined).join(', ')})`);
}

const unary = ['abs', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'ceil', 'cos', 'cosh', 'elu', 'erf', 'exp', 'expm1', 'floor', 'isFinite', 'isInf', 'isNaN', 'log', 'log1p', 'logSigmoid',
  'neg', 'reciprocal', 'relu', 'relu6', 'round', 'rsqrt', 'selu', 'sigmoid', 'sign', 'sin', 'sinh', 'softplus', 'sqrt', 'square', 'step', 'tan', 'tanh', 'onesLike', 'zerosLike', 'clone', 'leakyRelu'];
const binary = ['add', 'sub', 'mul', 'div', 'divNoNan', 'floorDiv', 'maximum', 'minimum', 'mod', 'pow', 'squaredDifference', 'atan2', 'equal', 'notEqual', 'greater', 'greaterEqual', 'less', 'lessEqual'];
const pairs = [[[3, 4], [3, 4]], [[3, 4], [4]], [[3, 1], [1, 4]], [[2, 3, 4], [3, 1]], [[3, 4], []], [[3, 4], [3]], [[2, 3], [3, 2]], [[4], [5]]];
const reductions = ['sum', 'mean', 'max', 'min', 'prod', 'logSumExp', 'argMax', 'argMin', 'euclideanNorm'];
const axes = [undefined, '0', '-1', '1', '[0, 1]', '3'];
const pads = ["'same'", "'valid'", '1'];

export const opCases = [
  ...unary.flatMap((name) => [`tf.${name}(${z([3, 4])})`, `${z([2, 3, 4])}.${name === 'neg' ? 'neg' : name}()`]),
  ...['abs', 'exp', 'neg', 'relu', 'sqrt', 'floor', 'isNaN'].map((name) => `tf.${name}(${z([3], 'int32')})`),
  ...binary.flatMap((name) => pairs.map(([a, b]) => `tf.${name}(${z(a)}, ${z(b)})`)),
  ...['add', 'mul', 'div', 'greater'].flatMap((name) => [`tf.${name}(${z([3], 'int32')}, ${z([3])})`, `tf.${name}(${z([3], 'int32')}, ${z([3], 'int32')})`, `${z([3, 4])}.${name}(2)`, `tf.${name}([1, 2, 3], ${z([2, 3])})`]),
  ...['logicalAnd', 'logicalOr', 'logicalXor'].flatMap((name) => [`tf.${name}(${z([3], 'bool')}, ${z([2, 3], 'bool')})`, `tf.${name}(${z([3])}, ${z([3])})`]),
  `tf.logicalNot(${z([3], 'bool')})`,
  ...reductions.flatMap((name) => calls(`tf.${name}`, [z([4]), z([3, 4]), z([2, 3, 4])], name.startsWith('arg') ? axes.filter((axis) => axis !== '[0, 1]') : axes, name.startsWith('arg') ? [undefined] : [undefined])),
  ...['sum', 'mean', 'max', 'logSumExp'].flatMap((name) => calls(`tf.${name}`, [z([2, 3, 4])], ['1', '[0, 2]', 'null'], ['true'])),
  ...['sum', 'mean', 'max', 'argMax'].map((name) => `${z([3, 4])}.${name}(-1)`),
  ...['any', 'all'].flatMap((name) => [`tf.${name}(${z([3, 4], 'bool')})`, `tf.${name}(${z([3, 4], 'bool')}, 1)`, `tf.${name}(${z([3, 4], 'bool')}, 0, true)`, `tf.${name}(${z([3, 4])})`]),
  `tf.sum(${z([3], 'int32')})`, `tf.mean(${z([3], 'int32')})`, `tf.sum(${z([3], 'bool')})`, `tf.moments(${z([3, 4])}, 0)`, `tf.moments(${z([3, 4])}, [0, 1], true)`,
  // Windows.
  ...calls('tf.conv2d', [z([2, 8, 9, 3]), z([8, 9, 3])], [z([3, 3, 3, 5]), z([1, 2, 3, 4])], ['1', '2', '[1, 2]'], pads),
  ...calls('tf.conv2d', [z([2, 8, 9, 3])], [z([3, 3, 3, 5])], ['1', '2'], ["'same'", "'valid'"], ["'NHWC'"], ['2', '[1, 2]']),
  ...calls('tf.conv2d', [z([2, 3, 8, 9])], [z([3, 3, 3, 5])], ['1'], ["'same'"], ["'NCHW'"]),
  ...calls('tf.conv2d', [z([2, 8, 9, 4]), z([2, 8]), z([2, 2, 2, 3])], [z([3, 3, 3, 5])], ['1'], ["'valid'", '[[0, 0], [1, 2], [3, 4], [0, 0]]']),
  ...calls('tf.conv2d', [z([2, 8, 9, 3])], [z([3, 3, 3])], ['1'], ["'valid'"]),
  ...calls('tf.conv1d', [z([2, 9, 3]), z([9, 3])], [z([3, 3, 5])], ['1', '2'], pads),
  ...calls('tf.conv1d', [z([2, 9, 4]), z([9])], [z([3, 3, 5])], ['1'], ["'same'"]),
  ...calls('tf.conv3d', [z([2, 5, 6, 7, 3]), z([5, 6, 7, 2])], [z([2, 3, 3, 3, 4])], ['1', '2', '[1, 2, 1]'], ["'same'", "'valid'"]),
  ...calls('tf.depthwiseConv2d', [z([2, 8, 9, 3]), z([2, 8, 9, 2]), z([8, 9, 3])], [z([3, 3, 3, 2])], ['1', '2'], ["'same'", "'valid'"]),
  ...calls('tf.separableConv2d', [z([2, 8, 9, 3])], [z([3, 3, 3, 2])], [z([1, 1, 6, 4]), z([1, 1, 5, 4]), z([2, 1, 6, 4])], ['1', '2'], ["'same'", "'valid'"]),
  ...calls('tf.conv2dTranspose', [z([2, 4, 5, 3])], [z([3, 3, 6, 3]), z([3, 3, 6, 2])], ['[2, 8, 10, 6]', '[2, 9, 11, 6]'], ['2'], ["'same'", "'valid'"]),
  ...['maxPool', 'avgPool'].flatMap((name) => [
    ...calls(`tf.${name}`, [z([2, 8, 9, 3]), z([8, 9, 3]), z([2, 1, 1, 8]), z([8, 9])], ['2', '3', '[3, 2]', '9'], ['1', '2', '[2, 1]'], pads),
    `${z([2, 8, 8, 3])}.${name}(2, 2, 'valid')`,
  ]),
  ...['maxPool3d', 'avgPool3d'].flatMap((name) => calls(`tf.${name}`, [z([2, 5, 6, 7, 3]), z([5, 6, 7, 3])], ['2', '[1, 2, 3]'], ['1', '2'], ["'same'", "'valid'"])),
  ...calls('tf.pool', [z([2, 8, 9, 3])], ['2', '[3, 2]'], ["'max'", "'avg'"], ["'same'", "'valid'"]),
  `tf.maxPoolWithArgmax(${z([2, 8, 9, 3])}, 2, 2, 'same')`,
  // Norms and losses.
  ...calls('tf.batchNorm', [z([2, 4, 4, 3]), z([5, 3]), z([3])], [z([3]), z([4]), z([2, 4, 4, 3])], [z([3])]),
  ...calls('tf.batchNorm', [z([2, 4, 4, 3])], [z([3])], [z([3]), z([4])], [z([3]), z([4])], [z([3])]),
  ...calls('tf.localResponseNormalization', [z([2, 4, 4, 3]), z([4, 4])]),
  ...['softmax', 'logSoftmax'].flatMap((name) => calls(`tf.${name}`, [z([4]), z([2, 3, 4])], [undefined, '-1', '2', '0', '1'])),
  ...['absoluteDifference', 'hingeLoss', 'huberLoss', 'logLoss', 'meanSquaredError', 'sigmoidCrossEntropy', 'softmaxCrossEntropy'].flatMap((name) => [`tf.losses.${name}(${z([3, 4])}, ${z([3, 4])})`, `tf.losses.${name}(${z([3, 4])}, ${z([4, 3])})`, `tf.losses.${name}(${z([3, 4])}, ${z([3, 4])}, undefined, undefined, undefined)`]),
  `tf.losses.cosineDistance(${z([3, 4])}, ${z([3, 4])}, 1)`, `tf.losses.computeWeightedLoss(${z([3, 4])})`,
  ...calls('tf.norm', [z([3, 4]), z([2, 3, 4])], ["'euclidean'", '1', "'fro'"], [undefined, '0', '[0, 1]']),
  // Products.
  ...calls('tf.matMul', [z([3, 4]), z([2, 3, 4]), z([4, 3])], [z([4, 5]), z([2, 4, 5]), z([5, 4]), z([4])], [undefined, 'true'], [undefined]),
  ...calls('tf.matMul', [z([3, 4])], [z([5, 4])], ['false'], ['true']),
  ...calls('tf.matMul', [z([2, 1, 3, 4]), z([5, 3, 4])], [z([3, 4, 5]), z([4, 5]), z([2, 4, 5])]),
  ...calls('tf.dot', [z([4]), z([3, 4])], [z([4]), z([4, 5]), z([5]), z([2, 3, 4])]),
  ...calls('tf.outerProduct', [z([3])], [z([4]), z([2, 2])]),
  ...["'ij,jk->ik'", "'bij,bjk->bik'", "'ij->ji'", "'ij->'", "'ii->i'"].flatMap((text) => [`tf.einsum(${text}, ${z([2, 3])}, ${z([3, 4])})`, `tf.einsum(${text}, ${z([2, 3, 4])}, ${z([2, 4, 5])})`, `tf.einsum(${text}, ${z([3, 3])})`]),
  // Shapes.
  ...calls('tf.reshape', [z([2, 3, 4]), z([])], ['[24]', '[-1]', '[6, 4]', '[2, -1]', '[5, -1]', '[5, 5]', '[-1, -1]', '[1]', '[]', '[-2, 4]']),
  ...calls('tf.transpose', [z([2, 3, 4]), z([3, 4])], [undefined, '[1, 0]', '[2, 0, 1]', '[0, 3, 1]', '[0, 1]']),
  ...calls('tf.expandDims', [z([3, 4]), z([])], [undefined, '0', '1', '2', '-1', '3']),
  ...calls('tf.squeeze', [z([1, 3, 1, 4]), z([1, 1])], [undefined, '[0]', '[2]', '[1]', '[0, 2]', '[-2]', '[5]']),
  ...calls('tf.tile', [z([3, 4])], ['[2, 1]', '[1, 3]', '[2]', '[1, 1, 2]']),
  ...calls('tf.broadcastTo', [z([3, 1]), z([4])], ['[3, 4]', '[2, 3, 4]', '[5, 5]', '[4]']),
  ...calls('tf.pad', [z([3, 4]), z([5])], ['[[1, 2], [0, 3]]', '[[1, 1]]', '[[0, 0], [1, 1], [2, 2]]'], [undefined, '1']),
  ...calls('tf.mirrorPad', [z([3, 4])], ['[[1, 2], [0, 3]]', '[[3, 0], [0, 0]]', '[[4, 0], [0, 0]]'], ["'reflect'", "'symmetric'"]),
  ...calls('tf.reverse', [z([3, 4])], [undefined, '0', '[0, 1]', '2']),
  ...calls('tf.cumsum', [z([3, 4])], [undefined, '1', '2'], [undefined, 'true']),
  ...calls('tf.slice', [z([3, 4]), z([2, 3, 4])], ['[0, 1]', '[1]', '0', '[1, 2]', '[3, 0]'], [undefined, '[2, 2]', '[-1, 2]', '[1]', '[4, 4]']),
  ...calls('tf.stridedSlice', [z([4, 6])], ['[0, 1]', '[1, -3]'], ['[4, 6]', '[3, -1]'], ['[1, 2]', '[2, 2]', '[1, 1]']),
  ...calls('tf.gather', [z([5, 4])], ["tf.tensor1d([0, 2], 'int32')", "tf.tensor2d([[0, 1], [2, 3]], [2, 2], 'int32')", '[0, 1, 2]', z([3])], [undefined, '1', '2']),
  ...calls('tf.gatherND', [z([5, 4])], ["tf.tensor2d([[0, 1], [2, 3]], [2, 2], 'int32')", "tf.tensor2d([[0], [2]], [2, 1], 'int32')"]),
  ...calls('tf.oneHot', ["tf.tensor1d([0, 1, 2], 'int32')", "tf.tensor2d([[0, 1], [2, 3]], [2, 2], 'int32')", '[0, 1]', z([3])], ['4', '1', '0']),
  ...calls('tf.topk', [z([3, 4]), z([])], [undefined, '2', '5']),
  ...calls('tf.where', [z([3, 4], 'bool'), z([3], 'bool')], [z([3, 4]), z([4])], [z([3, 4])]),
  ...calls('tf.unsortedSegmentSum', [z([4, 3])], ["tf.tensor1d([0, 1, 0, 1], 'int32')"], ['2']),
  ...calls('tf.scatterND', ["tf.tensor2d([[1], [3]], [2, 1], 'int32')"], [z([2, 4])], ['[5, 4]', '[5, 3]']),
  ...calls('tf.bincount', ["tf.tensor1d([0, 1], 'int32')"], [z([2]), z([0])], ['3']),
  ...calls('tf.depthToSpace', [z([2, 4, 4, 8]), z([2, 4, 4, 6])], ['2'], [undefined]),
  ...calls('tf.spaceToBatchND', [z([2, 4, 6, 3])], ['[2, 2]', '[3, 2]'], ['[[0, 0], [0, 0]]', '[[1, 1], [0, 0]]']),
  ...calls('tf.batchToSpaceND', [z([8, 2, 3, 3])], ['[2, 2]', '[3, 2]'], ['[[0, 0], [0, 0]]', '[[1, 0], [0, 1]]']),
  // Several tensors.
  ...calls('tf.concat', [`[${z([3, 4])}, ${z([3, 4])}]`, `[${z([3, 4])}, ${z([2, 4])}]`, `[${z([3, 4])}, ${z([3, 5])}]`, `[${z([3, 4])}]`, `[${z([3, 4])}, ${z([4])}]`, '[]'], [undefined, '1', '-1', '2']),
  ...calls('tf.stack', [`[${z([3, 4])}, ${z([3, 4])}]`, `[${z([3, 4])}, ${z([4, 3])}]`, '[]'], [undefined, '1', '-1', '3']),
  ...calls('tf.unstack', [z([3, 4])], [undefined, '1', '2']),
  ...calls('tf.split', [z([6, 4])], ['2', '4', '[2, 4]', '[1, 2]', '[2, -1]'], [undefined, '1']),
  ...calls('tf.meshgrid', [z([3])], [z([4])], [undefined, "{indexing: 'ij'}"]),
  ...calls('tf.addN', [`[${z([3])}, ${z([3])}]`, `[${z([3])}, ${z([4])}]`, '[]']),
  // Making tensors.
  ...calls('tf.tensor', ['[1, 2, 3, 4]', '[[1, 2], [3, 4]]', '5', '[[1, 2], [3]]', "['a', 'b']", '[true, false]'], [undefined, '[2, 2]', '[4]', '[3]'], [undefined]),
  ...calls('tf.tensor', ['[1, 2]'], ['[2]'], ["'int32'", "'bool'", "'float32'"]),
  `tf.tensor1d([1, 2, 3])`, `tf.tensor1d([[1], [2]])`, `tf.tensor2d([[1, 2], [3, 4]])`, `tf.tensor2d([1, 2, 3, 4])`, `tf.tensor2d([1, 2, 3, 4], [2, 2])`, `tf.tensor2d([1, 2, 3], [2, 2])`, `tf.tensor2d([[1, 2]], [2, 1])`,
  `tf.tensor3d([1, 2, 3, 4], [1, 2, 2])`, `tf.tensor3d([[[1], [2]]])`, `tf.tensor4d([1, 2], [1, 1, 1, 2])`, `tf.tensor5d([1, 2], [1, 1, 1, 1, 2])`, `tf.tensor6d([1], [1, 1, 1, 1, 1, 1])`, `tf.scalar(3)`, `tf.scalar(true)`, `tf.scalar([1])`,
  `tf.ones([2, 3])`, `tf.zeros([2, -1])`, `tf.zeros([2, 1.5])`, `tf.fill([2, 3], 7)`, `tf.fill([2, 3], 7, 'int32')`, `tf.eye(3)`, `tf.eye(3, 4)`, `tf.eye(3, 4, [2])`, `tf.linspace(0, 1, 5)`, `tf.linspace(0, 1, 0)`,
  `tf.range(0, 5)`, `tf.range(0, 5, 2)`, `tf.range(5, 0)`, `tf.range(0, 1, 0.25)`, `tf.range(0, 5, 1, 'int32')`, `tf.range(0, 5, 0)`, `tf.randomNormal([2, 3])`, `tf.randomUniform([2, 3])`, `tf.randomUniform([2, 3], 0, 5, 'int32')`, `tf.truncatedNormal([4])`, `tf.randomGamma([4], 1)`,
  `tf.multinomial(tf.tensor2d([[0.1, 0.9], [0.5, 0.5]]), 5)`, `tf.multinomial(tf.tensor1d([0.1, 0.9]), 5)`, `tf.variable(tf.zeros([2, 3]))`, `tf.complex(tf.zeros([2]), tf.zeros([2]))`, `tf.buffer([2, 3]).toTensor()`,
  `tf.cast(tf.zeros([3]), 'int32')`, `tf.zeros([3]).toInt()`, `tf.zeros([3]).toBool()`, `tf.zeros([3]).asType('bool')`, `tf.zeros([2, 3]).flatten()`, `tf.zeros([2, 3]).as1D()`, `tf.zeros([2, 3]).as2D(3, 2)`, `tf.zeros([2, 3]).reshapeAs(tf.zeros([6]))`, `tf.zeros([1]).asScalar()`,
  `tf.clipByValue(tf.zeros([3]), 0, 1)`, `tf.clipByValue(tf.zeros([3]), 1, 0)`, `tf.dropout(tf.zeros([3]), 0.5)`, `tf.dropout(tf.zeros([3]), 1)`, `tf.prelu(tf.zeros([2, 3]), tf.zeros([3]))`, `tf.image.resizeBilinear(tf.zeros([2, 8, 8, 3]), [4, 6])`, `tf.image.resizeBilinear(tf.zeros([8, 8, 3]), [4, 6])`,
  `tf.image.resizeNearestNeighbor(tf.zeros([2, 8, 8, 3]), [4, 6])`, `tf.image.resizeBilinear(tf.zeros([8, 8]), [4, 6])`, `tf.image.flipLeftRight(tf.zeros([2, 8, 8, 3]))`, `tf.image.grayscaleToRGB(tf.zeros([2, 8, 8, 1]))`, `tf.image.cropAndResize(tf.zeros([1, 8, 8, 3]), tf.zeros([5, 4]), tf.zeros([5], 'int32'), [4, 4])`,
  `tf.signal.frame(tf.zeros([10]), 4, 2)`, `tf.signal.stft(tf.zeros([16]), 8, 4)`, `tf.signal.hannWindow(5)`, `tf.spectral.rfft(tf.zeros([8]))`, `tf.linalg.qr(tf.zeros([3, 2]))`, `tf.linalg.bandPart(tf.zeros([3, 3]), 1, 1)`, `tf.diag(tf.zeros([3]))`, `tf.confusionMatrix === undefined`,
  `tf.math.confusionMatrix(tf.tensor1d([0, 1], 'int32'), tf.tensor1d([1, 1], 'int32'), 2)`, `tf.basicLSTMCell(tf.scalar(1), tf.zeros([10, 16]), tf.zeros([16]), tf.zeros([2, 6]), tf.zeros([2, 4]), tf.zeros([2, 4]))`, `tf.movingAverage(tf.variable(tf.zeros([2])), tf.zeros([2]), 0.9)`, `tf.tidy(() => tf.zeros([2]))`, `tf.keep(tf.zeros([2]))`,
  `tf.fused.matMul({a: tf.zeros([2, 3]), b: tf.zeros([3, 4])})`, `tf.fused.conv2d({x: tf.zeros([1, 5, 5, 3]), filter: tf.zeros([3, 3, 3, 2]), strides: 1, pad: 'same'})`,
];
