"""Records arithmetic on tensors that broadcast, and products of matrices: `python3 record_arithmetic.py`."""
import random

import torch

from recording import X, case, write

draw = random.Random(13)
pick = draw.choice
fills = ['uniform'] * 6 + ['ties', 'nan', 'inf', 'wild']


def broadcastable():
    shape = [pick([1, 2, 3, 4, 5, 7, 9]) for _ in range(draw.randint(0, 4))]
    other = [size if draw.random() < 0.6 else 1 for size in shape][draw.randint(0, len(shape)) if draw.random() < 0.4 else 0:]
    one = [size if size == 1 or draw.random() < 0.85 or axis >= len(shape) - len(other) and other[axis - len(shape) + len(other)] == 1 else 1 for axis, size in enumerate(shape)]
    return (one, other) if draw.random() < 0.7 else (other, one)


def arithmetic(name, function, **extra):
    for _ in range(62):
        one, other = broadcastable()
        more = {key: pick(values) for key, values in extra.items() if draw.random() < 0.5}
        number = draw.random() < 0.1
        # Divided by what is far from 0: quotients of what is near it would be the only ones that count.
        second = pick([2, 0.5, -3]) if number else X(*other, fill=pick(fills)) if 'div' not in name or draw.random() < 0.3 else X(*other, scale=0.5, shift=pick([1, -1.5]))
        case(name, function, tolerance=4e-7, gradient=1e-6, input=X(*one, fill=pick(fills)), other=second, **more)


arithmetic('add', torch.add, alpha=[2, 0.5, -1])
arithmetic('sub', torch.sub, alpha=[2, 0.5])
arithmetic('rsub', torch.rsub, alpha=[3, -2])
arithmetic('mul', torch.mul)
arithmetic('div', torch.div)
arithmetic('true_divide', torch.true_divide)
for shape, other in (([2, 8, 9, 11], [8, 1, 1]), ([3, 17, 61], [61]), ([40, 33], [40, 1]), ([2, 5, 300], [2, 1, 300]), ([0, 3], [3]), ([5, 1, 4, 1], [3, 1, 6])):
    for name in ('add', 'mul', 'div'):
        case(name, getattr(torch, name), gradient=1e-6, input=X(*shape), other=X(*other, scale=0.5, shift=1))


def product():
    inner, rows, columns = (pick([1, 2, 3, 5, 8, 13, 20]) for _ in range(3))
    batch = [pick([1, 2, 3]) for _ in range(draw.randint(0, 2))]
    other = [size if draw.random() < 0.6 else 1 for size in batch] if draw.random() < 0.6 else []
    left, right = [*batch, rows, inner], [*other, inner, columns]
    kind = draw.random()
    if kind < 0.15:
        left = [inner]
    elif kind < 0.3:
        right = [inner]
    elif kind < 0.4 and not other:
        left, right = [rows, inner], [*batch, inner, columns]
    case('matmul', torch.matmul, tolerance=1e-6, gradient=1e-6, input=X(*left, fill=pick(fills)), other=X(*right))


for _ in range(64):
    product()
    sizes = [pick([1, 2, 4, 7, 9, 16, 31]) for _ in range(3)]
    batch = pick([1, 2, 5])
    case('mm', torch.mm, tolerance=1e-6, gradient=1e-6, input=X(*sizes[:2]), mat2=X(*sizes[1:], fill=pick(fills)))
    case('bmm', torch.bmm, tolerance=1e-6, gradient=1e-6, input=X(batch, *sizes[:2], fill=pick(fills)), mat2=X(batch, *sizes[1:]))
    case('mv', torch.mv, tolerance=1e-6, gradient=1e-6, input=X(sizes[0] + 8, sizes[1] + 5), vec=X(sizes[1] + 5))
for rows, inner, columns in ((70, 800, 9), (5, 3, 300), (131, 40, 67), (4, 0, 3), (0, 2, 3)):
    case('matmul', torch.matmul, tolerance=1e-6, gradient=1e-6, input=X(rows, inner), other=X(inner, columns))

write('arithmetic')
