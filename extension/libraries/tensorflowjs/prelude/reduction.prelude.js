// Ops that take axes together, or run along one.
import { axesOf, broadcast, make, tensorOf } from 'tfjs:convert';
import { invalid } from 'tfjs:shape';

function reduced(shape, axes, keepDims) {
  return keepDims === true ? shape.map((size, axis) => (axes.includes(axis) ? 1 : size)) : shape.filter((_, axis) => !axes.includes(axis));
}

function reduction(name, wanted, type = (dtype) => dtype) {
  return (x, axis = null, keepDims = false) => {
    const given = tensorOf(x, 'x', name, wanted);
    const axes = axesOf(axis, given.shape);
    const made = make(reduced(given.shape, axes, keepDims), type(given.dtype));
    _op(name, [given], made, { dim: axes, keepdim: keepDims });
    return made;
  };
}

const counted = (dtype) => (dtype === 'bool' ? 'int32' : dtype);

export const ops = {
  sum: reduction('sum', 'numeric', counted),
  mean: reduction('mean', 'numeric', () => 'float32'),
  max: reduction('max', 'numeric'),
  min: reduction('min', 'numeric'),
  prod: reduction('prod', 'numeric', counted),
  logSumExp: reduction('logSumExp', 'numeric'),
  euclideanNorm: (x, axis = null, keepDims = false) => ops.norm(x, 'euclidean', axis, keepDims),
  any: reduction('any', 'bool'),
  all: reduction('all', 'bool'),
};

for (const name of ['argMax', 'argMin']) {
  ops[name] = (x, axis = 0) => {
    const given = tensorOf(x, 'x', name);
    return make(reduced(given.shape, axesOf(axis, given.shape), false), 'int32');
  };
}

ops.moments = (x, axis = null, keepDims = false) => {
  const given = tensorOf(x, 'x', 'moments');
  const shape = reduced(given.shape, axesOf(axis, given.shape), keepDims);
  return { mean: make(shape, 'float32'), variance: make(shape, 'float32') };
};

ops.norm = (x, ord = 'euclidean', axis = null, keepDims = false) => {
  const given = tensorOf(x, 'x', 'norm');
  const axes = axesOf(axis, given.shape);
  if (typeof ord === 'string' && !['euclidean', 'fro'].includes(ord)) invalid(`Error in norm: invalid ord value: ${ord}`);
  // Over all axes the tensor is one vector, over one it is many: neither has a Frobenius norm.
  if (ord === 'fro' && (axis === null || axes.length === 1)) invalid(`Error in norm: invalid ord value: ${ord}`);
  return make(reduced(given.shape, axes, keepDims), given.dtype);
};

for (const name of ['cumsum', 'cumprod']) {
  ops[name] = (x) => {
    const given = tensorOf(x, 'x', name);
    return make(given.shape, counted(given.dtype));
  };
}

ops.softmax = (logits, dim = -1) => {
  const given = tensorOf(logits, 'logits', 'softmax', 'float32');
  const axis = dim === -1 ? given.rank - 1 : dim;
  if (axis !== given.rank - 1) invalid(`Softmax along a non-last dimension is not yet supported. Logits was rank ${given.rank} and dim was ${axis}`);
  const made = make(given.shape, given.dtype);
  _op('softmax', [given], made, { dim: -1 });
  return made;
};
ops.logSoftmax = (logits, axis = -1) => {
  const given = tensorOf(logits, 'logits', 'logSoftmax');
  const last = axis === -1 ? given.rank - 1 : axis;
  if (last !== given.rank - 1) invalid(`Log Softmax along a non-last dimension is not yet supported. Logits was rank ${given.rank} and axis was ${last}`);
  const made = make(given.shape, given.dtype);
  _op('log_softmax', [given], made, { dim: -1 });
  return made;
};

ops.topk = (x, k = 1) => {
  const given = tensorOf(x, 'x', 'topk');
  if (given.rank === 0) invalid('topk() expects the input to be of rank 1 or higher');
  const last = given.shape[given.rank - 1];
  if (k < 0) invalid(`'k' passed to topk() must be >= 0 but got ${k}`);
  if (k > last) invalid(`'k' passed to topk() must be <= the last dimension (${last}) but got ${k}`);
  const shape = [...given.shape.slice(0, -1), k];
  return { values: make(shape, given.dtype), indices: make(shape, 'int32') };
};

ops.unsortedSegmentSum = (x, segmentIds, numSegments) => {
  const [given] = [tensorOf(x, 'x', 'unsortedSegmentSum'), tensorOf(segmentIds, 'segmentIds', 'unsortedSegmentSum', 'int32')];
  return make([numSegments, ...given.shape.slice(1)], given.dtype);
};
ops.bincount = (x, weights, size) => {
  tensorOf(x, 'x', 'bincount');
  return make([size], tensorOf(weights, 'weights', 'bincount').dtype);
};
ops.confusionMatrix = (labels, predictions, numClasses) => make([numClasses, numClasses], 'int32');

// Losses.
const none = 0;
function weighted(losses, weights, reductionKind) {
  const shape = weights === undefined || weights === null ? losses : broadcast(losses, tensorOf(weights, 'weights', 'computeWeightedLoss').shape);
  return make(reductionKind === none ? shape : [], 'float32');
}
function loss(name, [first, second], prefix = `Error in ${name}: `) {
  return (a, b, weights, ...rest) => {
    const [x, y] = [tensorOf(a, first, name), tensorOf(b, second, name)];
    if (x.rank !== y.rank || x.shape.some((size, axis) => size !== y.shape[axis])) _refuse('shape/broadcast', `${prefix} Shapes ${x.shape} and ${y.shape} must match`);
    const reductionKind = rest[rest.length - 1];
    return weighted(name === 'softmaxCrossEntropy' ? x.shape.slice(0, -1) : x.shape, weights, reductionKind);
  };
}
export const losses = {
  absoluteDifference: loss('absoluteDifference', ['labels', 'predictions']),
  hingeLoss: loss('hingeLoss', ['labels', 'predictions']),
  huberLoss: loss('huberLoss', ['labels', 'predictions']),
  logLoss: loss('logLoss', ['labels', 'predictions']),
  meanSquaredError: loss('meanSquaredError', ['labels', 'predictions']),
  sigmoidCrossEntropy: loss('sigmoidCrossEntropy', ['multiClassLabels', 'logits']),
  softmaxCrossEntropy: loss('softmaxCrossEntropy', ['onehotLabels', 'logits']),
  cosineDistance: (labels, predictions, axis, weights, kind) => {
    const [x, y] = [tensorOf(labels, 'labels', 'cosineDistance'), tensorOf(predictions, 'predictions', 'cosineDistance')];
    if (x.rank !== y.rank || x.shape.some((size, at) => size !== y.shape[at])) _refuse('shape/broadcast', `Error in cosineDistance:  Shapes ${x.shape} and ${y.shape} must match`);
    return weighted(reduced(x.shape, axesOf(axis, x.shape), true), weights, kind);
  },
  computeWeightedLoss: (given, weights, kind) => weighted(tensorOf(given, 'losses', 'computeWeightedLoss').shape, weights, kind),
};
