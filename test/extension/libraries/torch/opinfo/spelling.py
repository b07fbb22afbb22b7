"""Spells calls of PyTorch as Python source, and runs the very text that it spells.

A tensor is spelled by its sizes and element type; where the numbers matter (indices, masks, a matrix that must have an
inverse) they are written out. What a line answers is always what the line itself answered when PyTorch ran it.
"""
import inspect
import math
import numbers
import warnings

import torch
from torch.overrides import TorchFunctionMode, resolve_name

warnings.filterwarnings('ignore')

PREAMBLE = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n'
DTYPES = {
    torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.bool, torch.complex64,
    torch.complex128,
}
ROOTS = [('torch.torch.', 'torch.'), ('torch.functional.', 'torch.'), ('torch.nn.functional.', 'F.'), ('torch.nn.', 'nn.')]


class Unspeakable(Exception):
    """A value that has no short spelling."""


def dtype_text(dtype):
    if dtype not in DTYPES:
        raise Unspeakable(dtype)
    return str(dtype)


def number_text(value):
    if isinstance(value, bool):
        return repr(value)
    if isinstance(value, complex):
        return repr(value)
    if isinstance(value, float) and not math.isfinite(value):
        return 'float(' + repr(str(value)) + ')'
    return repr(value)


def literal(tensor):
    def items(value):
        if isinstance(value, list):
            return '[' + ', '.join(map(items, value)) + ']'
        return number_text(value)
    return f'torch.tensor({items(tensor.tolist())}, dtype={dtype_text(tensor.dtype)})'


def sizes_text(sizes):
    return '(' + ', '.join(map(str, sizes)) + (',)' if len(sizes) == 1 else ')')


def tensor_text(tensor, exact):
    """The tensor as an expression; with `exact` all its numbers, if they are not too many."""
    if type(tensor) not in (torch.Tensor, torch.nn.Parameter):
        raise Unspeakable(type(tensor))
    if tensor.layout != torch.strided or tensor.is_quantized or tensor.is_nested:
        raise Unspeakable(tensor.layout)
    if tensor.device.type != 'cpu' or (tensor.layout == torch.strided and (tensor.is_conj() or tensor.is_neg())):
        raise Unspeakable(tensor.device)
    dtype = tensor.dtype
    is_small = tensor.numel() <= (200 if exact else 24)
    is_counting = not (dtype.is_floating_point or dtype.is_complex)
    if tensor.numel() > 0 and is_small and (exact or is_counting) and tensor.is_contiguous():
        return literal(tensor.detach())
    sizes = sizes_text(tensor.shape)
    kind = '' if dtype == torch.float32 else f', dtype={dtype_text(dtype)}'
    if not tensor.is_contiguous():
        return f'torch.empty_strided({sizes}, {sizes_text(tensor.stride())}{kind})'
    if is_counting and dtype != torch.bool and tensor.numel() > 0:
        low, high = int(tensor.min()), int(tensor.max())
        return f'torch.randint({low}, {high + 1}, {sizes}{kind})' if high < 2**62 else f'torch.zeros({sizes}{kind})'
    if dtype == torch.bool:
        return f'torch.ones({sizes}{kind})'
    if dtype.is_complex or dtype.is_floating_point:
        return f'torch.randn({sizes}{kind})' if tensor.numel() else f'torch.empty({sizes}{kind})'
    return f'torch.zeros({sizes}{kind})'


def spelled(value, exact):
    """Any argument as an expression."""
    if isinstance(value, torch.Tensor):
        return tensor_text(value, exact)
    if value is None or isinstance(value, (bool, int, str)):
        return repr(value) if type(value) in (bool, int, str, type(None)) else repr(int(value))
    if value is Ellipsis:
        return '...'
    if isinstance(value, numbers.Number) and type(value) in (float, complex):
        return number_text(value)
    if isinstance(value, torch.dtype):
        return dtype_text(value)
    if isinstance(value, (torch.device, torch.layout, torch.memory_format)):
        return repr(str(value)) if isinstance(value, torch.device) else str(value)
    if isinstance(value, slice):
        return f'slice({", ".join(spelled(item, exact) for item in (value.start, value.stop, value.step))})'
    if isinstance(value, torch.Size):
        return f'torch.Size([{", ".join(map(str, value))}])'
    if type(value) is list:
        return '[' + ', '.join(spelled(item, exact) for item in value) + ']'
    if isinstance(value, tuple):
        return '(' + ', '.join(spelled(item, exact) for item in value) + (',)' if len(value) == 1 else ')')
    if type(value) is dict:
        return '{' + ', '.join(f'{spelled(key, exact)}: {spelled(item, exact)}' for key, item in value.items()) + '}'
    if inspect.isbuiltin(value) or inspect.isfunction(value):
        name = resolve_name(value)
        if name is not None:
            return short(name)
    if isinstance(value, torch.nn.Module) and not list(value.parameters()):
        return f'nn.{value!r}' if '\n' not in repr(value) else unspeakable(value)
    raise Unspeakable(type(value))


def unspeakable(value):
    raise Unspeakable(value)


def short(name):
    for root, alias in ROOTS:
        if name.startswith(root):
            return alias + name[len(root):]
    return name


def arguments(args, kwargs, exact):
    return ', '.join([spelled(arg, exact) for arg in args] + [f'{key}={spelled(value, exact)}' for key, value in kwargs.items()])


class Outermost(TorchFunctionMode):
    """Notes the first function of PyTorch that is called, with its arguments."""

    def __init__(self):
        super().__init__()
        self.call = None

    def __torch_function__(self, function, types, args=(), kwargs=None):
        if self.call is None and resolve_name(function) is not None:
            self.call = (function, args, kwargs or {})
        return function(*args, **(kwargs or {}))


def call_text(function, args, kwargs, exact):
    """A call of a function of PyTorch by its public name."""
    name = resolve_name(function)
    if name is None or name.startswith(('torch._', 'torch.Tensor.__init')):
        raise Unspeakable(name)
    if name.startswith('torch.Tensor.'):
        own, *rest = args
        method = name[len('torch.Tensor.'):]
        subject = spelled(own, exact)
        if method.endswith('.__get__'):
            return f'{subject}.{method[:-8]}'
        if method == '__getitem__':
            return f'{subject}[{index_text(rest[0], exact)}]'
        return f'{subject}.{method}({arguments(rest, kwargs, exact)})'
    return f'{short(name)}({arguments(args, kwargs, exact)})'


def index_text(index, exact):
    items = index if isinstance(index, tuple) else (index,)
    def one(item):
        if not isinstance(item, slice):
            return spelled(item, exact)
        parts = ['' if part is None else spelled(part, exact) for part in (item.start, item.stop, item.step)]
        return ':'.join(parts if parts[2] else parts[:2])
    return ', '.join(map(one, items)) + (',' if isinstance(index, tuple) and len(items) == 1 else '') if items else '()'


def answered(value):
    """What a line answers, as plain data: [sizes, dtype], {"tuple": [...]}, or null where it is no tensor."""
    if isinstance(value, torch.Tensor):
        if value.layout != torch.strided or value.is_nested or value.is_quantized:
            return {'other': 'layout'}
        return [list(value.shape), str(value.dtype)[6:]]
    if isinstance(value, torch.Size):
        return {'size': list(value)}
    if isinstance(value, (tuple, list)):
        return {'tuple': [answered(item) for item in value]}
    return {'other': type(value).__name__}


def run(lines):
    """Runs statements, the last of which is an expression; what it answers, or what it raises."""
    scope = {}
    exec(PREAMBLE, scope)
    torch.manual_seed(0)
    try:
        for line in lines[:-1]:
            exec(line, scope)
        return answered(eval(lines[-1], scope))
    except Exception as error:  # noqa: BLE001 - whatever PyTorch raises is the truth
        text = str(error).split('\nException raised from')[0]
        return {'error': type(error).__name__, 'text': text.split('\n')[0]}


def is_flat(answer):
    """Whether an answer is a tensor, several, or none at all: what the analysis tells of one expression."""
    return not isinstance(answer, dict) or 'tuple' not in answer or all(isinstance(item, list) for item in answer['tuple'])


def parted(lines, answer):
    """Programs for an answer: itself, or where tensors lie deeper in it, one for each part."""
    if is_flat(answer):
        return [(lines, answer)]
    *before, last = lines
    def parts(value, path):
        for index, item in enumerate(value['tuple']):
            where = f'{path}[{index}]'
            if is_flat(item) and not (isinstance(item, dict) and 'other' in item):
                yield [*before, f'y = {last}', where], item
            elif isinstance(item, dict) and 'tuple' in item:
                yield from parts(item, where)
    return list(parts(answer, 'y'))


def spread(items, count):
    """At most `count` of the items, from all over."""
    items = list(items)
    return items if len(items) <= count else [items[round(index * (len(items) - 1) / (count - 1))] for index in range(count)]
