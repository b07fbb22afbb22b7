"""einops: axes by names. The patterns themselves are an op; what stands here is how the functions take their arguments."""
import torch


class EinopsError(RuntimeError):
    pass


def _one(tensor):
    return torch.stack(list(tensor)) if isinstance(tensor, (list, tuple)) else tensor


def rearrange(tensor, pattern, **axes_lengths):
    return _einops(_one(tensor), pattern, 'rearrange', ' '.join(axes_lengths), list(axes_lengths.values()))


def repeat(tensor, pattern, **axes_lengths):
    return _einops(_one(tensor), pattern, 'repeat', ' '.join(axes_lengths), list(axes_lengths.values()))


def reduce(tensor, pattern, reduction, **axes_lengths):
    reduction = 'callable' if callable(reduction) else reduction
    return _einops(_one(tensor), pattern, reduction, ' '.join(axes_lengths), list(axes_lengths.values()))


def einsum(*tensors_and_pattern):
    tensors, pattern = tensors_and_pattern[:-1], tensors_and_pattern[-1]
    letters = {}
    terms = []
    for term in pattern.replace('->', ' -> ').replace(',', ' , ').replace('...', ' ... ').split():
        if term not in ('->', ',', '...'):
            if term not in letters:
                letters[term] = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'[len(letters)]
            term = letters[term]
        terms.append(term)
    return torch.einsum(''.join(terms), *tensors)


def parse_shape(x, pattern):
    names = pattern.split()
    shape = tuple(x.shape)
    if '...' in names:
        at = names.index('...')
        after = len(names) - at - 1
        names, shape = names[:at] + names[at + 1:], shape[:at] + shape[len(shape) - after:]
    elif len(names) != len(shape):
        raise RuntimeError(f"Can't parse shape with different number of dimensions: {pattern} {tuple(shape)}")
    return {name: size for name, size in zip(names, shape) if name != '_' and not name.isdigit()}


def _ends(pattern):
    names = pattern.split()
    at = names.index('*')
    return at, len(names) - at - 1


def _product(sizes):
    result = 1
    for size in sizes:
        result = result * size
    return result


def pack(tensors, pattern):
    before, after = _ends(pattern)
    reshaped = []
    packed_shapes = []
    for index, tensor in enumerate(tensors):
        shape = tuple(tensor.shape)
        if len(shape) < before + after:
            _refuse('shape/rank', f'packed tensor #{index} (enumeration starts with 0) has shape {shape}, while pattern {pattern} assumes at least {before + after} axes', 'RuntimeError')
        middle = shape[before:len(shape) - after]
        packed_shapes.append(middle)
        reshaped.append(tensor.reshape(shape[:before] + (_product(middle),) + shape[len(shape) - after:]))
    return torch.cat(reshaped, dim=before), packed_shapes


def unpack(tensor, packed_shapes, pattern):
    before, after = _ends(pattern)
    shape = tuple(tensor.shape)
    sizes = [-1 if -1 in packed else _product(packed) for packed in packed_shapes]
    if -1 in sizes:
        rest = shape[before] - sum([size for size in sizes if size != -1])
        sizes = [rest if size == -1 else size for size in sizes]
    parts = tensor.split(sizes, dim=before)
    return [part.reshape(shape[:before] + tuple(packed) + shape[before + 1:]) for part, packed in zip(parts, packed_shapes)]


def asnumpy(tensor):
    return tensor.detach().cpu().numpy()
