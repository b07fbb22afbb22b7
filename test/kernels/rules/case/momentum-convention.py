# fires: the number of Keras
y = nn.BatchNorm2d(8, momentum=0.99)(torch.randn(8, 8, 4, 4))  # <-
# fires: 0.9
y = nn.BatchNorm1d(8, momentum=0.9)(torch.randn(8, 8))  # <-
# fires: positional
norm = nn.BatchNorm2d(8, 1e-3, 0.997)  # <-
# fires: in a block
class Block(nn.Module):
    def __init__(self, momentum=0.95):  # <-
        super().__init__()
        self.norm = nn.BatchNorm2d(8, momentum=momentum)


block = Block()
# fires: synchronised
norm = nn.SyncBatchNorm(8, momentum=0.999)  # <-
# fires: in a list
norms = nn.ModuleList([nn.BatchNorm3d(4, momentum=0.98) for _ in range(3)])  # <-
# silent: the default
norm = nn.BatchNorm2d(8)
# silent: what Keras's 0.99 is
norm = nn.BatchNorm2d(8, momentum=0.01)
# silent: a cumulative average
norm = nn.BatchNorm2d(8, momentum=None)
# silent: the last batch alone
norm = nn.BatchNorm2d(8, momentum=1.0)
# silent: of an optimiser
optimizer = torch.optim.SGD(nn.Linear(2, 2).parameters(), lr=0.1, momentum=0.9)
# silent: made of Keras's number
norm = nn.BatchNorm2d(8, momentum=1 - 0.99)
