// Names that stand for functions: activations, initializers, regularizers, constraints. One that is not known is refused.
import { invalid } from 'tfjs:shape';

const known = {
  activation: ['elu', 'relu', 'relu6', 'selu', 'sigmoid', 'hardSigmoid', 'softmax', 'softplus', 'softsign', 'tanh', 'linear', 'swish', 'mish', 'gelu', 'gelu_new', 'logSoftmax', 'hard_sigmoid', 'log_softmax'],
  initializer: [
    'constant', 'glorotNormal', 'glorotUniform', 'heNormal', 'heUniform', 'identity', 'leCunNormal', 'leCunUniform', 'ones', 'orthogonal',
    'randomNormal', 'randomUniform', 'truncatedNormal', 'varianceScaling', 'zeros', 'lecunNormal', 'lecunUniform',
  ],
  regularizer: ['l1l2', 'l1', 'l2'],
  constraint: ['maxNorm', 'minMaxNorm', 'nonNeg', 'unitNorm'],
};

function className(name) {
  return name[0].toUpperCase() + name.slice(1);
}

/** What a configuration names; objects are taken as they are. */
function named(kind, given) {
  if (typeof given !== 'string' || known[kind].includes(given) || known[kind].some((name) => className(name) === given)) return given;
  return invalid(`Unknown ${kind}: ${given}. This may be due to one of the following reasons:
1. The ${kind} is defined in Python, in which case it needs to be ported to TensorFlow.js or your JavaScript code.
2. The custom ${kind} is defined in JavaScript, but is not registered properly with tf.serialization.registerClass().`);
}

/** Demands that all that a configuration names is known. */
export function checkNames(config) {
  for (const key of Object.keys(config)) {
    const kind = Object.keys(known).find((one) => key.toLowerCase().endsWith(one));
    if (kind !== undefined) named(kind, config[key]);
  }
}
