"""torch.nn.utils: what reparametrises a module gives it back; clipping gives a norm."""


def _identity(module, *args, **kwargs):
    return module


weight_norm = spectral_norm = remove_weight_norm = remove_spectral_norm = skip_init = fuse_conv_bn_eval = _identity


def clip_grad_norm_(parameters, max_norm, *args, **kwargs):
    return _empty()


def clip_grad_value_(parameters, clip_value, *args, **kwargs):
    pass


class _Parametrizations:
    weight_norm = spectral_norm = orthogonal = staticmethod(_identity)


parametrizations = _Parametrizations


def parameters_to_vector(parameters):
    return _unknown()


def vector_to_parameters(vector, parameters):
    pass
