# fires: batch norm and layer norm
net = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.LayerNorm(8))  # <-
y = net(torch.randn(4, 8))
# fires: two of a kind
net = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8), nn.BatchNorm2d(8))  # <-
y = net(torch.randn(4, 3, 8, 8))
# fires: a scale that is undone at once
net = nn.Sequential(nn.BatchNorm2d(3), nn.InstanceNorm2d(3))  # <-
y = net(torch.randn(4, 3, 8, 8))
# fires: through a reshape
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.BatchNorm2d(8)  # <-
        self.b = nn.LayerNorm(8)

    def forward(self, x):
        return self.b(self.a(x).flatten(2).transpose(1, 2))


y = Net()(torch.randn(2, 8, 4, 4))
# fires: blocks that end and begin with one
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.LayerNorm(8)
        self.fc = nn.Linear(8, 8, bias=False)
        self.last = nn.LayerNorm(8)  # <-

    def forward(self, x):
        return self.last(self.fc(self.first(x)))


y = nn.Sequential(Block(), Block())(torch.randn(4, 8))
# fires: the functional form
x = torch.randn(4, 8)
norm = nn.LayerNorm(8)  # <-
y = F.layer_norm(norm(x), (8,))
# silent: one norm
y = nn.Sequential(nn.Linear(8, 8, bias=False), nn.LayerNorm(8))(torch.randn(4, 8))
# silent: a layer between
net = nn.Sequential(nn.BatchNorm1d(8), nn.Linear(8, 8, bias=False), nn.LayerNorm(8))
y = net(torch.randn(4, 8))
# silent: an activation between
y = nn.Sequential(nn.BatchNorm1d(8), nn.ReLU(), nn.LayerNorm(8))(torch.randn(4, 8))
# silent: the first has no scale
y = nn.Sequential(nn.LayerNorm(8, elementwise_affine=False), nn.BatchNorm1d(8))(torch.randn(4, 8))
# silent: used elsewhere too
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.LayerNorm(8)
        self.b = nn.LayerNorm(8)

    def forward(self, x):
        x = self.a(x)
        return x + self.b(x)


y = Net()(torch.randn(4, 8))
# silent: a residual between
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.LayerNorm(8)
        self.b = nn.LayerNorm(8)

    def forward(self, x):
        return self.b(x + self.a(x))


y = Net()(torch.randn(4, 8))
# silent: dropout between
y = nn.Sequential(nn.LayerNorm(8), nn.Dropout(0.1), nn.Linear(8, 8), nn.LayerNorm(8))(torch.randn(4, 8))
