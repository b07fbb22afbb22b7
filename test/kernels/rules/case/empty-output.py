# fires: a plane
nn.MaxPool2d(4)(torch.randn(1, 8, 2, 2))  # <-
# fires: average
nn.AvgPool2d(8)(torch.randn(1, 8, 7, 7))  # <-
# fires: a signal
F.max_pool1d(torch.randn(1, 2, 3), 5)  # <-
# fires: one side only
nn.MaxPool2d((2, 1))(torch.randn(1, 8, 1, 8))  # <-
# fires: one pool too many
net = nn.Sequential(*[nn.MaxPool2d(2) for _ in range(5)])
net(torch.randn(1, 3, 16, 16))  # <-
# fires: dilated
nn.MaxPool2d(3, dilation=4)(torch.randn(1, 1, 8, 8))  # <-
# silent: fits
nn.MaxPool2d(2)(torch.randn(1, 8, 2, 2))
# silent: padded
nn.MaxPool2d(3, stride=2, padding=1)(torch.randn(1, 8, 2, 2))
# silent: adaptive
nn.AdaptiveMaxPool2d(1)(torch.randn(1, 8, 2, 2))
# silent: down to one
net = nn.Sequential(*[nn.MaxPool2d(2) for _ in range(4)])
net(torch.randn(1, 3, 16, 16))
# silent: rounded up
nn.MaxPool2d(2, ceil_mode=True)(torch.randn(1, 3, 3, 3))
# silent: caught
try:
    nn.MaxPool2d(4)(torch.randn(1, 8, 2, 2))
except RuntimeError:
    pass
