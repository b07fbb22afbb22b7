"""Records what PyTorch answers to grids of arguments of the tensor ops that compute: arithmetic, reductions, creation, linear algebra.

`python record_tensor_math.py [family ...]`, with any torch 2.x; writes truth/tensor-*.json.gz, to which ops.test.ts holds kernels/ops.
"""
import torch
from recording import B, I, T, case, grid, method, write

ALL = ['float32', 'float64', 'float16', 'bfloat16', 'int64', 'int32', 'int16', 'int8', 'uint8', 'bool', 'complex64', 'complex128']
SHAPES = [T(), T(4), T(2, 3), T(2, 3, 4), T(0, 3), T(1, 1)]


def of_dtypes(*shape, dtypes=tuple(ALL)):
    return [T(*shape, dtype=dtype) for dtype in dtypes]


UNARY = (
    'abs neg positive sign sgn square floor ceil trunc frac conj_physical exp exp2 expm1 log log2 log10 log1p sqrt rsqrt sin cos tan asin acos atan sinh cosh asinh acosh atanh erf erfc erfinv lgamma digamma '
    'sinc reciprocal deg2rad rad2deg i0 isnan isinf isfinite isneginf isposinf isreal signbit logical_not bitwise_not angle'
).split()


def unaries():
    for op in UNARY:
        grid('unary', op, input=SHAPES[:5] + of_dtypes(2, 3))
    grid('unary', 'round', input=SHAPES[:5] + of_dtypes(2, 3), decimals=[..., 2])
    grid('unary', 'logit', input=SHAPES[:3] + of_dtypes(2), eps=[..., None, 0.1])
    grid('unary', 'nan_to_num', input=SHAPES[:3] + of_dtypes(2), nan=[..., 0.0], posinf=[..., 1.0])
    for op in ('clamp', 'clip'):
        grid('unary', op, input=SHAPES[:3] + of_dtypes(2, dtypes=['float16', 'int64', 'uint8', 'bool', 'complex64']), min=[..., None, 0, 0.5, T(2), T(2, 1), T(3)], max=[..., 1, T(2)])
    grid('unary', 'clamp_min', input=SHAPES[:3] + of_dtypes(2, dtypes=['float16', 'int64', 'uint8']), min=[0, 0.5, T(2), T(2, 1)])
    grid('unary', 'clamp_max', input=SHAPES[:3] + of_dtypes(2, dtypes=['float16', 'int64', 'uint8']), max=[0, 0.5, T(2), T(2, 1)])
    grid('unary', 'polygamma', input=SHAPES[:3] + of_dtypes(2), n=[0, 1])
    grid('unary', 'polar', abs=[T(3), T(2, 3), T(4), T(3, dtype='float64'), I(3)], angle=[T(3), T(2, 3), T(3, dtype='float64')])
    for op in ('complex',):
        grid('unary', op, real=[T(3), T(2, 3), T(4), T(3, dtype='float64'), I(3), T(3, dtype='float16')], imag=[T(3), T(2, 3), T(3, dtype='float64'), T(3, dtype='float16')])
    for op in ('real', 'imag', 'view_as_real', 'view_as_complex'):
        grid('unary', op, lambda input, op=op: getattr(torch, op)(input), input=[T(), T(2), T(3, 2), T(2, 3), T(3, 4, 2)] + of_dtypes(3, 2) + of_dtypes(3, 4, dtypes=['complex64', 'complex128']))


BINARY = (
    'add sub mul div floor_divide fmod remainder pow float_power maximum minimum fmax fmin atan2 hypot copysign nextafter ldexp logaddexp logaddexp2 xlogy heaviside eq ne lt le gt ge isclose '
    'logical_and logical_or logical_xor bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift gcd lcm true_divide rsub'
).split()
PAIRS = [([2, 3], [2, 3]), ([2, 3], [3]), ([2, 1], [1, 3]), ([2, 3], [4]), ([4, 1, 3], [2, 1]), ([], [2]), ([0, 3], [1, 3]), ([2, 3], [0, 3]), ([2, 3, 4], [2, 3]), ([64, 8, 8], [32, 8, 8]), ([], []), ([2, 3], [3, 2])]
NUMBERS = [1, 0.5, True]


def binaries():
    for op in BINARY:
        integral = op in ('gcd', 'lcm') or op.startswith('bitwise')
        kind = 'int64' if integral else 'float32'
        for one, other in PAIRS:
            case('binary', op, **{'input': T(*one, dtype=kind), EXPONENT.get(op, 'other'): T(*other, dtype=kind)})
        second = EXPONENT.get(op, 'other')
        kinds = ['float32', 'float64', 'float16', 'bfloat16', 'int64', 'int32', 'uint8', 'bool', 'complex64']
        if op in ('add', 'mul', 'div', 'pow', 'eq'):
            for one in of_dtypes(2):
                grid('binary', op, input=[one], **{second: of_dtypes(2) + of_dtypes(dtypes=['float32', 'float64', 'int64', 'bool', 'complex64'])})
        for one in of_dtypes(2, dtypes=kinds) + of_dtypes(dtypes=['int64']):
            grid('binary', op, input=[one], **{second: of_dtypes(2, dtypes=['float64', 'int32', 'bool']) + NUMBERS})
    grid('binary', 'add', input=[T(2, 3), I(2, 3), B(2, 3)], other=[T(2, 3), I(3), B(3), 2], alpha=[2, 0.5, True])
    grid('binary', 'sub', input=[T(2, 3), I(2, 3), B(2, 3)], other=[T(2, 3), I(3), B(3), 2], alpha=[2, 0.5, True])
    grid('binary', 'div', input=[T(2, 3), I(2, 3), B(2, 3), T(2, 3, dtype='uint8')], other=[T(2, 3), I(3), T(4)], rounding_mode=[None, 'floor', 'trunc', 'foo'])
    for op in ('pow', 'remainder', 'fmod', 'sub', 'mul', 'xlogy', 'float_power'):
        second = EXPONENT.get(op, 'other')
        if op in ('pow', 'remainder', 'xlogy', 'float_power'):
            grid('binary', op, lambda input, op=op, second=second, **rest: getattr(torch, op)(input, rest[second]), input=[2, 0.5], **{second: of_dtypes(2)})
    for op in ('clamp_min_', 'clamp_max_'):
        grid('binary', op, method(op), input=of_dtypes(2, dtypes=ALL[:4]), **{op[6:9]: [0, 0.5, T(2, 3), T(2)]})
    for op in [*BINARY, *UNARY, 'round', 'logit', 'nan_to_num', 'clamp', 'clip']:
        if hasattr(torch.Tensor, op + '_') and op not in ('float_power', 'ldexp'):
            in_place(op)


EXPONENT = {'pow': 'exponent', 'float_power': 'exponent', 'heaviside': 'values'}


def in_place(op):
    if op not in BINARY:
        # clamp_ names the types of what it cannot write as no other does.
        extra = {'min': [0, 0.5, T(2, 3)], 'max': [..., 1]} if op in ('clamp', 'clip') else {}
        grid('binary', op + '_', method(op + '_'), input=of_dtypes(2, dtypes=ALL[:4] if extra else ALL), **extra)
        return
    kind = 'int64' if op in ('gcd', 'lcm') or op.startswith('bitwise') else 'float32'
    second = EXPONENT.get(op, 'other')
    for one, other in PAIRS:
        case('binary', op + '_', method(op + '_'), **{'input': T(*one, dtype=kind), second: T(*other, dtype=kind)})
    for one in of_dtypes(2, dtypes=['float32', 'float16', 'int64', 'bool']):
        grid('binary', op + '_', method(op + '_'), input=[one], **{second: of_dtypes(2, dtypes=['float64', 'int64', 'bool', 'complex64']) + of_dtypes(dtypes=['float64']) + NUMBERS})


def ternaries():
    shapes = [T(2, 3), T(3), T(2, 1), T(4), T(), T(0, 3)]
    grid('ternary', 'lerp', input=shapes, end=shapes, weight=[0.5, *shapes[:4]])
    grid('ternary', 'addcmul', input=shapes, tensor1=shapes, tensor2=shapes[:4], value=[..., 2])
    grid('ternary', 'addcdiv', input=shapes, tensor1=shapes, tensor2=shapes[:4])
    for op in ('addcmul', 'addcdiv'):
        for dtypes in (('float64', 'float32', 'float32'), ('int64', 'int64', 'int64'), ('float16', 'float64', 'int64'), ('int64', 'float32', 'int32'), ('complex64', 'float64', 'float32'), ('bool', 'bool', 'bool')):
            case('ternary', op, input=T(2, dtype=dtypes[0]), tensor1=T(2, dtype=dtypes[1]), tensor2=T(2, dtype=dtypes[2]))
    for op in ('addcmul', 'addcdiv', 'lerp'):
        names = ('tensor1', 'tensor2') if op != 'lerp' else ('end', 'weight')
        grid('ternary', op + '_', method(op + '_'), input=shapes, **{names[0]: shapes[:3], names[1]: shapes[:4]})


DIMS = [..., None, 0, 1, -1, -2, 2, -4, [0, 1], [0, -1], [1, 1], [], [0, 5]]
REDUCED = [T(), T(4), T(2, 3), T(2, 3, 4), T(0, 3), T(2, 0, 3), T(1, 2, 3, 4)]


def reductions():
    for op in ('sum', 'mean', 'amax', 'amin', 'logsumexp', 'nansum', 'nanmean', 'std', 'var', 'std_mean', 'var_mean', 'any', 'all', 'count_nonzero'):
        keep = {} if op == 'count_nonzero' else {'keepdim': [..., True]}
        grid('reduction', op, input=REDUCED, dim=[dim for dim in DIMS[1:] if dim != []] if op == 'logsumexp' else DIMS, **keep)
        grid('reduction', op, input=of_dtypes(2, 3), **({'dim': [1]} if op == 'logsumexp' else {}))
    for op in ('sum', 'mean', 'nansum', 'prod', 'cumsum', 'cumprod'):
        extra = {'dim': [0]} if op.startswith('cum') else {}
        grid('reduction', op, input=of_dtypes(2, 3), dtype=[torch.float64, torch.int64, None, torch.float16], **extra)
    singles = [..., None, 0, 1, -1, -2, 2, -4]
    for op in ('prod', 'argmax', 'argmin'):
        grid('reduction', op, input=REDUCED, dim=singles, keepdim=[..., True])
        grid('reduction', op, input=of_dtypes(2, 3))
    for op in ('max', 'min', 'median', 'nanmedian', 'mode'):
        grid('reduction', op, input=REDUCED, dim=[..., *singles[2:]], keepdim=[..., True])
        grid('reduction', op, input=of_dtypes(2, 3), dim=[..., 1])
    for op in ('max', 'min'):
        grid('reduction', op, input=[T(2, 3), T(3), T(4), I(3)], other=[T(2, 3), T(2, 1), T(), I(3)])
    for op in ('std', 'var', 'std_mean', 'var_mean'):
        grid('reduction', op, input=[T(2, 3), T()], dim=[..., 1], unbiased=[True, False])
        grid('reduction', op, input=[T(2, 3), T()], dim=[..., None, 1], correction=[0, 1, 5], keepdim=[..., True])
    for op in ('cumsum', 'cumprod', 'cummax', 'cummin', 'logcumsumexp'):
        grid('reduction', op, input=REDUCED, dim=singles[2:])
        grid('reduction', op, input=of_dtypes(2, 3), dim=[1])
    grid('reduction', 'aminmax', lambda input, **rest: torch.aminmax(input, **rest), input=REDUCED, dim=[..., None, 0, -1, 3], keepdim=[..., True])
    for op in ('quantile', 'nanquantile'):
        grid('reduction', op, input=REDUCED[:5], q=[0.5, T(), T(2), T(2, 2), 1.5], dim=[..., None, 0, -1, 2], keepdim=[..., True])
        grid('reduction', op, input=of_dtypes(3), q=[0.5, T(2), T(2, dtype='float64')])
    grid('reduction', 'norm', input=REDUCED, p=[..., 2, 1, None], dim=[..., 0, -1, [0, 1], 4], keepdim=[..., True])
    grid('reduction', 'norm', input=of_dtypes(2, 3))
    grid('reduction', 'dist', input=[T(2, 3), T(3), T(4)], other=[T(2, 3), T(3)], p=[..., 1])
    grid('reduction', 'diff', input=REDUCED, n=[..., 0, 1, 2, 5, -1], dim=[..., 0, -1, 3])
    grid('reduction', 'renorm', input=REDUCED, p=[2], dim=[0, -1, 3], maxnorm=[1.0])
    grid('reduction', 'trace', input=REDUCED + [T(3, 3)] + of_dtypes(2, 2))


def sorts():
    dims = [..., 0, 1, -1, -2, 2, -4]
    for op in ('sort', 'argsort'):
        grid('sort', op, input=REDUCED, dim=dims, descending=[..., True])
    grid('sort', 'sort', input=of_dtypes(2, 3))
    grid('sort', 'msort', input=REDUCED)
    grid('sort', 'topk', input=REDUCED, k=[0, 1, 2, 3, 5, -1], dim=dims)
    grid('sort', 'topk', input=of_dtypes(2, 3), k=[1])
    grid('sort', 'kthvalue', input=REDUCED, k=[0, 1, 2, 5, -1], dim=dims, keepdim=[..., True])
    grid('sort', 'searchsorted', sorted_sequence=[T(5), T(2, 5), T(), T(3, 5)], input=[T(3), T(2, 3), T(), 1.5, T(2, 3, 4), T(3, 2)], out_int32=[..., True], right=[..., True])
    grid('sort', 'bucketize', input=[T(3), T(2, 3), T(), 1.5, I(4)], boundaries=[T(5), T(2, 5), T()], out_int32=[..., True])
    for dim in (..., None, 0, 1, -1, 3):
        for input in REDUCED[:5] + [I(4)]:
            for inverse in (..., True):
                for counts in (..., True):
                    unique(input, dim, inverse, counts)
    grid('sort', 'bincount', input=[I(4), T(4, dtype='uint8'), T(4), I(2, 3), I()], weights=[..., T(4), T(3), I(4)], minlength=[..., 3, -1], free=[0])
    grid('sort', 'histc', input=REDUCED[:5] + of_dtypes(3, dtypes=['float64', 'float16']), bins=[..., 5, 0, -1])


def unique(input, dim, inverse, counts):
    """The first output's size along `dim` and that of the counts hang on the numbers; so they are recorded as null."""
    chosen = {name: value for name, value in {'dim': dim, 'return_inverse': inverse, 'return_counts': counts}.items() if value is not ...}
    for op in ('unique', 'unique_consecutive'):
        def call(input, op=op, **rest):
            result = getattr(torch, op)(input, **rest)
            items = list(result) if isinstance(result, tuple) else [result]
            axis = 0 if rest.get('dim') is None else rest['dim'] % max(input.dim(), 1)
            items[0] = Free(items[0], axis)
            if rest.get('return_counts'):
                items[-1] = Free(items[-1], 0)
            return tuple(items) if isinstance(result, tuple) else items[0]
        case('sort', op, call, input=input, **chosen)


class Free:
    """A tensor of which one size is not known."""

    def __init__(self, value, axis):
        self.shape = [None if index == axis else size for index, size in enumerate(value.shape)]
        self.dtype = value.dtype


SIZES = [[2, 3], [], [0, 3], [4], 5, [2, -1], [1, 2, 3, 4]]


def creations():
    dtypes = [..., None, torch.float64, torch.int64, torch.bool, torch.complex64]
    for op in ('zeros', 'ones', 'empty', 'rand', 'randn'):
        grid('creation', op, lambda size, op=op, **rest: getattr(torch, op)(size, **rest), size=SIZES, dtype=dtypes)
    grid('creation', 'full', size=SIZES[:4] + [[2, -1]], fill_value=[1, 0.5, True, 1 - 3], dtype=dtypes)
    for op in ('zeros_like', 'ones_like', 'empty_like', 'rand_like', 'randn_like'):
        grid('creation', op, input=SHAPES + of_dtypes(2), dtype=dtypes[:5])
    grid('creation', 'full_like', input=SHAPES + of_dtypes(2), fill_value=[1, 0.5], dtype=dtypes[:3])
    grid('creation', 'randint_like', input=SHAPES, high=[5], dtype=dtypes[:4])
    grid('creation', 'randint', lambda low=0, high=None, size=None, **rest: torch.randint(low, high, size, **rest), low=[0, 5, 1], high=[5, 10], size=SIZES[:5], dtype=dtypes[:4])
    grid('creation', 'randperm', n=[0, 1, 5, -1], dtype=dtypes[:4])
    grid('creation', 'bernoulli', input=SHAPES, p=[..., 0.5])
    grid('creation', 'multinomial', lambda input, num_samples, replacement=False: torch.multinomial(input + 1, num_samples, replacement), input=[T(4), T(2, 3), T(), T(2, 3, 4), T(0, 3), I(3)], num_samples=[1, 2, 5, 0], replacement=[..., True])
    grid('creation', 'normal', lambda mean, std, size: torch.normal(mean, std, size), mean=[0.0], std=[1.0], size=[[2, 3], [], [4]])
    grid('creation', 'normal', mean=[T(2, 3), T(3), T(4)], std=[T(2, 3), 1.0, T(3)])
    ends = [0, 1, 5, 10, -3, 2.5, 0.1, -0.5]
    for start in ends:
        for end in ends:
            for step in (1, 2, 3, -1, 0.5, 0.3, -0.1, 0):
                case('creation', 'arange', lambda start, end, step: torch.arange(start, end, step), start=start, end=end, step=step)
    grid('creation', 'arange', lambda start, **rest: torch.arange(start, **rest), start=[5, 2.5, 0, -1], dtype=dtypes)
    grid('creation', 'arange', lambda start, end, **rest: torch.arange(start, end, **rest), start=[1, 0.5], end=[4, 4.5], dtype=dtypes[:4])
    grid('creation', 'linspace', start=[0, 1.5, T()], end=[10, 2, T(2)], steps=[5, 1, 0, -1], dtype=dtypes)
    grid('creation', 'logspace', start=[0, 1.5], end=[10, 2], steps=[5, 1, 0, -1], base=[..., 2.0], dtype=dtypes[:4])
    grid('creation', 'eye', n=[3, 0, -1], m=[..., 2, 5, -2], dtype=dtypes)
    nested = [1, 1.5, True, [], [1, 2], [1, 2.5], [True, 2], [[1, 2], [3, 4]], [[1.0], [2.0]], [[1, 2], [3]], [[], []], [[[1]]], [1, [2]], [[1], 2], [True, False]]
    grid('creation', 'tensor', lambda data, **rest: torch.tensor(lists(data), **rest), data=nested, dtype=dtypes)
    for op in ('new_zeros', 'new_ones', 'new_empty'):
        grid('creation', op, lambda input, size, op=op, **rest: getattr(input, op)(size, **rest), input=of_dtypes(2), size=SIZES[:5], dtype=dtypes[:4])
    grid('creation', 'new_full', method('new_full'), input=of_dtypes(2), size=SIZES[:4], fill_value=[1, 0.5], dtype=dtypes[:3])
    grid('creation', 'tril_indices', row=[3, 4, 0, -1], col=[3, 2, 5], offset=[..., 1, -1, 9])
    grid('creation', 'triu_indices', row=[3, 4, 0, -1], col=[3, 2, 5], offset=[..., 1, -1, 9])
    grid('creation', 'vander', x=[T(3), I(4), T(2, 3)], N=[..., 2, 5, -1])
    for op in ('hann_window', 'hamming_window', 'blackman_window', 'bartlett_window'):
        grid('creation', op, window_length=[5, 0, 1, -1], periodic=[..., False], dtype=[..., torch.float64])


def copies():
    for op in ('clone', 'detach', 'conj', 'resolve_conj', 'resolve_neg', 'poisson'):
        grid('unary', op, method(op) if op != 'poisson' else None, input=SHAPES + of_dtypes(2))


def lists(data):
    return [lists(item) for item in data] if isinstance(data, tuple) else data


def spectra():
    inputs = [T(8), T(2, 8), T(2, 3, 8), T(2, 7), T(8, dtype='float64'), I(8), T(8, dtype='complex64'), T(2, 5, 8, dtype='complex64'), T(2, 5, 1, dtype='complex64')]
    for op in ('fft', 'ifft', 'rfft', 'irfft', 'hfft', 'ihfft'):
        grid('fft', 'fft_' + op, input=inputs, n=[..., None, 4, 9, 0], dim=[..., 0, -1, 3])
        grid('fft', 'fft_' + op, input=inputs[:2] + [T()], norm=[..., 'ortho', 'foo'])
    for op in ('fft2', 'ifft2', 'rfft2', 'irfft2', 'fftn', 'ifftn', 'rfftn', 'irfftn'):
        grid('fft', 'fft_' + op, input=inputs, s=[..., None, [4, 4], [3], [2, 3, 4]], dim=[..., [0, 1], [-1], [0, 0], [1, 5]])
    for op in ('fftshift', 'ifftshift'):
        grid('fft', 'fft_' + op, input=inputs, dim=[..., 0, [0, 1], 4])
    for op in ('fftfreq', 'rfftfreq'):
        grid('fft', 'fft_' + op, n=[1, 5, 8, 9], d=[..., 0.5], dtype=[..., torch.float64])


def short_time():
    grid('fft', 'stft', lambda input, **rest: torch.stft(input, window=None, **rest), input=[T(400), T(2, 400), T(1, 256), T(401, dtype='float64')], n_fft=[16, 64, 33], hop_length=[..., None, 10, 64], center=[..., False], return_complex=[True, False], onesided=[..., False])


def decompositions():
    matrices = [T(3, 3), T(2, 3), T(3, 2), T(4, 3, 3), T(5, 2, 3), T(3), T(), T(0, 0), T(2, 4, 3, 3), T(3, 3, dtype='float64'), I(3, 3), T(3, 3, dtype='complex64')]
    eye = lambda value: value + torch.eye(*value.shape[-2:], dtype=value.dtype) if value.dim() > 1 else value  # noqa: E731
    for op in ('inv', 'det', 'slogdet', 'cholesky', 'eigh', 'eigvalsh', 'eig', 'eigvals', 'svdvals', 'pinv', 'matrix_rank', 'matrix_exp', 'cond'):
        grid('linalg', 'linalg_' + op, lambda A, op=op: getattr(torch.linalg, op)(eye(A)), A=matrices)
    for op, chosen in (('det', 'input'), ('inverse', 'input'), ('pinverse', 'input'), ('logdet', 'input')):
        grid('linalg', op, lambda input, op=op: getattr(torch, op)(eye(input)), input=matrices)
    grid('linalg', 'linalg_svd', A=matrices, full_matrices=[..., False])
    grid('linalg', 'svd', input=matrices[:6], some=[..., False])
    grid('linalg', 'linalg_qr', A=matrices, mode=[..., 'complete', 'r', 'foo'])
    grid('linalg', 'linalg_solve', lambda A, B: torch.linalg.solve(eye(A), B), A=matrices[:6] + matrices[8:9], B=[T(3), T(3, 2), T(4, 3, 2), T(4, 3), T(2), T(2, 3), T(2, 4, 3, 1), T(3, 3, dtype='float64')])
    grid('linalg', 'linalg_matrix_power', input=matrices, n=[0, 1, 3])
    grid('linalg', 'linalg_vector_norm', x=REDUCED, ord=[..., 1], dim=[..., None, 0, -1, [0, 1], 4], keepdim=[..., True])
    grid('linalg', 'linalg_norm', input=REDUCED[:4], ord=[..., 1, 2], dim=[..., 0, -1, 4], keepdim=[..., True])
    grid('linalg', 'linalg_norm', input=REDUCED[:4], dim=[[0, 1], [-2, -1]], keepdim=[..., True])
    grid('linalg', 'linalg_matrix_norm', input=matrices, ord=[..., 1], dim=[..., [0, 1], [-1, -2], [0]], keepdim=[..., True])


if __name__ == '__main__':
    for record in (unaries, binaries, ternaries, reductions, sorts, creations, spectra, short_time, decompositions, copies):
        record()
    write('tensor')
