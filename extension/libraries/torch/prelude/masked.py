"""torch.masked: reductions and normalisations that leave masked elements out. A mask changes no shape."""
import torch
import torch.nn.functional as F

_sum = torch.sum


def _dims(input, dim):
    return None if dim == () else dim


def _reduced(input, dim, keepdim, dtype=None):
    return _sum(input, _dims(input, dim), keepdim, dtype=dtype)


def sum(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return _reduced(input, dim, keepdim, dtype)


def prod(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return _reduced(input, dim, keepdim, dtype)


def amax(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return _reduced(input, dim, keepdim, dtype).to(input.dtype if dtype is None else dtype)


def amin(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return _reduced(input, dim, keepdim, dtype).to(input.dtype if dtype is None else dtype)


def mean(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    kind = input if dtype is None else torch.empty(0, dtype=dtype)
    if not (kind.is_floating_point() or kind.is_complex()):
        source = 'Input' if dtype is None else 'Optional'
        raise ValueError(f'mean(): Could not infer output dtype. {source} dtype must be either a floating point or complex dtype. Got: {kind.dtype}')
    return _reduced(input, dim, keepdim, dtype)


def median(input, dim=-1, *, keepdim=False, dtype=None, mask=None):
    return torch.nanmedian(input, dim, keepdim)[0]


def argmax(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return torch.argmax(input, dim, keepdim).to(input.dtype if dtype is None else dtype)


def argmin(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return torch.argmin(input, dim, keepdim).to(input.dtype if dtype is None else dtype)


def cumsum(input, dim, *, dtype=None, mask=None):
    return torch.cumsum(input, dim, dtype=input.dtype if dtype is None else dtype)


def cumprod(input, dim, *, dtype=None, mask=None):
    return torch.cumprod(input, dim, dtype=input.dtype if dtype is None else dtype)


def softmax(input, dim, *, dtype=None, mask=None):
    return F.softmax(input, dim, dtype=dtype)


def log_softmax(input, dim, *, dtype=None, mask=None):
    return F.log_softmax(input, dim, dtype=dtype)


def softmin(input, dim, *, dtype=None, mask=None):
    return F.softmin(input, dim, dtype=dtype)


def logsumexp(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    return torch.logsumexp(input if dtype is None else input.to(dtype), tuple(range(input.ndim)) if dim is None or dim == () else dim, keepdim).to(input.dtype if dtype is None else dtype)


def logaddexp(input, other, *, dtype=None, input_mask=None, other_mask=None):
    return torch.logaddexp(input if dtype is None else input.to(dtype), other if dtype is None else other.to(dtype))


def norm(input, ord=2.0, dim=None, *, keepdim=False, dtype=None, mask=None):
    return torch.linalg.vector_norm(input, ord, _dims(input, dim), keepdim, dtype=dtype)


def normalize(input, ord, dim, *, eps=1e-12, dtype=None, mask=None):
    return torch.divide(input, torch.linalg.vector_norm(input, ord, dim, True, dtype=dtype))


def _spread(input, dim, keepdim, dtype):
    result = _reduced(input, dim, keepdim)
    if dtype is not None:
        return result.to(dtype)
    return result.to(input.dtype if input.is_floating_point() or input.is_complex() else torch.float32)


def var(input, dim=None, unbiased=None, *, correction=None, keepdim=False, dtype=None, mask=None):
    return _spread(input, dim, keepdim, dtype)


def std(input, dim=None, unbiased=None, *, correction=None, keepdim=False, dtype=None, mask=None):
    return _spread(input, dim, keepdim, dtype)
