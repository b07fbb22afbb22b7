# fires: a map into the 1d class
nn.BatchNorm1d(3)(torch.randn(2, 3, 8, 8))  # <-
# fires: rows into the 2d class
nn.BatchNorm2d(8)(torch.randn(4, 8))  # <-
# fires: a sequence into the 2d class
x = torch.randn(2, 16, 10)
y = nn.BatchNorm2d(16)(x)  # <-
# fires: a volume into the 2d class
nn.BatchNorm2d(4)(torch.randn(2, 4, 3, 3, 3))  # <-
# fires: after a flatten
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Flatten(), nn.BatchNorm2d(288))
net(torch.randn(2, 3, 8, 8))  # <-
# fires: instance norm
nn.InstanceNorm1d(4)(torch.randn(2, 4, 8, 8))  # <-
# silent: maps
nn.BatchNorm2d(3)(torch.randn(2, 3, 8, 8))
# silent: rows
nn.BatchNorm1d(8)(torch.randn(4, 8))
# silent: sequences
nn.BatchNorm1d(8)(torch.randn(4, 8, 10))
# silent: volumes
nn.BatchNorm3d(4)(torch.randn(2, 4, 3, 3, 3))
# silent: one sample of instance norm
nn.InstanceNorm2d(4)(torch.randn(4, 8, 8))
# silent: the functional form takes all
F.batch_norm(torch.randn(2, 3, 4, 4, 4), None, None, training=True)
