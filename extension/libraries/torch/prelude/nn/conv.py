"""torch.nn.modules.conv: convolutions, transposed ones, and those that learn their channels from the first input."""
import torch.nn.functional as F
from torch.nn.modules.lazy import LazyModuleMixin
from torch.nn.modules.module import Module
from torch.nn.modules.utils import _ntuple, _reverse_repeat_tuple


class _ConvNd(Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed, output_padding, groups, bias,
                 padding_mode, device=None, dtype=None):
        super().__init__()
        if groups <= 0:
            _refuse('shape/conv-groups', 'groups must be a positive integer')
        if in_channels % groups != 0:
            _refuse('shape/conv-groups', 'in_channels must be divisible by groups')
        if out_channels % groups != 0:
            _refuse('shape/conv-groups', 'out_channels must be divisible by groups')
        if padding == 'same' and any(step != 1 for step in stride):
            _refuse('shape/arguments', "padding='same' is not supported for strided convolutions")
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.transposed = transposed
        self.output_padding = output_padding
        self.groups = groups
        self.padding_mode = padding_mode
        if isinstance(padding, str):
            totals = [d * (k - 1) if padding == 'same' else 0 for d, k in zip(dilation, kernel_size)]
            self._reversed_padding_repeated_twice = [side for total in reversed(totals) for side in (total // 2, total - total // 2)]
        else:
            self._reversed_padding_repeated_twice = _reverse_repeat_tuple(padding, 2)
        channels = (in_channels, out_channels // groups) if transposed else (out_channels, in_channels // groups)
        self.weight = _parameter(*channels, *kernel_size, dtype=dtype)
        if bias:
            self.bias = _parameter(out_channels, dtype=dtype)
        else:
            self.register_parameter('bias', None)
        self.reset_parameters()

    def reset_parameters(self):
        pass


class _Conv(_ConvNd):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
                 padding_mode='zeros', device=None, dtype=None):
        axes = _ntuple(self._n)
        super().__init__(in_channels, out_channels, axes(kernel_size), axes(stride), padding if isinstance(padding, str) else axes(padding),
                         axes(dilation), False, axes(0), groups, bias, padding_mode, device, dtype)

    def _conv_forward(self, input, weight, bias):
        if self.padding_mode != 'zeros':
            padded = F.pad(input, self._reversed_padding_repeated_twice, mode=self.padding_mode)
            return self._conv(padded, weight, bias, self.stride, 0, self.dilation, self.groups)
        return self._conv(input, weight, bias, self.stride, self.padding, self.dilation, self.groups)

    def forward(self, input):
        return self._conv_forward(input, self.weight, self.bias)


class Conv1d(_Conv):
    _n = 1
    _conv = staticmethod(F.conv1d)


class Conv2d(_Conv):
    _n = 2
    _conv = staticmethod(F.conv2d)


class Conv3d(_Conv):
    _n = 3
    _conv = staticmethod(F.conv3d)


class _ConvTransposeNd(_ConvNd):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1,
                 padding_mode='zeros', device=None, dtype=None):
        if padding_mode != 'zeros':
            _refuse('shape/arguments', f'Only "zeros" padding mode is supported for {self.__class__.__name__}')
        axes = _ntuple(self._n)
        super().__init__(in_channels, out_channels, axes(kernel_size), axes(stride), axes(padding), axes(dilation), True,
                         axes(output_padding), groups, bias, padding_mode, device, dtype)

    def _output_padding(self, input, output_size):
        if output_size is None:
            return self.output_padding
        outer = input.dim() - self._n
        sizes = list(output_size)
        if len(sizes) == outer + self._n:
            sizes = sizes[outer:]
        if len(sizes) != self._n:
            _refuse('shape/arguments', f'ConvTranspose{self._n}D: for {input.dim()}D input, output_size must have {self._n} '
                                       f'or {outer + self._n} elements (got {len(sizes)})')
        least = [(input.size(outer + axis) - 1) * self.stride[axis] - 2 * self.padding[axis]
                 + self.dilation[axis] * (self.kernel_size[axis] - 1) + 1 for axis in range(self._n)]
        most = [size + step - 1 for size, step in zip(least, self.stride)]
        for size, low, high in zip(sizes, least, most):
            if size < low or size > high:
                _refuse('shape/arguments', f'requested an output size of {sizes}, but valid sizes range '
                                           f'from {least} to {most} (for an input of {input.size()[2:]})')
        return [size - low for size, low in zip(sizes, least)]

    def forward(self, input, output_size=None):
        return self._conv(input, self.weight, self.bias, self.stride, self.padding, self._output_padding(input, output_size), self.groups,
                          self.dilation)


class ConvTranspose1d(_ConvTransposeNd):
    _n = 1
    _conv = staticmethod(F.conv_transpose1d)


class ConvTranspose2d(_ConvTransposeNd):
    _n = 2
    _conv = staticmethod(F.conv_transpose2d)


class ConvTranspose3d(_ConvTransposeNd):
    _n = 3
    _conv = staticmethod(F.conv_transpose3d)


class _LazyConvXdMixin(LazyModuleMixin):
    def initialize_parameters(self, input):
        self.in_channels = input.shape[-self._n - 1]
        if self.in_channels % self.groups != 0:
            _refuse('shape/conv-groups', 'in_channels must be divisible by groups')
        if self.transposed:
            channels = (self.in_channels, self.out_channels // self.groups)
        else:
            channels = (self.out_channels, self.in_channels // self.groups)
        self.weight.data = _empty(*channels, *self.kernel_size, dtype=self.weight.dtype)


class _LazyConv(_LazyConvXdMixin):
    def __init__(self, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros', device=None,
                 dtype=None):
        super().__init__(0, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode, device, dtype)


class _LazyConvTranspose(_LazyConvXdMixin):
    def __init__(self, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1,
                 padding_mode='zeros', device=None, dtype=None):
        super().__init__(0, out_channels, kernel_size, stride, padding, output_padding, groups, bias, dilation, padding_mode, device, dtype)


class LazyConv1d(_LazyConv, Conv1d):
    cls_to_become = Conv1d


class LazyConv2d(_LazyConv, Conv2d):
    cls_to_become = Conv2d


class LazyConv3d(_LazyConv, Conv3d):
    cls_to_become = Conv3d


class LazyConvTranspose1d(_LazyConvTranspose, ConvTranspose1d):
    cls_to_become = ConvTranspose1d


class LazyConvTranspose2d(_LazyConvTranspose, ConvTranspose2d):
    cls_to_become = ConvTranspose2d


class LazyConvTranspose3d(_LazyConvTranspose, ConvTranspose3d):
    cls_to_become = ConvTranspose3d
