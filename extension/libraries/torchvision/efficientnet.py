"""torchvision.models.efficientnet."""
from copy import copy
from functools import partial
from math import ceil
from torch import nn
from torchvision.models._api import factory, named
from torchvision.models._utils import _make_divisible
from torchvision.ops import Conv2dNormActivation, SqueezeExcitation, StochasticDepth


class _MBConvConfig:
    def __init__(self, expand_ratio, kernel, stride, input_channels, out_channels, num_layers, block):
        self.expand_ratio = expand_ratio
        self.kernel = kernel
        self.stride = stride
        self.input_channels = input_channels
        self.out_channels = out_channels
        self.num_layers = num_layers
        self.block = block

    @staticmethod
    def adjust_channels(channels, width_mult, min_value=None):
        return _make_divisible(channels * width_mult, 8, min_value)


class MBConvConfig(_MBConvConfig):
    def __init__(self, expand_ratio, kernel, stride, input_channels, out_channels, num_layers, width_mult=1.0, depth_mult=1.0, block=None):
        super().__init__(
            expand_ratio, kernel, stride, self.adjust_channels(input_channels, width_mult), self.adjust_channels(out_channels, width_mult),
            self.adjust_depth(num_layers, depth_mult), block or MBConv)

    @staticmethod
    def adjust_depth(num_layers, depth_mult):
        return int(ceil(num_layers * depth_mult))


class FusedMBConvConfig(_MBConvConfig):
    def __init__(self, expand_ratio, kernel, stride, input_channels, out_channels, num_layers, block=None):
        super().__init__(expand_ratio, kernel, stride, input_channels, out_channels, num_layers, block or FusedMBConv)


class _Block(nn.Module):
    def __init__(self, cnf, stochastic_depth_prob, layers):
        super().__init__()
        self.use_res_connect = cnf.stride == 1 and cnf.input_channels == cnf.out_channels
        self.block = nn.Sequential(*layers)
        self.stochastic_depth = StochasticDepth(stochastic_depth_prob, 'row')
        self.out_channels = cnf.out_channels

    def forward(self, input):
        result = self.block(input)
        if self.use_res_connect:
            result = self.stochastic_depth(result)
            result += input
        return result


class MBConv(_Block):
    def __init__(self, cnf, stochastic_depth_prob, norm_layer, se_layer=SqueezeExcitation):
        width = cnf.adjust_channels(cnf.input_channels, cnf.expand_ratio)
        layers = []
        if width != cnf.input_channels:
            layers.append(Conv2dNormActivation(cnf.input_channels, width, 1, norm_layer=norm_layer, activation_layer=nn.SiLU))
        layers += [
            Conv2dNormActivation(width, width, cnf.kernel, cnf.stride, groups=width, norm_layer=norm_layer, activation_layer=nn.SiLU),
            se_layer(width, max(1, cnf.input_channels // 4), activation=partial(nn.SiLU, inplace=True)),
            Conv2dNormActivation(width, cnf.out_channels, 1, norm_layer=norm_layer, activation_layer=None)]
        super().__init__(cnf, stochastic_depth_prob, layers)


class FusedMBConv(_Block):
    def __init__(self, cnf, stochastic_depth_prob, norm_layer):
        width = cnf.adjust_channels(cnf.input_channels, cnf.expand_ratio)
        expands = width != cnf.input_channels
        layers = [Conv2dNormActivation(
            cnf.input_channels, width if expands else cnf.out_channels, cnf.kernel, cnf.stride, norm_layer=norm_layer, activation_layer=nn.SiLU)]
        if expands:
            layers.append(Conv2dNormActivation(width, cnf.out_channels, 1, norm_layer=norm_layer, activation_layer=None))
        super().__init__(cnf, stochastic_depth_prob, layers)


class EfficientNet(nn.Module):
    def __init__(self, inverted_residual_setting, dropout, stochastic_depth_prob=0.2, num_classes=1000, norm_layer=None, last_channel=None):
        super().__init__()
        norm_layer = norm_layer or nn.BatchNorm2d
        settings = inverted_residual_setting
        options = {'norm_layer': norm_layer, 'activation_layer': nn.SiLU}
        layers = [Conv2dNormActivation(3, settings[0].input_channels, 3, 2, **options)]
        total = sum(cnf.num_layers for cnf in settings)
        made = 0
        for cnf in settings:
            stage = []
            for i in range(cnf.num_layers):
                own = copy(cnf)
                if i > 0:
                    own.input_channels = own.out_channels
                    own.stride = 1
                stage.append(own.block(own, stochastic_depth_prob * made / total, norm_layer))
                made += 1
            layers.append(nn.Sequential(*stage))
        before = settings[-1].out_channels
        last = 4 * before if last_channel is None else last_channel
        self.features = nn.Sequential(*layers, Conv2dNormActivation(before, last, 1, **options))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(nn.Dropout(dropout, True), nn.Linear(last, num_classes))

    def _forward_impl(self, x):
        return self.classifier(self.avgpool(self.features(x)).flatten(1))

    def forward(self, x):
        return self._forward_impl(x)


def _b(width_mult, depth_mult, **kwargs):
    rows = [(1, 3, 1, 32, 16, 1), (6, 3, 2, 16, 24, 2), (6, 5, 2, 24, 40, 2), (6, 3, 2, 40, 80, 3), (6, 5, 1, 80, 112, 3), (6, 5, 2, 112, 192, 4),
            (6, 3, 1, 192, 320, 1)]
    return EfficientNet([MBConvConfig(*row, width_mult, depth_mult) for row in rows], **kwargs)


def _v2(fused, rows, **kwargs):
    return EfficientNet(
        [FusedMBConvConfig(*row) for row in fused] + [MBConvConfig(*row) for row in rows],
        **{'last_channel': 1280, 'norm_layer': partial(nn.BatchNorm2d, eps=0.001), **kwargs})


_slow = partial(nn.BatchNorm2d, eps=0.001, momentum=0.01)
efficientnet_b0 = factory(_b, 1.0, 1.0, dropout=0.2)
efficientnet_b1 = factory(_b, 1.0, 1.1, dropout=0.2)
efficientnet_b2 = factory(_b, 1.1, 1.2, dropout=0.3)
efficientnet_b3 = factory(_b, 1.2, 1.4, dropout=0.3)
efficientnet_b4 = factory(_b, 1.4, 1.8, dropout=0.4)
efficientnet_b5 = factory(_b, 1.6, 2.2, dropout=0.4, norm_layer=_slow)
efficientnet_b6 = factory(_b, 1.8, 2.6, dropout=0.5, norm_layer=_slow)
efficientnet_b7 = factory(_b, 2.0, 3.1, dropout=0.5, norm_layer=_slow)
efficientnet_v2_s = factory(
    _v2, [(1, 3, 1, 24, 24, 2), (4, 3, 2, 24, 48, 4), (4, 3, 2, 48, 64, 4)],
    [(4, 3, 2, 64, 128, 6), (6, 3, 1, 128, 160, 9), (6, 3, 2, 160, 256, 15)], dropout=0.2)
efficientnet_v2_m = factory(
    _v2, [(1, 3, 1, 24, 24, 3), (4, 3, 2, 24, 48, 5), (4, 3, 2, 48, 80, 5)],
    [(4, 3, 2, 80, 160, 7), (6, 3, 1, 160, 176, 14), (6, 3, 2, 176, 304, 18), (6, 3, 1, 304, 512, 5)], dropout=0.3)
efficientnet_v2_l = factory(
    _v2, [(1, 3, 1, 32, 32, 4), (4, 3, 2, 32, 64, 7), (4, 3, 2, 64, 96, 7)],
    [(4, 3, 2, 96, 192, 10), (6, 3, 1, 192, 224, 19), (6, 3, 2, 224, 384, 25), (6, 3, 1, 384, 640, 7)], dropout=0.4)
__getattr__ = named
