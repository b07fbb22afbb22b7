"""Records convolutions, transposed convolutions and linear maps: `python3 record_conv.py`."""
import random

import torch
import torch.nn.functional as F

from recording import X, case, write

draw = random.Random(11)
pick = draw.choice
# The tolerances are of the greatest of all: sums of many products, of either sign.
demands = {'tolerance': 1e-6, 'gradient': {'input': 1e-6, 'weight': 1e-6, 'bias': 1e-6}}
fills = ['uniform'] * 8 + ['nan', 'inf']
most = {1: 40, 2: 17, 3: 7}


def one(values):
    return values[0] if len(set(values)) == 1 and draw.random() < 0.5 else values


def bias(channels):
    return X(channels) if draw.random() < 0.6 else None


def attempt(count, record):
    """Draws until so many have been recorded: a kernel may not fit its map."""
    while count > 0:
        try:
            record()
        except (RuntimeError, ValueError):
            continue
        count -= 1


def shape(rank, channels):
    lead = pick([[1], [2], [3], []])
    return [*lead, channels, *(draw.randint(1, most[rank]) for _ in range(rank))]


def numbers(rank, kernels, strides, dilations):
    each = lambda values: one([pick(values) for _ in range(rank)])
    return [pick(kernels) for _ in range(rank)], each(strides), each(dilations)


def convolution(rank):
    function = getattr(F, f'conv{rank}d')

    def record():
        groups = pick([1, 1, 1, 2, 3])
        into, out = pick([1, 2, 3, 5, 8]), pick([1, 2, 4, 5, 7, 9])
        kernel, stride, dilation = numbers(rank, (1, 2, 3, 3, 3, 5), (1, 1, 1, 2, 3), (1, 1, 1, 2, 3))
        padding = pick([0, 1, one([draw.randint(0, 3) for _ in range(rank)]), 'same', 'valid'])
        x = shape(rank, groups * into)
        function(torch.zeros(x), torch.zeros(groups * out, into, *kernel), None, stride, padding, dilation, groups)
        case(f'conv{rank}d', **demands, input=X(*x, fill=pick(fills)), weight=X(groups * out, into, *kernel), bias=bias(groups * out),
             stride=stride, padding=padding, dilation=dilation, groups=groups)
    attempt(75, record)


def transposed(rank):
    function = getattr(F, f'conv_transpose{rank}d')

    def record():
        groups = pick([1, 1, 1, 2, 3])
        into, out = pick([1, 2, 3, 5, 8]), pick([1, 2, 4, 5, 7])
        kernel, stride, dilation = numbers(rank, (1, 2, 3, 3, 4, 5), (1, 1, 2, 2, 3), (1, 1, 1, 2))
        padding = one([draw.randint(0, 2) for _ in range(rank)])
        extra = one([pick([0, 0, 1]) for _ in range(rank)])
        x = shape(rank, groups * into)
        if rank > 1:
            x[-1], x[-2] = min(x[-1], 9), min(x[-2], 9)
        function(torch.zeros(x), torch.zeros(groups * into, out, *kernel), None, stride, padding, extra, groups, dilation)
        case(f'conv_transpose{rank}d', **demands, input=X(*x, fill=pick(fills)), weight=X(groups * into, out, *kernel), bias=bias(groups * out),
             stride=stride, padding=padding, output_padding=extra, groups=groups, dilation=dilation)
    attempt(66, record)


for rank in (1, 2, 3):
    convolution(rank)
    transposed(rank)

# Each channel alone, at all remainders of a vector.
for width in range(3, 20):
    for kernel, stride, padding, dilation in ((3, 1, 1, 1), (3, 2, 1, 1), (5, 1, 2, 1), (3, 1, 2, 2), (7, 3, 3, 1)):
        if draw.random() < 0.5:
            channels, multiple = pick([(3, 1), (4, 1), (2, 2), (5, 1)])
            case('conv2d', **demands, input=X(2, channels, draw.randint(7, 10), max(width, kernel), fill=pick(fills)), weight=X(channels * multiple, 1, kernel, kernel),
                 bias=bias(channels * multiple), stride=stride, padding=padding, dilation=dilation, groups=channels)
for stride in (1, 2):
    case('conv1d', **demands, input=X(2, 6, 37), weight=X(6, 1, 5), bias=X(6), stride=stride, padding=2, groups=6)
    case('conv3d', **demands, input=X(1, 4, 5, 6, 9), weight=X(4, 1, 3, 3, 3), bias=X(4), stride=stride, padding=1, groups=4)
    case('conv_transpose2d', **demands, input=X(2, 6, 7, 11), weight=X(6, 1, 4, 4), bias=X(6), stride=stride, padding=1, groups=6)

# As many channels and places as pass all blocks, and 3 x 3 at all remainders of its tiles.
for channels, out, height, width in ((17, 21, 9, 13), (16, 16, 8, 8), (32, 19, 15, 11), (24, 33, 7, 7), (16, 40, 1, 9), (90, 20, 10, 6), (20, 17, 12, 16)):
    for padding in (0, 1, 2):
        if height + 2 * padding >= 3:
            case('conv2d', **demands, input=X(2, channels, height, width), weight=X(out, channels, 3, 3, scale=0.2), bias=bias(out), padding=padding)
for fill in ('nan', 'inf', 'wild'):
    case('conv2d', **demands, input=X(1, 16, 11, 12, fill=fill), weight=X(16, 16, 3, 3), bias=X(16), padding=1)
case('conv2d', **demands, input=X(1, 130, 9, 33), weight=X(70, 130, 3, 3), bias=X(70), stride=2, padding=1)
case('conv2d', **demands, input=X(3, 70, 1, 1), weight=X(12, 70, 1, 1), bias=X(12))
case('conv2d', **demands, input=X(2, 33, 20, 19), weight=X(18, 33, 1, 1), bias=X(18))
case('conv2d', **demands, input=X(1, 1, 21, 33), weight=X(3, 1, 21, 31))
case('conv_transpose2d', **demands, input=X(2, 40, 9, 10), weight=X(40, 18, 2, 2), bias=X(18), stride=2)
case('conv2d', **demands, input=X(0, 3, 7, 7), weight=X(4, 3, 3, 3), bias=X(4))
case('conv_transpose2d', **demands, input=X(0, 3, 7, 7), weight=X(3, 4, 3, 3), bias=X(4))


def linear():
    lead = pick([[], [1], [2], [5], [9], [2, 3], [4, 1, 3], [17], [0]])
    inner, out = pick([1, 2, 3, 4, 7, 16, 33]), pick([1, 2, 3, 5, 8, 13, 30])
    weight = [out, inner] if draw.random() < 0.9 else [inner]
    given = None if len(weight) == 1 else pick([None, X(out), X(out), X(1)])
    case('linear', **demands, input=X(*lead, inner, fill=pick(fills)), weight=X(*weight), bias=given)


attempt(75, linear)
for rows, inner, out in ((270, 31, 9), (9, 800, 12), (66, 130, 70), (3, 1000, 5)):
    case('linear', **demands, input=X(rows, inner), weight=X(out, inner), bias=X(out))
case('linear', **demands, input=X(4, 0), weight=X(3, 0), bias=X(3))

write('conv')
