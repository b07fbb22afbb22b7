"""torch.autograd: a Function's apply runs its forward."""
import torch
from torch import enable_grad, inference_mode, no_grad, set_grad_enabled


class _Context:
    saved_tensors = ()
    needs_input_grad = ()

    def save_for_backward(self, *tensors):
        self.saved_tensors = tensors

    def mark_dirty(self, *tensors):
        pass

    mark_non_differentiable = set_materialize_grads = mark_dirty


class Function:
    @classmethod
    def apply(cls, *args):
        return cls.forward(_Context(), *args)


def grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, allow_unused=None, is_grads_batched=False, materialize_grads=False):
    inputs = [inputs] if isinstance(inputs, torch.Tensor) else inputs
    return tuple([torch.empty_like(input) for input in inputs])


def backward(*args, **kwargs):
    return None


def Variable(data, *args, **kwargs):
    return data


class _Mode:
    def __init__(self, *args, **kwargs):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return None


set_detect_anomaly = detect_anomaly = _Mode
