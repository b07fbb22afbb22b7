# fires: right after a convolution
net = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.LayerNorm(16))  # <-
y = net(torch.randn(2, 3, 16, 16))
# fires: after an activation
net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.LayerNorm(8))  # <-
y = net(torch.randn(2, 3, 8, 8))
# fires: after a pool
net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.MaxPool2d(2), nn.LayerNorm(8))  # <-
y = net(torch.randn(2, 3, 16, 16))
# fires: a signal as long as it has channels
net = nn.Sequential(nn.Conv1d(4, 32, 3, padding=1), nn.LayerNorm(32))  # <-
y = net(torch.randn(2, 4, 32))
# fires: the functional form
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 1)

    def forward(self, x):
        return F.layer_norm(self.conv(x), (8,))  # <-


y = Net()(torch.randn(1, 3, 8, 8))
# fires: in a residual block
class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1)
        self.norm = nn.LayerNorm(width)  # <-

    def forward(self, x):
        return F.relu(self.norm(self.conv(x)))


y = Block(14)(torch.randn(2, 14, 14, 14))
# silent: permuted
class Norm(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 3, padding=1)
        self.norm = nn.LayerNorm(16)

    def forward(self, x):
        return self.norm(self.conv(x).permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


y = Norm()(torch.randn(2, 3, 16, 16))
# silent: tokens
net = nn.Sequential(nn.Linear(16, 16, bias=False), nn.LayerNorm(16))
y = net(torch.randn(2, 16, 16))
# silent: all of a map
net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.LayerNorm([8, 8, 8]))
y = net(torch.randn(2, 3, 8, 8))
# silent: a width that is not the channels
net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.LayerNorm(16))
y = net(torch.randn(2, 3, 16, 16))
# silent: one group
net = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.GroupNorm(1, 16))
y = net(torch.randn(2, 3, 16, 16))
# silent: patches made tokens
class Embed(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 4, stride=4)
        self.norm = nn.LayerNorm(16)

    def forward(self, x):
        return self.norm(self.conv(x).flatten(2).transpose(1, 2))


y = Embed()(torch.randn(2, 3, 16, 16))
