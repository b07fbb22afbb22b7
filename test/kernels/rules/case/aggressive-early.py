# fires: a stem for large images
net = nn.Sequential(nn.Conv2d(3, 8, 7, stride=4, padding=3), nn.MaxPool2d(2), nn.Conv2d(8, 8, 3, padding=1), nn.Conv2d(8, 8, 3, padding=1))  # <-
y = net(torch.randn(2, 3, 32, 32))
# fires: a pool after each of the first layers
net = nn.Sequential(
    nn.Conv2d(3, 8, 3, padding=1),
    nn.MaxPool2d(3, stride=3, padding=1),
    nn.Conv2d(8, 8, 3, padding=1),
    nn.MaxPool2d(2, ceil_mode=True),  # <-
    nn.Conv2d(8, 8, 3, padding=1),
)
y = net(torch.randn(2, 3, 32, 32))
# fires: strides alone
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(1, 8, 5, stride=2, padding=2)
        self.b = nn.Conv2d(8, 8, 5, stride=4, padding=2)  # <-
        self.c = nn.Conv2d(8, 8, 3, padding=1)

    def forward(self, x):
        return self.c(F.relu(self.b(F.relu(self.a(x)))))


y = Net()(torch.randn(2, 1, 64, 64))
# fires: pools before any convolution
net = nn.Sequential(
    nn.AvgPool2d(8),  # <-
    nn.Conv2d(3, 8, 3, padding=1),
    nn.Conv2d(8, 8, 3, padding=1),
    nn.Conv2d(8, 8, 3, padding=1),
)
y = net(torch.randn(2, 3, 64, 64))
# fires: functional pools
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.convs = nn.ModuleList([nn.Conv2d(4, 4, 3, padding=1) for _ in range(3)])

    def forward(self, x):
        x = F.max_pool2d(self.convs[0](x), 4)
        x = F.max_pool2d(self.convs[1](x), 2)  # <-
        return self.convs[2](x)


y = Net()(torch.randn(2, 4, 48, 48))
# fires: a large image whose every pixel is predicted
net = nn.Sequential(
    nn.Conv2d(3, 8, 3, stride=2, padding=1),
    nn.Conv2d(8, 8, 3, stride=4, padding=1),  # <-
    nn.Conv2d(8, 8, 3, padding=1),
    nn.Upsample(scale_factor=8),
)
y = net(torch.randn(1, 3, 256, 256))
# silent: a gentle start
net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.MaxPool2d(2), nn.Conv2d(8, 8, 3, padding=1), nn.MaxPool2d(2), nn.Conv2d(8, 8, 3, padding=1))
y = net(torch.randn(2, 3, 32, 32))
# silent: a large input
net = nn.Sequential(nn.Conv2d(3, 8, 7, stride=4, padding=3), nn.MaxPool2d(2), nn.Conv2d(8, 8, 3, padding=1), nn.Conv2d(8, 8, 3, padding=1))
y = net(torch.randn(2, 3, 224, 224))
# silent: two convolutions only
net = nn.Sequential(nn.Conv2d(1, 8, 5, stride=2), nn.MaxPool2d(2), nn.Conv2d(8, 8, 3), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(32, 2))
y = net(torch.randn(2, 1, 28, 28))
# silent: a gate of global averages
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, padding=1)
        self.squeeze = nn.Conv2d(8, 2, 1)
        self.excite = nn.Conv2d(2, 8, 1)
        self.last = nn.Conv2d(8, 8, 3, padding=1)

    def forward(self, x):
        x = self.conv(x)
        gate = self.excite(F.relu(self.squeeze(F.adaptive_avg_pool2d(x, 1)))).sigmoid()
        return self.last(x * gate)


y = Block()(torch.randn(2, 3, 32, 32))
# silent: patches of a transformer
net = nn.Sequential(nn.Conv2d(3, 16, 8, stride=8), nn.Flatten(2))
y = net(torch.randn(2, 3, 64, 64))
# silent: downsampled late
net = nn.Sequential(*[nn.Conv2d(4, 4, 3, padding=1) for _ in range(4)], nn.MaxPool2d(8), nn.Conv2d(4, 4, 3, padding=1))
y = net(torch.randn(2, 4, 64, 64))
