# fires: in forward
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 8)

    def forward(self, x):
        return self.fc(F.dropout(x, 0.5))  # <-


y = Net()(torch.randn(4, 8))
# fires: the default share
class Net(nn.Module):
    def forward(self, x):
        return F.dropout(x)  # <-


y = Net()(torch.randn(4, 8))
# fires: in eval mode
class Net(nn.Module):
    def forward(self, x):
        return F.dropout(x, p=0.1)  # <-


net = Net()
net.eval()
y = net(torch.randn(4, 8)).sum()
# fires: of channels
class Net(nn.Module):
    def forward(self, x):
        return F.dropout2d(x, 0.2)  # <-


y = Net()(torch.randn(4, 3, 8, 8))
# fires: torch's own name
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(8, 8)
        self.b = nn.Linear(8, 2)

    def forward(self, x):
        x = F.relu(self.a(x))
        x = nn.functional.dropout(x, 0.5, inplace=False)  # <-
        return self.b(x)


y = Net()(torch.randn(4, 8))
# fires: in a helper method
class Net(nn.Module):
    def drop(self, x):
        return F.dropout(x, 0.3)  # <-

    def forward(self, x):
        return self.drop(x)


y = Net()(torch.randn(4, 8))
# silent: the mode is passed
class Net(nn.Module):
    def forward(self, x):
        return F.dropout(x, 0.5, training=self.training)


y = Net()(torch.randn(4, 8))
# silent: passed by position
class Net(nn.Module):
    def forward(self, x):
        return F.dropout(x, 0.5, self.training)


y = Net()(torch.randn(4, 8))
# silent: dropout at inference is said to be meant
class Net(nn.Module):
    def forward(self, x):
        return F.dropout(x, 0.5, training=True)


y = Net()(torch.randn(4, 8))
# silent: the layer
net = nn.Sequential(nn.Dropout(0.5), nn.Linear(8, 8))
y = net(torch.randn(4, 8))
# silent: outside of any model
y = F.dropout(torch.randn(4, 8), 0.5)
# silent: a share of nothing
class Net(nn.Module):
    def forward(self, x):
        return F.dropout(x, 0.0)


y = Net()(torch.randn(4, 8))
