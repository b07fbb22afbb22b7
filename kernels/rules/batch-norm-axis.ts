import { inputOf, origin, producerOf } from '../graph/flow';
import { spelled } from './dialect';
import { channelAxis, isActivation, isConvolution, isDropout, isPool, numberOf } from './op-family';
import type { Finding, Rule } from './rule';

export const batchNormAxis: Rule = {
  id: 'norm/batch-norm-axis',
  severity: 'warning',
  language: 'typescript',
  summary: 'a TensorFlow.js `batchNormalization` whose `axis` is not the channels of the layer before',
  why: 'Batch norm keeps a mean and a variance for each place along its axis, which is to be the channels: the last axis, unless the layers before are told `dataFormat: \'channelsFirst\'`. Along any other it runs, and normalises rows or columns of the map; PyTorch\'s habit of counting the channels as axis 1 leads there.',
  wrong: `import * as tf from '@tensorflow/tfjs';

const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3, useBias: false }));
model.add(tf.layers.batchNormalization({ axis: 1 }));
model.add(tf.layers.reLU());
`,
  right: `import * as tf from '@tensorflow/tfjs';

const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3, useBias: false }));
model.add(tf.layers.batchNormalization({ axis: -1 }));
model.add(tf.layers.reLU());
`,
  fix: { safety: 'unsafe', text: 'Sets the axis of the channels.' },
  whenNot: 'Where the rows of the map are really what is to be normalised.',
  sources: ['https://js.tensorflow.org/api/latest/#layers.batchNormalization', 'Ioffe and Szegedy, Batch Normalization (2015): https://arxiv.org/abs/1502.03167'],
  judge: (graph): readonly Finding[] => graph.nodes.flatMap((node): Finding[] => {
    const { layer } = node;
    const rank = inputOf(node)?.type.shape?.length ?? 0;
    const axis = numberOf(node.args['axis']);
    if (node.op !== 'batch_norm' || layer?.framework !== 'tensorflow.js' || axis === null || rank < 3) return [];
    const maker = origin(producerOf(node), (other) => isActivation(other) || isDropout(other));
    if (maker === null || !(isConvolution(maker) || isPool(maker)) || maker.outputs[0]?.type.shape?.length !== rank) return [];
    const channels = channelAxis(maker, rank);
    if ((axis < 0 ? axis + rank : axis) === channels) return [];
    const meant = spelled(layer, 'axis', maker.channelsLast ? -1 : 1);
    return [{
      at: layer,
      message: `This ${layer.type} normalises along axis ${String(axis)} of a map whose channels are axis ${String(channels)}: it keeps statistics for rows or columns. Set ${meant.text}.`,
      related: maker.layer === null ? [] : [{ at: maker.layer, message: 'this layer makes the map' }],
      repairs: [{ title: `Set ${meant.text}`, safety: 'unsafe', change: { kind: 'argument', at: layer, parameter: meant.parameter, value: meant.value } }],
    }];
  }),
};
