import assert from 'node:assert/strict';
import { pytorchCode, tensorflowCode } from '../../webview/code';
import type { Layer } from '../../webview/engine/task';
import { bool, describeLayer, int, ints, lastOn, layerOn } from './layers';

const map = [2, 8, 16, 16];
const norm = { weight: [8], bias: [8], running_mean: [8], running_var: [8] };

describe('code of a layer', () => {
  const cases: readonly (readonly [Layer, string, string | null])[] = [
    [layerOn('max_pool2d', map, { kernel_size: int(3), stride: int(2), padding: int(1) }), 'nn.MaxPool2d(kernel_size=3, stride=2, padding=1)', null],
    [layerOn('max_pool2d', map, { kernel_size: int(2) }), 'nn.MaxPool2d(kernel_size=2)', "tf.layers.maxPooling2d({ poolSize: 2, strides: 2, padding: 'valid' })"],
    [layerOn('avg_pool2d', map, { kernel_size: int(3), stride: int(1), padding: int(1), ceil_mode: bool(true) }), 'nn.AvgPool2d(kernel_size=3, stride=1, padding=1, ceil_mode=True)', null],
    [layerOn('adaptive_avg_pool2d', map, { output_size: ints(7, 7) }), 'nn.AdaptiveAvgPool2d(output_size=(7, 7))', null],
    [layerOn('conv2d', map, { padding: int(1) }, { weight: [16, 8, 3, 3], bias: [16] }), 'nn.Conv2d(in_channels=8, out_channels=16, kernel_size=3, padding=1)', "tf.layers.conv2d({ filters: 16, kernelSize: 3, strides: 1, padding: 'same', dilationRate: 1, useBias: true })"],
    [layerOn('conv2d', map, { groups: int(8) }, { weight: [8, 1, 3, 3] }), 'nn.Conv2d(in_channels=8, out_channels=8, kernel_size=3, bias=False, groups=8)', null],
    [layerOn('linear', [2, 8], {}, { weight: [10, 8], bias: [10] }), 'nn.Linear(in_features=8, out_features=10)', 'tf.layers.dense({ units: 10, useBias: true })'],
    [layerOn('batch_norm', map, { training: bool(true) }, norm), 'nn.BatchNorm2d(num_features=8)', 'tf.layers.batchNormalization({ momentum: 0.9, epsilon: 0.00001, center: true, scale: true })'],
    [layerOn('relu', map), 'nn.ReLU()', 'tf.layers.reLU()'],
    [layerOn('flatten', map, { start_dim: int(1) }), 'nn.Flatten(start_dim=1)', 'tf.layers.flatten()'],
    [layerOn('permute', map, { dims: ints(0, 2, 3, 1) }), 'torch.permute(x, dims=(0, 2, 3, 1))', null],
  ];
  const same = { kind: 'str', value: 'same' } as const;
  const mapLast = [2, 16, 16, 8];
  const own: readonly (readonly [Layer, string | null, string])[] = [
    [lastOn('max_pool2d', mapLast, { kernel_size: int(3), stride: int(1), padding: same }), 'nn.MaxPool2d(kernel_size=3, stride=1, padding=1)', "tf.layers.maxPooling2d({ poolSize: 3, strides: 1, padding: 'same' })"],
    [lastOn('avg_pool2d', mapLast, { kernel_size: ints(3, 5), stride: int(1), padding: same }), 'nn.AvgPool2d(kernel_size=(3, 5), stride=1, padding=(1, 2), count_include_pad=False)', "tf.layers.averagePooling2d({ poolSize: [3, 5], strides: 1, padding: 'same' })"],
    [lastOn('max_pool2d', mapLast, { kernel_size: int(3), stride: int(2), padding: same }), null, "tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' })"],
    [lastOn('conv2d', mapLast, { padding: same }, { weight: [16, 8, 3, 3], bias: [16] }), 'nn.Conv2d(in_channels=8, out_channels=16, kernel_size=3, padding=1)', "tf.layers.conv2d({ filters: 16, kernelSize: 3, useBias: true, strides: 1, padding: 'same', dilationRate: 1 })"],
    [lastOn('conv2d', mapLast, { groups: int(8) }, { weight: [16, 1, 3, 3] }), 'nn.Conv2d(in_channels=8, out_channels=16, kernel_size=3, bias=False, groups=8)', "tf.layers.depthwiseConv2d({ kernelSize: 3, useBias: false, strides: 1, padding: 'valid', dilationRate: 1 })"],
    [lastOn('batch_norm', mapLast, {}, norm), 'nn.BatchNorm2d(num_features=8, momentum=0.01, eps=0.001)', 'tf.layers.batchNormalization({ scale: true, center: true, momentum: 0.99, epsilon: 0.001 })'],
    [lastOn('linear', [2, 8], {}, { weight: [10, 8], bias: [10] }), 'nn.Linear(in_features=8, out_features=10)', 'tf.layers.dense({ units: 10, useBias: true })'],
    [lastOn('tanh', mapLast), 'nn.Tanh()', "tf.layers.activation({ activation: 'tanh' })"],
  ];
  for (const [layer, pytorch, tensorflow] of own) {
    it(tensorflow, () => {
      const { fields, layer: whole } = describeLayer(layer);
      assert.equal(tensorflowCode(whole, fields), tensorflow);
      assert.equal(pytorchCode(whole, fields), pytorch);
    });
  }

  for (const [layer, pytorch, tensorflow] of cases) {
    it(pytorch, () => {
      const { fields } = describeLayer(layer);
      assert.equal(pytorchCode(layer, fields), pytorch);
      assert.equal(tensorflowCode(layer, fields), tensorflow);
    });
  }
});
