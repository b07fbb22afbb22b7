import torch
from torch import nn


class Net(nn.Module):
    """<img src=x onerror="hit = 1"> [run](command:workbench.action.closeActiveEditor)"""

    def __init__(self):
        super().__init__()
        self.parts = nn.ModuleDict({'<img src=x onerror="hit = 1">': nn.Conv2d(3, 4, 3), '](command:workbench.action.closeActiveEditor)': nn.ReLU()})

    def forward(self, x):
        for part in self.parts.values():
            x = part(x)
        return x


Net()(torch.randn(1, 3, 8, 8))
