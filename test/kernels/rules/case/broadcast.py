# fires: channels of a skip
torch.randn(2, 64, 8, 8) + torch.randn(2, 32, 8, 8)  # <-
# fires: sizes of a skip
x = torch.randn(1, 8, 16, 16)
y = nn.Conv2d(8, 8, 3)(x)
z = x + y  # <-
# fires: in place
x = torch.randn(2, 3)
x += torch.randn(2, 4)  # <-
# fires: a product
torch.randn(4, 5) * torch.randn(4)  # <-
# fires: a comparison
torch.randn(3) > torch.randn(4)  # <-
# fires: where
torch.where(torch.randn(3) > 0, torch.randn(3), torch.randn(2))  # <-
# fires: a residual block
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(8, 16, 3, stride=2, padding=1)

    def forward(self, x):
        return F.relu(x + self.conv(x))  # <-


Block()(torch.randn(1, 8, 8, 8))
# silent: projected
torch.randn(2, 64, 8, 8) + nn.Conv2d(32, 64, 1)(torch.randn(2, 32, 8, 8))
# silent: a size of 1
torch.randn(2, 64, 8, 8) * torch.randn(2, 64, 1, 1)
# silent: fewer dimensions
torch.randn(4, 5) + torch.randn(5)
# silent: a number
torch.randn(4, 5) + 3
# silent: outer sum
torch.randn(4)[:, None] + torch.randn(5)[None]
# silent: caught
try:
    torch.randn(3) + torch.randn(4)
except RuntimeError:
    pass
