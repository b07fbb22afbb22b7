"""torchvision.models.mobilenetv2."""
import torch.nn.functional as F
from torch import nn
from torchvision.models._api import factory, named
from torchvision.models._utils import _make_divisible
from torchvision.ops import Conv2dNormActivation


class InvertedResidual(nn.Module):
    def __init__(self, inp, oup, stride, expand_ratio, norm_layer=None):
        super().__init__()
        norm_layer = norm_layer or nn.BatchNorm2d
        self.stride = stride
        if stride not in [1, 2]:
            raise ValueError(f'stride should be 1 or 2 instead of {stride}')
        hidden = int(round(inp * expand_ratio))
        self.use_res_connect = stride == 1 and inp == oup
        layers = []
        if expand_ratio != 1:
            layers.append(Conv2dNormActivation(inp, hidden, 1, norm_layer=norm_layer, activation_layer=nn.ReLU6))
        self.conv = nn.Sequential(
            *layers, Conv2dNormActivation(hidden, hidden, stride=stride, groups=hidden, norm_layer=norm_layer, activation_layer=nn.ReLU6),
            nn.Conv2d(hidden, oup, 1, bias=False), norm_layer(oup))
        self.out_channels = oup
        self._is_cn = stride > 1

    def forward(self, x):
        return x + self.conv(x) if self.use_res_connect else self.conv(x)


class MobileNetV2(nn.Module):
    def __init__(self, num_classes=1000, width_mult=1.0, inverted_residual_setting=None, round_nearest=8, block=None, norm_layer=None, dropout=0.2):
        super().__init__()
        block = block or InvertedResidual
        settings = inverted_residual_setting or [
            [1, 16, 1, 1], [6, 24, 2, 2], [6, 32, 3, 2], [6, 64, 4, 2], [6, 96, 3, 1], [6, 160, 3, 2], [6, 320, 1, 1]]
        options = {'norm_layer': norm_layer or nn.BatchNorm2d}
        width = _make_divisible(32 * width_mult, round_nearest)
        self.last_channel = _make_divisible(1280 * max(1.0, width_mult), round_nearest)
        features = [Conv2dNormActivation(3, width, stride=2, activation_layer=nn.ReLU6, **options)]
        for ratio, channels, count, stride in settings:
            channels = _make_divisible(channels * width_mult, round_nearest)
            for i in range(count):
                features.append(block(width, channels, 1 if i else stride, expand_ratio=ratio, **options))
                width = channels
        features.append(Conv2dNormActivation(width, self.last_channel, 1, activation_layer=nn.ReLU6, **options))
        self.features = nn.Sequential(*features)
        self.classifier = nn.Sequential(nn.Dropout(dropout), nn.Linear(self.last_channel, num_classes))

    def _forward_impl(self, x):
        return self.classifier(F.adaptive_avg_pool2d(self.features(x), (1, 1)).flatten(1))

    def forward(self, x):
        return self._forward_impl(x)


mobilenet_v2 = factory(MobileNetV2)
__getattr__ = named
