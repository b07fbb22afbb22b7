"""torch: what is neither an op nor a class with values of its own."""
from functools import wraps

__version__ = '2.13.0'
inf = 1e400
nan = inf - inf
pi = 3.141592653589793
e = 2.718281828459045
newaxis = None


class _Mode:
    """A context manager that is a decorator too, and changes no shape."""

    def __new__(cls, function=None, *args, **kwargs):
        if function is not None and callable(function):
            return function
        return object.__new__(cls)

    def __init__(self, *args, **kwargs):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return None

    def __call__(self, function):
        return function


class _GradState:
    enabled = True

    def __init__(self):
        self.enabled = True


_grad = _GradState()
_watch_grad(_grad)


class _GradMode:
    """Says whether gradients are recorded, as a context manager or a decorator."""

    def __new__(cls, function=None, *args, **kwargs):
        made = object.__new__(cls)
        if function is not None and callable(function):
            made.__init__()
            return made(function)
        return made

    def __init__(self, *args, **kwargs):
        self.enabled = self._enabled

    def __enter__(self):
        self.before = _grad.enabled
        _grad.enabled = self.enabled
        return self

    def __exit__(self, *args):
        _grad.enabled = self.before

    def __call__(self, function):
        if isinstance(function, type):
            return function
        enabled = self.enabled

        @wraps(function)
        def run(*args, **kwargs):
            before = _grad.enabled
            _grad.enabled = enabled
            try:
                return function(*args, **kwargs)
            finally:
                _grad.enabled = before

        return run


class no_grad(_GradMode):
    _enabled = False


class enable_grad(_GradMode):
    _enabled = True


class inference_mode(_GradMode):
    def __init__(self, mode=True):
        self.enabled = _grad.enabled if not mode else False


class set_grad_enabled(_GradMode):
    def __init__(self, mode):
        self.enabled = mode
        self.before = _grad.enabled
        _grad.enabled = mode

    def __enter__(self):
        return self


class autocast(_Mode):
    pass


class device(_Mode):
    def __init__(self, type=None, index=None):
        self.type = type
        self.index = index


class Generator:
    def __init__(self, device='cpu'):
        self.device = device

    def manual_seed(self, seed):
        return self


class memory_format:
    pass


class layout:
    pass


contiguous_format = channels_last = channels_last_3d = preserve_format = memory_format()
strided = sparse_coo = layout()


def is_tensor(value):
    return isinstance(value, Tensor)


def is_floating_point(value):
    return value.is_floating_point()


def is_complex(value):
    return value.is_complex()


def numel(input):
    return input.numel()


def is_grad_enabled():
    return _grad.enabled


def is_autocast_enabled(*args):
    return False


def get_default_dtype():
    return float32


def manual_seed(seed):
    return Generator()


def seed():
    return 0


def set_default_dtype(value):
    pass


def set_printoptions(**kwargs):
    pass


def set_num_threads(count):
    pass


def use_deterministic_algorithms(mode, warn_only=False):
    pass


def set_float32_matmul_precision(precision):
    pass


def set_default_device(device):
    pass


def constant_pad_nd(input, pad, value=0):
    from torch.nn.functional import pad as padded
    return padded(input, pad, 'constant', value)


def grid_sampler_2d(input, grid, interpolation_mode, padding_mode, align_corners):
    return grid_sample(input, grid)


def grid_sampler_3d(input, grid, interpolation_mode, padding_mode, align_corners):
    return grid_sample(input, grid)


def native_layer_norm(input, normalized_shape, weight, bias, eps):
    result = layer_norm(input, normalized_shape, weight, bias, eps)
    kept = list(input.shape[:input.dim() - len(normalized_shape)]) + [1] * len(normalized_shape)
    return result, _result('native_layer_norm', [input], kept), _result('native_layer_norm', [input], kept)


def native_group_norm(input, weight, bias, N, C, HxW, group, eps):
    result = group_norm(input, group, weight, bias, eps)
    return result, _result('native_group_norm', [input], [N, group]), _result('native_group_norm', [input], [N, group])


def native_batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps):
    result = batch_norm(input, running_mean, running_var, weight, bias, training, momentum, eps)
    channels = [input.shape[1] if training else 0]
    return result, _result('native_batch_norm', [input], channels), _result('native_batch_norm', [input], channels)


def histogramdd(input, bins, range=None, weight=None, density=None):
    if input.dim() < 2:
        _refuse('shape/rank', 'torch.histogramdd: input tensor should have at least 2 dimensions', 'RuntimeError')
    counts = list(bins) if isinstance(bins, (tuple, list)) else [bins] * input.shape[-1]
    if len(counts) != input.shape[-1]:
        _refuse('shape/arguments', 'histogramdd: The size of bins must be equal to the innermost dimension of the input.', 'RuntimeError')
    edges = [count if isinstance(count, Tensor) else _result('histogramdd', [input], [count + 1]) for count in counts]
    return _result('histogramdd', [input], [edge.shape[0] - 1 for edge in edges]), tuple(edges)


from torch.func import vmap


def save(*args, **kwargs):
    pass


def compile(model=None, *args, **kwargs):
    return (lambda function: function) if model is None else model


def _assert(condition, message):
    assert condition, message


def get_num_threads():
    return 1


def is_inference_mode_enabled():
    return _unknown_bool()
