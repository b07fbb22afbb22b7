# fires: one row
nn.BatchNorm1d(64)(torch.randn(1, 64))  # <-
# fires: after global pooling
net = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.AdaptiveAvgPool2d(1), nn.BatchNorm2d(8))
net(torch.randn(1, 3, 16, 16))  # <-
# fires: instance norm of one position
nn.InstanceNorm2d(4)(torch.randn(2, 4, 1, 1))  # <-
# fires: a sequence of one
nn.BatchNorm1d(8)(torch.randn(1, 8, 1))  # <-
# fires: the functional form
F.batch_norm(torch.randn(1, 3), None, None, training=True)  # <-
# fires: in a module
class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(16)

    def forward(self, x):
        return self.norm(x.mean((2, 3)))  # <-


Head()(torch.randn(1, 16, 7, 7))
# fires: the last batch of a loader
data = torch.utils.data.TensorDataset(torch.randn(33, 8))
model = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8))
for (x,) in torch.utils.data.DataLoader(data, batch_size=16):
    y = model(x)  # <-
# fires: the last batch, after global pooling
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, bias=False)
        self.norm = nn.BatchNorm1d(4)

    def forward(self, x):
        return self.norm(self.conv(x).mean((2, 3)))  # <-


net = Net()
data = torch.utils.data.TensorDataset(torch.randn(9, 1, 8, 8), torch.zeros(9))
for x, y in torch.utils.data.DataLoader(data, batch_size=4):
    z = net(x)
# silent: more rows
nn.BatchNorm1d(64)(torch.randn(2, 64))
# silent: eval mode
nn.BatchNorm1d(64).eval()(torch.randn(1, 64))
# silent: one sample, many positions
nn.BatchNorm2d(8)(torch.randn(1, 8, 4, 4))
# silent: layer norm
nn.LayerNorm(64)(torch.randn(1, 64))
# silent: eval mode of the whole
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.AdaptiveAvgPool2d(1), nn.BatchNorm2d(8)).eval()
y = net(torch.randn(1, 3, 16, 16)).sum()
# silent: group norm
nn.GroupNorm(2, 8)(torch.randn(1, 8, 1, 1))
# silent: the last batch is dropped
data = torch.utils.data.TensorDataset(torch.randn(33, 8))
model = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8))
for (x,) in torch.utils.data.DataLoader(data, batch_size=16, drop_last=True):
    y = model(x)
# silent: batches come out even
data = torch.utils.data.TensorDataset(torch.randn(32, 8))
model = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8))
for (x,) in torch.utils.data.DataLoader(data, batch_size=16):
    y = model(x)
# silent: a last batch of maps
data = torch.utils.data.TensorDataset(torch.randn(33, 3, 8, 8))
model = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
for (x,) in torch.utils.data.DataLoader(data, batch_size=16):
    y = model(x)
