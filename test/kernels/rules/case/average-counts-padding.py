# fires: a layer
y = nn.AvgPool2d(3, stride=1, padding=1)(torch.randn(1, 8, 16, 16))  # <-
# fires: the functional form
y = F.avg_pool2d(torch.randn(1, 8, 16, 16), 3, 1, 1)  # <-
# fires: a signal
y = nn.AvgPool1d(3, padding=1)(torch.randn(1, 8, 15))  # <-
# fires: one side
y = nn.AvgPool2d((3, 1), stride=1, padding=(1, 0))(torch.randn(1, 8, 9, 9))  # <-
# fires: asked for
y = nn.AvgPool2d(3, 1, 1, False, True)(torch.randn(1, 8, 9, 9))  # <-
# fires: a branch of Inception
class Branch(nn.Module):
    def __init__(self):
        super().__init__()
        self.pool = nn.AvgPool2d(kernel_size=3, stride=1, padding=1)  # <-
        self.conv = nn.Conv2d(8, 4, 1)

    def forward(self, x):
        return self.conv(self.pool(x))


y = Branch()(torch.randn(1, 8, 9, 9))
# silent: not counted
y = nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)(torch.randn(1, 8, 16, 16))
# silent: no padding
y = nn.AvgPool2d(2)(torch.randn(1, 8, 16, 16))
# silent: max pooling pads with nothing
y = nn.MaxPool2d(3, stride=1, padding=1)(torch.randn(1, 8, 16, 16))
# silent: a divisor of its own
y = nn.AvgPool2d(3, stride=1, padding=1, divisor_override=1)(torch.randn(1, 8, 16, 16))
# silent: adaptive
y = nn.AdaptiveAvgPool2d(3)(torch.randn(1, 8, 16, 16))
# silent: padded by reflection before
y = nn.Sequential(nn.ReflectionPad2d(1), nn.AvgPool2d(3, stride=1))(torch.randn(1, 8, 16, 16))
