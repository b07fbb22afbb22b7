# fires: two global pools
net = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.AdaptiveMaxPool2d(1))  # <-
y = net(torch.randn(2, 8, 7, 7))
# fires: a window of one
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.MaxPool2d(8))
        self.pool = nn.AvgPool2d(kernel_size=1, stride=1)  # <-

    def forward(self, x):
        return self.pool(self.features(x))


y = Net()(torch.randn(2, 3, 8, 8))
# fires: after the gate of a block
net = nn.Sequential(
    nn.Conv2d(3, 8, 3),
    nn.AdaptiveAvgPool2d(1),
    nn.Conv2d(8, 4, 1),
    nn.ReLU(),
    nn.AdaptiveAvgPool2d((1, 1)),  # <-
)
y = net(torch.randn(2, 3, 9, 9))
# fires: after a mean
x = torch.randn(2, 8, 5, 5).mean((2, 3), keepdim=True)
y = F.adaptive_avg_pool2d(x, 1)  # <-
# fires: a signal
net = nn.Sequential(nn.AdaptiveMaxPool1d(1), nn.ReLU(), nn.AdaptiveMaxPool1d(1))  # <-
y = net(torch.randn(2, 8, 7))
# fires: a window as large as the map before it
net = nn.Sequential(nn.AvgPool2d(7), nn.Dropout(0.2), nn.AdaptiveAvgPool2d(1))  # <-
y = net(torch.randn(2, 8, 7, 7))
# silent: one global pool
y = nn.AdaptiveAvgPool2d(1)(torch.randn(2, 8, 7, 7))
# silent: a map that is small by chance
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.MaxPool2d(6), nn.Conv2d(8, 8, 1), nn.AdaptiveAvgPool2d(1))
x = torch.randn(2, 3, 14, 14)
y = net(x)
# silent: an input of one
y = nn.AdaptiveAvgPool2d(1)(torch.randn(2, 8, 1, 1))
# silent: strided down to one
net = nn.Sequential(nn.Conv2d(3, 8, 3, stride=2), nn.Conv2d(8, 8, 3, stride=2), nn.AdaptiveAvgPool2d(1))
y = net(torch.randn(2, 3, 7, 7))
# silent: padded windows
y = nn.MaxPool2d(3, stride=1, padding=1)(torch.randn(2, 8, 2, 2))
# silent: two maps
class Attention(nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(F.adaptive_avg_pool2d(x, 1) + F.adaptive_max_pool2d(x, 1))


y = Attention()(torch.randn(2, 8, 7, 7))
