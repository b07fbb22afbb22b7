# fires: other number of features
nn.Linear(128, 10)(torch.randn(4, 64))  # <-
# fires: a map that was not flattened
x = torch.randn(4, 16, 5, 5)
y = nn.Linear(400, 10)(x)  # <-
# fires: after pools, in a module
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 6, 5)
        self.fc = nn.Linear(6 * 12 * 12, 10)

    def forward(self, x):
        x = F.max_pool2d(self.conv(x), 2)
        return self.fc(x.flatten(1))  # <-


Net()(torch.randn(2, 1, 32, 32))
# fires: the functional form
F.linear(torch.randn(2, 7), torch.randn(3, 8))  # <-
# fires: in a Sequential
net = nn.Sequential(nn.Linear(32, 64), nn.ReLU(), nn.Linear(32, 8))
net(torch.randn(5, 32))  # <-
# fires: a recurrent cell
nn.GRUCell(8, 16)(torch.randn(2, 9))  # <-
# fires: by keyword
nn.Linear(in_features=20, out_features=2, bias=False)(torch.randn(3, 21))  # <-
# silent: the right number
nn.Linear(64, 10)(torch.randn(4, 64))
# silent: many leading dimensions
nn.Linear(64, 10)(torch.randn(4, 7, 3, 64))
# silent: flattened
nn.Linear(400, 10)(torch.randn(4, 16, 5, 5).flatten(1))
# silent: lazy
nn.LazyLinear(10)(torch.randn(4, 33))
# silent: caught
try:
    nn.Linear(3, 4)(torch.randn(2, 9))
except RuntimeError:
    pass
# silent: no batch
nn.Linear(8, 2)(torch.randn(8))
# silent: in a branch that does not run
if 1 > 2:
    nn.Linear(3, 4)(torch.randn(2, 9))
