# fires: right before
net = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.5), nn.BatchNorm1d(8))  # <-
y = net(torch.randn(4, 8))
# fires: a layer between
net = nn.Sequential(nn.Dropout(0.3), nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8))  # <-
y = net(torch.randn(4, 8))
# fires: convolutions
net = nn.Sequential(
    nn.Conv2d(3, 8, 3),
    nn.Dropout2d(0.2),  # <-
    nn.Conv2d(8, 8, 3, bias=False),
    nn.BatchNorm2d(8),
)
y = net(torch.randn(4, 3, 8, 8))
# fires: in eval mode as well
net = nn.Sequential(nn.Dropout(0.5), nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8)).eval()  # <-
y = net(torch.randn(4, 8)).sum()
# fires: the functional form
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 8, bias=False)
        self.norm = nn.BatchNorm1d(8)

    def forward(self, x):
        x = F.dropout(x, 0.5, self.training)  # <-
        return self.norm(self.fc(x))


y = Net()(torch.randn(4, 8))
# fires: an activation and a pool between
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Dropout(0.1), nn.ReLU(), nn.MaxPool2d(2), nn.BatchNorm2d(8))  # <-
y = net(torch.randn(4, 3, 8, 8))
# silent: behind the norm
net = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.5), nn.Linear(8, 2))
y = net(torch.randn(4, 8))
# silent: switched off
net = nn.Sequential(nn.Dropout(0.0), nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8))
y = net(torch.randn(4, 8))
# silent: layer norm
net = nn.Sequential(nn.Dropout(0.5), nn.Linear(8, 8, bias=False), nn.LayerNorm(8))
y = net(torch.randn(4, 8))
# silent: another path
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(8)
        self.drop = nn.Dropout(0.5)

    def forward(self, x):
        return self.norm(x) + self.drop(x)


y = Net()(torch.randn(4, 8))
# silent: a norm of its own between
net = nn.Sequential(nn.Dropout(0.5), nn.LayerNorm(8), nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8))
y = net(torch.randn(4, 8))
# silent: no dropout
net = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8))
y = net(torch.randn(4, 8))
