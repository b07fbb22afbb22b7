# fires: colour into a layer for grey
nn.Conv2d(1, 8, 3)(torch.randn(2, 3, 28, 28))  # <-
# fires: channels last
x = torch.randn(2, 28, 28, 3)
y = nn.Conv2d(3, 8, 3)(x)  # <-
# fires: a signal
nn.Conv1d(16, 8, 3)(torch.randn(2, 8, 100))  # <-
# fires: a volume
nn.Conv3d(1, 8, 3)(torch.randn(2, 2, 9, 9, 9))  # <-
# fires: grouped
nn.Conv2d(8, 8, 3, groups=2)(torch.randn(1, 4, 9, 9))  # <-
# fires: transposed
nn.ConvTranspose2d(8, 4, 2, stride=2)(torch.randn(1, 4, 9, 9))  # <-
# fires: the second layer of a block
block = nn.Sequential(nn.Conv2d(3, 16, 3), nn.Conv2d(8, 16, 3))
block(torch.randn(1, 3, 16, 16))  # <-
# fires: the functional form
F.conv2d(torch.randn(1, 3, 8, 8), torch.randn(4, 2, 3, 3))  # <-
# silent: the right number
nn.Conv2d(3, 8, 3)(torch.randn(2, 3, 28, 28))
# silent: without a batch
nn.Conv2d(3, 8, 3)(torch.randn(3, 28, 28))
# silent: permuted
nn.Conv2d(3, 8, 3)(torch.randn(2, 28, 28, 3).permute(0, 3, 1, 2))
# silent: depthwise
nn.Conv2d(8, 16, 3, groups=8)(torch.randn(1, 8, 9, 9))
# silent: lazy
nn.LazyConv2d(8, 3)(torch.randn(1, 5, 9, 9))
# silent: transposed
nn.ConvTranspose2d(8, 4, 2, stride=2)(torch.randn(1, 8, 9, 9))
# silent: concatenated
x = torch.randn(1, 4, 9, 9)
nn.Conv2d(8, 4, 3)(torch.cat([x, x], 1))
