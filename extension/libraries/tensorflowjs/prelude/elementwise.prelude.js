// Ops on each element, and on pairs of them.
import { broadcast, make, tensorOf, tensorsOf, widest } from 'tfjs:convert';
import { invalid, sameSizes } from 'tfjs:shape';

function unary(name, wanted, type = (dtype) => dtype) {
  return (x) => {
    const given = tensorOf(x, 'x', name, wanted);
    const made = make(given.shape, type(given.dtype));
    _op(name, [given], made);
    return made;
  };
}

const bools = () => 'bool';
const floats = () => 'float32';

export const ops = {};
for (const name of ['abs', 'sign', 'neg', 'relu', 'relu6', 'square', 'onesLike', 'zerosLike', 'clone', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cosh', 'log1p', 'expm1', 'sinh', 'tan', 'tanh', 'softplus', 'logSigmoid', 'selu', 'elu', 'step', 'reciprocal', 'erf']) ops[name] = unary(name, 'numeric');
for (const name of ['cos', 'sin', 'log', 'rsqrt', 'sigmoid', 'sqrt', 'floor', 'ceil', 'round']) ops[name] = unary(name, ['sqrt', 'floor', 'ceil', 'cos', 'sin', 'log', 'rsqrt', 'sigmoid'].includes(name) ? 'float32' : 'numeric');
for (const name of ['isFinite', 'isInf', 'isNaN']) ops[name] = unary(name, 'numeric', bools);
ops.exp = unary('exp', 'numeric', floats);
ops.leakyRelu = unary('leakyRelu', 'numeric');
ops.logicalNot = unary('logicalNot', 'bool', bools);

function binary(name, type = (dtype) => dtype) {
  return (a, b) => {
    const [x, y] = [tensorOf(a, 'a', name, 'string_or_numeric'), tensorOf(b, 'b', name, 'string_or_numeric')];
    const made = make(broadcast(x.shape, y.shape), type(widest(x.dtype, y.dtype)));
    _op(name, [x, y], made);
    return made;
  };
}

for (const name of ['add', 'sub', 'mul', 'maximum', 'minimum', 'mod', 'pow', 'squaredDifference', 'atan2', 'div', 'divNoNan']) ops[name] = binary(name);
ops.floorDiv = binary('floorDiv', () => 'int32');
for (const name of ['equal', 'notEqual', 'greater', 'greaterEqual', 'less', 'lessEqual']) ops[name] = binary(name, bools);

for (const name of ['logicalAnd', 'logicalOr', 'logicalXor']) {
  ops[name] = (a, b) => {
    const [x, y] = [tensorOf(a, 'a', name, 'bool'), tensorOf(b, 'b', name, 'bool')];
    return make(broadcast(x.shape, y.shape), 'bool');
  };
}

ops.addN = (tensors) => {
  if (!Array.isArray(tensors)) invalid('The argument passed to tf.addN() must be a list of tensors');
  if (tensors.length < 1) invalid(`Must pass at least one tensor to tf.addN(), but got ${tensors.length}`);
  const given = tensorsOf(tensors, 'tensors', 'addN');
  for (const one of given) {
    if (one.dtype !== given[0].dtype) invalid('All tensors passed to tf.addN() must have the same dtype');
    if (!sameSizes(one.shape, given[0].shape)) _refuse('shape/broadcast', 'All tensors passed to tf.addN() must have the same shape');
  }
  return make(given[0].shape, given[0].dtype);
};
ops.prelu = (x, alpha) => {
  const [given, slope] = [tensorOf(x, 'x', 'prelu'), tensorOf(alpha, 'alpha', 'prelu')];
  return make(broadcast(given.shape, slope.shape), given.dtype);
};
ops.clipByValue = (x, min, max) => {
  const given = tensorOf(x, 'x', 'clipByValue');
  if (min > max) invalid(`Error in clip: min (${min}) must be less than or equal to max (${max}).`);
  return make(given.shape, given.dtype);
};
ops.where = (condition, a, b) => {
  const [x, y] = [tensorOf(a, 'a', 'where'), tensorOf(b, 'b', 'where')];
  const mask = tensorOf(condition, 'condition', 'where', 'bool');
  return make(broadcast(broadcast(mask.shape, x.shape), y.shape), widest(x.dtype, y.dtype));
};
ops.dropout = (x, rate) => {
  const given = tensorOf(x, 'x', 'dropout');
  if (given.dtype !== 'float32') invalid(`x has to be a floating point tensor since it's going to be scaled, but got a ${given.dtype} tensor instead.`);
  if (rate < 0 || rate >= 1) invalid(`rate must be a float in the range [0, 1), but got ${rate}.`);
  const made = make(given.shape, given.dtype);
  _op('dropout', [given], made);
  return made;
};
ops.cast = (x, dtype) => make(tensorOf(x, 'x', 'cast', null).shape, dtype);
ops.complex = (real, imag) => make(tensorOf(real, 'real', 'complex').shape, 'complex64');
ops.real = (input) => make(tensorOf(input, 'input', 'real').shape, 'float32');
ops.imag = (input) => make(tensorOf(input, 'input', 'imag').shape, 'float32');
ops.print = () => undefined;
