"""Records what PyTorch answers to grids of arguments of ops that few programs need: special functions, factorisations, statistics, windows, layouts.

`python record_tensor_special.py [family ...]`, with any torch 2.x; writes truth/tensor-*.json.gz, to which ops.test.ts holds kernels/ops.
"""
import torch
from recording import B, I, T, case, grid, method, write

KINDS = ['float32', 'float64', 'int64', 'int32', 'uint8', 'bool']
SHAPES = [T(), T(4), T(2, 3), T(0, 3)]

OF_ONE = (
    'airy_ai bessel_j0 bessel_j1 bessel_y0 bessel_y1 entr erfcx i0e i1 i1e log_ndtr modified_bessel_i0 modified_bessel_i1 modified_bessel_k0 modified_bessel_k1 ndtr ndtri '
    'scaled_modified_bessel_k0 scaled_modified_bessel_k1 spherical_bessel_j0'
).split()
POLYNOMIALS = [
    *(f'{shift}chebyshev_polynomial_{kind}' for shift in ('', 'shifted_') for kind in 'tuvw'), 'hermite_polynomial_h', 'hermite_polynomial_he', 'laguerre_polynomial_l',
    'legendre_polynomial_p',
]


def special():
    for op in OF_ONE:
        function = getattr(torch.special, op)
        argument = {'airy_ai': 'x', 'scaled_modified_bessel_k0': 'x', 'scaled_modified_bessel_k1': 'x', 'spherical_bessel_j0': 'x'}
        grid('special', f'special_{op}', lambda input, function=function: function(input), input=SHAPES + [T(2, dtype=kind) for kind in KINDS])
    for op, second in [*((f'special_{name}', 'n') for name in POLYNOMIALS), ('special_xlog1py', 'other'), ('special_zeta', 'other'), ('igamma', 'other'), ('igammac', 'other')]:
        function = getattr(torch.special, op[8:]) if op.startswith('special_') else getattr(torch, op)
        def call(input, function=function, second=second, **rest):
            return function(input, rest[second])
        for one, other in (((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1), (3,)), ((2, 3), (4,)), ((), (2,)), ((0, 3), (1, 3))):
            case('special', op, call, **{'input': T(*one), second: T(*other)})
        for kind in KINDS:
            grid('special', op, call, input=[T(2, dtype=kind)], **{second: [T(2), T(2, dtype='int64')] + ([] if op.startswith('igamma') else [2, 0.5])})
    grid('special', 'mvlgamma', input=SHAPES + [T(2, dtype=kind) for kind in KINDS], p=[1, 2, 0])
    grid('special', 'frexp', lambda input: torch.frexp(input), input=SHAPES + [T(2, dtype='float64'), I(2)])


SQUARES = [T(3, 3), T(2, 3, 3), T(0, 0), T(2, 0, 3, 3), T(3), T(2, 3), T(3, 3, dtype='complex64'), T(3, 3, dtype='float64'), I(3, 3)]
MATRICES = [T(3, 3), T(4, 3), T(2, 3, 5), T(0, 3), T(2, 0, 3, 4), T(3), T(3, 2, dtype='complex64'), T(3, 2, dtype='float64')]


def factorisations():
    grid('factorisation', 'linalg_cholesky_ex', input=SQUARES)
    grid('factorisation', 'linalg_inv_ex', A=SQUARES)
    for op in ('linalg_ldl_factor', 'linalg_ldl_factor_ex'):
        grid('factorisation', op, input=[T(0, 0), T(2, 0, 3, 3), T(3), T(2, 3), I(3, 3)] if op.endswith('factor') else SQUARES)
    grid('factorisation', 'cholesky', input=[T(0, 0), T(2, 0, 3, 3)])
    grid('factorisation', 'cholesky_inverse', input=[T(0, 0), T(2, 0, 3, 3), T(3), T(2, 3)])
    grid('factorisation', 'matrix_exp', lambda input: torch.matrix_exp(input), input=[*SQUARES[:5], T(3, 3, dtype='complex64'), T(3, 3, dtype='float64')])
    grid('factorisation', 'matrix_power', input=[*SQUARES[:5], T(3, 3, dtype='float64')], n=[0, 2])
    for op in ('linalg_lu_factor', 'linalg_lu_factor_ex', 'linalg_lu'):
        grid('factorisation', op, A=MATRICES if op.endswith('ex') else [T(0, 3), T(2, 0, 3, 4), T(3)] + ([T(3, 3), T(4, 3), T(2, 3, 5)] if op == 'linalg_lu' else []))
    grid('factorisation', 'lu', lambda A, **rest: torch.lu(A, **rest), A=[T(0, 3), T(2, 0, 3, 4), T(3)], get_infos=[..., True])
    def pivots(*batch):
        return T(*batch, dtype='int32')
    for data, swaps in ((T(3, 3), pivots(3)), (T(4, 3), pivots(3)), (T(2, 3, 5), pivots(2, 3)), (T(0, 3), pivots(0))):
        grid('factorisation', 'lu_unpack', lambda **rest: torch.lu_unpack(rest['LU_data'], rest['LU_pivots'] + 1, *(rest.get(name, True) for name in ('unpack_data', 'unpack_pivots'))),
             LU_data=[data], LU_pivots=[swaps], unpack_data=[..., False], unpack_pivots=[..., False])
    for a, swaps, b in ((T(3, 3), pivots(3), T(3, 2)), (T(2, 3, 3), pivots(2, 3), T(3, 4)), (T(0, 0), pivots(0), T(0, 2)), (T(3, 3), pivots(3), T(4, 2)), (T(3, 4), pivots(3), T(3, 2))):
        case('factorisation', 'linalg_lu_solve', lambda LU, pivots, B: torch.linalg.lu_solve(LU, pivots + 1, B), LU=a, pivots=swaps, B=b)
    for a, swaps, b in ((T(3, 3), pivots(3), T(3, 2)), (T(2, 3, 3), pivots(2, 3), T(2, 3, 4))):
        case('factorisation', 'lu_solve', lambda input, LU_data, LU_pivots: torch.lu_solve(input, LU_data, LU_pivots + 1), input=b, LU_data=a, LU_pivots=swaps)
        case('factorisation', 'linalg_ldl_solve', lambda LD, pivots, B: torch.linalg.ldl_solve(LD, pivots + 1, B), LD=a, pivots=swaps, B=b)
    for a, b in ((T(3, 3), T(3, 2)), (T(2, 3, 3), T(3, 4)), (T(5, 1, 3, 3), T(2, 3, 4)), (T(3, 3), T(4, 2)), (T(3, 4), T(3, 2)), (T(3, 3), T(3)), (T(0, 0), T(0, 2)), (T(2, 3, 3), T(5, 3, 4))):
        grid('factorisation', 'linalg_solve_triangular', lambda A, B, **rest: torch.linalg.solve_triangular(A, B, upper=True, **rest), A=[a], B=[b], left=[...] + ([False] if b['tensor'][-1] == 3 else []))
        if a['tensor'][-1] == a['tensor'][-2] and b['tensor'][-2:-1] == a['tensor'][-1:]:
            case('factorisation', 'triangular_solve', input=b, A=a)
            case('factorisation', 'linalg_solve_ex', A=a, B=b)
        case('factorisation', 'cholesky_solve', input=b, input2=a)
    case('factorisation', 'linalg_solve_triangular', lambda A, B, left: torch.linalg.solve_triangular(A, B, upper=True, left=left), A=T(3, 3), B=T(2, 3), left=False)
    case('factorisation', 'linalg_solve_ex', A=T(2, 3, 3), B=T(2, 3))
    case('factorisation', 'linalg_solve_ex', A=T(3, 3), B=T(3))
    for a, b in ((T(4, 3), T(4, 2)), (T(2, 4, 3), T(2, 4, 2)), (T(4, 3), T(5, 2)), (T(4, 3), T(4)), (T(3), T(3)), (T(4, 3), T())):
        case('factorisation', 'linalg_lstsq', lambda input, b: torch.linalg.lstsq(input, b), input=a, b=b)
    for op, second in (('linalg_householder_product', 'tau'), ('orgqr', 'input2')):
        for one, tau in ((T(3, 2), T(2)), (T(2, 4, 3), T(2, 3)), (T(3), T(3))):
            case('factorisation', op, **{'input': one, second: tau})
    case('factorisation', 'ormqr', input=T(3, 2), input2=T(2), input3=T(3, 4))
    grid('factorisation', 'geqrf', lambda input: torch.geqrf(input), input=[T(3, 3), T(4, 3), T(2, 3, 5), T(3), T(3, 2, dtype='complex64')])
    grid('factorisation', 'qr', lambda input, **rest: torch.qr(input, **rest), input=MATRICES, some=[..., False])
    for op in ('svd_lowrank', 'pca_lowrank'):
        grid('factorisation', op, lambda A, op=op, **rest: getattr(torch, op)(torch.randn(A.shape, dtype=A.dtype), **rest), A=[T(8, 7), T(2, 7, 9)], q=([...] if op.startswith('svd') else [..., None]) + [2, 3])
    for x, y in ((T(3), T(3)), (T(2, 3), T(3)), (T(2, 1, 3), T(4, 3)), (T(2, 3), T(4)), (I(3), I(3)), (T(3, dtype='complex64'), T(3, dtype='complex64'))):
        grid('factorisation', 'linalg_vecdot', x=[x], y=[y], dim=[..., 0, -1])
    def regular(input, ind):
        return torch.linalg.tensorinv(torch.eye(24, dtype=input.dtype).reshape(input.shape) if input.numel() == 576 else input, ind)
    for shape, ind in (((4, 6, 8, 3), 2), ((24, 8, 3), 1), ((4, 6), 1), ((4, 6), 0)):
        case('factorisation', 'linalg_tensorinv', regular, input=T(*shape), ind=ind)
    for a, b, dims in (((6, 4, 2, 3, 4), (6, 4), ...), ((2, 3, 6), (2, 3), ...), ((3, 6, 2), (2, 3), [0])):
        def solved(input, other, dims=None):
            return torch.linalg.tensorsolve(torch.randn(input.shape), other, dims)
        case('factorisation', 'linalg_tensorsolve', solved, input=T(*a), other=T(*b), **({} if dims is ... else {'dims': dims}))


def statistics():
    grid('statistics', 'cov', lambda input, **rest: torch.cov(input, **rest), input=[T(), T(4), T(2, 3), T(2, 3, 4), I(2, 3), T(2, 3, dtype='complex64')], correction=[..., 0])
    grid('statistics', 'corrcoef', lambda input: torch.corrcoef(input), input=[T(), T(4), T(2, 3), I(2, 3), T(2, 3, dtype='complex64')])
    for op in ('trapezoid', 'trapz', 'cumulative_trapezoid'):
        grid('statistics', op, lambda y, op=op, **rest: getattr(torch, op)(y, **rest), y=[T(4), T(2, 3), T(2, 3, 4), I(4)], dim=[..., 0, -1])
        grid('statistics', op, lambda y, x, op=op, **rest: getattr(torch, op)(y, x, **rest), y=[T(2, 3), I(2, 3)], x=[T(3), T(2, 3)])
    grid('statistics', 'gradient', lambda input, **rest: torch.gradient(input, **rest), input=[T(4), T(2, 3), T(2, 3, 4), I(4), T(1, 3)], dim=[..., None, 0, [0, 1], -1])
    grid('statistics', 'histogram', lambda input, bins: torch.histogram(input, bins), input=[T(4), T(2, 3), T(4, dtype='float64')], bins=[5, T(4), 1])
    grid('statistics', 'isin', lambda elements, test_elements: torch.isin(elements, test_elements), elements=[T(4), T(2, 3), I(4), T()], test_elements=[T(2), 2, T(2, 2)])
    grid('statistics', 'unravel_index', lambda indices, shape: torch.unravel_index(indices, shape), indices=[I(4), I(2, 3), I()], shape=[[2, 3], [4], [2, 3, 4], 5])
    grid('statistics', 'nonzero_static', lambda input, size: torch.nonzero_static(input, size=size), input=[T(4), T(2, 3), T(), I(2, 3)], size=[0, 2, 7])


def windows():
    extra = {'exponential': {'tau': 1.0}, 'gaussian': {'std': 1.0}, 'general_cosine': {'a': [0.46, 0.23]}}
    for name in 'bartlett blackman cosine exponential gaussian general_cosine general_hamming hamming hann kaiser nuttall'.split():
        function = getattr(torch.signal.windows, name)
        grid('window', f'signal_windows_{name}', lambda M, function=function, name=name, **rest: function(M, **extra.get(name, {}), **rest), M=[0, 1, 5, -1], dtype=[..., torch.float64], sym=[..., False])


def layouts():
    grid('layout', 'as_strided', input=[T(10, 10), I(12)], size=[[2, 3], [4], [], [0]], stride=[[1, 2], [2], [], [-1]])
    case('layout', 'as_strided_scatter', input=T(10, 10), src=T(2, 3), size=[2, 3], stride=[1, 2])
    grid('layout', 'empty_strided', size=[[2, 3], [4], []], stride=[[3, 1], [1], []], dtype=[..., torch.int64])
    grid('layout', 'new_empty_strided', method('new_empty_strided'), input=[T(2), I(3)], size=[[2, 3], [4]], stride=[[3, 1], [1]], dtype=[..., torch.float64])
    grid('layout', 'empty_permuted', size=[[2, 3], [4], [2, 3, 4]], physical_layout=[[1, 0], [0], [2, 0, 1]], dtype=[..., torch.int64])


def writes():
    shapes = [T(5), T(3, 4), T(2, 3, 4), T()]
    for input, dim, index, source in ((T(5), 0, I(2), T(2)), (T(3, 4), 0, I(2), T(2, 4)), (T(3, 4), 1, I(2), T(3, 2)), (T(3, 4), -1, I(2), T(3, 3)), (T(3, 4), 2, I(2), T(3, 2)),
                                      (T(3, 4), 0, T(2), T(2, 4)), (T(3, 4), 0, I(2, 1), T(2, 4)), (T(3, 4), 0, I(2), T(2)), (T(3, 4), 0, I(2), I(2, 4)), (T(), 0, I(), T())):
        case('write', 'index_copy', input=input, dim=dim, index=index, source=source)
    grid('write', 'index_reduce', input=[T(3, 4)], dim=[0, -2, 3], index=[I(2)], source=[T(2, 4)], reduce=['prod', 'amax', 'sum'])
    for input, indices, values in ((T(5), [I(2)], T(2)), (T(3, 4), [I(2), I(2)], T(2)), (T(3, 4), [I(2)], T(4)), (T(3), [I(1), I(1)], T(1)), (T(3), [I(1)], I(1))):
        case('write', 'index_put', input=input, indices=indices, values=values)
    for input, index, source in ((T(3, 4), I(2), T(2)), (T(3, 4), I(2, 1), T(2)), (T(3, 4), I(2), T(3)), (T(3, 4), T(2), T(2)), (T(3, 4), I(2), I(2))):
        case('write', 'put', method('put'), input=input, index=index, source=source)
    grid('write', 'fill', input=shapes + [I(2)], value=[1, 0.5, T(), T(1)])


def diagonals():
    matrices = [T(3, 3), T(4, 3), T(2, 3, 5), T(3)]
    grid('diagonal', 'linalg_diagonal', A=matrices, offset=[..., 1, -2])
    grid('diagonal', 'diagflat', input=[T(), T(3), T(2, 3), I(2)], offset=[..., 1, -2])
    for input, src, rest in ((T(4, 4), T(4), {}), (T(4, 4), T(3), {}), (T(4, 4), T(3), {'offset': 1}), (T(2, 3, 4), T(2, 3), {'offset': 0, 'dim1': 1, 'dim2': 2}), (T(4, 4), T(4, 1), {})):
        case('diagonal', 'diagonal_scatter', lambda input, src, **rest: torch.diagonal_scatter(input, src, **rest), input=input, src=src, **rest)
    for one, other in ((T(2, 3), T(2, 3)), (T(2, 3), T(1, 3)), (T(2, 3), T(3)), (T(4), T(4)), (I(2, 3), I(2, 3)), (T(3, 2), T(3, 2))):
        grid('diagonal', 'linalg_cross', input=[one], other=[other], dim=[..., 0])
    grid('diagonal', 'linalg_vander', x=[T(), T(3), T(2, 3), I(2), T(2, dtype='complex64')], N=[..., None, 2, 4, 0])
    grid('diagonal', 'sum_to_size', method('sum_to_size'), input=[T(), T(2, 3), T(4, 2, 3), I(2, 3), B(3)], size=[[2, 3], [1, 3], [3], [], [4, 1, 3], [2, 4]])


def spectra():
    for op in ('fft_hfft2', 'fft_ihfft2', 'fft_hfftn', 'fft_ihfftn'):
        grid('spectrum', op, input=[T(4, 6), T(2, 4, 5), T(6), I(4, 6), T(3, 4, dtype='float64')], s=[..., None, [4, 8], [3]], dim=[..., [0, 1], [1]], norm=[..., 'ortho'])
    for frames in ((6, 4), (3, 6, 5)):
        window = torch.ones(10)
        def back(input, window=window, **rest):
            return torch.istft(input, window=window, **rest)
        grid('spectrum', 'istft', back, input=[T(*frames, dtype='complex64')], n_fft=[10], hop_length=[..., 3], length=[..., 12])
    case('spectrum', 'istft', lambda input, **rest: torch.istft(input, window=torch.ones(10), **rest), input=T(6, 4, dtype='complex64'), n_fft=10, hop_length=3, center=False)


special()
factorisations()
statistics()
windows()
layouts()
writes()
diagonals()
spectra()
write('tensor')
