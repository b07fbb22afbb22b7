import torch
import torch.nn as nn
from collections import OrderedDict

def x(*sizes):
    return torch.zeros(sizes)

def names(module):
    return [name for name, _ in module.named_modules()]

class Block(nn.Module):
    def __init__(self, width=4):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 1)
        self.norm = nn.BatchNorm2d(width)
        self.register_buffer('table', x(2, 2))
        self.scale = nn.Parameter(x(width))
        self.add_module('extra', None)

    def forward(self, input):
        return self.norm(self.conv(input))
# ----
names(Block())

[name for name, _ in Block().named_parameters()]

[name for name, _ in Block().named_buffers('net')]

list(Block().state_dict().keys())

sum(p.numel() for p in Block(8).parameters())

[name for name, _ in Block().named_children()]

block = Block().eval()
block.training, block.norm.training, block.train().conv.training

block = Block()
seen = []
returned = block.apply(lambda m: seen.append(type(m).__name__))
seen, returned is block

block = Block()
block.get_submodule('norm'), block.get_parameter('conv.weight'), block.get_buffer('table')

Block().nothing

block = Block()
block.conv = nn.Identity()
names(block), block(x(2, 4, 5, 5))

block = Block()
block.conv = None
names(block), block.conv

block = Block()
del block.norm
names(block), hasattr(block, 'norm'), hasattr(block, 'conv')

block = Block()
block.scale = x(4)
block.scale

block = Block()
block.table = x(3)
[name for name, _ in block.named_buffers()], block.table

block = Block()
block.fresh = x(3)
[name for name, _ in block.named_buffers()], [name for name, _ in block.named_parameters()]

block = Block()
block.buffer = nn.Buffer(x(3))
[name for name, _ in block.named_buffers()]

class Forgetful(nn.Module):
    def __init__(self):
        self.fc = nn.Linear(2, 2)
Forgetful()

class Plain(nn.Module):
    pass
Plain()(x(1))

nn.Sigmoid(1)

class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(3, 3)
        self.b = nn.Linear(3, 3)
        self.b.weight = self.a.weight
        self.c = self.a
[name for name, _ in Tied().named_parameters()], [name for name, _ in Tied().named_modules()], list(Tied().state_dict().keys())

net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 5))
net(x(2, 3)), len(net), net[0], net[-1].out_features, [type(m).__name__ for m in net[1:]], names(net[:2])

net = nn.Sequential(OrderedDict([('fc', nn.Linear(3, 4)), ('act', nn.ReLU())]))
names(net), net.fc, names(net[1:])

net = nn.Sequential(nn.Linear(3, 4))
net.append(nn.ReLU()).extend([nn.Linear(4, 5)]).insert(0, nn.Flatten())
names(net), [type(m).__name__ for m in net], net(x(2, 3))

net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 5))
net[1] = nn.Tanh()
del net[0]
names(net), [type(m).__name__ for m in net]

net = nn.Sequential(nn.Linear(3, 4), nn.ReLU()) + nn.Sequential(nn.Linear(4, 5))
names(net), net.pop(0), len(net)

nn.Sequential(nn.Linear(3, 4))[1]

[type(m).__name__ for m in nn.Sequential(nn.ReLU()) * 3]

items = nn.ModuleList([nn.Linear(3, 3) for _ in range(3)])
items += [nn.ReLU()]
names(items), len(items[1:]), items[-1], [type(m).__name__ for m in items]

items = nn.ModuleList()
items.append(nn.ReLU()).append(nn.Tanh()).insert(1, nn.Identity())
[type(m).__name__ for m in items], names(items + nn.ModuleList([nn.GELU()]))

nn.ModuleList([nn.ReLU()])[1]

table = nn.ModuleDict({'conv': nn.Conv2d(3, 3, 1), 'pool': nn.MaxPool2d(2)})
table['act'] = nn.ReLU()
'act' in table, list(table), list(table.keys()), table['conv'](x(1, 3, 4, 4)), [k for k, v in table.items()], table.pop('pool'), len(table)

table = nn.ModuleDict([['a', nn.ReLU()], ['b', nn.Tanh()]])
names(table), [type(m).__name__ for m in table.values()]

params = nn.ParameterList([nn.Parameter(x(2, i)) for i in range(1, 4)])
params.append(x(5))
len(params), params[1], params[-1], [n for n, _ in params.named_parameters()], [p.shape for p in params]

params = nn.ParameterDict({'left': nn.Parameter(x(2)), 'right': x(3)})
params['left'], list(params.keys()), [n for n, _ in params.named_parameters()], 'left' in params, len(params)

block = Block().half()
block.conv.weight, block.norm.num_batches_tracked, block.table

block = Block().to(torch.float64)
block.conv.bias, block.to('cpu').conv.bias

block = Block()
for p in block.parameters():
    p.requires_grad = False
[p.requires_grad for p in block.parameters()]

block = Block()
calls = []
handle = block.conv.register_forward_hook(lambda module, args, output: calls.append((type(module).__name__, args, output)))
out = block(x(2, 3, 4, 4))
calls

block = Block()
handle = block.conv.register_forward_hook(lambda module, args, output: output[:, :, :2])
block(x(2, 3, 4, 4))

import copy
block = Block()
twin = copy.deepcopy(block)
twin is block, twin.conv is block.conv, names(twin), twin(x(2, 3, 4, 4)), len(list(nn.ModuleList([block, twin]).parameters()))

isinstance(Block(), nn.Module), isinstance(nn.Conv2d(1, 1, 1), (nn.Linear, nn.Conv2d)), isinstance(nn.BatchNorm2d(1), nn.modules.batchnorm._BatchNorm), isinstance(x(1), nn.Module), isinstance(x(1), torch.Tensor), isinstance(nn.Parameter(x(1)), torch.Tensor)

conv = nn.Conv2d(3, 8, 3, stride=2, padding=1)
conv.in_channels, conv.out_channels, conv.kernel_size, conv.stride, conv.padding, conv.dilation, conv.groups, conv.padding_mode, conv.bias is None

from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence
packed = pack_padded_sequence(x(5, 3, 10), [5, 4, 2])
out, (h, c) = nn.LSTM(10, 20)(packed)
pad_packed_sequence(out), h, c

nn.utils.rnn.pad_sequence([x(3, 5), x(7, 5)], batch_first=True)

nn.utils.parameters_to_vector(nn.Linear(3, 4).parameters())

nn.DataParallel(nn.Linear(3, 4)).module

nn.init.kaiming_normal_(x(3, 4), mode='fan_out', nonlinearity='relu'), nn.init.zeros_(nn.Linear(2, 3).bias)

@torch.no_grad()
def run(net):
    with torch.enable_grad():
        return net(x(2, 3))
run(nn.Linear(3, 4))

class Doubled(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input, factor):
        ctx.save_for_backward(input)
        ctx.factor = factor
        return torch.cat([input] * factor)
Doubled.apply(x(2, 3), 2)

from torch.utils.checkpoint import checkpoint
checkpoint(nn.Linear(3, 4), x(2, 3), use_reentrant=False)

from torch.utils.data import DataLoader, TensorDataset
loader = DataLoader(TensorDataset(x(64, 3, 8, 8), torch.zeros(64, dtype=torch.int64)), batch_size=16, shuffle=True)
images, labels = next(iter(loader))
images, labels

block = Block()
handle = block.conv.register_forward_hook(lambda module, args, output: output[:, :, :2])
a = block.conv(x(1, 3, 5, 5)).shape
handle.remove()
(a, block.conv(x(1, 3, 5, 5)).shape)

linear = nn.Linear(4, 2)
linear.register_forward_pre_hook(lambda module, args: args[0][:3])
linear.register_forward_pre_hook(lambda module, args: (args[0].repeat(2, 1),), prepend=True)
linear(x(5, 4)).shape

class Scaled(nn.Module):
    def forward(self, input, times=1):
        return input.repeat(times, 1)
scaled = Scaled()
scaled.register_forward_pre_hook(lambda module, args, kwargs: (args, {'times': kwargs['times'] + 1}), with_kwargs=True)
scaled.register_forward_hook(lambda module, args, kwargs, output: output[:kwargs['times'] + 1], with_kwargs=True)
scaled(x(2, 4), times=2).shape
