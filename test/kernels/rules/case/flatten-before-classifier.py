# fires: a map of half the input
net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(8 * 16 * 16, 10))  # <-
y = net(torch.randn(2, 3, 32, 32))
# fires: view
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 5)
        self.fc = nn.Linear(4 * 24 * 24, 64)  # <-
        self.out = nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(self.conv(x))
        x = x.view(x.size(0), -1)
        return self.out(F.relu(self.fc(x)))


y = Net()(torch.randn(2, 1, 28, 28))
# fires: dropout between
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Flatten(), nn.Dropout(0.5), nn.Linear(8 * 14 * 14, 32), nn.ReLU(), nn.Linear(32, 2))  # <-
y = net(torch.randn(2, 3, 16, 16))
# fires: the classifier of VGG
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
        self.pool = nn.AdaptiveAvgPool2d((7, 7))
        self.classifier = nn.Sequential(
            nn.Linear(32 * 7 * 7, 256),  # <-
            nn.ReLU(),
            nn.Dropout(),
            nn.Linear(256, 10),
        )

    def forward(self, x):
        return self.classifier(torch.flatten(self.pool(self.features(x)), 1))


y = Net()(torch.randn(1, 3, 64, 64))
# fires: reshape
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 3)
        self.fc = nn.Linear(2 * 6 * 6, 5)  # <-

    def forward(self, x):
        return self.fc(self.conv(x).reshape(-1, 72))


y = Net()(torch.randn(3, 1, 8, 8))
# fires: a lazy layer
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.Flatten(), nn.LazyLinear(10))  # <-
y = net(torch.randn(2, 3, 16, 16))
# silent: global average pooling
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 10))
y = net(torch.randn(2, 3, 32, 32))
# silent: a map of 4 × 4
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.AdaptiveAvgPool2d(4), nn.Flatten(), nn.Linear(8 * 16, 10))
y = net(torch.randn(2, 3, 32, 32))
# silent: less than half of the parameters
net = nn.Sequential(nn.Conv2d(3, 64, 3), nn.Conv2d(64, 64, 3), nn.AdaptiveAvgPool2d(5), nn.Flatten(), nn.Linear(64 * 25, 10))
y = net(torch.randn(2, 3, 32, 32))
# silent: a multilayer perceptron of images has no other way
net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
y = net(torch.randn(2, 1, 28, 28))
# silent: no flatten at all
net = nn.Sequential(nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 10))
y = net(torch.randn(2, 64))
# silent: a mean over the map
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.fc = nn.Linear(4, 100)

    def forward(self, x):
        return self.fc(self.conv(x).mean((2, 3)))


y = Net()(torch.randn(2, 3, 32, 32))
