# fires: another width
nn.LayerNorm(64)(torch.randn(2, 10, 32))  # <-
# fires: channels first
nn.LayerNorm(64)(torch.randn(2, 64, 8, 8))  # <-
# fires: two dimensions
nn.LayerNorm((8, 8))(torch.randn(2, 4, 8, 7))  # <-
# fires: RMS norm
nn.RMSNorm(16)(torch.randn(2, 8))  # <-
# fires: the functional form
F.layer_norm(torch.randn(2, 8), (9,))  # <-
# fires: in a block
class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.up = nn.Linear(width, 4 * width)

    def forward(self, x):
        return self.norm(self.up(x))  # <-


Block(16)(torch.randn(2, 5, 16))
# silent: the right width
nn.LayerNorm(32)(torch.randn(2, 10, 32))
# silent: all but the batch
x = torch.randn(2, 4, 8, 8)
nn.LayerNorm(x.shape[1:])(x)
# silent: permuted
nn.LayerNorm(64)(torch.randn(2, 64, 8, 8).permute(0, 2, 3, 1))
# silent: one group of all channels
nn.GroupNorm(1, 64)(torch.randn(2, 64, 8, 8))
# silent: a list
nn.LayerNorm([5, 6])(torch.randn(3, 5, 6))
# silent: one row
nn.LayerNorm(8)(torch.randn(8))
