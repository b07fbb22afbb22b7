"""torchvision.models.shufflenetv2."""
import torch
from torch import nn
from torchvision.models._api import factory, named


def channel_shuffle(x, groups):
    n, channels, height, width = x.size()
    return x.view(n, groups, channels // groups, height, width).transpose(1, 2).contiguous().view(n, channels, height, width)


def _pointwise(inp, oup):
    return [nn.Conv2d(inp, oup, 1, bias=False), nn.BatchNorm2d(oup), nn.ReLU(True)]


class InvertedResidual(nn.Module):
    def __init__(self, inp, oup, stride):
        super().__init__()
        self.stride = stride
        width = oup // 2
        self.branch1 = nn.Sequential()
        if stride > 1:
            self.branch1 = nn.Sequential(self.depthwise_conv(inp, inp, 3, stride, 1), nn.BatchNorm2d(inp), *_pointwise(inp, width))
        self.branch2 = nn.Sequential(
            *_pointwise(inp if stride > 1 else width, width), self.depthwise_conv(width, width, 3, stride, 1), nn.BatchNorm2d(width), *_pointwise(width, width))

    @staticmethod
    def depthwise_conv(i, o, kernel_size, stride=1, padding=0, bias=False):
        return nn.Conv2d(i, o, kernel_size, stride, padding, bias=bias, groups=i)

    def forward(self, x):
        if self.stride == 1:
            first, second = x.chunk(2, dim=1)
        else:
            first, second = self.branch1(x), x
        return channel_shuffle(torch.cat((first, self.branch2(second)), 1), 2)


class ShuffleNetV2(nn.Module):
    def __init__(self, stages_repeats, stages_out_channels, num_classes=1000, inverted_residual=InvertedResidual):
        super().__init__()
        self._stage_out_channels = stages_out_channels
        width, *stages, last = stages_out_channels
        self.conv1 = nn.Sequential(nn.Conv2d(3, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(True))
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        for i, (repeats, stage) in enumerate(zip(stages_repeats, stages)):
            blocks = [inverted_residual(width, stage, 2)] + [inverted_residual(stage, stage, 1) for _ in range(repeats - 1)]
            setattr(self, f'stage{i + 2}', nn.Sequential(*blocks))
            width = stage
        self.conv5 = nn.Sequential(*_pointwise(width, last))
        self.fc = nn.Linear(last, num_classes)

    def _forward_impl(self, x):
        x = self.stage4(self.stage3(self.stage2(self.maxpool(self.conv1(x)))))
        return self.fc(self.conv5(x).mean([2, 3]))

    def forward(self, x):
        return self._forward_impl(x)


shufflenet_v2_x0_5 = factory(ShuffleNetV2, [4, 8, 4], [24, 48, 96, 192, 1024])
shufflenet_v2_x1_0 = factory(ShuffleNetV2, [4, 8, 4], [24, 116, 232, 464, 1024])
shufflenet_v2_x1_5 = factory(ShuffleNetV2, [4, 8, 4], [24, 176, 352, 704, 1024])
shufflenet_v2_x2_0 = factory(ShuffleNetV2, [4, 8, 4], [24, 244, 488, 976, 2048])
__getattr__ = named
