"""torchvision.models.convnext."""
from functools import partial
import torch
import torch.nn.functional as F
from torch import nn
from torchvision.models._api import factory, named
from torchvision.ops import Conv2dNormActivation, Permute, StochasticDepth


class LayerNorm2d(nn.LayerNorm):
    def forward(self, x):
        return F.layer_norm(x.permute(0, 2, 3, 1), self.normalized_shape, self.weight, self.bias, self.eps).permute(0, 3, 1, 2)


class CNBlock(nn.Module):
    def __init__(self, dim, layer_scale, stochastic_depth_prob, norm_layer=None):
        super().__init__()
        norm_layer = norm_layer or partial(nn.LayerNorm, eps=1e-6)
        self.block = nn.Sequential(
            nn.Conv2d(dim, dim, 7, padding=3, groups=dim), Permute([0, 2, 3, 1]), norm_layer(dim),
            nn.Linear(dim, 4 * dim), nn.GELU(), nn.Linear(4 * dim, dim), Permute([0, 3, 1, 2]))
        self.layer_scale = nn.Parameter(torch.ones(dim, 1, 1) * layer_scale)
        self.stochastic_depth = StochasticDepth(stochastic_depth_prob, 'row')

    def forward(self, input):
        result = self.stochastic_depth(self.layer_scale * self.block(input))
        result += input
        return result


class CNBlockConfig:
    def __init__(self, input_channels, out_channels, num_layers):
        self.input_channels = input_channels
        self.out_channels = out_channels
        self.num_layers = num_layers


class ConvNeXt(nn.Module):
    def __init__(self, block_setting, stochastic_depth_prob=0.0, layer_scale=1e-6, num_classes=1000, block=None, norm_layer=None, **kwargs):
        super().__init__()
        norm_layer = norm_layer or partial(LayerNorm2d, eps=1e-6)
        layers = [Conv2dNormActivation(3, block_setting[0].input_channels, 4, 4, 0, norm_layer=norm_layer, activation_layer=None, bias=True)]
        total = sum(cnf.num_layers for cnf in block_setting)
        made = 0
        for cnf in block_setting:
            width = cnf.input_channels
            stage = []
            for _ in range(cnf.num_layers):
                stage.append((block or CNBlock)(width, layer_scale, stochastic_depth_prob * made / (total - 1)))
                made += 1
            layers.append(nn.Sequential(*stage))
            if cnf.out_channels is not None:
                layers.append(nn.Sequential(norm_layer(width), nn.Conv2d(width, cnf.out_channels, 2, 2)))
                width = cnf.out_channels
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(norm_layer(width), nn.Flatten(1), nn.Linear(width, num_classes))

    def _forward_impl(self, x):
        return self.classifier(self.avgpool(self.features(x)))

    def forward(self, x):
        return self._forward_impl(x)


def _convnext(width, depth, **kwargs):
    widths = [width, 2 * width, 4 * width, 8 * width, None]
    return ConvNeXt([CNBlockConfig(*widths[i:i + 2], count) for i, count in enumerate((3, 3, depth, 3))], **kwargs)


convnext_tiny = factory(_convnext, 96, 9, stochastic_depth_prob=0.1)
convnext_small = factory(_convnext, 96, 27, stochastic_depth_prob=0.4)
convnext_base = factory(_convnext, 128, 27, stochastic_depth_prob=0.5)
convnext_large = factory(_convnext, 192, 27, stochastic_depth_prob=0.5)
__getattr__ = named
