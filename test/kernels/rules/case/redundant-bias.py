# fires: in a Sequential
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU())  # <-
y = net(torch.randn(4, 3, 8, 8))
# fires: in forward
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, stride=2, padding=1)  # <-
        self.norm = nn.BatchNorm2d(8)

    def forward(self, x):
        x = self.conv(x)
        return F.relu(self.norm(x))


y = Net()(torch.randn(4, 3, 8, 8))
# fires: through identity and reshapes that keep the channels
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(16, 32)  # <-
        self.identity = nn.Identity()
        self.norm = nn.BatchNorm1d(32)

    def forward(self, x):
        x = self.identity(self.fc(x)).transpose(1, 2)
        return self.norm(x.contiguous())


y = Net()(torch.randn(4, 10, 16))
# fires: a bias that is asked for
net = nn.Sequential(nn.Conv2d(3, 8, 3, 1, 1, 1, 1, True), nn.BatchNorm2d(8))  # <-
y = net(torch.randn(4, 3, 8, 8))
# fires: told at the value that a wrapper is given
def conv3x3(inputs, outputs, bias=False):
    return nn.Conv2d(inputs, outputs, 3, padding=1, bias=bias)


net = nn.Sequential(conv3x3(3, 8, bias=True), nn.BatchNorm2d(8), nn.ReLU(), conv3x3(8, 8), nn.BatchNorm2d(8))  # <-
y = net(torch.randn(4, 3, 8, 8))
# fires: several layers of one line
net = nn.Sequential()
for _ in range(3):
    net.extend([
        nn.Conv2d(4, 4, 3, padding=1),  # <-
        nn.BatchNorm2d(4),
    ])
y = net(torch.randn(4, 4, 8, 8))
# fires: transposed, into instance norm
net = nn.Sequential(
    nn.ConvTranspose2d(8, 4, 2, stride=2),  # <-
    nn.InstanceNorm2d(4),
)
y = net(torch.randn(2, 8, 8, 8))
# fires: a linear layer
net = nn.Sequential(
    nn.Linear(16, 32),  # <-
    nn.BatchNorm1d(32),
)
y = net(torch.randn(4, 16))
# fires: both branches end in a norm
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)  # <-
        self.a = nn.BatchNorm2d(8)
        self.b = nn.BatchNorm2d(8)

    def forward(self, x):
        x = self.conv(x)
        return self.a(x) + self.b(x)


y = Net()(torch.randn(4, 3, 8, 8))
# silent: no bias
net = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
y = net(torch.randn(4, 3, 8, 8))
# silent: a nonlinearity between
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.norm = nn.BatchNorm2d(8)

    def forward(self, x):
        return self.norm(torch.tanh(self.conv(x)))


y = Net()(torch.randn(4, 3, 8, 8))
# silent: an activation in place between
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.act = nn.ReLU(inplace=True)
        self.norm = nn.BatchNorm2d(8)

    def forward(self, x):
        x = self.conv(x)
        self.act(x)
        return self.norm(x)


y = Net()(torch.randn(4, 3, 8, 8))
# silent: used elsewhere too
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(8, 8, 3, padding=1)
        self.norm = nn.BatchNorm2d(8)

    def forward(self, x):
        y = self.conv(x)
        return y + self.norm(y)


y = Net()(torch.randn(4, 8, 8, 8))
# silent: returned as well
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.norm = nn.BatchNorm2d(8)

    def forward(self, x):
        features = self.conv(x)
        return {'features': features, 'out': self.norm(features)}


y = Net()(torch.randn(4, 3, 8, 8))
# silent: the bias is added along another axis
net = nn.Sequential(nn.Linear(8, 8), nn.BatchNorm1d(5))
y = net(torch.randn(4, 5, 8))
# silent: a shared bias
a, b = nn.Linear(8, 8), nn.Linear(8, 8)
b.bias = a.bias
norm = nn.BatchNorm1d(8)
x = torch.randn(4, 8)
y = norm(a(x)) + b(x)
# silent: layer norm keeps what differs between features
y = nn.Sequential(nn.Conv2d(3, 8, 3), nn.LayerNorm([8, 6, 6]))(torch.randn(4, 3, 8, 8))
# silent: the norm may be left out
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.norm = nn.BatchNorm2d(8)

    def forward(self, x):
        x = self.conv(x)
        if torch.cuda.is_available():
            x = self.norm(x)
        return F.relu(x)


y = Net()(torch.randn(4, 3, 8, 8))
# silent: one line makes a layer whose bias counts
def conv(inputs, outputs):
    return nn.Conv2d(inputs, outputs, 3)


net = nn.Sequential(conv(3, 8), nn.BatchNorm2d(8), conv(8, 8), nn.ReLU())
y = net(torch.randn(4, 3, 8, 8))
# silent: dropout between
net = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.5), nn.BatchNorm1d(8))
y = net(torch.randn(4, 8))
# silent: channels merged by a flatten
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Flatten(), nn.BatchNorm1d(288))
y = net(torch.randn(4, 3, 8, 8))
