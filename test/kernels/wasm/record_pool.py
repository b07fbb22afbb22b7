"""Records pooling and unpooling, 1d to 3d: `python3 record_pool.py`."""
import random

import torch
import torch.nn.functional as F

from recording import D, X, case, values, write

draw = random.Random(7)
pick = draw.choice


def sizes(rank, most):
    """A batch (or none), channels and odd spatial sizes."""
    lead = pick([[1, 1], [2, 3], [1, 5], [3], [2, 1], [4]])
    return [*lead, *(draw.randint(1, most) for _ in range(rank))]


def window(rank, kernels=(1, 2, 3, 4, 5), dilations=(1,)):
    kernel = [pick(kernels) for _ in range(rank)] if draw.random() < 0.6 else [pick(kernels)] * rank
    one = lambda values: values[0] if rank == 1 or (len(set(values)) == 1 and draw.random() < 0.5) else values
    stride = pick([None, [pick([1, 2, 3]) for _ in range(rank)], [2] * rank, [1] * rank])
    padding = [draw.randint(0, size // 2) for size in kernel] if draw.random() < 0.6 else [0] * rank
    dilation = [pick(dilations) for _ in range(rank)]
    args = {'kernel_size': one(kernel), 'stride': stride and one(stride), 'padding': one(padding), 'ceil_mode': draw.random() < 0.4}
    return {**args, 'dilation': one(dilation)} if dilations != (1,) else args


def attempt(count, record):
    """Draws until so many have been recorded: a window may not fit its map."""
    while count > 0:
        try:
            record()
        except (RuntimeError, ValueError):
            continue
        count -= 1


fills = ['uniform'] * 6 + ['ties', 'ties', 'nan', 'inf', 'wild']
most = {1: 40, 2: 19, 3: 9}


def tensor(shape):
    fill = pick(fills + ['full'])
    return X(*shape, fill='full', value='-inf') if fill == 'full' else X(*shape, fill=fill)


def each(value, rank):
    return list(value) if isinstance(value, (list, tuple)) else [value] * rank


def misses(sizes, pooled, args):
    """Whether a dilated window steps over its whole map: PyTorch's backward then writes where it must not."""
    rank = len(sizes)
    kernel, padding, dilation = (each(args[name], rank) for name in ('kernel_size', 'padding', 'dilation'))
    stride = each(args['stride'] or kernel, rank)
    return any(
        not any(0 <= out * stride[axis] - padding[axis] + tap * dilation[axis] < sizes[axis] for tap in range(kernel[axis]))
        for axis in range(rank) for out in range(pooled[axis])
    )


def max_pool(rank):
    def record():
        shape, args = sizes(rank, most[rank]), window(rank, dilations=(1, 1, 2, 3))
        function = getattr(F, f'max_pool{rank}d')
        pooled = function(torch.zeros(shape), **args).shape[-rank:]
        case(f'max_pool{rank}d', function, exact=True, gradients=not misses(shape[-rank:], pooled, args), input=tensor(shape),
             return_indices=draw.random() < 0.6, **args)
    attempt(70, record)


for rank in (1, 2, 3):
    max_pool(rank)

# The windows that have loops of their own, at all remainders of a vector.
for width in range(3, 24):
    for kernel, stride, padding in ((2, 2, 0), (3, 2, 1), (3, 1, 1), (3, 2, 0), (2, 1, 0)):
        if draw.random() < 0.5:
            case('max_pool2d', exact=True, input=X(2, draw.randint(3, 9), width, fill=pick(fills)), kernel_size=kernel, stride=stride,
                 padding=padding, return_indices=draw.random() < 0.4, ceil_mode=draw.random() < 0.3)



def avg_pool(rank):
    def record():
        extra = {'count_include_pad': draw.random() < 0.6}
        if rank > 1:
            extra['divisor_override'] = pick([None, None, None, 1, 3, -2])
        case(f'avg_pool{rank}d', input=tensor(sizes(rank, most[rank])), **window(rank), **extra)
    attempt(70, record)


def lp_pool(rank):
    def record():
        args = window(rank)
        del args['padding']
        norm = pick([1, 2, 2, 2.0, 3, 4, 1.5, 0.5, float('inf')])
        # Roots of what is negative are NaN; sums that all but cancel out are no demand on float32.
        positive = norm in (1.5, 0.5, 3)
        shape = sizes(rank, most[rank])
        x = X(*shape, scale=0.45, shift=0.5) if positive else tensor(shape) if norm in (1, 2) else X(*shape, scale=pick([1, 3]))
        case(f'lp_pool{rank}d', tolerance=1e-6, gradient=1e-6, input=x, norm_type=norm, **args)
    attempt(62, record)


def adaptive(kind, rank):
    def record():
        shape = sizes(rank, most[rank])
        output = [pick([1, 1, 2, 3, 5, 7, size]) for size in shape[-rank:]]
        if draw.random() < 0.3:
            output = [1] * rank
        wanted = output[0] if rank == 1 or len(set(output)) == 1 and draw.random() < 0.5 else [None if draw.random() < 0.1 else size for size in output]
        extra = {'return_indices': draw.random() < 0.6} if kind == 'max' else {}
        case(f'adaptive_{kind}_pool{rank}d', exact=kind == 'max', input=tensor(shape), output_size=wanted, **extra)
    attempt(62, record)


def max_unpool(rank):
    def record():
        args = window(rank)
        del args['ceil_mode']
        # Where windows overlap a place may get two values, and PyTorch's threads settle which stays.
        if args['stride'] is not None and any(step < size for step, size in zip(each(args['stride'], rank), each(args['kernel_size'], rank))):
            args['stride'] = None
        shape = sizes(rank, most[rank])
        _, indices = getattr(F, f'max_pool{rank}d')(torch.from_numpy(values(X(*shape))), **args, return_indices=True)
        output = pick([None, shape[-rank:]])
        case(f'max_unpool{rank}d', exact=True, input=tensor(list(indices.shape)), output_size=output, **args,
             indices=D(list(indices.shape), indices.reshape(-1).tolist(), 'int64'))
    attempt(62, record)


for rank in (1, 2, 3):
    avg_pool(rank)
    lp_pool(rank)
    adaptive('avg', rank)
    adaptive('max', rank)
    max_unpool(rank)

# Sums must stay true where they are long, and where what is summed is far from zero.
for shape, shift in (([2, 3, 41, 37], 1000), ([1, 2, 150, 130], 3), ([4, 5, 7, 7], 0), ([1, 1, 1, 5001], -50)):
    for output in (1, [1, 7], [3, 1]):
        case('adaptive_avg_pool2d', input=X(*shape, shift=shift), output_size=output)
    case('avg_pool2d', input=X(*shape, shift=shift), kernel_size=[1, 3], stride=1, padding=[0, 1])

# No batch, no numbers.
for rank in (1, 2, 3):
    empty = [0, 2, *[6] * rank]
    case(f'max_pool{rank}d', exact=True, input=X(*empty), kernel_size=2, return_indices=True) if rank > 1 else None
    case(f'avg_pool{rank}d', input=X(*empty), kernel_size=2)
    case(f'adaptive_avg_pool{rank}d', input=X(*empty), output_size=2)

# Averaging's own loops, at all remainders of a vector.
for width in range(3, 24):
    for kernel, stride, padding in ((3, 1, 1), (3, 1, 0), (2, 2, 0), (5, 1, 2), (3, 2, 1)):
        if draw.random() < 0.4 and width >= kernel:
            case('avg_pool2d', input=X(2, draw.randint(5, 9), width), kernel_size=kernel, stride=stride, padding=padding,
                 ceil_mode=draw.random() < 0.3, count_include_pad=draw.random() < 0.7)

# The whole map in one window.
for shape in ([2, 5, 7, 7], [3, 1, 4, 9], [2, 3, 17, 33]):
    case('avg_pool2d', input=X(*shape, shift=2), kernel_size=shape[-2:])
    case('max_pool2d', exact=True, input=X(*shape), kernel_size=shape[-2:], return_indices=True)

# One zero, the other, or both, among what is negative: which of them is the greatest is told by their order.
for data in ([-0.0, -1], [0.0, -1], [-0.0, 0.0, -1], [0.0, -0.0, -1, -2]):
    for kernel, stride, padding in ((3, 2, 1), (3, 1, 1), (2, 2, 0), (2, 1, 0), (5, 1, 2), (3, 3, 0)):
        cells = [draw.choice(data) for _ in range(2 * 9 * 23)]
        case('max_pool2d', exact=True, differences=False, input=D([2, 9, 23], cells), kernel_size=kernel, stride=stride, padding=padding, return_indices=draw.random() < 0.5)

write('pool')

