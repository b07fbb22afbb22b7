# fires: a plane
nn.Conv2d(8, 8, 7)(torch.randn(1, 8, 4, 4))  # <-
# fires: one side
nn.Conv2d(8, 8, (1, 9))(torch.randn(1, 8, 16, 4))  # <-
# fires: a signal
nn.Conv1d(2, 2, 5)(torch.randn(1, 2, 4))  # <-
# fires: dilated
nn.Conv2d(2, 2, 3, dilation=4)(torch.randn(1, 2, 8, 8))  # <-
# fires: after too many strides
net = nn.Sequential(*[nn.Conv2d(4, 4, 3, stride=2) for _ in range(4)])
net(torch.randn(1, 4, 16, 16))  # <-
# fires: the functional form
F.conv2d(torch.randn(1, 1, 2, 2), torch.randn(1, 1, 3, 3))  # <-
# silent: padded
nn.Conv2d(8, 8, 7, padding=3)(torch.randn(1, 8, 4, 4))
# silent: fits once
nn.Conv2d(8, 8, 4)(torch.randn(1, 8, 4, 4))
# silent: padding same
nn.Conv2d(8, 8, 7, padding='same')(torch.randn(1, 8, 4, 4))
# silent: reflected
nn.Conv2d(8, 8, 7, padding=3, padding_mode='reflect')(torch.randn(1, 8, 4, 4))
# silent: dilated and padded
nn.Conv2d(2, 2, 3, dilation=4, padding=4)(torch.randn(1, 2, 8, 8))
# silent: a transposed kernel may be larger
nn.ConvTranspose2d(8, 8, 7)(torch.randn(1, 8, 4, 4))
