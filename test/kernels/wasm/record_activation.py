"""Records activations, softmaxes, dropout that draws nothing, and losses: `python3 record_activation.py`."""
import random

import numpy
import torch

from recording import D, K, X, case, write

draw = random.Random(31)
pick = draw.choice
fills = ['uniform'] * 8 + ['ties', 'nan', 'inf', 'wild']


def shape():
    return [pick([1, 2, 3, 5, 7, 8, 16, 33]) for _ in range(draw.randint(0, 3))]


def sample(name, *sizes):
    # Far out PyTorch's own GELU and slope of tanh are what rounding leaves, in float64 too.
    scale, shift = (pick([0.01, 1, 3]), pick([0, 0, -1, 3])) if name in ('gelu', 'tanh') else (pick([0.01, 1, 3, 8, 30]), pick([0, 0, -4, 3]))
    return X(*sizes, fill=pick(fills), scale=scale, shift=shift)


activations = {
    'relu': {}, 'relu6': {}, 'leaky_relu': {'negative_slope': [0.01, 0.2, 0, 1.5]}, 'elu': {'alpha': [1, 0.5, 2]}, 'selu': {}, 'celu': {'alpha': [1, 0.5, 2]},
    'gelu': {'approximate': ['none', 'tanh']}, 'silu': {}, 'mish': {}, 'hardswish': {}, 'hardsigmoid': {}, 'hardtanh': {'min_val': [-1, -0.5], 'max_val': [1, 2]},
    'softplus': {'beta': [1, 0.5, 3], 'threshold': [20, 5]},
}
# What their gradient is where x is NaN depends in PyTorch on where in the tensor it stands.
uncertain = ('relu6', 'hardtanh', 'elu', 'selu', 'celu', 'hardswish', 'hardsigmoid', 'softplus', 'leaky_relu')


def large():
    sizes = shape()
    return sizes if numpy.prod(sizes) >= 16 else [*sizes, 16]


for name, parameters in activations.items():
    for _ in range(64):
        given = {key: pick(values) for key, values in parameters.items() if draw.random() < 0.6}
        input = sample(name, *large())
        case(name, tolerance=1e-6, gradient=2e-6, gradients=not (name in uncertain and input['fill'] in ('nan', 'wild')), input=input, **given)
for name in ('sigmoid', 'tanh'):
    for _ in range(62):
        case(name, getattr(torch, name), tolerance=4e-7, gradient=1e-6, input=sample(name, *large()))
for _ in range(62):
    sizes = [pick([1, 2, 3]), pick([1, 2, 3, 5]), *shape()[:2]]
    weight = pick([1, sizes[1]])
    case('prelu', tolerance=4e-7, gradient=1e-6, input=X(*sizes, fill=pick(['uniform', 'uniform', 'ties'])), weight=X(weight))
for count in (0, 1, 2, 3, 4, 5, 9):
    for name in activations:
        case(name, tolerance=1e-6, gradient=2e-6, input=X(count, scale=2))

for name in ('softmax', 'log_softmax'):
    for _ in range(80):
        sizes = [pick([1, 2, 3, 4, 5, 8, 13, 40]) for _ in range(draw.randint(1, 4))]
        scale = pick([1, 5, 30])
        case(name, tolerance=4e-7 if name == 'softmax' else 1e-6, gradient=2e-6, gradients=scale < 30, input=X(*sizes, fill=pick(fills), scale=scale, shift=pick([0, 0, 100])), dim=draw.randrange(-len(sizes), len(sizes)))
    case(name, gradient=1e-6, input=X(2, 3, 197, scale=4), dim=-1)
    case(name, gradient=1e-6, input=X(0, 3), dim=1)
    case(name, differences=False, gradient=1e-6, input=X(2, 5, fill='full', value='-inf'), dim=1)

for name, rank in (('dropout', 2), ('dropout1d', 3), ('dropout2d', 4), ('dropout3d', 5)):
    for _ in range(60):
        sizes = [pick([1, 2, 3, 4]) for _ in range(rank)]
        training = draw.random() < 0.6
        case(name, gradient=4e-7, input=X(*sizes, fill=pick(['uniform', 'ties'])), p=pick([0.0, 1.0]) if training else pick([0.1, 0.5, 1.0]), training=training)

for _ in range(120):
    batch, classes, places = pick([1, 2, 3, 5]), pick([2, 3, 5, 10]), [pick([1, 2, 3]) for _ in range(pick([0, 0, 1, 2]))]
    single = draw.random() < 0.1
    sizes = [classes] if single else [batch, classes, *places]
    input = X(*sizes, scale=pick([1, 2]))
    more = {'reduction': pick(['mean', 'mean', 'sum', 'none'])}
    if draw.random() < 0.4:
        more['weight'] = X(classes, scale=0.4, shift=1)
    if draw.random() < 0.4:
        more['label_smoothing'] = pick([0.1, 0.5])
    if draw.random() < 0.3:
        case('cross_entropy', tolerance=1e-6, gradient=1e-6, gradients=('input', 'target'), input=input, target=X(*sizes, scale=0.5, shift=0.5), **more)
    else:
        target = K(*([] if single else [batch, *places]), below=classes)
        if draw.random() < 0.4:
            more['ignore_index'] = pick([0, 1])
        case('cross_entropy', tolerance=1e-6, gradient=2e-6, gradients=('input',), input=input, target=target, **more)
for _ in range(62):
    batch, classes, places = pick([1, 2, 3, 5]), pick([2, 3, 5]), [pick([1, 2, 3]) for _ in range(pick([0, 0, 1, 2]))]
    more = {'weight': X(classes, scale=0.4, shift=1)} if draw.random() < 0.4 else {}
    case('nll_loss', tolerance=1e-6, gradient=1e-6, gradients=('input',), input=X(batch, classes, *places), target=K(batch, *places, below=classes), reduction=pick(['mean', 'sum', 'none']), **more)
for name in ('mse_loss', 'l1_loss'):
    for _ in range(62):
        sizes = shape()
        other = [size if draw.random() < 0.85 else 1 for size in sizes]
        case(name, tolerance=1e-6, gradient=1e-6, input=X(*sizes, fill=pick(['uniform', 'uniform', 'ties'])), target=X(*other), reduction=pick(['mean', 'sum', 'none']))

write('activation')
