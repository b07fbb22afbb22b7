# fires: behind two convolutions
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(4, 4, 3, bias=False)
        self.b = nn.Conv2d(4, 4, 3, bias=False)
        self.norm = nn.BatchNorm2d(4)  # <-

    def forward(self, x):
        return self.norm(self.b(self.norm(self.a(x)).relu()))


y = Net()(torch.randn(2, 4, 9, 9))
# fires: in a loop over layers
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(8, 8, bias=False) for _ in range(3)])
        self.norm = nn.BatchNorm1d(8)  # <-

    def forward(self, x):
        for layer in self.layers:
            x = F.relu(self.norm(layer(x)))
        return x


y = Net()(torch.randn(4, 8))
# fires: one instance in a Sequential
norm = nn.BatchNorm2d(4)  # <-
net = nn.Sequential(nn.Conv2d(4, 4, 3, bias=False), norm, nn.ReLU(), nn.Conv2d(4, 4, 3, bias=False), norm)
y = net(torch.randn(2, 4, 9, 9))
# fires: two branches
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(4, 8, 1, bias=False)
        self.b = nn.Conv2d(4, 8, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(8)  # <-

    def forward(self, x):
        return self.norm(self.a(x)) + self.norm(self.b(x))


y = Net()(torch.randn(2, 4, 9, 9))
# fires: an activation between
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(8, 8)
        self.b = nn.Linear(8, 8)
        self.norm = nn.BatchNorm1d(8)  # <-

    def forward(self, x):
        x = self.norm(self.a(x).relu())
        return self.norm(self.b(x).relu())


y = Net()(torch.randn(4, 8))
# fires: handed to two blocks
class Block(nn.Module):
    def __init__(self, norm):
        super().__init__()
        self.conv = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.norm = norm

    def forward(self, x):
        return F.relu(self.norm(self.conv(x)))


norm = nn.BatchNorm2d(4)  # <-
y = nn.Sequential(Block(norm), Block(norm))(torch.randn(2, 4, 8, 8))
# silent: one for each
net = nn.Sequential(nn.Conv2d(4, 4, 3, bias=False), nn.BatchNorm2d(4), nn.Conv2d(4, 4, 3, bias=False), nn.BatchNorm2d(4))
y = net(torch.randn(2, 4, 9, 9))
# silent: siamese
class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8))

    def forward(self, a, b):
        return self.encoder(a) - self.encoder(b)


y = Siamese()(torch.randn(4, 8), torch.randn(4, 8))
# silent: run twice
net = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8))
a, b = net(torch.randn(4, 8)), net(torch.randn(4, 8))
# silent: layer norm keeps no statistics
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(8, 8, bias=False)
        self.b = nn.Linear(8, 8, bias=False)
        self.norm = nn.LayerNorm(8)

    def forward(self, x):
        return self.norm(self.b(self.norm(self.a(x)).relu()))


y = Net()(torch.randn(4, 8))
# silent: no running statistics
norm = nn.BatchNorm2d(4, track_running_stats=False)
net = nn.Sequential(nn.Conv2d(4, 4, 3, bias=False), norm, nn.ReLU(), nn.Conv2d(4, 4, 3, bias=False), norm)
y = net(torch.randn(2, 4, 9, 9))
# silent: a head over the levels of a pyramid
class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(4)

    def forward(self, levels):
        return [F.relu(self.norm(self.conv(level))) for level in levels]


y = Head()([torch.randn(2, 4, 8, 8), torch.randn(2, 4, 4, 4)])
