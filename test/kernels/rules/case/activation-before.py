# fires: ReLU
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.BatchNorm2d(8))  # <-
y = net(torch.randn(2, 3, 8, 8))
# fires: in place
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(inplace=True), nn.BatchNorm2d(8))  # <-
y = net(torch.randn(2, 3, 8, 8))
# fires: in forward
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.norm = nn.BatchNorm2d(8)  # <-

    def forward(self, x):
        return self.norm(F.gelu(self.conv(x)))


y = Net()(torch.randn(2, 3, 8, 8))
# fires: a linear layer
net = nn.Sequential(nn.Linear(8, 8), nn.LeakyReLU(0.2), nn.BatchNorm1d(8))  # <-
y = net(torch.randn(4, 8))
# fires: transposed
net = nn.Sequential(nn.ConvTranspose2d(8, 4, 2), nn.Tanh(), nn.BatchNorm2d(4))  # <-
y = net(torch.randn(4, 8, 4, 4))
# fires: through a transpose
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 16)
        self.norm = nn.BatchNorm1d(16)  # <-

    def forward(self, x):
        return self.norm(self.fc(x).relu().transpose(1, 2))


y = Net()(torch.randn(2, 5, 8))
# silent: the usual order
net = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU())
y = net(torch.randn(2, 3, 8, 8))
# silent: pre-activation
net = nn.Sequential(nn.BatchNorm2d(3), nn.ReLU(), nn.Conv2d(3, 8, 3))
y = net(torch.randn(2, 3, 8, 8))
# silent: blocks one after the other
net = nn.Sequential(*[nn.Sequential(nn.Conv2d(4, 4, 3, bias=False), nn.BatchNorm2d(4), nn.ReLU()) for _ in range(2)])
y = net(torch.randn(2, 4, 8, 8))
# silent: a sum between
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(4, 4, 3, padding=1)
        self.norm = nn.BatchNorm2d(4)

    def forward(self, x):
        return self.norm(x + self.conv(x).relu())


y = Net()(torch.randn(2, 4, 8, 8))
# silent: layer norm
net = nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.LayerNorm(8))
y = net(torch.randn(2, 8))
# silent: an activation of the input
net = nn.Sequential(nn.ReLU(), nn.BatchNorm2d(3))
y = net(torch.randn(2, 3, 8, 8))
