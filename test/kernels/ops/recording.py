"""How the record_*.py scripts ask PyTorch: a case is an op's name and described arguments, and what PyTorch answers.

Arguments are written as plain data: T(2, 3) stands for a tensor, S(1, None) for a slice, DTYPE for torch.float64, ... for a
choice not to give the argument. Errors are the CPU kernels' own; those that only tell of a kernel that was not written for a
dtype are left out. Sizes that depend on the tensors' numbers are recorded as null.
"""
import gzip
import itertools
import json
import pathlib
import re
import sys
import warnings

import torch

warnings.filterwarnings('ignore')
truth = pathlib.Path(__file__).parent / 'truth'
cases = {}


def T(*shape, dtype='float32'):
    """A tensor argument, described."""
    return {'tensor': list(shape), 'dtype': dtype}


def I(*shape):  # noqa: E743
    """A tensor of indices."""
    return T(*shape, dtype='int64')


def B(*shape):
    """A tensor of bools."""
    return T(*shape, dtype='bool')


def S(start=None, stop=None, step=None):
    """A slice."""
    return {'slice': [start, stop, step]}


ELLIPSIS = {'ellipsis': True}


def described(value):
    """A Python value as the case files hold it."""
    if isinstance(value, dict):
        return value
    if isinstance(value, (list, tuple)):
        return [described(item) for item in value]
    if isinstance(value, float):
        return {'float': value}
    if isinstance(value, torch.dtype):
        return {'dtype': str(value)[6:]}
    return value


def real(value):
    """The value that a description stands for."""
    if isinstance(value, list):
        return tuple(real(item) for item in value)
    if not isinstance(value, dict):
        return value
    if 'tensor' in value:
        return torch.zeros(value['tensor'], dtype=getattr(torch, value['dtype']))
    if 'slice' in value:
        return slice(*map(real, value['slice']))
    if 'ellipsis' in value:
        return ...
    return value['float'] if 'float' in value else getattr(torch, value['dtype'])


def answered(result, free=()):
    if isinstance(result, (tuple, list)):
        return {'tuple': [answered(item, free) for item in result]}
    return {'shape': [None if axis in free else size for axis, size in enumerate(result.shape)], 'dtype': str(result.dtype)[6:]}


def silent(text):
    """Whether an error tells nothing of shapes and arguments."""
    return re.search(r'not implemented for|not supported for(?! [0-9]D| strided)|primitive|oneMKL|memory descriptor|not enough memory|ZeroDivisionError|invalid combination of arguments', text) is not None


def torch_function(op):
    """The function that an op's name stands for: `linalg_det` is torch.linalg.det."""
    family, _, name = op.partition('_')
    if op.startswith('signal_windows_'):
        return getattr(torch.signal.windows, op[15:])
    return getattr(getattr(torch, family), name) if family in ('linalg', 'fft', 'special') else getattr(torch, op)


def method(name):
    """The tensor method of a name, as a function of `input` and the method's own parameters."""
    return lambda input, **rest: getattr(input, name)(**rest)


def case(family, op, function=None, /, free=(), **args):
    """Records one call. `free` are the axes whose sizes depend on the numbers in the tensors."""
    function = function or torch_function(op)
    given = {name: described(value) for name, value in args.items()}
    torch.manual_seed(0)
    try:
        answer = {'out': answered(function(**{name: real(value) for name, value in given.items()}), free)}
        if 'complex32' in json.dumps(answer):
            return
    except Exception as error:  # noqa: BLE001 - whatever PyTorch raises is the truth
        text = str(error).split('\nException raised from')[0]
        if silent(text):
            return
        answer = {'error': {'type': type(error).__name__, 'text': text}}
    record = {'op': op, 'args': given, **answer}
    cases.setdefault(family, {})[json.dumps([op, given], sort_keys=True)] = record


def grid(family, op, function=None, /, free=(), **choices):
    """Every combination of lists of choices."""
    names = list(choices)
    for values in itertools.product(*choices.values()):
        case(family, op, function, free, **{name: value for name, value in zip(names, values) if value is not Ellipsis})


def write(prefix):
    """Writes each family's file, or only those named on the command line."""
    for family, records in cases.items():
        if sys.argv[1:] and family not in sys.argv[1:]:
            continue
        text = json.dumps(list(records.values()), separators=(',', ':'))
        path = truth / f'{prefix}-{family}.json.gz'
        path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        refused = sum('error' in record for record in records.values())
        print(f'{path.name}: {len(records)} cases, {refused} refused, {path.stat().st_size} bytes')
