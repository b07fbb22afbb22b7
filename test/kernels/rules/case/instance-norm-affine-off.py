# fires: another number
y = nn.InstanceNorm2d(32)(torch.randn(2, 8, 4, 4))  # <-
# fires: after a convolution
net = nn.Sequential(
    nn.Conv2d(3, 16, 3, bias=False),
    nn.InstanceNorm2d(3),  # <-
    nn.ReLU(),
)
y = net(torch.randn(2, 3, 8, 8))
# fires: a signal
y = nn.InstanceNorm1d(num_features=4)(torch.randn(2, 8, 9))  # <-
# fires: a volume
y = nn.InstanceNorm3d(4)(torch.randn(2, 8, 4, 4, 4))  # <-
# fires: affine said to be off
y = nn.InstanceNorm2d(4, affine=False)(torch.randn(2, 8, 4, 4))  # <-
# fires: one sample without a batch
y = nn.InstanceNorm2d(4)(torch.randn(8, 4, 4))  # <-
# silent: the right number
y = nn.InstanceNorm2d(8)(torch.randn(2, 8, 4, 4))
# silent: batch norm
y = nn.BatchNorm2d(8, affine=False)(torch.randn(2, 8, 4, 4))
# silent: one for several widths
norm = nn.InstanceNorm2d(8)
a, b = norm(torch.randn(2, 8, 4, 4)), norm(torch.randn(2, 16, 4, 4))
# silent: with parameters
y = nn.InstanceNorm2d(8, affine=True)(torch.randn(2, 8, 4, 4))
# silent: lazy
y = nn.LazyInstanceNorm2d()(torch.randn(2, 8, 4, 4))
# silent: the functional form
y = F.instance_norm(torch.randn(2, 8, 4, 4))
