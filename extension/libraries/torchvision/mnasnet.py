"""torchvision.models.mnasnet."""
from torch import nn
from torchvision.models._api import factory, named

_momentum = 1 - 0.9997


def _conv(in_ch, out_ch, kernel, stride=1, groups=1):
    return [nn.Conv2d(in_ch, out_ch, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(out_ch, momentum=_momentum)]


class _InvertedResidual(nn.Module):
    def __init__(self, in_ch, out_ch, kernel_size, stride, expansion_factor, bn_momentum=0.1):
        super().__init__()
        mid = in_ch * expansion_factor
        self.apply_residual = in_ch == out_ch and stride == 1
        self.layers = nn.Sequential(
            *_conv(in_ch, mid, 1), nn.ReLU(True), *_conv(mid, mid, kernel_size, stride, mid), nn.ReLU(True), *_conv(mid, out_ch, 1))

    def forward(self, input):
        return self.layers(input) + input if self.apply_residual else self.layers(input)


def _stack(in_ch, out_ch, kernel_size, stride, factor, repeats):
    return nn.Sequential(
        _InvertedResidual(in_ch, out_ch, kernel_size, stride, factor), *[_InvertedResidual(out_ch, out_ch, kernel_size, 1, factor) for _ in range(1, repeats)])


def _rounded(value):
    near = max(8, int(value + 4) // 8 * 8)
    return near if near >= 0.9 * value else near + 8


class MNASNet(nn.Module):
    def __init__(self, alpha, num_classes=1000, dropout=0.2):
        super().__init__()
        self.alpha = alpha
        self.num_classes = num_classes
        d = [_rounded(depth * alpha) for depth in (32, 16, 24, 40, 80, 96, 192, 320)]
        self.layers = nn.Sequential(
            *_conv(3, d[0], 3, 2), nn.ReLU(True), *_conv(d[0], d[0], 3, groups=d[0]), nn.ReLU(True), *_conv(d[0], d[1], 1),
            _stack(d[1], d[2], 3, 2, 3, 3), _stack(d[2], d[3], 5, 2, 3, 3), _stack(d[3], d[4], 5, 2, 6, 3), _stack(d[4], d[5], 3, 1, 6, 2),
            _stack(d[5], d[6], 5, 2, 6, 4), _stack(d[6], d[7], 3, 1, 6, 1), *_conv(d[7], 1280, 1), nn.ReLU(True))
        self.classifier = nn.Sequential(nn.Dropout(dropout, True), nn.Linear(1280, num_classes))

    def forward(self, x):
        return self.classifier(self.layers(x).mean([2, 3]))


mnasnet0_5, mnasnet0_75 = factory(MNASNet, 0.5), factory(MNASNet, 0.75)
mnasnet1_0, mnasnet1_3 = factory(MNASNet, 1.0), factory(MNASNet, 1.3)
__getattr__ = named
