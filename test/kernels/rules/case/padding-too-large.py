# fires: all of the window
nn.MaxPool2d(2, padding=2)(torch.randn(1, 8, 8, 8))  # <-
# fires: average
F.avg_pool2d(torch.randn(1, 8, 8, 8), 3, padding=2)  # <-
# fires: a signal
nn.MaxPool1d(3, padding=2)(torch.randn(1, 8, 8))  # <-
# fires: positional
nn.AvgPool2d(2, 2, 2)(torch.randn(1, 8, 8, 8))  # <-
# fires: one side
nn.MaxPool2d((4, 2), padding=(2, 2))(torch.randn(1, 8, 8, 8))  # <-
# fires: a volume
nn.MaxPool3d(2, padding=2)(torch.randn(1, 1, 8, 8, 8))  # <-
# silent: half
nn.MaxPool2d(2, padding=1)(torch.randn(1, 8, 8, 8))
# silent: half of an odd window
nn.MaxPool2d(5, padding=2)(torch.randn(1, 8, 8, 8))
# silent: a padding layer before it
nn.Sequential(nn.ZeroPad2d(4), nn.MaxPool2d(2))(torch.randn(1, 8, 8, 8))
# silent: none
nn.AvgPool2d(1)(torch.randn(1, 8, 8, 8))
# silent: average
nn.AvgPool2d(4, padding=2)(torch.randn(1, 8, 8, 8))
# silent: a convolution may
nn.Conv2d(8, 8, 2, padding=2)(torch.randn(1, 8, 8, 8))
