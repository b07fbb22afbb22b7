# fires: two samples
net = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
net(torch.randn(2, 3, 8, 8)).mean().backward()  # <-
torch.optim.SGD(net.parameters(), lr=0.1).step()
# fires: a loss and an optimiser
net = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 2))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
loss = F.cross_entropy(net(torch.randn(4, 8)), torch.zeros(4, dtype=torch.long))  # <-
loss.backward()
optimizer.step()
# fires: batches of a loader
data = torch.utils.data.TensorDataset(torch.randn(12, 8), torch.zeros(12, dtype=torch.long))
net = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 2))
optimizer = torch.optim.Adam(net.parameters())
for x, y in torch.utils.data.DataLoader(data, batch_size=4):
    loss = F.cross_entropy(net(x), y)  # <-
    loss.backward()
    optimizer.step()
# fires: in a function
def step(model, x, optimizer):
    loss = model(x).sum()  # <-
    loss.backward()
    optimizer.step()


net = nn.Sequential(nn.Conv1d(2, 4, 3, bias=False), nn.BatchNorm1d(4))
step(net, torch.randn(3, 2, 9), torch.optim.Adam(net.parameters()))
# fires: a single volume
net = nn.Sequential(nn.Conv3d(1, 4, 3, bias=False), nn.BatchNorm3d(4))
net(torch.randn(1, 1, 8, 8, 8)).sum().backward()  # <-
torch.optim.SGD(net.parameters(), lr=0.1).step()
# fires: seven
net = nn.BatchNorm1d(3)
net(torch.randn(7, 3)).sum().backward()  # <-
torch.optim.SGD(net.parameters(), lr=0.1).step()
# silent: a smoke run
net = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
net(torch.randn(2, 3, 8, 8)).mean().backward()
# silent: eight
net = nn.BatchNorm1d(3)
net(torch.randn(8, 3)).sum().backward()
torch.optim.SGD(net.parameters(), lr=0.1).step()
# silent: not trained
net = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
print(net(torch.randn(2, 3, 8, 8)).shape)
# silent: group norm
net = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.GroupNorm(2, 8))
net(torch.randn(2, 3, 8, 8)).mean().backward()
torch.optim.SGD(net.parameters(), lr=0.1).step()
# silent: frozen statistics
net = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
net[1].eval()
net(torch.randn(2, 3, 8, 8)).mean().backward()
torch.optim.SGD(net.parameters(), lr=0.1).step()
# silent: not on the way to the loss
head, tail = nn.BatchNorm1d(3), nn.Linear(3, 1)
x = torch.randn(4, 3)
print(head(x).shape)
tail(x).sum().backward()
# silent: no batch norm
nn.Linear(3, 1)(torch.randn(2, 3)).sum().backward()
