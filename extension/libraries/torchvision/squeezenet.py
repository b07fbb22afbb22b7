"""torchvision.models.squeezenet."""
import torch
from torch import nn
from torchvision.models._api import factory, named


class Fire(nn.Module):
    def __init__(self, inplanes, squeeze_planes, expand1x1_planes, expand3x3_planes):
        super().__init__()
        self.inplanes = inplanes
        self.squeeze = nn.Conv2d(inplanes, squeeze_planes, 1)
        self.squeeze_activation = nn.ReLU(True)
        self.expand1x1 = nn.Conv2d(squeeze_planes, expand1x1_planes, 1)
        self.expand1x1_activation = nn.ReLU(True)
        self.expand3x3 = nn.Conv2d(squeeze_planes, expand3x3_planes, 3, padding=1)
        self.expand3x3_activation = nn.ReLU(True)

    def forward(self, x):
        x = self.squeeze_activation(self.squeeze(x))
        return torch.cat([self.expand1x1_activation(self.expand1x1(x)), self.expand3x3_activation(self.expand3x3(x))], 1)


# The places of the layers that pool.
_pooled = {'1_0': (2, 6, 11), '1_1': (2, 5, 8)}


class SqueezeNet(nn.Module):
    def __init__(self, version='1_0', num_classes=1000, dropout=0.5):
        super().__init__()
        self.num_classes = num_classes
        if version not in _pooled:
            raise ValueError(f'Unsupported SqueezeNet version {version}: 1_0 or 1_1 expected')
        channels, kernel = (96, 7) if version == '1_0' else (64, 3)
        layers = [nn.Conv2d(3, channels, kernel, 2), nn.ReLU(True)]
        for width in (64, 64, 128, 128, 192, 192, 256, 256):
            while len(layers) in _pooled[version]:
                layers.append(nn.MaxPool2d(3, 2, ceil_mode=True))
            layers.append(Fire(channels, width // 4, width, width))
            channels = 2 * width
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Sequential(nn.Dropout(dropout), nn.Conv2d(512, num_classes, 1), nn.ReLU(True), nn.AdaptiveAvgPool2d((1, 1)))

    def forward(self, x):
        return self.classifier(self.features(x)).flatten(1)


squeezenet1_0, squeezenet1_1 = factory(SqueezeNet, '1_0'), factory(SqueezeNet, '1_1')
__getattr__ = named
