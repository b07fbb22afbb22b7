# fires: an encoder and a decoder
net = nn.Sequential(
    nn.Conv2d(3, 8, 3, padding=1),
    nn.MaxPool2d(3, stride=2, padding=1),  # <-
    nn.Conv2d(8, 8, 3, padding=1),
    nn.MaxPool2d(3, stride=2, padding=1),  # <-
    nn.ConvTranspose2d(8, 8, 2, stride=2),
    nn.ConvTranspose2d(8, 5, 2, stride=2),
)
y = net(torch.randn(1, 3, 64, 64))
# fires: one interpolation at the end
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 8, 3, padding=1)
        self.b = nn.Conv2d(8, 8, 3, padding=1)
        self.head = nn.Conv2d(8, 21, 1)
        self.pool = nn.MaxPool2d(2)  # <-

    def forward(self, x):
        size = x.shape[-2:]
        x = self.pool(F.relu(self.a(x)))
        x = self.pool(F.relu(self.b(x)))
        return F.interpolate(self.head(x), size=size, mode='bilinear')


y = Net()(torch.randn(1, 3, 64, 64))
# fires: average pools
net = nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1),
    nn.AvgPool2d(2),  # <-
    nn.Conv2d(8, 8, 3, padding=1),
    nn.AvgPool2d(2),  # <-
    nn.Conv2d(8, 4 * 16, 1),
    nn.PixelShuffle(4),
)
y = net(torch.randn(1, 1, 32, 32))
# fires: residual blocks are no skips around the pool
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(8, 8, 3, padding=1)

    def forward(self, x):
        return x + self.conv(x)


net = nn.Sequential(
    nn.Conv2d(3, 8, 1),
    nn.MaxPool2d(2),  # <-
    Block(),
    nn.MaxPool2d(2),  # <-
    Block(),
    nn.Upsample(scale_factor=4),
    Block(),
    nn.Conv2d(8, 2, 1),
)
y = net(torch.randn(1, 3, 32, 32))
# fires: functional pools
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 8, 3, padding=1)
        self.b = nn.Conv2d(8, 8, 3, padding=1)
        self.up = nn.ConvTranspose2d(8, 2, 4, stride=4)

    def forward(self, x):
        x = F.max_pool2d(self.a(x), 2)  # <-
        x = F.max_pool2d(self.b(x), 2)  # <-
        return self.up(x)


y = Net()(torch.randn(1, 3, 32, 32))
# fires: three pools, one line
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.convs = nn.ModuleList([nn.Conv2d(4, 4, 3, padding=1) for _ in range(3)])
        self.pool = nn.MaxPool2d(2, 2)  # <-
        self.head = nn.Conv2d(4, 7, 1)

    def forward(self, x):
        for conv in self.convs:
            x = self.pool(F.relu(conv(x)))
        return F.interpolate(self.head(x), scale_factor=8)


y = Net()(torch.randn(1, 4, 64, 64))
# silent: skips
class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 8, 3, padding=1)
        self.b = nn.Conv2d(8, 8, 3, padding=1)
        self.c = nn.Conv2d(8, 8, 3, padding=1)
        self.up = nn.Upsample(scale_factor=2)
        self.d = nn.Conv2d(16, 8, 3, padding=1)
        self.e = nn.Conv2d(16, 2, 3, padding=1)

    def forward(self, x):
        a = self.a(x)
        b = self.b(F.max_pool2d(a, 2))
        c = self.c(F.max_pool2d(b, 2))
        y = self.d(torch.cat([self.up(c), b], 1))
        return self.e(torch.cat([self.up(y), a], 1))


y = UNet()(torch.randn(1, 3, 32, 32))
# silent: unpooling
class SegNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.pool = nn.MaxPool2d(2, return_indices=True)
        self.unpool = nn.MaxUnpool2d(2)
        self.a = nn.Conv2d(3, 8, 3, padding=1)
        self.b = nn.Conv2d(8, 2, 3, padding=1)

    def forward(self, x):
        x, i = self.pool(self.a(x))
        x, j = self.pool(x)
        return self.b(self.unpool(self.unpool(x, j), i))


y = SegNet()(torch.randn(1, 3, 32, 32))
# silent: a classifier
net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.MaxPool2d(2), nn.Conv2d(8, 8, 3, padding=1), nn.MaxPool2d(2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 5))
y = net(torch.randn(1, 3, 32, 32))
# silent: an autoencoder
net = nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1), nn.MaxPool2d(2), nn.Conv2d(8, 4, 3, padding=1), nn.MaxPool2d(2),
    nn.ConvTranspose2d(4, 8, 2, stride=2), nn.ConvTranspose2d(8, 1, 2, stride=2),
)
y = net(torch.randn(1, 1, 32, 32))
# silent: strided convolutions
net = nn.Sequential(nn.Conv2d(3, 8, 3, stride=2, padding=1), nn.Conv2d(8, 8, 3, stride=2, padding=1), nn.Conv2d(8, 5, 1), nn.Upsample(scale_factor=4))
y = net(torch.randn(1, 3, 32, 32))
# silent: a single pool in the stem
net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.MaxPool2d(2), nn.Conv2d(8, 5, 1), nn.Upsample(scale_factor=2))
y = net(torch.randn(1, 3, 32, 32))
