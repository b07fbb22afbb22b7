"""Records what PyTorch answers to grids of arguments of the tensor ops that move and join elements, and of the arithmetic on them.

`python record_tensor.py [family ...]`, with any torch 2.x; writes truth/tensor-*.json.gz, to which ops.test.ts holds kernels/ops.
"""
import torch
from recording import ELLIPSIS, B, I, S, T, case, grid, method, write

SHAPES = [T(), T(4), T(2, 3), T(2, 3, 4), T(2, 1, 3, 1), T(1, 1), T(0, 3), T(2, 3, 4, 5, 6)]
DIMS = [0, 1, 2, -1, -2, 3, -4, 5]
DTYPES = ['float64', 'float16', 'bfloat16', 'int64', 'int32', 'uint8', 'bool', 'complex64']


def of_dtypes(*shape):
    return [T(*shape, dtype=dtype) for dtype in DTYPES]


def views():
    sizes = [[6, 4], [24], [-1], [2, -1], [-1, 2, 3], [2, 12], [2, 3, 4], [1, -1, 1], [5, -1], [-1, -1], [7], [], [0], [0, -1], [-1, 0], [-2, 3], [3, -5, -1], [4, 3, 2], [2, 3, 1, 4]]
    views = [T(), T(4), T(2, 3, 4), T(6, 4), T(1, 1), T(0, 3), T(2, 0, 4), T(2, 3, 4, 5)]
    grid('view', 'view', lambda input, size: input.view(size), input=views, size=sizes)
    grid('view', 'reshape', lambda input, shape: input.reshape(shape), input=views, shape=sizes)
    grid('view', 'view_as', method('view_as'), input=views[1:5], other=[T(24), T(4, 6), T(5), T(2, 2), T(1)])
    grid('view', 'reshape_as', method('reshape_as'), input=views[1:5], other=[T(24), T(4, 6), T(5), T(2, 2), T(1)])
    grid('view', 'flatten', input=SHAPES, start_dim=[..., 0, 1, -2, 2, 4, -6], end_dim=[..., -1, 1, 0, 3, -5])
    grid('view', 'ravel', input=SHAPES)
    grid('view', 'unflatten', input=[T(12), T(2, 12, 3), T(0, 6), T()], dim=[0, 1, -1, -2, 5], sizes=[[3, 4], [3, -1], [-1, 6], [2, 3, 2], [5, -1], [5, 2], [12], [-1], [-1, -1], [], [3, 5], [0, 6]])
    for input in of_dtypes(2, 3):
        case('view', 'view', lambda input, size: input.view(size), input=input, size=[6])
        case('view', 'reshape', input=input, shape=[-1])


def permutes():
    grid('permute', 'permute', input=SHAPES, dims=[[], [0], [1, 0], [0, 1], [2, 0, 1], [-1, 0, 1], [0, 2, 1], [0, 0, 1], [0, 1, 3], [0, 2, 3, 1], [0, 3, 1, 2], [4, 3, 2, 1, 0], [0, -2], [1, 1], [-3, 0]])
    grid('permute', 'transpose', input=SHAPES, dim0=DIMS, dim1=[0, 1, -1, 2, -3, 4])
    grid('permute', 't', input=SHAPES)
    grid('permute', 'numpy_T', lambda input: input.T, input=SHAPES)
    grid('permute', 'mT', lambda input: input.mT, input=SHAPES)
    grid('permute', 'adjoint', input=SHAPES)
    moves = [0, 1, -1, 2, -3, [0, 1], [1, 0], [0, 0], [-1, 0], [0, 1, 2], [2, 4], [], [0, -3]]
    grid('permute', 'movedim', input=SHAPES, source=moves, destination=moves)
    for dtype in of_dtypes(2, 3):
        case('permute', 'permute', input=dtype, dims=[1, 0])
        case('permute', 'transpose', input=dtype, dim0=0, dim1=1)


def squeezes():
    ones = SHAPES + [T(1, 3, 1), T(1, 1, 1, 1)]
    grid('squeeze', 'squeeze', input=ones, dim=[..., *DIMS, [0, 1], [-1, 0], [1, 3], [0, 0], [], [0, 6]])
    grid('squeeze', 'unsqueeze', input=ones, dim=[*DIMS, -5, -6])
    grid('squeeze', 'atleast_1d', lambda input: torch.atleast_1d(input), input=SHAPES)
    grid('squeeze', 'atleast_2d', lambda input: torch.atleast_2d(input), input=SHAPES)
    grid('squeeze', 'atleast_3d', lambda input: torch.atleast_3d(input), input=SHAPES)


def expands():
    sizes = [[3], [4], [-1], [2, 4], [2, 3], [-1, 4], [5, 2, 3], [2, 5, 3, 7], [-1, 5, -1, -1], [1], [], [-1, 2, 3], [2, -2], [0, 3], [2, 3, 4], [2, 3, 4, 5, 6], [3, 3], [4, 4]]
    for input in SHAPES:
        grid('expand', 'expand', lambda input, size: input.expand(size), input=[input], size=sizes)
        grid('expand', 'broadcast_to', input=[input], size=sizes)
        grid('expand', 'repeat', lambda input, repeats: input.repeat(repeats), input=[input], repeats=[[2], [1], [2, 3], [1, 1, 2], [3, 1, 1, 2], [0], [0, 2, 1], [-1, 2], [2, -1, 1], [], [2, 1, 1, 1, 1, 3]])
        grid('expand', 'tile', input=[input], dims=[[2], [1], [2, 3], [1, 1, 2], [3, 1, 1, 2], [0], [-1, 2], []])
        grid('expand', 'repeat_interleave', input=[input], repeats=[2, 0, 3, -1], dim=[..., None, 0, 1, -1, 4])
        case('expand', 'repeat_interleave', input=input, repeats=I(2), dim=0, free=[0])
        grid('expand', 'expand_as', method('expand_as'), input=[input], other=SHAPES)
    grid('expand', 'repeat_interleave', input=[T(2, 3)], repeats=[I(3), I(1), I(4), I(2, 3)], dim=[1, -1], free=[1])
    grid('expand', 'repeat_interleave', input=[T(2, 3)], repeats=[I(6), I(5)], free=[0])
    pairs = [T(), T(3), T(2, 1), T(2, 3), T(1), T(4), T(5, 1, 3), T(0, 3)]
    for one in pairs:
        for other in pairs:
            case('expand', 'broadcast_tensors', lambda tensors: torch.broadcast_tensors(*tensors), tensors=[one, other])
    case('expand', 'broadcast_tensors', lambda tensors: torch.broadcast_tensors(*tensors), tensors=[T(2, 1), T(3), T(4, 1, 1)])
    for input in of_dtypes(2, 3):
        case('expand', 'expand', lambda input, size: input.expand(size), input=input, size=[2, 2, 3])
        case('expand', 'repeat', lambda input, repeats: input.repeat(repeats), input=input, repeats=[2, 1])


LISTS = [
    [T(2, 3), T(2, 3)], [T(2, 3), T(4, 3)], [T(2, 3), T(2, 5)], [T(2, 3, 4), T(2, 3, 4), T(2, 3, 4)], [T(2, 3, 4), T(2, 5, 4)], [T(2, 3, 4), T(2, 3)], [T(3), T(4)], [T(), T()],
    [T(0), T(2, 3)], [T(2, 3), T(0)], [T(0), T(0)], [T(0), T(3)], [T(2, 3)], [], [T(2, 3), T(3)], [T(2, 3, 4), T(2, 3, 5), T(3, 3, 4)], [T(2, 3, 8, 8), T(2, 5, 8, 8)], [T(2, 3, 8, 8), T(2, 3, 7, 8)],
    [T(0, 3), T(2, 3)], [T(2, 3), T(2, 3), T(2, 4)], [T(1), T(2), T(3)], [T(2, 3), I(2, 3)], [I(2), B(2)], [T(2, dtype='float16'), T(2, dtype='bfloat16')], [T(2), T(2, dtype='float64')], [T(), I()],
    [I(2), T(2, dtype='int32'), T(2, dtype='uint8')], [T(2, dtype='complex64'), T(2, dtype='float64')],
]


def joins():
    grid('join', 'cat', tensors=LISTS, dim=[..., 0, 1, -1, 2, -2, 3, -4])
    grid('join', 'stack', tensors=LISTS, dim=[..., 0, 1, -1, 2, -2, 3, -5])
    for op in ('hstack', 'vstack', 'dstack', 'column_stack'):
        grid('join', op, tensors=LISTS)
    grid('join', 'block_diag', lambda tensors: torch.block_diag(*tensors), tensors=[tensors for tensors in LISTS if tensors])
    inputs = [T(), T(6), T(2, 3), T(4, 6, 8), T(0, 3), T(1, 7, 2), T(5, 0)]
    sizes = [1, 2, 3, 4, 10, 0, -1, [2, 4], [1, 2], [3, 3], [1, 2, 3], [6], [4, 4], [2, 2, 2, 2], [-1, 4], [], [0, 3], [1, 6]]
    grid('join', 'split', lambda input, split_size_or_sections, dim=0: torch.split(input, split_size_or_sections, dim), input=inputs, split_size_or_sections=sizes, dim=[..., 0, 1, -1, 2, -3, 4])
    grid('join', 'split_with_sizes', lambda input, split_sizes, dim=0: torch.split_with_sizes(input, split_sizes, dim), input=inputs[1:], split_sizes=[size for size in sizes if isinstance(size, list)], dim=[..., 0, 1, -1, 4])
    grid('join', 'chunk', input=inputs, chunks=[1, 2, 3, 4, 7, 0, -1], dim=[..., 0, 1, -1, 2, -3, 4])
    grid('join', 'tensor_split', lambda input, indices_or_sections, dim=0: torch.tensor_split(input, indices_or_sections, dim), input=inputs, indices_or_sections=[1, 2, 3, 4, 7, 0, -1, [1], [2, 4], [1, 1, 5], [4, 2], [-1], [], [0, 20]], dim=[..., 0, 1, -1, 2, 4])
    for op in ('hsplit', 'vsplit', 'dsplit'):
        grid('join', op, lambda input, indices_or_sections, op=op: getattr(input, op)(indices_or_sections), input=inputs, indices_or_sections=[1, 2, 3, 4, 0, [1], [2, 4]])
    grid('join', 'unbind', input=inputs, dim=[..., 0, 1, -1, 2, -3, 4])
    grid('join', 'meshgrid', lambda tensors, indexing=None: torch.meshgrid(*tensors, indexing=indexing), tensors=[[T(3), T(4)], [T(3)], [T(2), T(3), T(4)], [T(), T(3)], [T(0), T(3)], [], [T(2), I(3)]], indexing=[..., 'ij', 'xy', 'foo'])
    grid('join', 'cartesian_prod', lambda tensors: torch.cartesian_prod(*tensors), tensors=[[T(3), T(4)], [T(3)], [T(2), T(3), T(4)], [T(0), T(3)], [T(2, 3), T(3)], [T(2), I(3)]])
    grid('join', 'combinations', input=[T(4), T(5), T(0), T(2, 3), I(6)], r=[..., 0, 1, 2, 3, 6, -1], with_replacement=[..., True])


def products():
    operands = [T(), T(3), T(4), T(2, 3), T(3, 4), T(4, 3), T(5, 2, 3), T(5, 3, 4), T(4, 5), T(7, 5, 4, 2), T(7, 1, 3, 4), T(2, 3, 4), T(5, 1, 2, 3), T(0, 3), T(3, 0), T(1, 3, 2)]
    for op in ('matmul', 'mm', 'bmm', 'mv', 'dot', 'vdot', 'inner', 'outer', 'kron'):
        second = {'mm': 'mat2', 'bmm': 'mat2', 'mv': 'vec', 'dot': 'tensor', 'outer': 'vec2'}.get(op, 'other')
        grid('matmul', op, input=operands, **{second: operands})
        for dtype in ('float64', 'float16', 'bfloat16', 'int64', 'complex64'):
            shapes = {'mm': ([2, 3], [3, 4]), 'bmm': ([5, 2, 3], [5, 3, 4]), 'mv': ([2, 3], [3])}.get(op, ([3], [3]))
            case('matmul', op, **{'input': T(*shapes[0], dtype=dtype), second: T(*shapes[1], dtype=dtype)})
            case('matmul', op, **{'input': T(*shapes[0], dtype=dtype), second: T(*shapes[1])})
    biases = [T(2, 4), T(4), T(2, 1), T(), T(1, 4), T(3, 4), T(5, 2, 4), T(5), T(5, 1, 4)]
    grid('matmul', 'addmm', input=biases, mat1=[T(2, 3), T(2, 5), T(3)], mat2=[T(3, 4), T(3), T(4, 3)])
    grid('matmul', 'addmv', input=[T(2), T(), T(1), T(3), T(2, 2)], mat=[T(2, 3), T(3)], vec=[T(3), T(4), T(3, 1)])
    grid('matmul', 'baddbmm', input=biases, batch1=[T(5, 2, 3), T(2, 3), T(4, 2, 3)], batch2=[T(5, 3, 4), T(5, 4, 3), T(3, 4)])
    grid('matmul', 'addbmm', input=biases, batch1=[T(5, 2, 3), T(2, 3), T(4, 2, 3)], batch2=[T(5, 3, 4), T(5, 4, 3), T(3, 4)])
    grid('matmul', 'addr', input=[T(2, 3), T(3), T(), T(4, 3), T(2, 2, 3)], vec1=[T(2), T(2, 1)], vec2=[T(3), T(4)])
    for chain in ([T(2, 3), T(3, 4)], [T(2, 3), T(3, 4), T(4, 5)], [T(2, 3)], [T(2, 3), T(4, 5)], [T(3), T(3, 4), T(4)], [T(2, 3), T(3, 4), T(5, 6)], [T(2, 3), T(3)], [T(2, 3, 4), T(4, 5)], []):
        case('matmul', 'chain_matmul', lambda matrices: torch.chain_matmul(*matrices), matrices=chain)
        case('matmul', 'linalg_multi_dot', tensors=chain)
    grid('matmul', 'cross', input=[T(3), T(2, 3), T(3, 4), T(2, 4), T(4, 3, 3)], other=[T(3), T(2, 3), T(3, 4), T(1, 3), T(4, 3, 3)], dim=[..., 0, 1, -1])
    grid('matmul', 'tensordot', a=[T(2, 3, 4), T(3, 4), T(4)], b=[T(4, 3, 5), T(3, 4, 5), T(4, 3), T(4), T(2, 3, 4)], dims=[..., 0, 1, 2, 3, -1, [[1], [0]], [[2], [0]], [[1, 2], [0, 1]], [[1, 2], [1, 0]], [[-1], [-1]], [[0, 1], [0]], [[5], [0]]])


EQUATIONS = [
    'ij,jk->ik', 'ij,jk', 'bij,bjk->bik', 'ij->ji', 'ij->', 'ii->i', 'ii', 'ij->j', 'i,j->ij', 'i,i->', 'i,i', '...ij,...jk->...ik', 'b...,b...->...', '...->...', '...', 'bhid,bhjd->bhij', 'bij,b->ij',
    'ij,jk->iz', 'ij,jk->iik', 'ij,jk,kl->il', 'i j , j k -> i k', 'ijk,k', '...i->...', '...ij->...ji', 'i...->...i', 'iij->j', 'ij,kj->ik', 'ab,cd', 'Ab,bC->AC', 'ij,jk-ik', 'ij,j.->i', '.ij->ij', '...i...->i', 'ij1->i', '->', '',
    ',->', 'i,->i', '...,...', 'ij->...ij', 'nchw,oc->nohw', 'bqnc,bnchw->bqnhw',
]
EINSUM_LISTS = [
    [T(2, 3), T(3, 4)], [T(3, 3)], [T(2, 3)], [T(3), T(3)], [T(3), T(4)], [T(5, 2, 3), T(5, 3, 4)], [T(1, 3), T(3, 4)], [T(2, 8, 5, 4), T(2, 8, 6, 4)], [T(2, 3), T(3, 4), T(4, 5)], [T(2, 3, 4)], [T(5, 2, 3), T(5)],
    [T(7, 5, 2, 3), T(5, 3, 4)], [T()], [T(), T()], [T(3), T()], [T(2, 3), T(4, 3)], [T(2, 3), T(5, 4)], [T(3, 3, 4)], [T(2, 3, 8, 8), T(5, 3)], [T(2, 6, 4, 3), T(2, 4, 3, 8, 8)], [T(3, 1), T(3, 4)], [],
]


def einsums():
    grid('einsum', 'einsum', lambda equation, operands: torch.einsum(equation, *operands), equation=EQUATIONS, operands=EINSUM_LISTS)
    for dtype in ('float64', 'float16', 'int64', 'complex64'):
        case('einsum', 'einsum', lambda equation, operands: torch.einsum(equation, *operands), equation='ij,jk->ik', operands=[T(2, 3, dtype=dtype), T(3, 4, dtype=dtype)])


def gathers():
    inputs = [T(), T(4), T(3, 4), T(2, 3, 4)]
    indices = [I(), I(2), I(5), I(2, 3), I(3, 4), I(2, 3, 4), I(2, 2, 5), I(1, 3, 4), I(0), I(2, 0), T(2), T(2, dtype='int32'), T(2, 3, dtype='uint8')]
    dims = [0, 1, -1, 2]
    grid('gather', 'gather', input=inputs, dim=dims, index=indices)
    grid('gather', 'take_along_dim', input=inputs, indices=indices, dim=[..., None, 0, 1, -1, 3])
    grid('gather', 'index_select', input=inputs + [T(0, 3)], dim=dims, index=indices)
    grid('gather', 'take', input=inputs + [T(0, 3)], index=indices)
    for op in ('scatter', 'scatter_add'):
        grid('gather', op, input=inputs[1:], dim=dims[:3], index=indices, src=[T(2), T(3, 4), T(2, 3, 4)])
    grid('gather', 'scatter', input=inputs, dim=dims, index=indices[:6], value=[1.5])
    grid('gather', 'scatter_reduce', input=inputs[1:], dim=[0, 1], index=indices[:6], src=[T(3, 4), T(2, 3, 4)], reduce=['sum', 'amax', 'foo'])
    for sizes in ([4], [3, 4], [2, 3, 4]):
        for dim in (0, 1, -1):
            for source in ([2], [2, 4], [3, 2], [2, 3, 4], [3, 4]):
                # Slices of another shape are left to the kernels' many words.
                at = dim % len(sizes)
                if dim < len(sizes) and len(source) == len(sizes) and all(axis == at or source[axis] == size for axis, size in enumerate(sizes)):
                    grid('gather', 'index_add', input=[T(*sizes)], dim=[dim], index=[I(2), I(3), I(2, 3), I(), T(2)], source=[T(*source), T(*source, dtype='float64')])
    grid('gather', 'index_fill', input=inputs, dim=dims, index=[I(2), I(), I(2, 3), T(2)], value=[0.5, 1, T(), T(1)])
    inputs.append(T(0, 3))
    masks = [B(), B(4), B(3, 4), B(3, 1), B(2, 3, 4), B(5), B(2, 1, 1), T(4), I(4), T(4, dtype='uint8')]
    grid('gather', 'masked_fill', input=inputs, mask=masks, value=[0.5, 1, T(), T(1)])
    grid('gather', 'masked_select', input=inputs, mask=masks, free=[0])
    grid('gather', 'masked_scatter', input=inputs, mask=masks, source=[T(2, 3, 4), T(4, dtype='float64')])
    grid('gather', 'where', condition=masks, input=[T(4), T(3, 4), 1.0, 2, T()], other=[T(4), T(3, 1), T(4, dtype='float64'), I(4), 0, 0.5, T(5)])
    grid('gather', 'nonzero', input=inputs, free=[0])
    grid('gather', 'nonzero', input=inputs, as_tuple=[True], free=[0])
    grid('gather', 'where', condition=[B(), B(4), B(2, 3)], free=[0])
    grid('gather', 'argwhere', input=inputs, free=[0])
    for op in ('gather', 'index_select'):
        for dtype in ('float64', 'bool', 'int32', 'complex64'):
            case('gather', op, input=T(4, dtype=dtype), dim=0, index=I(2))
    for dtype in ('float64', 'bool', 'int32', 'complex64'):
        case('gather', 'masked_fill', input=T(4, dtype=dtype), mask=B(4), value=1)
        case('gather', 'take', input=T(4, dtype=dtype), index=I(2))


# Each a list of the items between the brackets; one item stands by itself.
INDICES = [
    [0], [-1], [1], [5], [-6], [S()], [S(1)], [S(None, -1)], [S(1, 3)], [S(None, None, 2)], [S(3, 1)], [S(-3, None)], [S(-10, 10)], [S(1, None, 3)], [S(None, None, -1)], [S(None, None, 0)], [None], [ELLIPSIS], [True], [False],
    [0, 0], [0, 5], [S(), 0], [S(), S(1, 3)], [ELLIPSIS, 0], [ELLIPSIS, None], [None, 0], [0, ELLIPSIS, 1], [ELLIPSIS, ELLIPSIS], [S(), None, S()], [0, 0, 0, 0], [S(), S(), S(), S()], [S(), -1, S(None, None, 2)], [1, None, S(1)],
    [I(2)], [I(2), I(2)], [I(2), I(3)], [I(2, 1), I(3)], [S(), I(2)], [I(2), S(), I(2)], [0, S(), I(2)], [S(), I(2), 0], [S(), 0, I(2)], [ELLIPSIS, I(2)], [I(2, 3)], [None, I(2)], [I(2), None, I(2)], [I(2), None], [I()], [S(), I()], [I(0)],
    [T(2)], [T(2, dtype='int32')], [S(), S(), I(2)], [I(2), S(), S()], [S(), I(2), I(2)], [[0, 1]], [S(), [0, 1, 0]], [[0, 1], [1, 0]], [[True, False]], [S(0, 0)], [0, True], [None, None], [ELLIPSIS, S(1, 2), None], [[0, 1], S(1)],
]
MASKS = [[T(2, dtype='uint8')], [B(4)], [B(2)], [B(2, 3)], [B(3)], [S(), B(3)], [B(2), 0], [B(2), S(), 0], [B()], [ELLIPSIS, B(4)], [B(2, 3), S(1)], [B(5, 5)]]


def indexings():
    bases = [T(), T(4), T(2, 3), T(2, 3, 4), T(5, 3, 4, 2), T(0, 3)]
    for input in bases:
        for index in INDICES:
            # What a number in a tensor points at is not known.
            if input != T(0, 3) or index != [I()]:
                case('index', 'getitem', get, input=input, index=index)
        for index in MASKS:
            # A mask that holds nothing picks nothing; how much it picks is not known of its shape.
            mask = next(item for item in index if isinstance(item, dict) and item.get('dtype') in ('bool', 'uint8'))
            if index[0] == mask or index[0] == ELLIPSIS:
                free = [len(input['tensor']) - 1] if index[0] == ELLIPSIS else [0]
            else:
                free = [1]
            case('index', 'getitem', get, input=input, index=index, free=free)
        grid('index', 'setitem', put, input=[input], index=[[B(4)], [B(2)], [B(2, 3)]], value=[1.5, T()])
        for index in INDICES[:40:2] + INDICES[40::3]:
            grid('index', 'setitem', put, input=[input], index=[index], value=[1.5, T(), T(4), T(2, 3), T(3, 4), T(1, 2), I(2)])
    for index in ([0.5], ['a'], [S(), {'float': 1.0}], [S({'float': 0.5})]):
        case('index', 'getitem', get, input=T(2, 3), index=index)
    for dtype in ('float64', 'bool', 'int32', 'complex64'):
        case('index', 'getitem', get, input=T(2, 3, dtype=dtype), index=[0])


def subscript(items):
    items = tuple(list(item) if isinstance(item, tuple) else item for item in items)
    return items[0] if len(items) == 1 else items


def get(input, index):
    return input[subscript(index)]


def put(input, index, value):
    input[subscript(index)] = value
    return input


def slices():
    grid('slice', 'narrow', input=SHAPES, dim=[0, 1, -1, 3, -4], start=[0, 1, 2, -1, -3, 4], length=[1, 2, 0, 5, -1])
    grid('slice', 'select', input=SHAPES, dim=DIMS, index=[0, 1, -1, 2, -3, 6])
    grid('slice', 'select_scatter', input=SHAPES[1:4], src=[T(), T(3), T(2), T(3, 4), T(2, 4)], dim=[0, 1, -1, 3], index=[0, -1, 1, 6])
    grid('slice', 'slice_scatter', input=SHAPES[1:4], src=[T(2), T(1, 3), T(2, 1), T(1, 3, 4), T(2, 3, 2), T(4)], dim=[..., 0, 1, -1, 3], start=[..., None, 1, -2], end=[..., None, 2], step=[..., 2])
    grid('slice', 'diagonal', input=SHAPES, offset=[..., 1, -1, 2, -5], dim1=[..., 0, 1, -1], dim2=[..., 1, 0, -2, 2])
    grid('slice', 'diag', input=SHAPES[:7] + [T(3, 3), T(4, 2)], diagonal=[..., 0, 1, -1, 3, -5])
    grid('slice', 'diag_embed', input=SHAPES[:5], offset=[..., 1, -2], dim1=[..., 0, 1], dim2=[..., 1, -2, 0, 5])
    grid('slice', 'tril', input=SHAPES, diagonal=[..., 1, -1])
    grid('slice', 'triu', input=SHAPES, diagonal=[..., 1, -1])
    grid('slice', 'tensor_unfold', lambda input, dimension, size, step: input.unfold(dimension, size, step), input=[T(), T(7), T(2, 8), T(2, 3, 9), T(0, 3)], dimension=[0, 1, -1, 2, -4], size=[1, 2, 3, 0, 10, -1], step=[1, 2, 3, 0, -1])
    grid('slice', 'roll', input=SHAPES, shifts=[1, -2, 0, [1], [1, 2], []], dims=[..., None, 0, 1, -1, 4, [0], [0, 1], []])
    grid('slice', 'flip', input=SHAPES, dims=[[0], [1], [-1], [0, 1], [1, 1], [], [4], [0, -2], [0, 1, 2]])
    grid('slice', 'fliplr', input=SHAPES)
    grid('slice', 'flipud', input=SHAPES)
    grid('slice', 'rot90', input=SHAPES, k=[..., 0, 1, 2, 3, -1], dims=[..., [0, 1], [1, 0], [1, 2], [0, 0], [0], [-1, 0], [0, 5], [0, 1, 2]])


if __name__ == '__main__':
    for record in (views, permutes, squeezes, expands, joins, products, einsums, gathers, indexings, slices):
        record()
    write('tensor')
