"""Records what only moves numbers, and resizing: `python3 record_layout.py`."""
import random

import torch
import torch.nn.functional as F

from recording import X, case, write

draw = random.Random(17)
pick = draw.choice
fills = ['uniform'] * 6 + ['nan', 'inf', 'wild']


def shape(most=5, least=0):
    return [pick([1, 1, 2, 3, 4, 5, 8]) for _ in range(draw.randint(least, most))]


def moved(name, function, sizes, **args):
    case(name, function, exact=True, differences=False, input=X(*sizes, fill=pick(fills)), **args)


def factors(count):
    """A shape of so many elements."""
    sizes = []
    for prime in (2, 3, 5):
        while count % prime == 0 and count > 1:
            sizes.append(prime)
            count //= prime
    draw.shuffle(sizes)
    return sizes


for _ in range(62):
    sizes = shape()
    count = int(torch.Size(sizes).numel())
    wanted = factors(count)
    if wanted and draw.random() < 0.5:
        wanted[draw.randrange(len(wanted))] = -1
    moved('view', lambda input, size: input.view(size), sizes, size=wanted or [1])
    moved('reshape', torch.reshape, sizes, shape=wanted or [1])
    start = draw.randint(0, max(len(sizes) - 1, 0))
    moved('flatten', torch.flatten, sizes, start_dim=start, end_dim=pick([-1, draw.randint(start, max(len(sizes) - 1, 0))]))
    moved('permute', torch.permute, sizes, dims=draw.sample(range(len(sizes)), len(sizes)))
    full = shape(least=2)
    moved('transpose', torch.transpose, full, dim0=draw.randrange(-len(full), len(full)), dim1=draw.randrange(len(full)))
    axes = draw.randint(1, len(full))
    moved('movedim', torch.movedim, full, source=draw.sample(range(len(full)), axes), destination=draw.sample(range(-len(full), 0), axes))
    moved('squeeze', torch.squeeze, sizes, **({'dim': draw.randrange(len(sizes))} if sizes and draw.random() < 0.5 else {}))
    moved('unsqueeze', torch.unsqueeze, sizes, dim=draw.randint(-len(sizes) - 1, len(sizes)))

    axis = draw.randrange(len(full))
    parts = [[pick([0, 1, 2, 3, 7]) if at == axis else size for at, size in enumerate(full)] for _ in range(draw.randint(1, 4))]
    if draw.random() < 0.2:
        parts.insert(draw.randint(0, len(parts)), [0])
    case('cat', torch.cat, exact=True, differences=False, tensors=[X(*part) for part in parts], dim=axis - pick([0, len(full)]))
    case('stack', torch.stack, exact=True, differences=False, tensors=[X(*full) for _ in range(draw.randint(1, 4))], dim=draw.randint(-len(full) - 1, len(full)))

for sizes, dims in (([2, 9, 13, 7], [0, 2, 3, 1]), ([33, 65], [1, 0]), ([3, 5, 17, 19], [0, 1, 3, 2]), ([4, 6, 7, 8], [3, 1, 0, 2]), ([1, 7, 1, 9], [3, 2, 1, 0]), ([0, 3, 2], [2, 0, 1])):
    moved('permute', torch.permute, sizes, dims=dims)

ranks = {3: 'linear', 4: 'bilinear', 5: 'trilinear'}


def resizing():
    rank = pick([3, 4, 4, 4, 5])
    sizes = [pick([1, 2]), pick([1, 3]), *(pick([1, 2, 3, 5, 8, 11]) for _ in range(rank - 2))]
    mode = pick(['nearest', 'nearest-exact', ranks[rank], ranks[rank], ranks[rank]])
    args = {'mode': mode}
    if draw.random() < 0.5:
        args['size'] = pick([7, [pick([1, 2, 4, 5, 9, 16]) for _ in sizes[2:]]])
    else:
        args['scale_factor'] = pick([2, 3, 0.5, 1.5, 2.7, [pick([1, 2, 0.7, 1.3]) for _ in sizes[2:]]])
        if draw.random() < 0.3:
            args['recompute_scale_factor'] = True
    if mode == ranks[rank] and draw.random() < 0.5:
        args['align_corners'] = draw.random() < 0.6
    F.interpolate(torch.zeros(sizes), **args)
    case('interpolate', gradient=4e-7, input=X(*sizes, fill=pick(['uniform'] * 5 + ['ties'])), **args)


count = 0
while count < 130:
    try:
        resizing()
        count += 1
    except (RuntimeError, ValueError):
        pass

write('layout')
