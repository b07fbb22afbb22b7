import type { GraphLayer } from '../graph/layer-graph';
import { spelled } from './dialect';
import { numberOf } from './op-family';
import type { Finding, Rule } from './rule';

function meantBy(layer: GraphLayer, momentum: number, why: string): Finding {
  const meant = spelled(layer, 'momentum', Number((1 - momentum).toPrecision(6)));
  return {
    at: layer,
    message: `${spelled(layer, 'momentum', momentum).text} keeps almost nothing of the running statistics: ${why} is ${meant.text} here.`,
    related: [],
    repairs: [{ title: `Set ${meant.text}`, safety: 'unsafe', change: { kind: 'argument', at: layer, parameter: meant.parameter, value: meant.value } }],
  };
}

export const momentumConvention: Rule = {
  id: 'norm/momentum-convention',
  severity: 'warning',
  summary: 'batch norm with a momentum of 0.9 or more; in TensorFlow.js, of 0.1 or less',
  why: 'PyTorch\'s momentum is the share of the new batch, Keras\'s and TensorFlow\'s that of the old average: Keras\'s 0.99 is PyTorch\'s 0.01. With 0.9 or more the running statistics are hardly more than those of the last batch.',
  wrong: `import torch
from torch import nn

nn.BatchNorm2d(16, momentum=0.99)(torch.randn(8, 16, 8, 8))
`,
  right: `import torch
from torch import nn

nn.BatchNorm2d(16, momentum=0.01)(torch.randn(8, 16, 8, 8))
`,
  fix: { safety: 'unsafe', text: 'Writes 1 minus the number.' },
  whenNot: 'Where the statistics of the last batch are wanted: then 1.0 says so, and is not reported.',
  sources: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html', 'https://keras.io/api/layers/normalization_layers/batch_normalization/'],
  judge: (graph): readonly Finding[] => graph.constructed.flatMap((layer): Finding[] => {
    const momentum = numberOf(layer.attribute('momentum'));
    if (momentum === null) return [];
    if (/^(Lazy)?BatchNorm[123]d$|^SyncBatchNorm$|^(Lazy)?InstanceNorm[123]d$/.test(layer.base) && momentum >= 0.9 && momentum < 1) {
      return [meantBy(layer, momentum, `in PyTorch momentum is the share of the new batch. Keras's ${String(momentum)}`)];
    }
    // Zero says that the last batch alone is wanted.
    if (layer.base === 'BatchNormalization' && momentum > 0 && momentum <= 0.1) {
      return [meantBy(layer, momentum, `in TensorFlow.js momentum is the share of the old average. PyTorch's ${String(momentum)}`)];
    }
    return [];
  }),
};
