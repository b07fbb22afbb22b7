"""Records what PyTorch answers to grids of arguments of the neural ops: `python record_neural.py [family]...`, with any torch 2.x.

Each family's cases are written to truth/neural-*.json.gz; ops.test.ts holds kernels/ops to them. The detection family needs torchvision, too.
"""
import itertools
import json

import torch
import torch.nn.functional as F
from torch.utils.flop_counter import FlopCounterMode

import recording
from recording import T, write


def grid(family, op, function=None, /, **choices):
    """Every combination of lists of choices; the op is torch.nn.functional's, if it is not given."""
    recording.grid(family, op, function or getattr(F, op), **choices)


def case(family, op, function=None, /, **args):
    """Records one call; the op is torch.nn.functional's, if it is not given."""
    recording.case(family, op, function or getattr(F, op), **args)


# Spatial inputs of rank 1-3: batched, unbatched, uneven, empty and of wrong rank.
def maps(rank, channels=4):
    uneven = [7, 10, 5][:rank]
    return [
        T(2, channels, *[8] * rank),
        T(1, channels, *uneven),
        T(channels, *uneven),
        T(2, channels, *[1] * rank),
        T(2, channels, *[3] * rank),
        T(0, channels, *[8] * rank),
    ]


def odd_maps(rank, channels=4):
    return [
        T(*[3] * rank),
        T(2, *[3] * (rank + 2)),
        T(),
        T(2, 0, *[8] * rank),
        T(2, channels, *[8] * (rank - 1), 0),
        T(0, *[8] * rank),
    ]


def convolutions():
    for rank in (1, 2, 3):
        op = f'conv{rank}d'
        weight = T(6, 4, *[3] * rank)
        grid('convolution', op, input=maps(rank), weight=[weight], stride=[..., 2, [3] * rank], padding=[..., 1, [2] + [0] * (rank - 1), 'same', 'valid'], dilation=[..., 2, [1] * (rank - 1) + [3]])
        grid('convolution', op, input=odd_maps(rank) + [T(2, 3, *[8] * rank), T(3, *[8] * rank), T(2, *[8] * rank, 4)], weight=[weight], padding=[..., 1, 'same'])
        grid('convolution', op, input=[T(2, 4, *[8] * rank), T(2, 6, *[8] * rank), T(4, *[8] * rank)], weight=[T(6, 2, *[3] * rank), T(5, 2, *[1] * rank), T(1, 2, *[3] * rank), T(6, 1, *[2] * rank)], groups=[1, 2, 3, 4, 0, -1])
        grid('convolution', op, input=maps(rank)[:3], weight=[weight, T(6, 4, *[4] * (rank - 1), 2)], bias=[None, T(6), T(5), T(6, 1), T(1)], padding=[0, 'same'])
        grid('convolution', op, input=maps(rank)[:3], weight=[T(6, 4, *[k] * rank) for k in (1, 2, 4, 5, 9)], stride=[1, 2, 4], padding=[0, 1, 3, 'same', 'valid', 'full'], dilation=[1, 2])
        for name, values in {'stride': [0, -1, [1] * (rank + 1), []], 'padding': [-1, [1] * (rank + 1), []], 'dilation': [0, -1, [1] * (rank + 1), []]}.items():
            for value in values:
                case('convolution', op, input=maps(rank)[0], weight=weight, **{name: value})
        for shape in ([4], [6, 4], [6, 4] + [3] * (rank % 3 + 1)):
            case('convolution', op, input=maps(rank)[0], weight=T(*shape))
        for dtype in ('float64', 'float16', 'bfloat16', 'int64'):
            case('convolution', op, input=T(2, 4, *[8] * rank, dtype=dtype), weight=T(6, 4, *[3] * rank, dtype=dtype), padding=1)


def transposed_convolutions():
    # oneDNN's own refusals say nothing of shapes, PyTorch's do.
    with torch.backends.mkldnn.flags(enabled=False):
        for rank in (1, 2, 3):
            op = f'conv_transpose{rank}d'
            weight = T(4, 6, *[3] * rank)
            grid('convolution', op, input=maps(rank), weight=[weight], stride=[..., 2, [3] * rank], padding=[..., 1, [2] + [0] * (rank - 1)], output_padding=[..., 1, [1] + [0] * (rank - 1)], dilation=[..., 2])
            grid('convolution', op, input=odd_maps(rank) + [T(2, 3, *[8] * rank), T(3, *[8] * rank)], weight=[weight], padding=[0, 1])
            grid('convolution', op, input=[T(2, 4, *[8] * rank), T(4, *[8] * rank)], weight=[T(4, 2, *[3] * rank), T(4, 3, *[2] * rank), T(6, 2, *[2] * rank)], groups=[1, 2, 3, 4, 0, -1])
            grid('convolution', op, input=maps(rank)[:3], weight=[weight, T(4, 2, *[2] * rank)], bias=[None, T(6), T(5), T(6, 1), T(4)], groups=[1, 2])
            grid('convolution', op, input=maps(rank)[:4], weight=[T(4, 3, *[k] * rank) for k in (1, 2, 4, 5)], stride=[1, 2, 4], padding=[0, 1, 3], output_padding=[0, 1, 2])
            for name, values in {'stride': [0, -1, [1] * (rank + 1)], 'padding': [-1, [1] * (rank + 1)], 'dilation': [-1, [1] * (rank + 1)], 'output_padding': [-1, [1] * (rank + 1)]}.items():
                for value in values:
                    case('convolution', op, input=maps(rank)[0], weight=weight, **{name: value})


def poolings():
    for rank in (1, 2, 3):
        for kind in ('max', 'avg'):
            op = f'{kind}_pool{rank}d'
            extra = {'dilation': [..., 2, 3], 'return_indices': [..., True]} if kind == 'max' else {}
            grid('pooling', op, input=maps(rank), kernel_size=[2, 3, [3] * (rank - 1) + [2]], stride=[..., 1, [3] * rank], padding=[0, 1], ceil_mode=[..., True], **extra)
            grid('pooling', op, input=odd_maps(rank), kernel_size=[2, 3], padding=[0, 1], **{name: value[::2] if name == 'dilation' else value for name, value in extra.items()})
            grid('pooling', op, input=maps(rank)[:3], kernel_size=[1, 2, 3, 5, 9], stride=[None, 1, 2, 5], padding=[0, 1, 2, 3], ceil_mode=[False, True])
            wrong = {
                'kernel_size': [0, -1, [2] * (rank + 1), [2], []],
                'stride': [0, -1, [2] * (rank + 1), [2], [], None],
                'padding': [-1, 4, [1] * (rank + 1), [1]],
                **({'dilation': [0, -1, 5, [1] * (rank + 1), [2]]} if kind == 'max' else {}),
                **({'divisor_override': [None, 0, 3, -1]} if kind == 'avg' and rank > 1 else {}),
            }
            for name, values in wrong.items():
                for value in values:
                    for indices in ([{}, {'return_indices': True}] if kind == 'max' else [{}]):
                        if rank == 1 and indices and isinstance(value, list) and len(value) != 1 and name != 'stride' or rank == 1 and indices and value == [2, 2]:
                            continue  # worded by whether indices are asked for, which is no matter of lists
                        case('pooling', op, **{'input': maps(rank)[0], 'kernel_size': 2, name: value, **indices})
            for dtype in ('float64', 'float16', 'bfloat16', 'int64'):
                case('pooling', op, input=T(2, 4, *[8] * rank, dtype=dtype), kernel_size=2)
        op = f'lp_pool{rank}d'
        grid('pooling', op, input=maps(rank) + odd_maps(rank), norm_type=[2, 1.0], kernel_size=[2, 3], stride=[..., 1, 2], ceil_mode=[..., True])
        for kind in ('avg', 'max'):
            op = f'adaptive_{kind}_pool{rank}d'
            targets = [1, 3, 20, 0, [3] * rank, [3] * (rank + 1), [], -1, None, [2] * (rank - 1) + [5]]
            if rank > 1:
                targets += [[None] + [2] * (rank - 1), [None] * rank, [3], [3] * (rank - 1) + [-2]]
            indices = {'return_indices': [..., True]} if kind == 'max' else {}
            grid('pooling', op, input=maps(rank) + odd_maps(rank), output_size=targets, **indices)


def norms():
    for shape in ([2, 6], [4, 6, 5], [2, 6, 4, 4], [2, 6, 3, 3, 3], [1, 6], [1, 6, 1], [1, 6, 1, 1], [1, 6, 1, 1, 1], [2, 6, 1, 1], [0, 6, 4], [6], [2, 0, 4]):
        for training in (False, True):
            grid('norm', 'batch_norm', input=[T(*shape)], running_mean=[T(6), None, T(5)], running_var=[T(6), None, T(5)], weight=[None, T(6), T(3)], bias=[None, T(6), T(4)], training=[training])
        grid('norm', 'batch_norm', input=[T(*shape)], running_mean=[T(6)], running_var=[T(6)], training=[True, False], momentum=[0.5], eps=[0.001, -1.0])
        if 0 in shape:
            case('norm', 'instance_norm', input=T(*shape))
        for use_input_stats in (True, False) if 0 not in shape else ():
            grid('norm', 'instance_norm', input=[T(*shape)], running_mean=[T(6), None, T(5)], running_var=[T(6), None, T(5)], weight=[None, T(6), T(3)], bias=[None, T(6), T(4)], use_input_stats=[use_input_stats])
        grid('norm', 'group_norm', input=[T(*shape)], num_groups=[1, 2, 3, 4, 6, 0, -1], weight=[None, T(6), T(5), T(6, 1)], bias=[None, T(6), T(5)])
        grid('norm', 'local_response_norm', input=[T(*shape)], size=[1, 2, 5, 0, -1])
    for shape in ([4], [3, 4], [2, 3, 4], [2, 5, 3, 4], [0, 4], [], [2, 4, 3]):
        for normalized in ([4], [3, 4], [3], [], [5, 3, 4], [1]):
            grid('norm', 'layer_norm', input=[T(*shape)], normalized_shape=[normalized], weight=[None, T(4), T(3, 4), T(5)], bias=[None, T(4), T(3, 4)])
            grid('norm', 'rms_norm', input=[T(*shape)], normalized_shape=[normalized], weight=[None, T(4), T(3, 4), T(5)])
    for dtype in ('float64', 'float16', 'bfloat16'):
        case('norm', 'batch_norm', input=T(2, 6, 3, dtype=dtype), running_mean=T(6, dtype=dtype), running_var=T(6, dtype=dtype))
        case('norm', 'instance_norm', input=T(2, 6, 3, dtype=dtype))
        case('norm', 'group_norm', input=T(2, 6, 3, dtype=dtype), num_groups=2)
        case('norm', 'layer_norm', input=T(2, 6, 3, dtype=dtype), normalized_shape=[3])
        case('norm', 'rms_norm', input=T(2, 6, 3, dtype=dtype), normalized_shape=[3])
        case('norm', 'local_response_norm', input=T(2, 6, 3, dtype=dtype), size=2)


def linears():
    grid('linear', 'linear', input=[T(3), T(2, 3), T(5, 2, 3), T(0, 3), T(), T(5), T(2, 5), T(2, 7, 5), T(2, 3, 7, 5), T(1, 2, 4, 3)], weight=[T(4, 3), T(3), T(1, 3), T(2, 4, 3), T(), T(4, 5)], bias=[..., None, T(4), T(5), T(1)])
    for dtype in ('float64', 'float16', 'bfloat16', 'int64'):
        case('linear', 'linear', input=T(2, 3, dtype=dtype), weight=T(4, 3, dtype=dtype))
    grid('linear', 'bilinear', input1=[T(2, 3), T(3), T(2, 6, 3), T(2, 9), T()], input2=[T(2, 4), T(4), T(2, 6, 4), T(7, 4), T(2, 9)], weight=[T(5, 3, 4), T(1, 3, 4), T(5, 4, 3)], bias=[None, T(5), T(6)])


def activations():
    inputs = [T(), T(4), T(2, 6), T(2, 6, 4), T(0, 3), T(2, 3, 4, 5)]
    plain = ['relu', 'relu6', 'elu', 'selu', 'celu', 'leaky_relu', 'rrelu', 'logsigmoid', 'hardshrink', 'softshrink', 'softplus', 'hardsigmoid', 'hardswish', 'silu', 'mish', 'tanh', 'sigmoid', 'tanhshrink', 'softsign', 'hardtanh', 'gelu']
    for op in plain:
        dtypes = ['float64', 'float16', 'bfloat16', 'int64', 'int32'] + ['uint8'] * (op != 'hardtanh')
        grid('activation', op, input=inputs + [T(2, 3, dtype=dtype) for dtype in dtypes])
    for op in ('relu', 'elu', 'silu', 'leaky_relu'):
        case('activation', op, input=T(2, 3), inplace=True)
    grid('activation', 'threshold', input=inputs, threshold=[0.1], value=[20.0])
    grid('activation', 'hardtanh', input=inputs, min_val=[-2.0, 1.0, 3.0], max_val=[2.0, 1.0])
    grid('activation', 'gelu', input=inputs, approximate=['none', 'tanh', 'erf'])
    grid('activation', 'glu', input=inputs + [T(3, 5), T(8, 8), T(2, 7, 4)], dim=[..., 0, 1, 2, -1, -2, -4, 5])
    grid('activation', 'prelu', input=inputs + [T(6), T(1, 6, 5, 5)], weight=[T(1), T(6), T(3), T(), T(1, 1), T(2, 3)])
    for op in ('dropout', 'alpha_dropout', 'feature_alpha_dropout', 'dropout1d', 'dropout2d', 'dropout3d'):
        grid('activation', op, input=[T(*[2] * rank) for rank in range(7)] + [T(0, 2)], p=[..., 0.0, 0.3, 1.0, 1.5, -0.5], training=[..., True, False])
    for op in ('softmax', 'log_softmax', 'softmin'):
        grid('activation', op, input=inputs, dim=[..., None, 0, 1, 2, -1, -2, -3, 4, -5], dtype=[..., torch.float64])
        case('activation', op, input=T(2, 3, dtype='int64'), dim=1, dtype=torch.float32)
        case('activation', op, input=T(2, 3, dtype='float16'), dim=1)
    grid('activation', 'gumbel_softmax', logits=[shape for shape in inputs if 0 not in shape['tensor']], hard=[..., True], dim=[..., 0, 1, 2, -1, -2, -3, 4, -5])


REDUCTIONS = [..., 'none', 'sum', 'foo']


def losses():
    pairs = [([4, 5], [4, 5]), ([4, 1], [4]), ([4, 5], [4, 6]), ([4, 5], [3, 5]), ([], []), ([4, 5], [5]), ([0, 5], [0, 5]), ([2, 3, 4], [2, 3, 4]), ([6], [6]), ([2, 3, 4], [2, 1, 4]), ([2, 3, 4], [1, 4])]
    elementwise = ['mse_loss', 'l1_loss', 'smooth_l1_loss', 'huber_loss', 'kl_div', 'binary_cross_entropy', 'binary_cross_entropy_with_logits', 'soft_margin_loss', 'hinge_embedding_loss', 'poisson_nll_loss', 'multilabel_soft_margin_loss']
    for op in elementwise:
        for one, other in pairs:
            grid('loss', op, input=[T(*one)], target=[T(*other)], reduction=REDUCTIONS + (['batchmean'] if op == 'kl_div' else []))
        for dtypes in (('float64', 'float64'), ('float16', 'float16'), ('bfloat16', 'bfloat16')) + ((('float32', 'float64'), ('float64', 'float32')) if op not in ('binary_cross_entropy',) else ()):
            grid('loss', op, input=[T(4, 5, dtype=dtypes[0])], target=[T(4, 5, dtype=dtypes[1])], reduction=[..., 'none'])
        if op not in ('huber_loss',):
            grid('loss', op, input=[T(4, 5)], target=[T(4, 5)], size_average=[None, True, False], reduce=[None, True, False])
    for op in ('mse_loss', 'l1_loss', 'huber_loss', 'binary_cross_entropy', 'binary_cross_entropy_with_logits', 'multilabel_soft_margin_loss'):
        grid('loss', op, input=[T(4, 5), T(2, 3, 4)], target=[T(4, 5), T(2, 3, 4)], weight=[None, T(4, 5), T(5), T(4), T(1), T(4, 1), T(2, 3, 4)], reduction=[..., 'none'])
    grid('loss', 'binary_cross_entropy_with_logits', input=[T(4, 5)], target=[T(4, 5)], weight=[..., T(5)], pos_weight=[None, T(4, 5), T(5), T(4), T(1), T(2, 4, 5), T(1, 4, 5)], reduction=[..., 'none'])
    grid('loss', 'smooth_l1_loss', input=[T(4, 5)], target=[T(4, 5)], beta=[0.0, 0.5, -1.0])
    grid('loss', 'huber_loss', input=[T(4, 5)], target=[T(4, 5)], delta=[0.0, 0.5, -1.0])
    grid('loss', 'gaussian_nll_loss', input=[T(4, 5), T(4, 5, 6)], target=[T(4, 5), T(4, 5, 6), T(5)], var=[T(4, 5), T(4, 1), T(4), T(1, 5), T(4, 5, 6), T(4, 5, 1), T(1, 5, 6), T(6), T(1, 1)], reduction=REDUCTIONS)
    grid('loss', 'margin_ranking_loss', input1=[T(4), T(4, 5), T()], input2=[T(4), T(4, 5), T(3), T(4, 1)], target=[T(4), T(1), T(4, 5), T(3)], reduction=REDUCTIONS)
    indices = lambda *shape: T(*shape, dtype='int64')  # noqa: E731
    inputs = [T(4, 5), T(5), T(4, 5, 6), T(4, 5, 6, 7), T(4, 5, 6, 7, 2), T(1, 5), T(1, 1)]
    targets = [indices(*shape) for shape in ([4], [3], [], [1], [4, 6], [4, 5], [4, 6, 7], [4, 7, 6], [3, 6, 7], [4, 6, 7, 2], [4, 1], [0], [2], [4, 1, 6, 7])]
    for op in ('cross_entropy', 'nll_loss'):
        grid('loss', op, input=[T(0, 5)], target=[indices(0), indices(4)])
        grid('loss', op, input=inputs, target=targets, reduction=REDUCTIONS)
        grid('loss', op, input=inputs, target=[T(4, 5), T(4), T(5), T(4, 5, 6), T(4, 6), T(4, 5, 6, 7), T(4, 5, dtype='float64'), T(3, 5), T(4, 6, dtype='int32'), T(4, dtype='int32'), T(4, dtype='uint8')], reduction=[..., 'none'])
        grid('loss', op, input=[T(4, 5), T(4, 5, 6)], target=[indices(4), indices(4, 6), T(4, 5)], weight=[None, T(5), T(6), T(5, 1)], reduction=[..., 'none'])
        for dtype in ('float64', 'float16', 'bfloat16'):
            case('loss', op, input=T(4, 5, dtype=dtype), target=indices(4))
        grid('loss', op, input=[T(4, 5)], target=[indices(4)], size_average=[None, True, False], reduce=[None, True, False])
    grid('loss', 'cross_entropy', input=[T(4, 5), T(4, 5, 6)], target=[indices(4), indices(4, 6), T(4, 5), T(4, 5, 6)], label_smoothing=[0.1, 1.5], ignore_index=[..., 0], reduction=[..., 'none'])
    grid('loss', 'cross_entropy', input=[T(4, 5), T(5)], target=[indices(4), indices()], weight=[T(5), T(6)], label_smoothing=[0.1])
    grid('loss', 'multilabel_margin_loss', input=[T(4, 5), T(5), T(), T(0, 5), T(4, 0), T(2, 3, 4)], target=[indices(4, 5), indices(5), indices(), indices(0, 5), indices(4, 6), indices(4), indices(2, 3, 4), indices(4, 0)], reduction=REDUCTIONS)
    grid('loss', 'multi_margin_loss', input=[T(4, 5), T(5), T(), T(0, 5), T(4, 0), T(2, 3, 4)], target=[indices(4), indices(), indices(1), indices(3), indices(4, 1), indices(0), indices(2)], reduction=REDUCTIONS)
    grid('loss', 'multi_margin_loss', input=[T(4, 5)], target=[indices(4)], p=[1, 2, 3], weight=[None, T(5), T(6), T(5, 1)])
    shapes = [[4, 5], [5], [4, 6], [3, 5], [1, 5], [2, 4, 5], []]
    for one, other in itertools.product(shapes, shapes):
        grid('loss', 'cosine_embedding_loss', input1=[T(*one)], input2=[T(*other)], target=[T(4), T(), T(1), T(3), T(4, 1), T(2)], reduction=[..., 'none'])
        for op in ('triplet_margin_loss', 'triplet_margin_with_distance_loss'):
            grid('loss', op, anchor=[T(*one)], positive=[T(*other)], negative=[T(*shape) for shape in shapes], reduction=[..., 'none'])
    for op in ('triplet_margin_loss', 'triplet_margin_with_distance_loss'):
        grid('loss', op, anchor=[T(4, 5), T(4, 5, dtype='float64'), T(4, 5, dtype='int64')], positive=[T(4, 5), T(4, 5, dtype='int64')], negative=[T(4, 5), T(4, 5, dtype='int64')], margin=[1.0, 0.0, -1.0], swap=[..., True], reduction=['mean', 'foo'])
    for batch in (4, 3):
        for targets in ([4, 10], [40], [3, 10], [4, 10, 1], [30]):
            given = dict(log_probs=[T(50, 4, 20)], targets=[indices(*targets)], input_lengths=[[50] * batch], target_lengths=[[10] * batch])
            if batch == 4 and targets != [30]:
                grid('loss', 'ctc_loss', **given, reduction=REDUCTIONS)
                grid('loss', 'ctc_loss', **given, blank=[1, 20, 21, -1])
    grid('loss', 'ctc_loss', log_probs=[T(50, 20)], targets=[indices(10)], input_lengths=[[50]], target_lengths=[[10]], reduction=REDUCTIONS)


def attentions():
    queries = [T(2, 8, 5, 16), T(2, 5, 16), T(5, 16), T(16), T(2, 2, 8, 5, 16), T(1, 8, 5, 16)]
    keys = [(2, 8, 7, 16), (2, 7, 16), (7, 16), (16,), (2, 8, 7, 12), (2, 7, 12), (7, 12), (2, 4, 7, 16), (3, 8, 7, 16), (1, 8, 7, 16), (2, 2, 8, 7, 16)]
    for key in keys:
        for value in (key, key[:-1] + (12,)):
            grid('attention', 'scaled_dot_product_attention', query=queries, key=[T(*key)], value=[T(*value)], is_causal=[..., True])
    grid('attention', 'scaled_dot_product_attention', query=[T(2, 5, 16), T(5, 16)], key=[T(2, 7, 16), T(7, 16)], value=[T(2, 6, 16), T(6, 16), T(7, 16)])
    masks = [None, T(5, 7), T(5, 6), T(1, 7), T(5, 1), T(2, 1, 5, 7), T(2, 8, 5, 7), T(3, 1, 5, 7), T(7), T(1, 2, 8, 5, 7), T(2, 5, 7), T(5, 7, dtype='bool')]
    for lead in ((2, 8), (2,), ()):
        grid('attention', 'scaled_dot_product_attention', query=[T(*lead, 5, 16)], key=[T(*lead, 7, 16)], value=[T(*lead, 7, 16)], attn_mask=masks if len(lead) < 2 else [mask for mask in masks if mask is None or len(mask['tensor']) > 1])
    grid('attention', 'scaled_dot_product_attention', query=[T(2, 8, 5, 16)], key=[T(2, 4, 7, 16), T(2, 3, 7, 16), T(2, 8, 7, 16)], value=[T(2, 4, 7, 16), T(2, 8, 7, 16)], enable_gqa=[True, False])
    for dtype in ('float64', 'float16', 'bfloat16'):
        case('attention', 'scaled_dot_product_attention', query=T(2, 8, 5, 16, dtype=dtype), key=T(2, 8, 7, 16, dtype=dtype), value=T(2, 8, 7, 16, dtype=dtype))


MODES = ['nearest', 'nearest-exact', 'area', 'linear', 'bilinear', 'bicubic', 'trilinear', 'lanczos']


def resizings():
    images = [T(2, 3, 8), T(2, 3, 8, 6), T(2, 3, 4, 8, 6), T(3, 8), T(1, 1, 7, 5), T(0, 3, 8, 8), T(1, 1, 1, 1, 1, 1), T(3), T()]
    for mode in MODES:
        grid('resizing', 'interpolate', input=images, size=[4, 0, [5], [5, 9], [3, 5, 9], -1], mode=[mode])
        grid('resizing', 'interpolate', input=images, scale_factor=[2, 0.5, 1.7, 0.1, [2.0], [0.75, 3.0], [0.5, 0.4, 1.3], 0.0], mode=[mode], recompute_scale_factor=[..., True])
        grid('resizing', 'interpolate', input=images[:4], size=[4], mode=[mode], align_corners=[True, False, None], antialias=[..., True])
        grid('resizing', 'interpolate', input=[T(2, 0, 8), T(2, 0, 8, 6), T(2, 3, 0, 6), T(2, 0, 8, 8, 8), T(2, 3, 0, 8, 8)], size=[4], mode=[mode])
    grid('resizing', 'interpolate', input=images[:2], size=[..., None, 4], scale_factor=[..., None, 2.0], recompute_scale_factor=[..., True])
    grid('resizing', 'interpolate', input=[T(1, 1, size) for size in range(1, 60)], scale_factor=[0.1, 0.3, 0.7, 1.1, 1.25, 1.5, 2.2, 1 / 3, 2.5])
    case('resizing', 'interpolate', input=T(2, 3, 8), size=4, mode='cubic')
    for dtype in ('float64', 'float16', 'bfloat16', 'uint8'):
        case('resizing', 'interpolate', input=T(2, 3, 8, 8, dtype=dtype), size=4)
    grid('resizing', 'grid_sample', input=[T(2, 3, 4, 5), T(2, 3, 4, 5, 6), T(2, 3, 4), T(0, 3, 4, 5), T(2, 3, 0, 5), T(2, 0, 4, 5), T(1, 3, 4, 5)], grid=[T(2, 6, 7, 2), T(2, 6, 7, 8, 3), T(1, 6, 7, 2), T(2, 6, 7, 3), T(2, 6, 1), T(0, 6, 7, 2), T(2, 0, 7, 2)], mode=[..., 'nearest', 'bicubic', 'cubic'], padding_mode=[..., 'border', 'wrap'], align_corners=[..., True])
    grid('resizing', 'affine_grid', theta=[T(2, 2, 3), T(2, 3, 4), T(2, 3, 3), T(1, 2, 3), T(2, 3), T(2, 2, 3, dtype='int64'), T(2, 2, 3, dtype='float64')], size=[[2, 3, 4, 5], [2, 3, 4, 5, 6], [2, 3, 4], [2, 3, 0, 5], [2, 3, -1, 5], [1, 1, 1, 1], [2] * 6], align_corners=[..., True])


def paddings():
    inputs = [T(*[3] * rank) for rank in range(7)] + [T(2, 3, 4, 5), T(2, 3, 7), T(0, 3, 4), T(2, 0, 4), T(2, 3, 0), T(0, 3, 4, 5), T(2, 0, 4, 5), T(2, 3, 4, 5, 6)]
    amounts = [[], [1], [1, 1], [1, 2], [0, 3], [4, 0], [-1, 2], [-2, -1], [-3, 0], [1, 1, 1, 1], [1, 2, 0, 2], [0, 0, 4, 0], [0, 3, 0, 0], [-1, -1, 2, 1], [-3, 0, -3, 0], [1] * 6, [0, 0, 0, 0, 2, 1], [-1, 0, 1, 0, 2, 2], [1] * 8, [1] * 10]
    grid('padding', 'pad', input=inputs, pad=amounts, mode=[..., 'reflect', 'replicate', 'circular'])
    grid('padding', 'pad', input=[T(2, 3, 4)], pad=[[1, 1], [-5, 0], [-5, 2], [-2, -3], [-4, 0], [-2, -2]], mode=['constant', 'symmetric'], value=[..., None, 0.0, 1.5])
    grid('padding', 'pad', input=[T(2, 3, 4)], pad=[[1, 1]], mode=['reflect', 'circular', 'replicate'], value=[None, 0.0, 1.5])
    for dtype in ('int64', 'bool', 'float64'):
        case('padding', 'pad', input=T(2, 3, 4, dtype=dtype), pad=[1, 1])
    images = [T(1, 12, 3, 4), T(12, 3, 4), T(12, 3), T(2, 2, 12, 3, 4), T(0, 12, 4, 4), T(1, 9, 4, 6), T(1, 18, 6, 6), T(2, 8, 5, 7), T()]
    grid('padding', 'pixel_shuffle', input=images, upscale_factor=[1, 2, 3, 0, -1])
    images = [shape for shape in images if 0 not in shape['tensor']]
    grid('padding', 'pixel_unshuffle', input=images, downscale_factor=[1, 2, 3, 0, -1])
    grid('padding', 'channel_shuffle', input=images + [T(2, 6, 5)], groups=[1, 2, 3, 4, 0, -1])
    grid('padding', 'native_channel_shuffle', input=[T(2, 6, 5, 5), T(2, 6, 5)], groups=[1, 2, 3])
    images = [T(2, 3, 8, 8), T(3, 8, 9), T(1, 1, 5, 7), T(8, 8), T(1, 2, 3, 8, 8), T(0, 3, 8, 8), T(2, 0, 8, 8), T(2, 3, 0, 8), T(2, 3, 2, 8), T(4)]
    grid('padding', 'unfold', input=images, kernel_size=[1, 3, [2, 3], [3], [1, 1, 1], 0], dilation=[..., 2], padding=[..., 1], stride=[..., 2, [3, 1]])
    for name, values in {'dilation': [0, [1, 1, 1], [1]], 'padding': [-1, [1, 1, 1]], 'stride': [0, -1, [1, 1, 1]]}.items():
        for value in values:
            case('padding', 'unfold', **{'input': images[0], 'kernel_size': 3, name: value})
            case('padding', 'fold', **{'input': T(2, 27, 36), 'output_size': 8, 'kernel_size': 3, name: value})
    columns = [T(2, 27, 36), T(27, 36), T(2, 26, 36), T(2, 27, 35), T(27), T(1, 2, 27, 36), T(0, 27, 36), T(2, 0, 36), T(2, 12, 56), T(2, 27, 9), T(2, 27, 16)]
    grid('padding', 'fold', input=columns, output_size=[8, [8, 8], [7, 9], [2, 8], [8], [8, 8, 8], 5], kernel_size=[3, [3, 2], 2, 0], dilation=[..., 2], padding=[..., 1], stride=[..., 2])


def lookups():
    indices = [T(*shape, dtype=dtype) for shape in ([2, 3], [], [4], [0], [2, 1, 3]) for dtype in ('int64', 'int32', 'float32')] + [T(2, 3, dtype=dtype) for dtype in ('uint8', 'bool', 'float64', 'float16', 'int16', 'bfloat16')]
    grid('lookup', 'embedding', input=indices, weight=[T(5, 7), T(5), T(5, 7, 2), T(5, 7, dtype='float16')], padding_idx=[..., 0, 4, 5, -5, -6])
    bags = [T(*shape, dtype='int64') for shape in ([2, 3], [6], [], [2, 3, 4])] + [T(2, 3), T(6, dtype='int32')]
    grid('lookup', 'embedding_bag', input=bags, weight=[T(5, 7), T(5), T(5, 7, 2)], offsets=[..., T(2, dtype='int64'), T(2, 2, dtype='int64'), T(2, dtype='int32')], mode=[..., 'sum', 'max', 'min'], include_last_offset=[..., True])
    grid('lookup', 'embedding_bag', input=bags[:2], weight=[T(5, 7)], offsets=[..., T(2, dtype='int64')], mode=['sum', 'mean'], per_sample_weights=[None, T(2, 3), T(6), T(2, 4)])
    grid('lookup', 'embedding_bag', input=bags[:1], weight=[T(5, 7)], mode=['max', 'mean'], scale_grad_by_freq=[False, True], sparse=[False, True])
    case('lookup', 'embedding_bag', input=T(5, 7), weight=T(2, 3, dtype='int64'))
    grid('lookup', 'one_hot', input=indices, num_classes=[1, 5, 0, -2])
    distances()


def distances():
    shapes = [T(3, 4), T(4), T(), T(3, 1, 4), T(5, 4), T(3, 5), T(2, 4), T(0, 4), T(3, 4, dtype='float64'), T(3, 4, dtype='int64'), T(3, 4, dtype='float16')]
    vectors = [shape for shape in shapes if shape['tensor']]
    grid('lookup', 'cosine_similarity', x1=vectors, x2=vectors, dim=[..., 0, -1, 2])
    grid('lookup', 'pairwise_distance', x1=shapes, x2=shapes, keepdim=[..., True])
    grid('lookup', 'normalize', input=shapes + [T(2, 3, 4)], dim=[..., 0, -1, [0, 1], 3, -4])
    points = [T(3, 4), T(5, 4), T(2, 3, 4), T(3, 5, 4), T(5, 6), T(4), T(1, 7, 3, 4), T(2, 1, 5, 4), T(0, 4)]
    grid('lookup', 'cdist', torch.cdist, x1=points, x2=points)
    for dtype in ('float32', 'float64', 'int64'):
        grid('lookup', 'cdist', torch.cdist, x1=[T(3, 4, dtype=dtype)], x2=[T(5, 4, dtype=dtype)], p=[2.0, 1.0, -1.0], compute_mode=[..., 'donot_use_mm_for_euclid_dist', 'mm'])
    grid('lookup', 'pdist', input=[T(5, 3), T(1, 3), T(0, 3), T(2, 5, 3), T(3), T(5, 3, dtype='int64'), T(8, 2, dtype='float64')], p=[..., 1.0, -1.0])


def unpoolings():
    for rank in (1, 2, 3):
        op = f'max_unpool{rank}d'
        shapes = [[2, 3] + [4] * rank, [3] + [4] * rank, [2, 3] + [4] * (rank - 1) + [1], [1, 2] + [4] * (rank + 1), [4] * rank, [0, 3] + [4] * rank, [2, 3] + [0] * rank, [2, 0] + [4] * rank]
        for shape in shapes:
            grid('unpooling', op, input=[T(*shape)], indices=[T(*shape, dtype='int64'), T(*shape[:-1], 1, dtype='int64'), T(*shape, dtype='int32'), T(*shape)], kernel_size=[2, 3, [2] * (rank - 1) + [3]], stride=[..., 3], padding=[..., 1])
            sizes = [[9] * rank, [2, 3] + [9] * rank, [8] * (rank - 1) + [7], [20] * rank, [9] * (rank + 1), [6] * rank, [10] * rank, []]
            grid('unpooling', op, input=[T(*shape)], indices=[T(*shape, dtype='int64')], kernel_size=[2], output_size=[..., None] + sizes)
        for name, values in {'kernel_size': [2, 1], 'stride': [-1, [3] * rank], 'padding': [2, 4]}.items():
            for value in values:
                case('unpooling', op, **{'input': T(2, 3, *[4] * rank), 'indices': T(2, 3, *[4] * rank, dtype='int64'), 'kernel_size': 2, name: value})
        if rank == 1:
            continue
        op = f'fractional_max_pool{rank}d'
        shapes = maps(rank) + odd_maps(rank)[1:]
        grid('unpooling', op, input=shapes, kernel_size=[2, 3, [2] * (rank - 1) + [3], [2], [2] * (rank + 1)], output_size=[..., 3, [4] * rank, 7, [3] * (rank + 1), 1], return_indices=[..., True])
        shapes = [shape for shape in shapes if shape['tensor']]
        grid('unpooling', op, input=shapes, kernel_size=[2], output_ratio=[0.5, [0.5] * rank, 0.7, 0.3], return_indices=[..., True])


def recurrent(layer, states):
    """The layer, built and called at once, its outputs in one row."""
    def call(input, hx=None, input_size=None, **rest):
        built = layer(input_size, rest.pop('hidden_size'), **rest)
        out, last = built(input, hx[0] if states == 1 and hx is not None else hx)
        return (out, *last) if states == 2 else (out, last)
    return call


def recurrents():
    layers = {'lstm': (torch.nn.LSTM, 2), 'gru': (torch.nn.GRU, 1), 'rnn_tanh': (torch.nn.RNN, 1)}
    inputs = [T(5, 3, 10), T(5, 10), T(5, 3, 9), T(10), T(1, 5, 3, 10), T(5, 1, 10)]
    for op, (layer, states) in layers.items():
        function = recurrent(layer, states)
        grid('recurrent', op, function, input=inputs, input_size=[10], hidden_size=[20, 1], num_layers=[..., 2, 3], bias=[..., False], batch_first=[..., True], bidirectional=[..., True])
        hidden = [[2, 3, 20], [1, 3, 20], [1, 5, 20], [2, 20], [1, 20], [1, 3, 7], [2, 5, 20]]
        given = [[T(*shape)] * states for shape in hidden]
        grid('recurrent', op, function, input=inputs[:3], hx=[..., None] + given, input_size=[10], hidden_size=[20], num_layers=[..., 2], batch_first=[..., True], bidirectional=[..., True])
    grid('recurrent', 'lstm', recurrent(*layers['lstm']), input=inputs, input_size=[10], hidden_size=[20], num_layers=[..., 2], batch_first=[..., True], bidirectional=[..., True], proj_size=[0, 7])
    grid('recurrent', 'lstm', recurrent(*layers['lstm']), input=inputs[:3], hx=[[T(1, 3, 7), T(1, 3, 20)], [T(1, 3, 20), T(1, 3, 20)], [T(1, 7), T(1, 20)], [T(1, 3, 7), T(1, 3, 7)], [T(1, 7), T(1, 3, 20)]], input_size=[10], hidden_size=[20], proj_size=[7])
    grid('recurrent', 'rnn_relu', recurrent(lambda *sizes, **rest: torch.nn.RNN(*sizes, nonlinearity='relu', **rest), 1), input=inputs, input_size=[10], hidden_size=[20], num_layers=[..., 2])


def detections():
    """torchvision's compiled ops; without torchvision their file stays as it is."""
    try:
        import torchvision  # noqa: F401
    except ImportError:
        pass
    ops = torch.ops.torchvision
    if not hasattr(ops, 'nms'):
        return
    for boxes, scores in itertools.product([T(3, 4), T(4), T(3, 5), T(0, 4), T(1, 3, 4)], [T(3), T(3, 1), T(4), T(0), T()]):
        # How many are kept depends on the boxes' numbers.
        case('detection', 'nms', ops.nms, free=(0,), dets=boxes, scores=scores, iou_threshold=0.5)
    images, rois = [T(2, 8, 16, 16), T(1, 18, 9, 7), T(8, 16, 16), T(0, 8, 16, 16)], [T(5, 5), T(5, 4), T(0, 5), T(5)]
    for op, rest in {'roi_align': {'sampling_ratio': [-1, 2], 'aligned': [False]}, 'ps_roi_align': {'sampling_ratio': [-1]}, 'roi_pool': {}, 'ps_roi_pool': {}}.items():
        # Some do not look before they read: only boxes that fit.
        given = [shape for shape in rois if op != 'roi_pool' or shape['tensor'][1:] == [5]]
        grid('detection', op, getattr(ops, op), input=images[:3], rois=given, spatial_scale=[0.5], pooled_height=[1, 2, 3], pooled_width=[1, 2, 3], **rest)
    def deform(strides=(1, 1), pads=(0, 0), dilations=(1, 1), groups=1, offset_groups=1, use_mask=True, **tensors):
        names = ('stride_h', 'stride_w', 'pad_h', 'pad_w', 'dilation_h', 'dilation_w')
        case('detection', 'deform_conv2d', ops.deform_conv2d, **tensors, **dict(zip(names, strides + pads + dilations)), groups=groups, offset_groups=offset_groups, use_mask=use_mask)
    whole = dict(input=T(2, 4, 8, 8), weight=T(6, 4, 3, 3), offset=T(2, 18, 6, 6), mask=T(2, 9, 6, 6), bias=T(6))
    deform(**whole)
    for name, shapes in {
        'input': [[4, 8, 8], [2, 5, 8, 8], [3, 4, 8, 8], [2, 4, 9, 8]], 'weight': [[4, 3, 3], [6, 2, 3, 3], [6, 4, 3, 2]], 'offset': [[2, 17, 6, 6], [3, 18, 6, 6], [2, 18, 5, 6], [18, 6, 6]],
        'mask': [[2, 8, 6, 6], [3, 9, 6, 6], [2, 9, 6, 5], [9, 6, 6]], 'bias': [[5], [6, 1]],
    }.items():
        for shape in shapes:
            deform(**{**whole, name: T(*shape)})
            deform(**{**whole, name: T(*shape)}, use_mask=False)
    deform(**{**whole, 'weight': T(6, 2, 3, 3)}, groups=2)
    deform(**{**whole, 'weight': T(5, 2, 3, 3), 'bias': T(5)}, groups=2)
    for groups in (2, 3, 4):
        deform(**{**whole, 'offset': T(2, 18 * groups, 6, 6), 'mask': T(2, 9 * groups, 6, 6)}, offset_groups=groups)
    deform(**{**whole, 'offset': T(2, 18, 8, 8), 'mask': T(2, 9, 8, 8)}, pads=(1, 1))
    deform(**{**whole, 'offset': T(2, 18, 3, 6), 'mask': T(2, 9, 3, 6)}, strides=(2, 1))
    deform(**{**whole, 'offset': T(2, 18, 4, 6), 'mask': T(2, 9, 4, 6)}, dilations=(2, 1))
    deform(**{**whole, 'input': T(2, 4, 2, 2), 'offset': T(2, 18, 0, 0), 'mask': T(2, 9, 0, 0)})
    deform(**whole, pads=(-1, 0))
    deform(**whole, dilations=(0, 1))


def macs():
    """Multiply-accumulates, half of what PyTorch's own counter counts, written to truth/macs.json."""
    counted = [
        ('conv1d', dict(input=T(2, 4, 9), weight=T(6, 4, 3), bias=T(6), stride=2)),
        ('conv2d', dict(input=T(2, 4, 9, 8), weight=T(6, 2, 3, 3), bias=None, padding=1, groups=2)),
        ('conv3d', dict(input=T(1, 4, 5, 6, 7), weight=T(6, 4, 3, 1, 2), dilation=2)),
        ('conv_transpose1d', dict(input=T(2, 4, 9), weight=T(4, 6, 3), stride=2)),
        ('conv_transpose2d', dict(input=T(2, 4, 9, 8), weight=T(4, 3, 3, 3), stride=2, groups=2)),
        ('conv_transpose3d', dict(input=T(1, 4, 3, 4, 5), weight=T(4, 6, 2, 2, 2), padding=1)),
        ('linear', dict(input=T(5, 3), weight=T(4, 3), bias=T(4))),
        ('linear', dict(input=T(2, 5, 3), weight=T(4, 3), bias=T(4))),
        ('scaled_dot_product_attention', dict(query=T(3, 5, 16), key=T(3, 7, 16), value=T(3, 7, 12))),
    ]
    rows = []
    for op, args in counted:
        given = {name: recording.described(value) for name, value in args.items()}
        with FlopCounterMode(display=False) as counter:
            getattr(F, op)(**{name: recording.real(value) for name, value in given.items()})
        rows.append({'op': op, 'args': given, 'macs': counter.get_total_flops() // 2})
    (recording.truth / 'macs.json').write_text('[\n' + ',\n'.join(json.dumps(row) for row in rows) + '\n]\n')


if __name__ == '__main__':
    for record in (convolutions, transposed_convolutions, poolings, norms, linears, activations, losses, attentions, resizings, paddings, lookups, unpoolings, recurrents, detections):
        record()
    macs()
    write('neural')
