"""Calls ops of PyTorch with random shapes and parameters, right and wrong ones: `python record_random.py [count] [seed]`, with torch 2.x.

Written to random.json.gz: the op, its arguments, and what PyTorch gave: each output's shape with some of its numbers, or that it
refused. Tensors hold the numbers that `numbers` says, so that nobody has to store them.
"""
import gzip
import json
import math
import pathlib
import random
import sys

import torch
import torch.nn.functional as F

from recording import T, described, silent

sys.dont_write_bytecode = True
most = 20_000


def numbers(shape):
    count = 1
    for size in shape:
        count *= size
    return (((torch.arange(count) * 7919) % 101).float() / 50 - 1).reshape(shape)


def real(value):
    if isinstance(value, dict) and 'tensor' in value:
        return numbers(value['tensor'])
    return tuple(real(item) for item in value) if isinstance(value, list) else value


class Calls:
    """Random arguments: mostly such as fit, now and then such as do not."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, *choices):
        return self.random.choice(choices)

    def size(self, least=1):
        return self.pick(1, 2, 3, 4, 5, 7, 8, 0 if least == 0 else 6)

    def shape(self, rank):
        return [self.size() for _ in range(rank)]

    def amount(self, rank, *values):
        return self.pick(*values) if self.random.random() < 0.6 else [self.pick(*values) for _ in range(self.pick(rank, rank, rank, 1, rank + 1))]

    def map(self, rank):
        return T(*[self.size() for _ in range(self.pick(rank + 2, rank + 2, rank + 2, rank + 1, rank))])

    def convolution(self):
        rank = self.pick(1, 2, 2, 3)
        groups = self.pick(1, 1, 1, 2, 3)
        channels, out = groups * self.pick(1, 2, 3), groups * self.pick(1, 2)
        name = self.pick('conv', 'conv', 'conv_transpose')
        weight = [out, channels // groups] if name == 'conv' else [channels, out // groups]
        args = {'input': T(self.size(), channels if self.random.random() < 0.9 else channels + 1, *[self.pick(3, 5, 6, 8) for _ in range(rank)]), 'weight': T(*weight, *[self.pick(1, 2, 3, 3) for _ in range(rank)])}
        args['bias'] = self.pick(None, T(out), T(out), T(out + 1) if self.random.random() < 0.3 else T(out))
        args['stride'] = self.amount(rank, 1, 2, 3, *([0] if self.random.random() < 0.1 else []))
        args['padding'] = self.amount(rank, 0, 1, 2)
        args['dilation'] = self.amount(rank, 1, 1, 2)
        args['groups'] = groups
        if name == 'conv_transpose':
            args['output_padding'] = self.amount(rank, 0, 0, 1)
        return f'{name}{rank}d', args

    def pooling(self):
        rank = self.pick(1, 2, 2, 3)
        kind = self.pick('max', 'avg', 'adaptive_avg', 'adaptive_max', 'lp')
        if kind.startswith('adaptive'):
            return f'{kind}_pool{rank}d', {'input': self.map(rank), 'output_size': self.amount(rank, 1, 2, 3, 5)}
        args = {'input': self.map(rank), 'kernel_size': self.amount(rank, 1, 2, 2, 3), 'stride': self.pick(None, self.amount(rank, 1, 2, 3)), 'ceil_mode': self.pick(True, False)}
        if kind == 'lp':
            return f'lp_pool{rank}d', {**args, 'norm_type': self.pick(1, 2, 3)}
        args['padding'] = self.amount(rank, 0, 0, 1, 2)
        if kind == 'max':
            args['dilation'] = self.amount(rank, 1, 1, 2)
        else:
            args['count_include_pad'] = self.pick(True, False)
            if rank > 1:
                args['divisor_override'] = self.pick(None, None, 3)
        return f'{kind}_pool{rank}d', args

    def norm(self):
        kind = self.pick('layer_norm', 'group_norm', 'instance_norm', 'batch_norm', 'rms_norm')
        shape = self.shape(self.pick(2, 3, 4, 4, 5))
        channels = shape[1] if self.random.random() < 0.9 else shape[1] + 1
        if kind in ('layer_norm', 'rms_norm'):
            last = shape[-self.pick(1, 2):]
            if self.random.random() < 0.1:
                last = [last[0] + 1, *last[1:]]
            return kind, {'input': T(*shape), 'normalized_shape': last, 'weight': self.pick(None, T(*last)), **({'bias': self.pick(None, T(*last))} if kind == 'layer_norm' else {})}
        pair = {'weight': self.pick(None, T(channels)), 'bias': self.pick(None, T(channels))}
        if kind == 'group_norm':
            return kind, {'input': T(*shape), 'num_groups': self.pick(1, 1, 2, 3), **pair}
        return kind, {'input': T(*shape), 'running_mean': None, 'running_var': None, **pair, **({'training': True} if kind == 'batch_norm' else {})}

    def features(self):
        shape, out = self.shape(self.pick(1, 2, 3)), self.size()
        inner = shape[-1] if self.random.random() < 0.9 else shape[-1] + 1
        return self.pick(
            ('linear', {'input': T(*shape), 'weight': T(out, inner), 'bias': self.pick(None, T(out))}),
            ('softmax', {'input': T(*shape), 'dim': self.pick(-1, 0, 1, 2, 3)}),
            ('log_softmax', {'input': T(*shape), 'dim': self.pick(-1, 0, 1, 4)}),
            ('matmul', {'input': T(*shape), 'other': T(inner, out)}),
        )

    def reshaping(self):
        shape = self.shape(4)
        return self.pick(
            ('pixel_shuffle', {'input': T(*shape[:1], self.pick(4, 8, 9, 5), *shape[2:]), 'upscale_factor': self.pick(1, 2, 3)}),
            ('pixel_unshuffle', {'input': T(*shape[:2], self.pick(2, 4, 6, 5), self.pick(2, 4, 6)), 'downscale_factor': self.pick(1, 2, 3)}),
            ('pad', {'input': T(*shape), 'pad': [self.pick(0, 1, 2, -1) for _ in range(self.pick(2, 4, 4, 6, 3))], 'mode': self.pick('constant', 'reflect', 'replicate', 'circular')}),
            ('interpolate', {'input': T(*shape), 'size': self.amount(2, 1, 3, 6), 'mode': self.pick('nearest', 'bilinear', 'nearest-exact', 'bicubic')}),
            ('unfold', {'input': T(*shape[:2], 6, 7), 'kernel_size': self.amount(2, 1, 2, 3), 'dilation': self.pick(1, 2), 'padding': self.pick(0, 1), 'stride': self.amount(2, 1, 2)}),
            ('fold', {'input': T(self.size(), 4 * self.size(), self.pick(4, 9, 6)), 'output_size': self.amount(2, 4, 6), 'kernel_size': 2, 'stride': self.pick(1, 2)}),
        )

    def activation(self):
        name = self.pick('relu', 'gelu', 'silu', 'sigmoid', 'tanh', 'elu', 'selu', 'celu', 'leaky_relu', 'softplus', 'softsign', 'mish', 'hardswish', 'hardsigmoid', 'hardtanh', 'relu6', 'logsigmoid', 'tanhshrink', 'softshrink', 'hardshrink')
        return name, {'input': T(*self.shape(self.pick(0, 1, 2, 4)))}


def known(number, digits):
    """None for what JSON has no number for."""
    return round(number, digits) if math.isfinite(number) else None


def call(op, args):
    function = getattr(F, op, None) or getattr(torch, op)
    torch.manual_seed(0)
    try:
        with torch.no_grad():
            result = function(**{name: real(value) for name, value in args.items()})
    except Exception as error:  # noqa: BLE001 - whatever PyTorch raises is the truth
        return None if silent(str(error)) else {'error': str(error).split('\nException raised from')[0]}
    results = result if isinstance(result, (tuple, list)) else [result]
    outputs = [{'shape': list(one.shape), 'numbers': [known(number, 6) for number in one.double().flatten()[::max(1, one.numel() // 8)].tolist()], 'sum': known(one.double().sum().item(), 5)} for one in results]
    return None if any(one.numel() > most for one in results) else {'out': outputs}


def main():
    count, seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1200, int(sys.argv[2]) if len(sys.argv) > 2 else 1
    torch.set_num_threads(1)
    calls = Calls(seed)
    records = []
    while len(records) < count:
        kind = calls.pick(calls.convolution, calls.convolution, calls.pooling, calls.pooling, calls.norm, calls.features, calls.reshaping, calls.activation)
        op, args = kind()
        answer = call(op, args)
        if answer is not None:
            records.append({'op': op, 'args': {name: described(value) for name, value in args.items()}, **answer})
    out = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else pathlib.Path(__file__).parent / 'random.json.gz'
    out.write_bytes(gzip.compress(json.dumps(records, separators=(',', ':')).encode(), 9, mtime=0))
    print(f'{len(records)} calls, {sum("error" in record for record in records)} refused, {out.stat().st_size} bytes')


main()
