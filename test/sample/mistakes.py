"""Three small networks, each with a mistake that Shape Inspector finds before the run."""
import torch
import torch.nn as nn


class BiasBeforeNorm(nn.Module):
    """Runs, but the norm subtracts the mean, and the bias with it."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, kernel_size=3, padding=1)
        self.bn = nn.BatchNorm2d(16)

    def forward(self, x):
        return torch.relu(self.bn(self.conv(x)))


class ThreePools(nn.Module):
    """512 channels of a 3 x 3 map make 4608 features, not 512."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 128, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(128, 256, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(256, 512, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        )
        self.fc = nn.Linear(512, 10)

    def forward(self, x):
        x = self.features(x)
        x = x.flatten(1)
        return self.fc(x)


class WrongNorm(nn.Module):
    """The norm counts 32 channels where the convolution makes 64."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 64, 3, bias=False)
        self.bn = nn.BatchNorm2d(32)

    def forward(self, x):
        return self.bn(self.conv(x))


if __name__ == "__main__":
    BiasBeforeNorm()(torch.randn(8, 3, 32, 32))
    ThreePools()(torch.randn(8, 3, 24, 24))
    WrongNorm()(torch.randn(8, 3, 32, 32))
