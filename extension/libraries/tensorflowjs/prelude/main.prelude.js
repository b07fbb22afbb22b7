// What `import * as tf from '@tensorflow/tfjs'` gives.
import { layers as convolutions } from 'tfjs:convolution';
import { layers as plain } from 'tfjs:core';
import { imageOps, linalgOps, ops as creations, signalOps, spectralOps } from 'tfjs:creation';
import { ops as elementwise } from 'tfjs:elementwise';
import { input, InputLayer, InputSpec, Layer, LayerVariable } from 'tfjs:layer';
import { layers as merging } from 'tfjs:merge';
import { LayersModel, model, Sequential, sequential } from 'tfjs:model';
import { layers as norms } from 'tfjs:normalization';
import { layers as pools } from 'tfjs:pooling';
import { layers as recurrent, RNN } from 'tfjs:recurrent';
import { losses, ops as reductions } from 'tfjs:reduction';
import { ops as shaping } from 'tfjs:shaping';
import { data, train, grads as gradients } from 'tfjs:training';
import { ops as windows } from 'tfjs:window';

const all = { ...elementwise, ...reductions, ...windows, ...shaping, ...creations };

/** What only tensors have. */
const methods = {
  flatten: (x) => all.reshape(x, [-1]),
  as1D: (x) => all.reshape(x, [-1]),
  as2D: (x, ...shape) => all.reshape(x, shape),
  as3D: (x, ...shape) => all.reshape(x, shape),
  as4D: (x, ...shape) => all.reshape(x, shape),
  as5D: (x, ...shape) => all.reshape(x, shape),
  asScalar: (x) => all.reshape(x, []),
  reshapeAs: (x, other) => all.reshape(x, other.shape),
  asType: (x, dtype) => all.cast(x, dtype),
  toInt: (x) => all.cast(x, 'int32'),
  toFloat: (x) => all.cast(x, 'float32'),
  toBool: (x) => all.cast(x, 'bool'),
  concat: (x, others, axis) => all.concat([x, ...(Array.isArray(others) ? others : [others])], axis),
  resizeBilinear: imageOps.resizeBilinear,
  resizeNearestNeighbor: imageOps.resizeNearestNeighbor,
  ...spectralOps,
  variable: (x) => _variable(x),
  // Numbers are not followed.
  dataSync: () => _anything(),
  arraySync: () => _anything(),
  bufferSync: () => _anything(),
  data: async () => _anything(),
  array: async () => _anything(),
  buffer: async () => _anything(),
  bytes: async () => _anything(),
  dispose: () => undefined,
  print: () => undefined,
  toString: () => _anything(),
  assign: () => undefined,
  apply: () => _anything(),
};
_methods(methods);
_methods(all);

const layers = {
  ...convolutions, ...plain, ...merging, ...norms, ...pools, ...recurrent,
  Layer, RNN, input, inputLayer: (config) => new InputLayer(config),
};

const math = { confusionMatrix: reductions.confusionMatrix };
const fused = { matMul: ({ a, b, transposeA, transposeB }) => windows.matMul(a, b, transposeA, transposeB), conv2d: ({ x, filter, strides, pad, dataFormat, dilations }) => windows.conv2d(x, filter, strides, pad, dataFormat, dilations) };

const serialization = { registerClass: (type) => type, Serializable: class {} };
const version = { tfjs: '4.22.0' };

function tidy(first, second) {
  return (typeof first === 'function' ? first : second)();
}
function keep(tensor) {
  return tensor;
}
async function ready() {}
async function setBackend() {
  return true;
}
async function nextFrame() {}
async function time(run) {
  run();
  return { kernelMs: _anything(), wallMs: _anything() };
}
async function profile(run) {
  return { result: run(), newBytes: _anything(), newTensors: _anything() };
}
function dispose() {}
function disposeVariables() {}
function enableProdMode() {}
function enableDebugMode() {}
function getBackend() {
  return _anything();
}
function memory() {
  return { numTensors: _anything(), numDataBuffers: _anything(), numBytes: _anything(), unreliable: false };
}
async function loadLayersModel() {
  return _anything();
}
async function loadGraphModel() {
  return _anything();
}
function buffer(shape, dtype = 'float32') {
  return { shape, dtype, get: () => _anything(), set: () => undefined, toTensor: () => creations.zeros(shape, dtype), values: _anything() };
}

const browser = _open({ fromPixels: (pixels, channels = 3) => _tensor([_anything(), _anything(), channels], 'int32') });

// What is not here may be there all the same.
module.exports = _open({
  ...all, ...gradients,
  layers, input, model, sequential, LayersModel, Sequential, InputSpec, LayerVariable, RNN, losses, train, data, Tensor: _Tensor, Variable: _Variable, SymbolicTensor: _SymbolicTensor,
  image: imageOps, signal: signalOps, spectral: spectralOps, linalg: linalgOps,
  math, fused, serialization, version, tidy, keep, ready, setBackend, nextFrame, time, profile, dispose, disposeVariables, enableProdMode, enableDebugMode, getBackend, memory, loadLayersModel, loadGraphModel, buffer, browser,
});
