"""torchvision.ops."""
from collections import OrderedDict
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.modules.utils import _ntuple, _pair


class ConvNormActivation(nn.Sequential):
    def __init__(self, in_channels, out_channels, kernel_size=3, stride=1, padding=None, groups=1, norm_layer=nn.BatchNorm2d,
                 activation_layer=nn.ReLU, dilation=1, inplace=True, bias=None, conv_layer=nn.Conv2d):
        if padding is None:
            if isinstance(kernel_size, int) and isinstance(dilation, int):
                padding = (kernel_size - 1) // 2 * dilation
            else:
                axes = _ntuple(len(dilation if isinstance(kernel_size, int) else kernel_size))
                padding = tuple((k - 1) // 2 * d for k, d in zip(axes(kernel_size), axes(dilation)))
        bias = norm_layer is None if bias is None else bias
        layers = [conv_layer(in_channels, out_channels, kernel_size, stride, padding, dilation=dilation, groups=groups, bias=bias)]
        if norm_layer is not None:
            layers.append(norm_layer(out_channels))
        if activation_layer is not None:
            layers.append(activation_layer() if inplace is None else activation_layer(inplace=inplace))
        super().__init__(*layers)
        self.out_channels = out_channels


class Conv2dNormActivation(ConvNormActivation):
    pass


class Conv3dNormActivation(ConvNormActivation):
    def __init__(self, in_channels, out_channels, kernel_size=3, stride=1, padding=None, groups=1, norm_layer=nn.BatchNorm3d,
                 activation_layer=nn.ReLU, dilation=1, inplace=True, bias=None):
        super().__init__(in_channels, out_channels, kernel_size, stride, padding, groups, norm_layer, activation_layer, dilation, inplace, bias, nn.Conv3d)


class SqueezeExcitation(nn.Module):
    def __init__(self, input_channels, squeeze_channels, activation=nn.ReLU, scale_activation=nn.Sigmoid):
        super().__init__()
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc1 = nn.Conv2d(input_channels, squeeze_channels, 1)
        self.fc2 = nn.Conv2d(squeeze_channels, input_channels, 1)
        self.activation = activation()
        self.scale_activation = scale_activation()

    def forward(self, input):
        return self.scale_activation(self.fc2(self.activation(self.fc1(self.avgpool(input))))) * input


class MLP(nn.Sequential):
    def __init__(self, in_channels, hidden_channels, norm_layer=None, activation_layer=nn.ReLU, inplace=None, bias=True, dropout=0.0):
        options = {} if inplace is None else {'inplace': inplace}
        *inner, last = hidden_channels
        layers = []
        for width in inner:
            layers.append(nn.Linear(in_channels, width, bias=bias))
            if norm_layer is not None:
                layers.append(norm_layer(width))
            layers += [activation_layer(**options), nn.Dropout(dropout, **options)]
            in_channels = width
        super().__init__(*layers, nn.Linear(in_channels, last, bias=bias), nn.Dropout(dropout, **options))


class Permute(nn.Module):
    def __init__(self, dims):
        super().__init__()
        self.dims = dims

    def forward(self, x):
        return torch.permute(x, self.dims)


def stochastic_depth(input, p, mode, training=True):
    if not training or p == 0.0:
        return input
    return input * torch.empty(([input.shape[0]] if mode == 'row' else [1]) + [1] * (input.ndim - 1), dtype=input.dtype)


class StochasticDepth(nn.Module):
    def __init__(self, p, mode):
        super().__init__()
        self.p = p
        self.mode = mode

    def forward(self, input):
        return stochastic_depth(input, self.p, self.mode, self.training)


class FrozenBatchNorm2d(nn.Module):
    def __init__(self, num_features, eps=1e-5):
        super().__init__()
        self.eps = eps
        for name in ('weight', 'bias', 'running_mean', 'running_var'):
            self.register_buffer(name, torch.ones(num_features))

    def forward(self, x):
        weight, bias, mean, variance = [getattr(self, name).reshape(1, -1, 1, 1) for name in ('weight', 'bias', 'running_mean', 'running_var')]
        scale = weight * (variance + self.eps).rsqrt()
        return x * scale + (bias - mean * scale)


class ExtraFPNBlock(nn.Module):
    def forward(self, results, x, names):
        return results, names


class LastLevelMaxPool(ExtraFPNBlock):
    def forward(self, results, x, names):
        return results + [F.max_pool2d(results[-1], 1, 2, 0)], names + ['pool']


class FeaturePyramidNetwork(nn.Module):
    def __init__(self, in_channels_list, out_channels, extra_blocks=None, norm_layer=None):
        super().__init__()
        options = {'norm_layer': norm_layer, 'activation_layer': None}
        self.inner_blocks = nn.ModuleList([Conv2dNormActivation(channels, out_channels, 1, padding=0, **options) for channels in in_channels_list])
        self.layer_blocks = nn.ModuleList([Conv2dNormActivation(out_channels, out_channels, 3, **options) for _ in in_channels_list])
        self.extra_blocks = extra_blocks

    def forward(self, x):
        names, x = list(x.keys()), list(x.values())
        results = []
        last = None
        for inner, layer, feature in zip(reversed(list(self.inner_blocks)), reversed(list(self.layer_blocks)), reversed(x)):
            lateral = inner(feature)
            last = lateral if last is None else lateral + F.interpolate(last, size=lateral.shape[-2:], mode='nearest')
            results.insert(0, layer(last))
        if self.extra_blocks is not None:
            results, names = self.extra_blocks(results, x, names)
        return OrderedDict(zip(names, results))


def sigmoid_focal_loss(inputs, targets, alpha=0.25, gamma=2, reduction='none'):
    p = torch.sigmoid(inputs)
    loss = F.binary_cross_entropy_with_logits(inputs, targets, reduction='none') * (p + targets - p * targets) ** gamma
    return loss.mean() if reduction == 'mean' else loss.sum() if reduction == 'sum' else loss


def deform_conv2d(input, offset, weight, bias=None, stride=(1, 1), padding=(0, 0), dilation=(1, 1), mask=None):
    rows, columns = weight.shape[-2:]
    groups = offset.shape[1] // (2 * rows * columns)
    if groups == 0:
        _refuse('shape/arguments', 'the shape of the offset tensor at dimension 1 is not valid. It should be a multiple of 2 * weight.size[2] * weight.size[3].\n'
                                   f'Got offset.shape[1]={offset.shape[1]}, while 2 * weight.size[2] * weight.size[3]={2 * rows * columns}', 'RuntimeError')
    given = mask is not None
    return torch.ops.torchvision.deform_conv2d(
        input, weight, offset, mask if given else torch.zeros(input.shape[0], 1), torch.zeros(weight.shape[0]) if bias is None else bias,
        *_pair(stride), *_pair(padding), *_pair(dilation), input.shape[1] // weight.shape[1], groups, given)


class DeformConv2d(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True):
        super().__init__()
        for name, channels in (('in_channels', in_channels), ('out_channels', out_channels)):
            if channels % groups != 0:
                _refuse('shape/conv-groups', f'{name} must be divisible by groups')
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = _pair(kernel_size)
        self.stride = _pair(stride)
        self.padding = _pair(padding)
        self.dilation = _pair(dilation)
        self.groups = groups
        self.weight = _parameter(out_channels, in_channels // groups, *self.kernel_size)
        self.register_parameter('bias', _parameter(out_channels) if bias else None)

    def forward(self, input, offset, mask=None):
        return deform_conv2d(input, offset, self.weight, self.bias, self.stride, self.padding, self.dilation, mask)


def nms(boxes, scores, iou_threshold):
    return torch.ops.torchvision.nms(boxes, scores, iou_threshold)


def batched_nms(boxes, scores, idxs, iou_threshold):
    return nms(boxes, scores, iou_threshold)


def clip_boxes_to_image(boxes, size):
    return boxes.clone()


def box_convert(boxes, in_fmt, out_fmt):
    corners = 'xyxyxyxy'
    if in_fmt == out_fmt or (in_fmt == corners) == (out_fmt == corners):
        return boxes.clone()
    return torch.empty(*boxes.shape[:-1], 8 if out_fmt == corners else 5, dtype=boxes.dtype)


def box_area(boxes, fmt='xyxy'):
    return (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])


def box_iou(boxes1, boxes2, fmt='xyxy'):
    least = torch.max(boxes1[..., None, :2], boxes2[..., None, :, :2])
    most = torch.min(boxes1[..., None, 2:], boxes2[..., None, :, 2:])
    sides = (most - least).clamp(min=0)
    common = sides[..., 0] * sides[..., 1]
    return common / (box_area(boxes1)[..., None] + box_area(boxes2)[..., None, :] - common)


generalized_box_iou = box_iou


def complete_box_iou(boxes1, boxes2, eps=1e-7):
    return box_iou(boxes1, boxes2)


distance_box_iou = complete_box_iou


def _rois(boxes):
    """A list of boxes by image as one tensor, the image's place first."""
    return boxes if isinstance(boxes, torch.Tensor) else torch.cat([F.pad(image, (1, 0)) for image in boxes])


def roi_align(input, boxes, output_size, spatial_scale=1.0, sampling_ratio=-1, aligned=False):
    return torch.ops.torchvision.roi_align(input, _rois(boxes), spatial_scale, *_pair(output_size), sampling_ratio, aligned)


class RoIAlign(nn.Module):
    def __init__(self, output_size, spatial_scale, sampling_ratio, aligned=False):
        super().__init__()
        self.output_size = output_size
        self.spatial_scale = spatial_scale
        self.sampling_ratio = sampling_ratio
        self.aligned = aligned

    def forward(self, input, rois):
        return roi_align(input, rois, self.output_size, self.spatial_scale, self.sampling_ratio, self.aligned)


def roi_pool(input, boxes, output_size, spatial_scale=1.0):
    output, _ = torch.ops.torchvision.roi_pool(input, _rois(boxes), spatial_scale, *_pair(output_size))
    return output


class RoIPool(nn.Module):
    def __init__(self, output_size, spatial_scale):
        super().__init__()
        self.output_size = output_size
        self.spatial_scale = spatial_scale

    def forward(self, input, rois):
        return roi_pool(input, rois, self.output_size, self.spatial_scale)
