# fires: an odd map
y = nn.MaxPool2d(2)(torch.randn(1, 8, 15, 15))  # <-
# fires: one side
y = nn.MaxPool2d((2, 3))(torch.randn(1, 8, 16, 16))  # <-
# fires: average
y = F.avg_pool2d(torch.randn(1, 8, 7, 7), 2)  # <-
# fires: a signal
y = nn.MaxPool1d(4)(torch.randn(1, 8, 30))  # <-
# fires: a stride of its own
y = nn.MaxPool2d(3, stride=2)(torch.randn(1, 8, 16, 16))  # <-
# fires: in a model
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 4)
        self.pool = nn.MaxPool2d(2, 2)  # <-

    def forward(self, x):
        return self.pool(self.conv(x))


y = Net()(torch.randn(2, 1, 28, 28))
# silent: comes out even
y = nn.MaxPool2d(2)(torch.randn(1, 8, 16, 16))
# silent: rounded up
y = nn.MaxPool2d(2, ceil_mode=True)(torch.randn(1, 8, 15, 15))
# silent: only padding is left over
y = nn.MaxPool2d(3, stride=2, padding=1)(torch.randn(1, 64, 112, 112))
# silent: adaptive
y = nn.AdaptiveMaxPool2d(7)(torch.randn(1, 8, 15, 15))
# silent: overlapping windows
y = nn.MaxPool2d(3, stride=2)(torch.randn(1, 8, 27, 27))
# silent: stride of one
y = nn.AvgPool2d(3, stride=1)(torch.randn(1, 8, 8, 8))
# silent: a convolution is no pool
y = nn.Conv2d(8, 8, 2, stride=2)(torch.randn(1, 8, 15, 15))
