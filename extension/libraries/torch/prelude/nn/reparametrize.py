"""torch.nn.utils: what reparametrises a module gives it back; clipping gives a norm."""
import torch


def _identity(module, *args, **kwargs):
    return module


weight_norm = spectral_norm = orthogonal = remove_weight_norm = remove_spectral_norm = fuse_conv_bn_eval = fuse_linear_bn_eval = _identity


def skip_init(module_class, *args, **kwargs):
    return module_class(*args, **kwargs)


def get_total_norm(tensors, *args, **kwargs):
    return _empty()


clip_grad_norm = clip_grad_norm_ = get_total_norm


def clip_grad_value_(parameters, clip_value, *args, **kwargs):
    pass


clip_grads_with_norm_ = clip_grad_value_


def parameters_to_vector(parameters):
    return torch.cat([parameter.reshape(-1) for parameter in parameters])


def vector_to_parameters(vec, parameters):
    pass
