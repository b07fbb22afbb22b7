# fires: a small map
y = nn.AdaptiveAvgPool2d(7)(torch.randn(1, 8, 2, 2))  # <-
# fires: one side
y = nn.AdaptiveAvgPool2d((4, 4))(torch.randn(1, 8, 2, 16))  # <-
# fires: a signal
y = nn.AdaptiveMaxPool1d(16)(torch.randn(1, 8, 10))  # <-
# fires: VGG on small images
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(*[nn.Sequential(nn.Conv2d(4, 4, 3, padding=1), nn.MaxPool2d(2)) for _ in range(4)])
        self.pool = nn.AdaptiveAvgPool2d((7, 7))  # <-

    def forward(self, x):
        return self.pool(self.features(x)).flatten(1)


y = Net()(torch.randn(2, 4, 32, 32))
# fires: the functional form
y = F.adaptive_max_pool2d(torch.randn(1, 8, 3, 3), 5)  # <-
# fires: a volume
y = nn.AdaptiveAvgPool3d((2, 2, 2))(torch.randn(1, 8, 1, 8, 8))  # <-
# silent: smaller
y = nn.AdaptiveAvgPool2d(7)(torch.randn(1, 8, 14, 14))
# silent: the same size
y = nn.AdaptiveAvgPool2d(7)(torch.randn(1, 8, 7, 7))
# silent: one side left as it is
y = nn.AdaptiveAvgPool2d((None, 1))(torch.randn(1, 8, 3, 9))
# silent: global
y = nn.AdaptiveAvgPool2d(1)(torch.randn(1, 8, 1, 1))
# silent: an interpolation means it
y = F.interpolate(torch.randn(1, 8, 2, 2), size=7)
# silent: in a pyramid
x = torch.randn(1, 8, 6, 6)
y = torch.cat([F.adaptive_avg_pool2d(x, bins).flatten(1) for bins in (1, 2, 3, 6)], 1)
