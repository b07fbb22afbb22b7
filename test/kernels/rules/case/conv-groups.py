# fires: in_channels
nn.Conv2d(10, 16, 3, groups=4)  # <-
# fires: out_channels
nn.Conv2d(16, 10, 3, groups=4)  # <-
# fires: positional
nn.Conv1d(6, 6, 3, 1, 1, 1, 4)  # <-
# fires: transposed
nn.ConvTranspose2d(9, 8, 3, groups=2)  # <-
# fires: none at all
nn.Conv3d(8, 8, 3, groups=0)  # <-
# fires: in a block
class Block(nn.Module):
    def __init__(self, width, groups):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, groups=groups)  # <-


Block(32, 5)
# silent: divides both
nn.Conv2d(12, 16, 3, groups=4)
# silent: depthwise
nn.Conv2d(12, 12, 3, groups=12)
# silent: depthwise with a multiplier
nn.Conv2d(12, 24, 3, groups=12)
# silent: the default
nn.Conv2d(7, 11, 3)
# silent: caught
try:
    nn.Conv2d(10, 16, 3, groups=4)
except ValueError:
    pass
# silent: transposed
nn.ConvTranspose2d(8, 4, 3, groups=4)
