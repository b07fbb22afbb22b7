"""Writes random small PyTorch models, runs them, and records the shape of every variable: `python3 record_models.py [COUNT] [SEED]`.

A model grows line by line: of the operations that fit what is there, one is drawn, run for real, and written down. What is recorded is
a program as a person might write it, the shape of its input, and those of all that its forward binds.
"""
import gzip
import json
import pathlib
import random
import sys

import torch
import torch.nn.functional as F
from torch import nn

count, seed = (int(given) for given in (sys.argv[1:] + ['400', '1'][len(sys.argv) - 1:]))
draw = random.Random(seed)
pick = draw.choice


class Model:
    """A model that grows: its constructor's lines, its forward's lines, and what each name holds."""

    def __init__(self, shape):
        self.shape = shape
        self.made, self.lines, self.layers = [], [], {}
        self.held = {'x': torch.randn(shape)}
        self.last = 'x'

    @property
    def value(self):
        return self.held[self.last]

    def layer(self, source):
        """A layer of the constructor; its name."""
        name = f'm{len(self.layers)}'
        self.layers[name] = eval(source, {'nn': nn, 'torch': torch})
        self.made.append(f'self.{name} = {source}')
        return f'self.{name}'

    def bind(self, source, names=1):
        """Runs an expression of the forward and binds it to fresh names."""
        fresh = [f'h{len(self.held) + index}' for index in range(names)]
        value = eval(source, {'torch': torch, 'F': F, 'self': type('Self', (), self.layers)(), **self.held})
        values = [value] if names == 1 else list(value)
        assert len(values) == names and all(isinstance(one, torch.Tensor) for one in values)
        assert all(0 < one.numel() < 200_000 for one in values)
        self.lines.append(f'{", ".join(fresh)} = {source}')
        self.held.update(zip(fresh, values))
        self.last = pick(fresh)


def divisors(number):
    return [one for one in range(1, min(number, 16) + 1) if number % one == 0]


def convolution(m):
    channels = m.value.shape[1]
    groups = pick([1, 1, 1, pick(divisors(channels))])
    out = groups * draw.randint(1, 4)
    extra = pick(['', ', padding=1', ", padding='same'", ', stride=2', ', stride=2, padding=1', ', dilation=2', ', bias=False'])
    kernel = pick([1, 3, (3, 1), 5])
    extra += f', groups={groups}' if groups > 1 else ''
    m.bind(f'{m.layer(f"nn.Conv2d({channels}, {out}, {kernel}{extra})")}({m.last})')


def transposed(m):
    channels = m.value.shape[1]
    extra = pick(['', ', padding=1', ', output_padding=1'])
    m.bind(f'{m.layer(f"nn.ConvTranspose2d({channels}, {draw.randint(1, 6)}, {pick([2, 3, 4])}, stride={pick([1, 2])}{extra})")}({m.last})')


def pool(m):
    kind = pick(['MaxPool2d(2)', 'MaxPool2d(3, stride=2, padding=1)', 'AvgPool2d(2)', 'AvgPool2d(3, 1, 1)', 'MaxPool2d(2, ceil_mode=True)', 'AdaptiveAvgPool2d(1)', 'AdaptiveAvgPool2d((2, 3))', 'AdaptiveMaxPool2d(2)', 'LPPool2d(2, 2)'])
    function = pick(['max_pool2d', 'avg_pool2d'])
    extra = pick(['', ', 1', ', stride=2'])
    if draw.random() < 0.6:
        m.bind(f'{m.layer("nn." + kind)}({m.last})')
    else:
        m.bind(pick([f'F.{function}({m.last}, {pick([2, 3])}{extra})', f'F.adaptive_avg_pool2d({m.last}, {pick([1, 2])})']))


def norm(m):
    channels = m.value.shape[1]
    kind = pick([f'BatchNorm2d({channels})', f'InstanceNorm2d({channels})', f'GroupNorm({pick(divisors(channels))}, {channels})', 'Identity()', 'Dropout2d(0.1)', 'ReLU()', 'GELU()', f'PReLU({channels})', f'LayerNorm({list(m.value.shape[1:])})'])
    m.bind(f'{m.layer("nn." + kind)}({m.last})')


def sequential(m):
    channels, inner = m.value.shape[1], draw.randint(1, 8)
    m.bind(f'{m.layer(f"nn.Sequential(nn.Conv2d({channels}, {inner}, 3, padding=1), nn.BatchNorm2d({inner}), nn.ReLU(), nn.Conv2d({inner}, {channels}, 1))")}({m.last})')


def residual(m):
    channels = m.value.shape[1]
    layer = m.layer(f'nn.Conv2d({channels}, {channels}, 3, padding=1)')
    m.bind(pick([f'{m.last} + {layer}({m.last})', f'F.relu({layer}({m.last}) + {m.last})', f'torch.cat([{m.last}, {layer}({m.last})], dim=1)', f'{m.last} * torch.sigmoid({layer}({m.last}))', f'torch.maximum({m.last}, {layer}({m.last}))']))


def resized(m):
    m.bind(pick([
        f'F.interpolate({m.last}, scale_factor=2)', f"F.interpolate({m.last}, size=({draw.randint(2, 9)}, {draw.randint(2, 9)}), mode='bilinear', align_corners=False)",
f'F.pad({m.last}, (1, 0, 2, 1))', f'F.pad({m.last}, (1, 1))', f'{m.last}[:, :, ::2, 1:]', f'{m.last}[..., :-1]', f'torch.roll({m.last}, 1, dims=2)',
    ]))


def shuffled(m):
    n, c, h, w = m.value.shape
    options = [f'{m.last}.view({m.last}.size(0), -1)', f'torch.flatten({m.last}, 2)', f'{m.last}.flatten(2).transpose(1, 2)', f'{m.last}.mean(dim=(2, 3))', f'{m.last}.mean([2, 3], keepdim=True)', f'{m.last}.permute(0, 2, 3, 1)', f'{m.last}.amax(-1)']
    if c % 2 == 0:
        options += [f'{m.last}.view({m.last}.shape[0], 2, {m.last}.shape[1] // 2, *{m.last}.shape[2:]).transpose(1, 2).reshape({m.last}.shape)', f'{m.last}.reshape({m.last}.shape[0], 2, -1, {m.last}.shape[2], {m.last}.shape[3]).sum(1)']
    if h % 2 == 0 and w % 2 == 0:
        options += [f'F.pixel_unshuffle({m.last}, 2)', f'{m.last}.unfold(2, 2, 2).unfold(3, 2, 2).flatten(4)']
    if c % 4 == 0:
        options += [f'F.pixel_shuffle({m.last}, 2)']
    m.bind(pick(options))


def parted(m):
    size = m.value.shape[1]
    if size % 2 == 0:
        m.bind(pick([f'{m.last}.chunk(2, dim=1)', f'torch.split({m.last}, {size // 2}, dim=1)', f'torch.tensor_split({m.last}, 2, dim=1)']), 2)
    else:
        m.bind(f'torch.split({m.last}, [1, {size - 1}], 1)' if size > 1 else f'{m.last}.unbind(0)', 2 if size > 1 else m.value.shape[0])


def linear(m):
    width = m.value.shape[-1]
    out = draw.randint(1, 12)
    kind = pick([f'nn.Linear({width}, {out})', f'nn.Linear({width}, {out}, bias=False)', f'nn.Sequential(nn.LayerNorm({width}), nn.Linear({width}, {out}), nn.GELU())'])
    called = f'{m.layer(kind)}({m.last})'
    m.bind(pick([called, f'F.relu({called})']))


def sequence(m):
    n, t, d = m.value.shape
    heads = pick(divisors(d))
    kind = pick(['attention', 'rnn', 'conv', 'encoder', 'product', 'reshape', 'pool', 'norm'])
    if kind == 'attention':
        layer = m.layer(f'nn.MultiheadAttention({d}, {heads}, batch_first=True)')
        m.bind(f'{layer}({m.last}, {m.last}, {m.last})[0]')
    elif kind == 'rnn':
        out = draw.randint(1, 8)
        name = pick(['LSTM', 'GRU', 'RNN'])
        extra = pick(['', ', bidirectional=True', ', num_layers=2'])
        m.bind(f'{m.layer(f"nn.{name}({d}, {out}, batch_first=True{extra})")}({m.last})[0]')
    elif kind == 'conv':
        m.bind(f'{m.layer(f"nn.Conv1d({t}, {draw.randint(1, 6)}, {pick([1, 3])}, padding=1)")}({m.last})')
    elif kind == 'encoder':
        m.bind(f'{m.layer(f"nn.TransformerEncoderLayer({d}, {heads}, dim_feedforward=8, batch_first=True)")}({m.last})')
    elif kind == 'product':
        m.bind(pick([f'torch.softmax({m.last} @ {m.last}.transpose(-2, -1) / {d} ** 0.5, dim=-1) @ {m.last}', f'torch.bmm({m.last}, {m.last}.mT)', f"torch.einsum('btd,bsd->bts', {m.last}, {m.last})", f'F.scaled_dot_product_attention({m.last}, {m.last}, {m.last})', f'torch.matmul({m.last}.permute(0, 2, 1), {m.last})']))
    elif kind == 'reshape':
        m.bind(pick([f'{m.last}.view({m.last}.shape[0], {m.last}.shape[1], {heads}, {d // heads}).transpose(1, 2)', f'{m.last}.unsqueeze(1)', f'{m.last}[:, 0]', f'{m.last}[:, -1, :]', f'torch.stack([{m.last}, {m.last}], dim=1)', f'{m.last}.repeat(1, 2, 1)', f'{m.last}.expand(-1, -1, -1).contiguous()', f'torch.cat([{m.last}, torch.zeros_like({m.last}[:, :1])], dim=1)']))
    elif kind == 'pool':
        m.bind(pick([f'{m.last}.mean(1)', f'{m.last}.max(dim=1).values', f'F.adaptive_avg_pool1d({m.last}.transpose(1, 2), 2)', f'{m.last}.sum(-1, keepdim=True)', f'{m.last}.cumsum(1)', f'{m.last}.std(dim=2)', f'{m.last}.topk(1, dim=1)[0]', f'{m.last}.sort(dim=1)[0]']))
    else:
        layer = pick([f'nn.LayerNorm({d})', f'nn.BatchNorm1d({t})', 'nn.Upsample(scale_factor=2)'])
        m.bind(f'{m.layer(layer)}({m.last})' if draw.random() < 0.5 else pick([f'F.normalize({m.last}, dim=-1)', f'F.gelu({m.last})', f'torch.tanh({m.last}) * 0.5']))


def five(m):
    m.bind(pick([f'{m.last}.flatten(1, 2)', f'{m.last}.mean(1)', f'{m.last}[:, 0]', f'{m.last}.sum(dim=-1)', f'{m.last}.amax((3, 4))', f'{m.last}.squeeze()' if 1 not in m.value.shape[:1] else f'{m.last}.squeeze(1)']))


def step(m):
    before = (list(m.made), list(m.lines), dict(m.layers), dict(m.held), m.last)
    rank = m.value.dim()
    choices = {4: [convolution, convolution, transposed, pool, norm, sequential, residual, resized, shuffled, parted], 3: [sequence, sequence, linear], 2: [linear, linear, parted], 5: [five], 1: []}.get(rank, [])
    if not choices:
        return False
    try:
        pick(choices)(m)
        return True
    except (RuntimeError, ValueError, AssertionError, IndexError, TypeError):
        m.made, m.lines, m.layers, m.held, m.last = before
        return True


def model():
    shape = pick([[2, 3, 16, 16], [2, 4, 12, 10], [3, 8, 9, 9], [2, 6, 8], [2, 10, 12], [4, 16], [2, 3, 20, 14]])
    m = Model(shape)
    for _ in range(draw.randint(4, 14)):
        if not step(m):
            break
    loop = draw.random() < 0.3
    body = ''.join(f'        {line}\n' for line in m.made) or '        pass\n'
    lines = ''.join(f'        {line}\n' for line in m.lines)
    wrapper = 'net = Net()\nout = net(torch.randn({}))\n'
    if loop:
        wrapper = 'nets = nn.ModuleList([Net() for _ in range(2)])\nfor net in nets:\n    out = net(torch.randn({}))\n'
    source = f'import torch\nimport torch.nn.functional as F\nfrom torch import nn\n\n\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n{body}\n    def forward(self, x):\n{lines}        return {m.last}\n\n\n{wrapper.format(", ".join(map(str, shape)))}'
    return {'source': source, 'input': shape, 'shapes': {name: list(value.shape) for name, value in m.held.items() if name != 'x'}}


def checked(record):
    """The whole program runs as it is written, and its forward binds what was recorded."""
    seen = {}
    names = set(record['shapes'])

    def watch(frame, event, _argument):
        if frame.f_code.co_name == 'forward' and frame.f_code.co_filename == 'model.py':
            seen.update({name: list(value.shape) for name, value in frame.f_locals.items() if name in names})
        return watch

    sys.settrace(watch)
    try:
        exec(compile(record['source'], 'model.py', 'exec'), {'__name__': '__main__'})
    finally:
        sys.settrace(None)
    assert seen == record['shapes'], record['source']


records = []
with torch.no_grad():
    while len(records) < count:
        made = model()
        if len(made['shapes']) > 1:
            checked(made)
            records.append(made)
out = pathlib.Path(__file__).parent / 'models.json.gz'
with gzip.GzipFile(out, 'wb', mtime=0) as file:
    file.write(json.dumps({'torch': torch.__version__, 'models': records}).encode())
print(f'{len(records)} models, {sum(len(one["shapes"]) for one in records)} variables, {out.stat().st_size} bytes')
