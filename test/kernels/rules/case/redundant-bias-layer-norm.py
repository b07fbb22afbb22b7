# fires: a linear layer
net = nn.Sequential(nn.Linear(16, 32), nn.LayerNorm(32))  # <-
y = net(torch.randn(4, 16))
# fires: of a sequence
net = nn.Sequential(nn.Linear(16, 32), nn.LayerNorm(32), nn.GELU())  # <-
y = net(torch.randn(4, 7, 16))
# fires: group norm
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.GroupNorm(2, 8))  # <-
y = net(torch.randn(4, 3, 8, 8))
# fires: in forward
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.project = nn.Linear(8, 24)  # <-
        self.norm = nn.LayerNorm(24)

    def forward(self, x):
        return F.relu(self.norm(self.project(x)))


y = Net()(torch.randn(2, 8))
# fires: one group of all channels
net = nn.Sequential(nn.Conv1d(3, 8, 3), nn.GroupNorm(1, 8))  # <-
y = net(torch.randn(4, 3, 20))
# fires: the functional norm
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.project = nn.Linear(8, 24)  # <-

    def forward(self, x):
        return F.layer_norm(self.project(x), (24,))


y = Net()(torch.randn(2, 8))
# silent: no bias
y = nn.Sequential(nn.Linear(16, 32, bias=False), nn.LayerNorm(32))(torch.randn(4, 16))
# silent: RMS norm subtracts nothing
y = nn.Sequential(nn.Linear(16, 32), nn.RMSNorm(32))(torch.randn(4, 16))
# silent: a residual between
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(16, 16)
        self.norm = nn.LayerNorm(16)

    def forward(self, x):
        return self.norm(x + self.fc(x))


y = Block()(torch.randn(4, 16))
# silent: an activation between
y = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.LayerNorm(32))(torch.randn(4, 16))
# silent: over more than the features
y = nn.Sequential(nn.Linear(16, 32), nn.LayerNorm((7, 32)))(torch.randn(4, 7, 16))
# silent: the pattern of ConvNeXt
class Stem(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 4, stride=4)
        self.norm = nn.LayerNorm(8)

    def forward(self, x):
        return self.norm(self.conv(x).permute(0, 2, 3, 1))


y = Stem()(torch.randn(2, 3, 16, 16))
# silent: used elsewhere too
fc, norm = nn.Linear(8, 8), nn.LayerNorm(8)
h = fc(torch.randn(2, 8))
y = h + norm(h)
