"""torchvision.models.regnet."""
from collections import OrderedDict
from math import log
from torch import nn
from torchvision.models._api import factory, named
from torchvision.models._utils import _make_divisible
from torchvision.ops import Conv2dNormActivation, SqueezeExcitation


class SimpleStemIN(Conv2dNormActivation):
    def __init__(self, width_in, width_out, norm_layer, activation_layer):
        super().__init__(width_in, width_out, 3, 2, norm_layer=norm_layer, activation_layer=activation_layer)


class BottleneckTransform(nn.Sequential):
    def __init__(self, width_in, width_out, stride, norm_layer, activation_layer, group_width, bottleneck_multiplier, se_ratio):
        width = int(round(width_out * bottleneck_multiplier))
        options = {'norm_layer': norm_layer, 'activation_layer': activation_layer}
        layers = OrderedDict(
            a=Conv2dNormActivation(width_in, width, 1, **options),
            b=Conv2dNormActivation(width, width, 3, stride, groups=width // group_width, **options))
        if se_ratio:
            layers['se'] = SqueezeExcitation(width, int(round(se_ratio * width_in)), activation=activation_layer)
        layers['c'] = Conv2dNormActivation(width, width_out, 1, norm_layer=norm_layer, activation_layer=None)
        super().__init__(layers)


class ResBottleneckBlock(nn.Module):
    def __init__(self, width_in, width_out, stride, norm_layer, activation_layer, group_width=1, bottleneck_multiplier=1.0, se_ratio=None):
        super().__init__()
        self.proj = None
        if width_in != width_out or stride != 1:
            self.proj = Conv2dNormActivation(width_in, width_out, 1, stride, norm_layer=norm_layer, activation_layer=None)
        self.f = BottleneckTransform(width_in, width_out, stride, norm_layer, activation_layer, group_width, bottleneck_multiplier, se_ratio)
        self.activation = activation_layer(inplace=True)

    def forward(self, x):
        return self.activation((x if self.proj is None else self.proj(x)) + self.f(x))


class AnyStage(nn.Sequential):
    def __init__(self, width_in, width_out, stride, depth, block_constructor, norm_layer, activation_layer, group_width, bottleneck_multiplier,
                 se_ratio=None, stage_index=0):
        super().__init__()
        for i in range(depth):
            self.add_module(f'block{stage_index}-{i}', block_constructor(
                width_out if i else width_in, width_out, 1 if i else stride, norm_layer, activation_layer, group_width, bottleneck_multiplier, se_ratio))


class BlockParams:
    def __init__(self, depths, widths, group_widths, bottleneck_multipliers, strides, se_ratio=None):
        self.depths = depths
        self.widths = widths
        self.group_widths = group_widths
        self.bottleneck_multipliers = bottleneck_multipliers
        self.strides = strides
        self.se_ratio = se_ratio

    @classmethod
    def from_init_params(cls, depth, w_0, w_a, w_m, group_width, bottleneck_multiplier=1.0, se_ratio=None, **kwargs):
        counts = {}
        for i in range(depth):
            width = round(w_0 * w_m ** round(log((i * w_a + w_0) / w_0) / log(w_m)) / 8) * 8
            counts[width] = counts.get(width, 0) + 1
        widths, groups = [], []
        for width in counts:
            inner = int(width * bottleneck_multiplier)
            group = min(group_width, inner)
            groups.append(group)
            widths.append(int(_make_divisible(inner, group) / bottleneck_multiplier))
        stages = len(widths)
        return cls(list(counts.values()), widths, groups, [bottleneck_multiplier] * stages, [2] * stages, se_ratio)

    def _get_expanded_params(self):
        return zip(self.widths, self.strides, self.depths, self.group_widths, self.bottleneck_multipliers)


class RegNet(nn.Module):
    def __init__(self, block_params, num_classes=1000, stem_width=32, stem_type=None, block_type=None, norm_layer=None, activation=None):
        super().__init__()
        norm_layer, activation = norm_layer or nn.BatchNorm2d, activation or nn.ReLU
        self.stem = (stem_type or SimpleStemIN)(3, stem_width, norm_layer, activation)
        blocks = OrderedDict()
        width = stem_width
        for i, (out, stride, depth, group_width, multiplier) in enumerate(block_params._get_expanded_params()):
            blocks[f'block{i + 1}'] = AnyStage(
                width, out, stride, depth, block_type or ResBottleneckBlock, norm_layer, activation, group_width, multiplier, block_params.se_ratio, i + 1)
            width = out
        self.trunk_output = nn.Sequential(blocks)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(width, num_classes)

    def forward(self, x):
        return self.fc(self.avgpool(self.trunk_output(self.stem(x))).flatten(1))


def _regnet(depth, w_0, w_a, w_m, group_width, se_ratio=None, **kwargs):
    return RegNet(BlockParams.from_init_params(depth, w_0, w_a, w_m, group_width, se_ratio=se_ratio), **kwargs)


regnet_y_400mf = factory(_regnet, 16, 48, 27.89, 2.09, 8, 0.25)
regnet_y_800mf = factory(_regnet, 14, 56, 38.84, 2.4, 16, 0.25)
regnet_y_1_6gf = factory(_regnet, 27, 48, 20.71, 2.65, 24, 0.25)
regnet_y_3_2gf = factory(_regnet, 21, 80, 42.63, 2.66, 24, 0.25)
regnet_y_8gf = factory(_regnet, 17, 192, 76.82, 2.19, 56, 0.25)
regnet_y_16gf = factory(_regnet, 18, 200, 106.23, 2.48, 112, 0.25)
regnet_y_32gf = factory(_regnet, 20, 232, 115.89, 2.53, 232, 0.25)
regnet_y_128gf = factory(_regnet, 27, 456, 160.83, 2.52, 264, 0.25)
regnet_x_400mf = factory(_regnet, 22, 24, 24.48, 2.54, 16)
regnet_x_800mf = factory(_regnet, 16, 56, 35.73, 2.28, 16)
regnet_x_1_6gf = factory(_regnet, 18, 80, 34.01, 2.25, 24)
regnet_x_3_2gf = factory(_regnet, 25, 88, 26.31, 2.25, 48)
regnet_x_8gf = factory(_regnet, 23, 80, 49.56, 2.88, 120)
regnet_x_16gf = factory(_regnet, 22, 216, 55.59, 2.1, 128)
regnet_x_32gf = factory(_regnet, 23, 320, 69.86, 2.0, 168)
__getattr__ = named
