# fires: one row
nn.BatchNorm1d(64)(torch.randn(1, 64))  # <-
# fires: after global pooling
net = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.AdaptiveAvgPool2d(1), nn.BatchNorm2d(8))
net(torch.randn(1, 3, 16, 16))  # <-
# fires: instance norm of one position
nn.InstanceNorm2d(4)(torch.randn(2, 4, 1, 1))  # <-
# fires: a sequence of one
nn.BatchNorm1d(8)(torch.randn(1, 8, 1))  # <-
# fires: the functional form
F.batch_norm(torch.randn(1, 3), None, None, training=True)  # <-
# fires: in a module
class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(16)

    def forward(self, x):
        return self.norm(x.mean((2, 3)))  # <-


Head()(torch.randn(1, 16, 7, 7))
# silent: more rows
nn.BatchNorm1d(64)(torch.randn(2, 64))
# silent: eval mode
nn.BatchNorm1d(64).eval()(torch.randn(1, 64))
# silent: one sample, many positions
nn.BatchNorm2d(8)(torch.randn(1, 8, 4, 4))
# silent: layer norm
nn.LayerNorm(64)(torch.randn(1, 64))
# silent: eval mode of the whole
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.AdaptiveAvgPool2d(1), nn.BatchNorm2d(8)).eval()
y = net(torch.randn(1, 3, 16, 16)).sum()
# silent: group norm
nn.GroupNorm(2, 8)(torch.randn(1, 8, 1, 1))
