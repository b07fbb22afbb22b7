"""torchvision.models.mobilenetv3."""
from functools import partial
from torch import nn
from torchvision.models._api import factory, named
from torchvision.models._utils import _make_divisible
from torchvision.ops import Conv2dNormActivation, SqueezeExcitation


class InvertedResidualConfig:
    def __init__(self, input_channels, kernel, expanded_channels, out_channels, use_se, activation, stride, dilation, width_mult):
        self.input_channels = self.adjust_channels(input_channels, width_mult)
        self.kernel = kernel
        self.expanded_channels = self.adjust_channels(expanded_channels, width_mult)
        self.out_channels = self.adjust_channels(out_channels, width_mult)
        self.use_se = use_se
        self.use_hs = activation == 'HS'
        self.stride = stride
        self.dilation = dilation

    @staticmethod
    def adjust_channels(channels, width_mult):
        return _make_divisible(channels * width_mult, 8)


class InvertedResidual(nn.Module):
    def __init__(self, cnf, norm_layer, se_layer=partial(SqueezeExcitation, scale_activation=nn.Hardsigmoid)):
        super().__init__()
        width = cnf.expanded_channels
        self.use_res_connect = cnf.stride == 1 and cnf.input_channels == cnf.out_channels
        options = {'norm_layer': norm_layer, 'activation_layer': nn.Hardswish if cnf.use_hs else nn.ReLU}
        layers = []
        if width != cnf.input_channels:
            layers.append(Conv2dNormActivation(cnf.input_channels, width, 1, **options))
        layers.append(Conv2dNormActivation(
            width, width, cnf.kernel, 1 if cnf.dilation > 1 else cnf.stride, dilation=cnf.dilation, groups=width, **options))
        if cnf.use_se:
            layers.append(se_layer(width, _make_divisible(width // 4, 8)))
        layers.append(Conv2dNormActivation(width, cnf.out_channels, 1, norm_layer=norm_layer, activation_layer=None))
        self.block = nn.Sequential(*layers)
        self.out_channels = cnf.out_channels
        self._is_cn = cnf.stride > 1

    def forward(self, input):
        result = self.block(input)
        if self.use_res_connect:
            result += input
        return result


class MobileNetV3(nn.Module):
    def __init__(self, inverted_residual_setting, last_channel, num_classes=1000, block=None, norm_layer=None, dropout=0.2, **kwargs):
        super().__init__()
        block = block or InvertedResidual
        norm_layer = norm_layer or partial(nn.BatchNorm2d, eps=0.001, momentum=0.01)
        options = {'norm_layer': norm_layer, 'activation_layer': nn.Hardswish}
        first, last = inverted_residual_setting[0].input_channels, inverted_residual_setting[-1].out_channels
        self.features = nn.Sequential(
            Conv2dNormActivation(3, first, 3, 2, **options), *[block(cnf, norm_layer) for cnf in inverted_residual_setting],
            Conv2dNormActivation(last, 6 * last, 1, **options))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(nn.Linear(6 * last, last_channel), nn.Hardswish(True), nn.Dropout(dropout, True), nn.Linear(last_channel, num_classes))

    def _forward_impl(self, x):
        return self.classifier(self.avgpool(self.features(x)).flatten(1))

    def forward(self, x):
        return self._forward_impl(x)


# Channels, kernel, expanded channels, channels after, squeeze, activation, stride; the last blocks of each are its tail.
_large = [
    (16, 3, 16, 16, False, 'RE', 1), (16, 3, 64, 24, False, 'RE', 2), (24, 3, 72, 24, False, 'RE', 1), (24, 5, 72, 40, True, 'RE', 2),
    (40, 5, 120, 40, True, 'RE', 1), (40, 5, 120, 40, True, 'RE', 1), (40, 3, 240, 80, False, 'HS', 2), (80, 3, 200, 80, False, 'HS', 1),
    (80, 3, 184, 80, False, 'HS', 1), (80, 3, 184, 80, False, 'HS', 1), (80, 3, 480, 112, True, 'HS', 1), (112, 3, 672, 112, True, 'HS', 1),
    (112, 5, 672, 160, True, 'HS', 2), (160, 5, 960, 160, True, 'HS', 1), (160, 5, 960, 160, True, 'HS', 1)]
_small = [
    (16, 3, 16, 16, True, 'RE', 2), (16, 3, 72, 24, False, 'RE', 2), (24, 3, 88, 24, False, 'RE', 1), (24, 5, 96, 40, True, 'HS', 2),
    (40, 5, 240, 40, True, 'HS', 1), (40, 5, 240, 40, True, 'HS', 1), (40, 5, 120, 48, True, 'HS', 1), (48, 5, 144, 48, True, 'HS', 1),
    (48, 5, 288, 96, True, 'HS', 2), (96, 5, 576, 96, True, 'HS', 1), (96, 5, 576, 96, True, 'HS', 1)]


def _mobilenet_v3(rows, last_channel, width_mult=1.0, reduced_tail=False, dilated=False, **kwargs):
    divider = 2 if reduced_tail else 1
    settings = []
    for i, (channels, kernel, expanded, out, squeeze, activation, stride) in enumerate(rows):
        tail = i - (len(rows) - 3)
        if tail >= 0:
            out //= divider
        if tail > 0:
            channels, expanded = channels // divider, expanded // divider
        dilation = 2 if dilated and tail >= 0 else 1
        settings.append(InvertedResidualConfig(channels, kernel, expanded, out, squeeze, activation, stride, dilation, width_mult))
    return MobileNetV3(settings, InvertedResidualConfig.adjust_channels(last_channel // divider, width_mult), **kwargs)


mobilenet_v3_large = factory(_mobilenet_v3, _large, 1280)
mobilenet_v3_small = factory(_mobilenet_v3, _small, 1024)
__getattr__ = named
