"""Writes extension/libraries/torch/known-attribute.ts: what instances of torch's classes have. `python record_attribute.py`, with torch 2.x."""
import pathlib
import textwrap
import warnings

import torch
import torch.optim as optim
from torch import nn
from torch.optim import lr_scheduler
from torch.utils.data import ConcatDataset, DataLoader, RandomSampler, Subset, TensorDataset

warnings.simplefilter('ignore')
parameter = nn.Parameter(torch.zeros(2))
layer = nn.TransformerEncoderLayer(8, 2)
steps = optim.SGD([parameter], lr=0.1)
data = TensorDataset(torch.zeros(4, 2))
probs = torch.full((2, 3), 0.5)
D = torch.distributions
modules = [
    nn.Conv1d(4, 8, 3), nn.Conv2d(4, 8, 3), nn.Conv3d(4, 8, 3), nn.ConvTranspose1d(4, 8, 3), nn.ConvTranspose2d(4, 8, 3), nn.ConvTranspose3d(4, 8, 3),
    nn.Linear(4, 2), nn.Bilinear(2, 3, 4), nn.Embedding(9, 4), nn.EmbeddingBag(9, 4),
    nn.BatchNorm1d(4), nn.BatchNorm2d(4), nn.BatchNorm3d(4), nn.SyncBatchNorm(4), nn.InstanceNorm1d(4), nn.InstanceNorm2d(4), nn.InstanceNorm3d(4),
    nn.LayerNorm(4), nn.GroupNorm(2, 4), nn.RMSNorm(4), nn.LocalResponseNorm(2), nn.Dropout(), nn.Dropout1d(), nn.Dropout2d(), nn.Dropout3d(), nn.AlphaDropout(),
    nn.MaxPool1d(2), nn.MaxPool2d(2), nn.MaxPool3d(2), nn.AvgPool1d(2), nn.AvgPool2d(2), nn.AvgPool3d(2), nn.LPPool1d(2, 2), nn.LPPool2d(2, 2), nn.MaxUnpool2d(2),
    nn.AdaptiveAvgPool1d(1), nn.AdaptiveAvgPool2d(1), nn.AdaptiveAvgPool3d(1), nn.AdaptiveMaxPool1d(1), nn.AdaptiveMaxPool2d(1), nn.AdaptiveMaxPool3d(1),
    nn.FractionalMaxPool2d(2, output_ratio=0.5), nn.LSTM(4, 8), nn.GRU(4, 8), nn.RNN(4, 8), nn.LSTMCell(4, 8), nn.GRUCell(4, 8), nn.RNNCell(4, 8),
    nn.MultiheadAttention(8, 2), layer, nn.TransformerDecoderLayer(8, 2), nn.TransformerEncoder(layer, 2),
    nn.TransformerDecoder(nn.TransformerDecoderLayer(8, 2), 1), nn.Transformer(8, 2, 1, 1),
    nn.ReLU(), nn.ReLU6(), nn.GELU(), nn.Softmax(dim=1), nn.LogSoftmax(dim=1), nn.PReLU(), nn.LeakyReLU(), nn.ELU(), nn.CELU(), nn.SELU(), nn.Hardtanh(), nn.Softplus(), nn.SiLU(),
    nn.Mish(), nn.Threshold(0.1, 1), nn.GLU(), nn.RReLU(), nn.Hardshrink(), nn.Softshrink(), nn.Sequential(nn.ReLU()), nn.ModuleList([nn.ReLU()]),
    nn.ModuleDict({'a': nn.ReLU()}), nn.ParameterList([parameter]), nn.ParameterDict({'a': parameter}), nn.Flatten(), nn.Unflatten(1, (2, 2)), nn.Identity(),
    nn.Upsample(scale_factor=2), nn.PixelShuffle(2), nn.PixelUnshuffle(2), nn.ChannelShuffle(2), nn.Fold(4, 2), nn.Unfold(2), nn.ZeroPad1d(1), nn.ZeroPad2d(1), nn.ReflectionPad1d(1),
    nn.ReflectionPad2d(1), nn.ReplicationPad1d(1), nn.ReplicationPad2d(1), nn.ReplicationPad3d(1), nn.ConstantPad1d(1, 0.0), nn.ConstantPad2d(1, 0.0), nn.CircularPad2d(1),
    nn.CrossEntropyLoss(), nn.MSELoss(), nn.L1Loss(), nn.BCELoss(), nn.BCEWithLogitsLoss(), nn.NLLLoss(), nn.KLDivLoss(), nn.CTCLoss(), nn.SmoothL1Loss(), nn.HuberLoss(),
    nn.TripletMarginLoss(), nn.CosineEmbeddingLoss(), nn.MarginRankingLoss(), nn.GaussianNLLLoss(), nn.PoissonNLLLoss(), nn.CosineSimilarity(), nn.PairwiseDistance(),
    nn.DataParallel(nn.Linear(2, 2)),
]
others = [
    steps, optim.Adam([parameter]), optim.AdamW([parameter]), optim.RMSprop([parameter]), optim.Adagrad([parameter]), optim.LBFGS([parameter]),
    lr_scheduler.StepLR(steps, 1), lr_scheduler.MultiStepLR(steps, [1]), lr_scheduler.ExponentialLR(steps, 0.9), lr_scheduler.CosineAnnealingLR(steps, 1),
    lr_scheduler.CosineAnnealingWarmRestarts(steps, 1), lr_scheduler.LambdaLR(steps, lambda step: 1.0), lr_scheduler.LinearLR(steps), lr_scheduler.OneCycleLR(steps, 0.1, 10),
    lr_scheduler.CyclicLR(steps, 0.1, 0.2), lr_scheduler.ReduceLROnPlateau(steps), lr_scheduler.SequentialLR(steps, [lr_scheduler.LinearLR(steps), lr_scheduler.LinearLR(steps)], [1]),
    DataLoader(data), data, Subset(data, [0]), ConcatDataset([data]), RandomSampler(data), torch.device('cpu'), torch.float32, torch.Generator(), torch.amp.GradScaler('cpu'),
    nn.utils.rnn.pack_sequence([torch.zeros(2, 3)]), D.Normal(probs, probs), D.Categorical(probs), D.Bernoulli(probs), D.Uniform(probs - 1, probs), D.Beta(probs, probs),
    D.MultivariateNormal(torch.zeros(2), torch.eye(2)), D.Independent(D.Normal(probs, probs), 1), D.OneHotCategorical(probs), D.Gamma(probs, probs), D.Laplace(probs, probs),
]


def names(value):
    return {name for name in dir(value) if not name.startswith('__')}


common = names(nn.Module())
rows = {'Module': common}
rows.update({type(value).__name__: names(value) - common for value in modules})
for value in others:
    # Schedulers are one class in the library.
    name = '_Scheduler' if isinstance(value, (lr_scheduler.LRScheduler, lr_scheduler.ReduceLROnPlateau)) else type(value).__name__
    rows[name] = rows.get(name, set()) | names(value)
lines = [
    "/** The attributes that instances of torch's classes have, recorded by record_attribute.py: one that is not modelled may be anything. */",
    "import { addKnownAttributes } from '../../interpreter/replaced';",
    '',
    'const names: Readonly<Record<string, string>> = {',
]
for name, found in rows.items():
    if found:
        wrapped = textwrap.wrap(' '.join(sorted(found)), 150)
        lines += [f"  {name}: `{wrapped[0]}"] + [f'    {line}' for line in wrapped[1:]]
        lines[-1] += '`,'
lines += ['};', '', 'addKnownAttributes(names);', '']
out = pathlib.Path(__file__).parents[3] / 'extension' / 'libraries' / 'torch' / 'known-attribute.ts'
out.write_text('\n'.join(lines))
