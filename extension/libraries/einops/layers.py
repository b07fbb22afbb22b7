"""einops.layers.torch: patterns as layers."""
import torch
from torch.nn.modules.module import Module


def _prepare(layer, operation):
    arguments = [repr(layer.pattern)] + ([repr(layer.reduction)] if hasattr(layer, 'reduction') else [])
    arguments += [f'{name}={size}' for name, size in layer.axes_lengths.items()]
    _einops_layer(f"{type(layer).__name__}({', '.join(arguments)})", layer.pattern, operation, ' '.join(layer.axes_lengths))


class Rearrange(Module):
    def __init__(self, pattern, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.axes_lengths = axes_lengths
        _prepare(self, 'rearrange')

    def forward(self, input):
        return _einops(input, self.pattern, 'rearrange', ' '.join(self.axes_lengths), list(self.axes_lengths.values()), True)


class Reduce(Module):
    def __init__(self, pattern, reduction, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.reduction = reduction
        self.axes_lengths = axes_lengths
        self.operation = 'callable' if callable(reduction) else reduction
        _prepare(self, self.operation)

    def forward(self, input):
        return _einops(input, self.pattern, self.operation, ' '.join(self.axes_lengths), list(self.axes_lengths.values()), True)


class EinMix(Module):
    def __init__(self, pattern, weight_shape, bias_shape=None, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.weight_shape = weight_shape
        self.bias_shape = bias_shape
        self.axes_lengths = axes_lengths
        self.weight = torch.nn.Parameter(torch.empty([axes_lengths[name] for name in weight_shape.split()]))
        if bias_shape is None:
            self.bias = None
        else:
            right = [name for name in pattern.split('->')[1].replace('(', ' ').replace(')', ' ').split()]
            first = min([right.index(name) for name in bias_shape.split()], default=len(right))
            self.bias = torch.nn.Parameter(torch.empty([axes_lengths[name] if name in bias_shape.split() else 1 for name in right[first:]]))

    def forward(self, input):
        return _einops(input, self.pattern, 'mix', ' '.join(self.axes_lengths), list(self.axes_lengths.values()), True)
