"""einops.layers.torch: patterns as layers."""
import torch
from torch.nn.modules.module import Module


class Rearrange(Module):
    def __init__(self, pattern, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.axes_lengths = axes_lengths

    def forward(self, input):
        return _einops(input, self.pattern, 'rearrange', ' '.join(self.axes_lengths), list(self.axes_lengths.values()), True)


class Reduce(Module):
    def __init__(self, pattern, reduction, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.reduction = reduction
        self.axes_lengths = axes_lengths

    def forward(self, input):
        reduction = 'callable' if callable(self.reduction) else self.reduction
        return _einops(input, self.pattern, reduction, ' '.join(self.axes_lengths), list(self.axes_lengths.values()), True)


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
