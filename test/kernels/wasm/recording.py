"""How the record_*.py scripts here ask PyTorch for numbers: outputs, gradients and changed states of ops on seeded tensors.

A case is an op's name with its arguments. Tensors are described (X(2, 3), fill='ties') and filled from a seed by a hash that
the tests have too, so that files hold answers only. PyTorch answers in float64, or in float32 where an answer must be exact;
gradients are those of sum(output * weight) with seeded weights. Where it can be told, the same sum's derivative along a seeded
direction is recorded from finite differences in float64, as a second witness.

Run any record_*.py with a Python that has torch and numpy: the file in truth/ is written again.
"""
import gzip
import json
import pathlib
import struct
import warnings

import numpy
import torch

warnings.filterwarnings('ignore')
truth = pathlib.Path(__file__).parent / 'truth'
cases = []
payload = bytearray()
# What a case may hold of one answer; of larger ones, places chosen by a hash are kept.
most_kept = 400
mask = 0xFFFFFFFF
seeds = iter(range(1, 1 << 30))


def hashed(seed, count):
    """`count` 32-bit hashes of a seed: lowbias32 of a counter."""
    x = (numpy.arange(count, dtype=numpy.uint64) + ((seed * 0x9E3779B9) & mask)) & mask
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        x = ((x ^ (x >> numpy.uint64(shift))) * numpy.uint64(factor)) & mask
    return x ^ (x >> numpy.uint64(16))


ties = numpy.array([-2, -1, -0.0, 0.0, 1, 2], dtype=numpy.float32)
wild = numpy.array([numpy.inf, -numpy.inf, numpy.nan, 0, 1], dtype=numpy.float32)


def values(description):
    """The numbers that a description stands for, as float32 or int64."""
    shape, fill, seed = description['tensor'], description['fill'], description.get('seed', 0)
    count = int(numpy.prod(shape, dtype=numpy.int64))
    if fill == 'data':
        data = numpy.array(description['data'], dtype=numpy.int64 if description.get('dtype') == 'int64' else numpy.float32)
        return data.reshape(shape)
    if fill == 'full':
        return numpy.full(shape, numpy.float32(float(description['value'])), dtype=numpy.float32)
    bits = hashed(seed, count)
    if fill == 'classes':
        return (bits % numpy.uint64(description['below'])).astype(numpy.int64).reshape(shape)
    uniform = (bits >> numpy.uint64(8)).astype(numpy.float64) / 8388608 - 1
    drawn = (uniform * description.get('scale', 1) + description.get('shift', 0)).astype(numpy.float32)
    if fill == 'ties':
        drawn = ties[(bits % numpy.uint64(6)).astype(int)]
    elif fill in ('nan', 'inf', 'wild'):
        # A few special ones among the rest.
        special = {'nan': wild[2:3], 'inf': wild[:2], 'wild': wild}[fill]
        chosen = hashed(seed + 0x5EED, count)
        drawn = numpy.where(chosen % numpy.uint64(5) == 0, special[(chosen // numpy.uint64(5) % numpy.uint64(len(special))).astype(int)], drawn)
    return drawn.reshape(shape)


def X(*shape, fill='uniform', **rest):
    """A float tensor: 'uniform' in [-1, 1) * scale + shift, 'ties', 'nan', 'inf', 'wild', or 'full' of a value (a text: '-inf')."""
    return {'tensor': list(shape), 'fill': fill, **({} if fill == 'full' else {'seed': next(seeds)}), **rest}


def K(*shape, below):
    """An int64 tensor of class numbers or indices."""
    return {'tensor': list(shape), 'fill': 'classes', 'seed': next(seeds), 'below': below, 'dtype': 'int64'}


def D(shape, data, dtype='float32'):
    """A tensor of given numbers."""
    return {'tensor': list(shape), 'fill': 'data', 'data': data, 'dtype': dtype}


def is_tensor(value):
    return isinstance(value, dict) and 'tensor' in value


def real(value, dtype):
    """The value that a description stands for."""
    if isinstance(value, (list, tuple)):
        items = [real(item, dtype) for item in value]
        return items if any(is_tensor(item) for item in value) else tuple(items)
    if not is_tensor(value):
        return value
    tensor = torch.from_numpy(values(value))
    return tensor if tensor.dtype == torch.int64 else tensor.to(dtype)


def kept(tensor):
    """Writes an answer into the payload and describes it."""
    flat = tensor.detach().reshape(-1)
    kind = 'int64' if flat.dtype == torch.int64 else 'float32'
    flat = flat.to(torch.int32 if kind == 'int64' else torch.float32).numpy()
    answer = {'shape': list(tensor.shape), 'dtype': kind, 'at': len(payload)}
    if flat.size > most_kept:
        answer['places'] = next(seeds)
        # A relative demand is on the greatest of all, not of those that are kept.
        finite = numpy.abs(flat[numpy.isfinite(flat)]) if kind == 'float32' else flat
        answer['greatest'] = float(finite.max()) if finite.size else 0
        flat = flat[(hashed(answer['places'], most_kept) % numpy.uint64(flat.size)).astype(int)]
    payload.extend(flat.tobytes())
    return answer


def differentiable(args):
    """Names of the float tensor arguments; one of a list as name.index."""
    for name, value in args.items():
        items = [(f'{name}.{index}', item) for index, item in enumerate(value)] if isinstance(value, (list, tuple)) else [(name, value)]
        for key, item in items:
            if is_tensor(item) and item.get('dtype') != 'int64':
                yield key, item


def called(function, args, dtype, weights, direction=None, step=0.0):
    """The outputs, the weighted sum of the float ones, and the arguments by key."""
    given = {name: real(value, dtype) for name, value in args.items()}
    leaves = {}
    for key, item in differentiable(args):
        name, _, index = key.partition('.')
        leaf = given[name][int(index)] if index else given[name]
        if direction is not None and key in direction:
            leaf = leaf + step * direction[key]
        leaves[key] = leaf
        if index:
            given[name][int(index)] = leaf
        else:
            given[name] = leaf
    return given, leaves


def weighted(outputs, weights):
    return sum((output * torch.from_numpy(values(weight)).to(output.dtype)).sum() for output, weight in zip(outputs, weights) if weight is not None)


def case(op, function=None, /, tolerance=4e-7, gradient=4e-7, exact=False, states=(), gradients=True, differences=True, **args):
    """
    Records one call: `function` (else torch.nn.functional's of that name) on named arguments.
    `tolerance` and `gradient` (one number, or one by argument name, 'default' for the rest) are demands relative to the greatest
    absolute value; `exact` demands the float32 answer to the bit. `states` names arguments that the call changes; `gradients` those to differentiate for, where not all.
    """
    function = function or getattr(torch.nn.functional, op)
    dtype = torch.float32 if exact else torch.float64
    given, leaves = called(function, args, dtype, None)
    names = [key for key in leaves if key not in states and (key in gradients if isinstance(gradients, tuple) else gradients)]
    for key in names:
        leaves[key].requires_grad_(True)
    result = function(**given)
    outputs = list(result) if isinstance(result, (tuple, list)) else [result]
    weights = [X(*output.shape) if output.dtype.is_floating_point else None for output in outputs]
    record = {'op': op, 'args': {name: described(value) for name, value in args.items()}}
    record['outputs'] = [{**kept(output), 'tolerance': 0 if exact else tolerance} for output in outputs]
    record['states'] = {name: {**kept(given[name]), 'tolerance': tolerance} for name in states if given.get(name) is not None}
    if names and any(output.requires_grad for output in outputs):
        record['weights'] = weights
        weighted(outputs, weights).backward()
        of = gradient if isinstance(gradient, dict) else {'default': gradient}
        record['gradients'] = {
            key: {**kept(leaves[key].grad), 'tolerance': of.get(key.partition('.')[0], of.get('default', 4e-7))} for key in names if leaves[key].grad is not None
        }
        if differences:
            record['difference'] = difference(function, args, weights, record['gradients'])
    cases.append(record)


def described(value):
    if isinstance(value, float) and not numpy.isfinite(value):
        return {'float': str(value)}
    return [described(item) for item in value] if isinstance(value, (list, tuple)) else value


def difference(function, args, weights, gradients, step=1e-6):
    """The weighted sum's derivative along a seeded direction, by central differences; None where it has kinks or special numbers."""
    shapes = dict(differentiable(args))
    if any(item['fill'] not in ('uniform', 'data') for item in shapes.values()):
        return None
    directions = {key: X(*shapes[key]['tensor']) for key in gradients}
    along = {key: torch.from_numpy(values(description)).double() for key, description in directions.items()}
    sums = []
    for sign in (1, -1, 0.5, -0.5):
        with torch.no_grad():
            given, _ = called(function, args, torch.float64, weights, along, sign * step)
            result = function(**given)
            sums.append(float(weighted(list(result) if isinstance(result, (tuple, list)) else [result], weights)))
    coarse, fine = (sums[0] - sums[1]) / (2 * step), (sums[2] - sums[3]) / step
    if not numpy.isfinite(fine) or abs(coarse - fine) > 1e-5 * max(1, abs(fine)):
        return None
    return {'directions': directions, 'value': fine}


def write(name):
    """Writes truth/NAME.bin.gz: the length of the header, the header as JSON, the numbers."""
    header = json.dumps(cases, separators=(',', ':'), allow_nan=False).encode()
    header += b' ' * (-len(header) % 4)
    path = truth / f'{name}.bin.gz'
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(struct.pack('<I', len(header)) + header + bytes(payload), 9, mtime=0))
    counts = {}
    for record in cases:
        counts[record['op']] = counts.get(record['op'], 0) + 1
    differences = sum(record.get('difference') is not None for record in cases)
    print(f'{path.name}: {len(cases)} cases, {differences} with finite differences, {path.stat().st_size} bytes')
    print('  ' + ', '.join(f'{op} {count}' for op, count in counts.items()))
