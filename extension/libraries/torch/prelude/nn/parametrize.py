"""torch.nn.utils.parametrize: a parametrised tensor keeps its sizes."""


def register_parametrization(module, tensor_name, parametrization, *, unsafe=False):
    return module


def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    return module


def is_parametrized(module, tensor_name=None):
    return _unknown_bool()


class _Cached:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return None


cached = _Cached
