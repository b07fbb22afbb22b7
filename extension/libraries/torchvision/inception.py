"""torchvision.models.inception."""
from collections import namedtuple
import torch
import torch.nn.functional as F
from torch import nn
from torchvision.models._api import fixed, named, trained

InceptionOutputs = _InceptionOutputs = namedtuple('InceptionOutputs', ['logits', 'aux_logits'])


class BasicConv2d(nn.Module):
    def __init__(self, in_channels, out_channels, **kwargs):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, bias=False, **kwargs)
        self.bn = nn.BatchNorm2d(out_channels, eps=0.001)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)), inplace=True)


# Kernels by the last part of a branch's name: sizes and padding.
_wide, _tall = {'kernel_size': (1, 7), 'padding': (0, 3)}, {'kernel_size': (7, 1), 'padding': (3, 0)}
_row, _column = {'kernel_size': (1, 3), 'padding': (0, 1)}, {'kernel_size': (3, 1), 'padding': (1, 0)}
_point, _square, _halve = {'kernel_size': 1}, {'kernel_size': 3, 'padding': 1}, {'kernel_size': 3, 'stride': 2}


def _averaged(x):
    return F.avg_pool2d(x, 3, 1, 1)


class _Mixed(nn.Module):
    """Branches side by side."""

    def __init__(self, conv_block, layers):
        super().__init__()
        for name, (in_channels, out_channels, kernel) in layers.items():
            setattr(self, name, (conv_block or BasicConv2d)(in_channels, out_channels, **kernel))

    def _run(self, x, *names):
        for name in names:
            x = getattr(self, name)(x)
        return x

    def forward(self, x):
        return torch.cat(self._forward(x), 1)


class InceptionA(_Mixed):
    def __init__(self, in_channels, pool_features, conv_block=None):
        super().__init__(conv_block, {
            'branch1x1': (in_channels, 64, _point),
            'branch5x5_1': (in_channels, 48, _point), 'branch5x5_2': (48, 64, {'kernel_size': 5, 'padding': 2}),
            'branch3x3dbl_1': (in_channels, 64, _point), 'branch3x3dbl_2': (64, 96, _square), 'branch3x3dbl_3': (96, 96, _square),
            'branch_pool': (in_channels, pool_features, _point)})

    def _forward(self, x):
        return [self.branch1x1(x), self._run(x, 'branch5x5_1', 'branch5x5_2'),
                self._run(x, 'branch3x3dbl_1', 'branch3x3dbl_2', 'branch3x3dbl_3'), self.branch_pool(_averaged(x))]


class InceptionB(_Mixed):
    def __init__(self, in_channels, conv_block=None):
        super().__init__(conv_block, {
            'branch3x3': (in_channels, 384, _halve),
            'branch3x3dbl_1': (in_channels, 64, _point), 'branch3x3dbl_2': (64, 96, _square), 'branch3x3dbl_3': (96, 96, _halve)})

    def _forward(self, x):
        return [self.branch3x3(x), self._run(x, 'branch3x3dbl_1', 'branch3x3dbl_2', 'branch3x3dbl_3'), F.max_pool2d(x, 3, 2)]


class InceptionC(_Mixed):
    def __init__(self, in_channels, channels_7x7, conv_block=None):
        c7 = channels_7x7
        super().__init__(conv_block, {
            'branch1x1': (in_channels, 192, _point),
            'branch7x7_1': (in_channels, c7, _point), 'branch7x7_2': (c7, c7, _wide), 'branch7x7_3': (c7, 192, _tall),
            'branch7x7dbl_1': (in_channels, c7, _point), 'branch7x7dbl_2': (c7, c7, _tall), 'branch7x7dbl_3': (c7, c7, _wide),
            'branch7x7dbl_4': (c7, c7, _tall), 'branch7x7dbl_5': (c7, 192, _wide),
            'branch_pool': (in_channels, 192, _point)})

    def _forward(self, x):
        return [self.branch1x1(x), self._run(x, 'branch7x7_1', 'branch7x7_2', 'branch7x7_3'),
                self._run(x, *[f'branch7x7dbl_{i}' for i in range(1, 6)]), self.branch_pool(_averaged(x))]


class InceptionD(_Mixed):
    def __init__(self, in_channels, conv_block=None):
        super().__init__(conv_block, {
            'branch3x3_1': (in_channels, 192, _point), 'branch3x3_2': (192, 320, _halve),
            'branch7x7x3_1': (in_channels, 192, _point), 'branch7x7x3_2': (192, 192, _wide), 'branch7x7x3_3': (192, 192, _tall),
            'branch7x7x3_4': (192, 192, _halve)})

    def _forward(self, x):
        return [self._run(x, 'branch3x3_1', 'branch3x3_2'), self._run(x, *[f'branch7x7x3_{i}' for i in range(1, 5)]), F.max_pool2d(x, 3, 2)]


class InceptionE(_Mixed):
    def __init__(self, in_channels, conv_block=None):
        super().__init__(conv_block, {
            'branch1x1': (in_channels, 320, _point),
            'branch3x3_1': (in_channels, 384, _point), 'branch3x3_2a': (384, 384, _row), 'branch3x3_2b': (384, 384, _column),
            'branch3x3dbl_1': (in_channels, 448, _point), 'branch3x3dbl_2': (448, 384, _square),
            'branch3x3dbl_3a': (384, 384, _row), 'branch3x3dbl_3b': (384, 384, _column),
            'branch_pool': (in_channels, 192, _point)})

    def _forward(self, x):
        single = self.branch3x3_1(x)
        double = self._run(x, 'branch3x3dbl_1', 'branch3x3dbl_2')
        return [self.branch1x1(x), torch.cat([self.branch3x3_2a(single), self.branch3x3_2b(single)], 1),
                torch.cat([self.branch3x3dbl_3a(double), self.branch3x3dbl_3b(double)], 1), self.branch_pool(_averaged(x))]


class InceptionAux(nn.Module):
    def __init__(self, in_channels, num_classes, conv_block=None):
        super().__init__()
        conv_block = conv_block or BasicConv2d
        self.conv0 = conv_block(in_channels, 128, kernel_size=1)
        self.conv1 = conv_block(128, 768, kernel_size=5)
        self.fc = nn.Linear(768, num_classes)

    def forward(self, x):
        x = self.conv1(self.conv0(F.avg_pool2d(x, 5, 3)))
        return self.fc(F.adaptive_avg_pool2d(x, (1, 1)).flatten(1))


class Inception3(nn.Module):
    def __init__(self, num_classes=1000, aux_logits=True, transform_input=False, inception_blocks=None, init_weights=None, dropout=0.5):
        super().__init__()
        conv, a, b, c, d, e, aux = inception_blocks or [BasicConv2d, InceptionA, InceptionB, InceptionC, InceptionD, InceptionE, InceptionAux]
        self.aux_logits = aux_logits
        self.transform_input = transform_input
        self.Conv2d_1a_3x3 = conv(3, 32, kernel_size=3, stride=2)
        self.Conv2d_2a_3x3 = conv(32, 32, kernel_size=3)
        self.Conv2d_2b_3x3 = conv(32, 64, kernel_size=3, padding=1)
        self.maxpool1 = nn.MaxPool2d(3, 2)
        self.Conv2d_3b_1x1 = conv(64, 80, kernel_size=1)
        self.Conv2d_4a_3x3 = conv(80, 192, kernel_size=3)
        self.maxpool2 = nn.MaxPool2d(3, 2)
        self.Mixed_5b = a(192, pool_features=32)
        self.Mixed_5c = a(256, pool_features=64)
        self.Mixed_5d = a(288, pool_features=64)
        self.Mixed_6a = b(288)
        self.Mixed_6b = c(768, channels_7x7=128)
        self.Mixed_6c = c(768, channels_7x7=160)
        self.Mixed_6d = c(768, channels_7x7=160)
        self.Mixed_6e = c(768, channels_7x7=192)
        self.AuxLogits = aux(768, num_classes) if aux_logits else None
        self.Mixed_7a = d(768)
        self.Mixed_7b = e(1280)
        self.Mixed_7c = e(2048)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.dropout = nn.Dropout(dropout)
        self.fc = nn.Linear(2048, num_classes)

    def forward(self, x):
        x = self.maxpool1(self.Conv2d_2b_3x3(self.Conv2d_2a_3x3(self.Conv2d_1a_3x3(x))))
        x = self.maxpool2(self.Conv2d_4a_3x3(self.Conv2d_3b_1x1(x)))
        x = self.Mixed_5d(self.Mixed_5c(self.Mixed_5b(x)))
        x = self.Mixed_6e(self.Mixed_6d(self.Mixed_6c(self.Mixed_6b(self.Mixed_6a(x)))))
        aux = self.AuxLogits(x) if self.AuxLogits is not None and self.training else None
        x = self.Mixed_7c(self.Mixed_7b(self.Mixed_7a(x)))
        x = self.fc(self.dropout(self.avgpool(x)).flatten(1))
        return InceptionOutputs(x, aux) if self.training and self.aux_logits else x


def inception_v3(weights=None, progress=True, *, pretrained=None, **kwargs):
    weights = trained(weights, pretrained, kwargs)
    if weights is None:
        return Inception3(**kwargs)
    fixed(kwargs, 'init_weights', False)
    model = Inception3(**{**kwargs, 'aux_logits': True})
    model.load_state_dict({})
    if not kwargs.get('aux_logits', True):
        model.aux_logits = False
        model.AuxLogits = None
    return model


__getattr__ = named
