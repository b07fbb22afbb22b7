"""Records models from input to output and back, in float64: `python3 record_chain.py` writes chain.json beside it."""
import json
import pathlib

import numpy
import torch

head = 'import torch\nimport torch.nn as nn\n'
classifier = '''net = nn.Sequential(
    nn.Conv2d(2, 5, 3, padding=1, bias=False),
    nn.BatchNorm2d(5),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(45, 4),
    nn.Softmax(dim=1),
)
'''
mixer = '''class Mixer(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(6)
        self.widen = nn.Linear(6, 11)
        self.act = nn.GELU()
        self.drop = nn.Dropout(0.0)
        self.narrow = nn.Linear(11, 6)

    def forward(self, x):
        return x + self.narrow(self.drop(self.act(self.widen(self.norm(x)))))


net = Mixer()
'''
# A norm right after another would take from the first one's gradient all but rounding.
grouped = '''net = nn.Sequential(
    nn.Conv1d(3, 8, 3, stride=2, bias=False),
    nn.InstanceNorm1d(8, affine=True),
    nn.SiLU(),
    nn.Conv1d(8, 6, 3),
    nn.GroupNorm(2, 6),
    nn.Hardswish(),
    nn.AdaptiveAvgPool1d(2),
    nn.Flatten(),
    nn.Linear(12, 3),
)
'''
models = {
    'conv, batch norm, ReLU, max pooling, linear and softmax in training': (classifier, 'net', (3, 2, 6, 7)),
    'the same in evaluation': (classifier + 'net.eval()\n', 'net', (3, 2, 6, 7)),
    'a residual block of layer norm, GELU and dropout that drops nothing': (mixer, 'net', (2, 5, 6)),
    'instance norm, SiLU, group norm and hardswish up to a loss': (grouped, 'loss', (4, 3, 41)),
}
ops = {torch.nn.Conv1d: 'conv1d', torch.nn.Conv2d: 'conv2d', torch.nn.Linear: 'linear', torch.nn.BatchNorm2d: 'batch_norm', torch.nn.InstanceNorm1d: 'instance_norm',
       torch.nn.GroupNorm: 'group_norm', torch.nn.LayerNorm: 'layer_norm'}


def kept(tensor):
    # As few digits as tell one float32 from the next.
    return {'shape': list(tensor.shape), 'data': [float(str(numpy.float32(value))) for value in tensor.detach().reshape(-1).tolist()]}


def leaves_of(net):
    """Parameters and statistics as the graph asks for them: by op, parameter and the number of the layer among those of its op."""
    leaves, counts = {}, {}
    for module in net.modules():
        op = ops.get(type(module))
        if op is None:
            continue
        counts[op] = counts.get(op, 0) + 1
        for name, tensor in [*module.named_parameters(recurse=False), *module.named_buffers(recurse=False)]:
            if tensor.is_floating_point():
                leaves[f'{op} {name} {counts[op]}'] = tensor
    return leaves


def recorded(title, body, end, sizes):
    generator = torch.Generator().manual_seed(len(title))

    def draw(shape, low=-1.0, high=1.0):
        # What is float32 already, so that both start from the same.
        return (torch.rand(tuple(shape), generator=generator) * (high - low) + low).double()

    space = {}
    exec(head + body, space)
    net = space['net'].double()
    leaves = leaves_of(net)
    with torch.no_grad():
        for name, tensor in leaves.items():
            # Weights as small as layers start with: a softmax that is all but certain leaves only rounding of its gradient.
            bound = 1 / max(1, tensor[0].numel()) ** 0.5 if tensor.dim() > 1 else 1.0
            tensor.copy_(draw(tensor.shape, 0.5, 1.5) if 'running_var' in name else draw(tensor.shape, -bound, bound))
    x = draw(sizes).requires_grad_(True)
    leaves['input'] = x
    given = {name: kept(tensor) for name, tensor in leaves.items()}
    layers = []
    for module in net.modules():
        if not list(module.children()):
            module.register_forward_hook(lambda _module, _inputs, output: layers.append(kept(output)))
    y = net(x)
    source = f'{head}{body}y = net(torch.randn{sizes})\n'
    if end == 'loss':
        classes = torch.randint(0, y.shape[1], (y.shape[0],), generator=generator)
        given['target'] = {'shape': list(classes.shape), 'data': classes.tolist()}
        source += f'loss = nn.CrossEntropyLoss(label_smoothing=0.1)(y, torch.randint(0, {y.shape[1]}, ({y.shape[0]},)))\n'
        y = torch.nn.CrossEntropyLoss(label_smoothing=0.1)(y, classes)
    upstream = draw(y.shape)
    y.backward(upstream)
    return {
        'title': title, 'source': source, 'given': given, 'layers': layers, 'output': kept(y), 'upstream': kept(upstream),
        'gradients': {name: kept(tensor.grad) for name, tensor in leaves.items() if tensor.grad is not None},
        'states': {name: kept(tensor) for name, tensor in leaves.items() if 'running' in name},
    }


path = pathlib.Path(__file__).with_name('chain.json')
path.write_text(json.dumps([recorded(title, *model) for title, model in models.items()], separators=(',', ':')) + '\n')
print(len(models), 'models,', path.stat().st_size, 'bytes')
