"""torchvision.models.vgg."""
from torch import nn
from torchvision.models._api import factory, named


class VGG(nn.Module):
    def __init__(self, features, num_classes=1000, init_weights=True, dropout=0.5):
        super().__init__()
        self.features = features
        self.avgpool = nn.AdaptiveAvgPool2d((7, 7))
        self.classifier = nn.Sequential(
            nn.Linear(512 * 7 * 7, 4096), nn.ReLU(True), nn.Dropout(dropout),
            nn.Linear(4096, 4096), nn.ReLU(True), nn.Dropout(dropout), nn.Linear(4096, num_classes))

    def forward(self, x):
        return self.classifier(self.avgpool(self.features(x)).flatten(1))


def make_layers(cfg, batch_norm=False):
    layers = []
    channels = 3
    for width in cfg:
        if width == 'M':
            layers.append(nn.MaxPool2d(2, 2))
            continue
        layers.append(nn.Conv2d(channels, width, 3, padding=1))
        if batch_norm:
            layers.append(nn.BatchNorm2d(width))
        layers.append(nn.ReLU(True))
        channels = width
    return nn.Sequential(*layers)


def _stages(*counts):
    return [width for count, size in zip(counts, (64, 128, 256, 512, 512)) for width in [size] * count + ['M']]


cfgs = {'A': _stages(1, 1, 2, 2, 2), 'B': _stages(2, 2, 2, 2, 2), 'D': _stages(2, 2, 3, 3, 3), 'E': _stages(2, 2, 4, 4, 4)}


def _vgg(cfg, batch_norm, **kwargs):
    return VGG(make_layers(cfgs[cfg], batch_norm), **kwargs)


vgg11, vgg11_bn = factory(_vgg, 'A', False), factory(_vgg, 'A', True)
vgg13, vgg13_bn = factory(_vgg, 'B', False), factory(_vgg, 'B', True)
vgg16, vgg16_bn = factory(_vgg, 'D', False), factory(_vgg, 'D', True)
vgg19, vgg19_bn = factory(_vgg, 'E', False), factory(_vgg, 'E', True)
__getattr__ = named
