# fires: batch norm
nn.BatchNorm2d(32)(torch.randn(4, 64, 8, 8))  # <-
# fires: after a convolution
block = nn.Sequential(nn.Conv2d(3, 16, 3, bias=False), nn.BatchNorm2d(3))
block(torch.randn(2, 3, 8, 8))  # <-
# fires: group norm
nn.GroupNorm(4, 32)(torch.randn(2, 64, 8, 8))  # <-
# fires: groups that do not divide
nn.GroupNorm(3, 64)  # <-
# fires: instance norm with parameters
nn.InstanceNorm2d(8, affine=True)(torch.randn(2, 4, 8, 8))  # <-
# fires: of rows
nn.BatchNorm1d(num_features=10)(torch.randn(8, 20))  # <-
# fires: in eval mode
nn.BatchNorm2d(4).eval()(torch.randn(1, 8, 4, 4))  # <-
# silent: the right number
nn.BatchNorm2d(64)(torch.randn(4, 64, 8, 8))
# silent: group norm
nn.GroupNorm(4, 64)(torch.randn(2, 64, 8, 8))
# silent: one group
nn.GroupNorm(1, 7)(torch.randn(2, 7, 8))
# silent: lazy
nn.LazyBatchNorm2d()(torch.randn(2, 5, 4, 4))
# silent: without parameters or statistics
nn.BatchNorm2d(3, affine=False, track_running_stats=False)(torch.randn(2, 8, 4, 4))
# silent: features of a sequence
nn.BatchNorm1d(16)(torch.randn(2, 16, 9))
