"""torch.func: a function that is mapped runs on one slice, one that is differentiated runs once; the shapes follow."""
import torch


def _over(value, change):
    """Changes the tensors in tuples, lists and dicts."""
    if isinstance(value, torch.Tensor):
        return change(value)
    if isinstance(value, (tuple, list)):
        changed = [_over(item, change) for item in value]
        return tuple(changed) if isinstance(value, tuple) else changed
    if isinstance(value, dict):
        return {key: _over(item, change) for key, item in value.items()}
    return value


def _leaves(value):
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, (tuple, list)):
        return [leaf for item in value for leaf in _leaves(item)]
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in _leaves(item)]
    return []


def _slices(value, dim, sizes):
    """One slice of each tensor along its mapped dimension, whose size is noted; None where it is handed over whole."""
    if dim is None:
        return value
    if isinstance(value, (tuple, list)) and isinstance(dim, (tuple, list)):
        parts = [_slices(item, each, sizes) for item, each in zip(value, dim)]
        return tuple(parts) if isinstance(value, tuple) else parts
    if isinstance(value, dict) and isinstance(dim, dict):
        return {key: _slices(item, dim[key], sizes) for key, item in value.items()}

    def one(tensor):
        sizes.append(tensor.shape[dim])
        return tensor.select(dim, 0)
    return _over(value, one)


def vmap(func, in_dims=0, out_dims=0, randomness='error', *, chunk_size=None):
    def mapped(*args, **kwargs):
        sizes = []
        dims = in_dims if isinstance(in_dims, (tuple, list)) else tuple(in_dims for _ in args)
        output = func(*[_slices(arg, dim, sizes) for arg, dim in zip(args, dims)], **{name: _slices(value, 0, sizes) for name, value in kwargs.items()})
        for size in sizes:
            if size != sizes[0]:
                raise ValueError(f'vmap: Expected all tensors to have the same size in the mapped dimension, got sizes {sizes} for the mapped dimension')

        def stacked(value, dim):
            if dim is None:
                return value
            if isinstance(value, (tuple, list)) and isinstance(dim, (tuple, list)):
                return type(value)(stacked(item, each) for item, each in zip(value, dim))
            return _over(value, lambda tensor: torch.repeat_interleave(tensor.unsqueeze(dim), sizes[0], dim))
        return stacked(output, out_dims)
    return mapped


def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False):
    given = () if args is None else args if isinstance(args, tuple) else (args,)
    return module(*given, **({} if kwargs is None else kwargs))


def stack_module_state(models):
    params = {name: torch.stack([dict(model.named_parameters())[name] for model in models]) for name, _ in models[0].named_parameters()}
    buffers = {name: torch.stack([dict(model.named_buffers())[name] for model in models]) for name, _ in models[0].named_buffers()}
    return params, buffers


def _chosen(args, argnums):
    return args[argnums] if isinstance(argnums, int) else tuple(args[index] for index in argnums)


def grad_and_value(func, argnums=0, has_aux=False):
    def run(*args, **kwargs):
        output = func(*args, **kwargs)
        return _over(_chosen(args, argnums), torch.empty_like), output
    return run


def grad(func, argnums=0, has_aux=False):
    def run(*args, **kwargs):
        gradient, output = grad_and_value(func, argnums, has_aux)(*args, **kwargs)
        return (gradient, output[1]) if has_aux else gradient
    return run


def _jacobian(output, argument):
    return _over(output, lambda result: _over(argument, lambda given: torch.empty(tuple(result.shape) + tuple(given.shape))))


def jacrev(func, argnums=0, has_aux=False, *, chunk_size=None):
    def run(*args, **kwargs):
        output = func(*args, **kwargs)
        return (_jacobian(output[0], _chosen(args, argnums)), output[1]) if has_aux else _jacobian(output, _chosen(args, argnums))
    return run


def jacfwd(func, argnums=0, has_aux=False, *, randomness='error'):
    return jacrev(func, argnums, has_aux)


def hessian(func, argnums=0):
    return jacrev(jacrev(func, argnums), argnums)


def vjp(func, *primals, has_aux=False):
    output = func(*primals)

    def pull(*cotangents, retain_graph=True, create_graph=None):
        gradients = tuple(_over(primal, torch.empty_like) for primal in primals)
        return gradients
    return (output[0], pull, output[1]) if has_aux else (output, pull)


def jvp(func, primals, tangents, *, strict=False, has_aux=False):
    output = func(*primals)
    if has_aux:
        return output[0], _over(output[0], torch.empty_like), output[1]
    return output, _over(output, torch.empty_like)


def functionalize(func, *, remove='mutations'):
    return func
