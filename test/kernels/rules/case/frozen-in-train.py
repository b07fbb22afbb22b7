# fires: one layer
model = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8), nn.Conv2d(8, 2, 3))
for parameter in model[1].parameters():
    parameter.requires_grad = False
model.train()  # <-
model(torch.randn(8, 3, 8, 8)).mean().backward()
# fires: a frozen backbone
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU())
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        return self.head(self.backbone(x).mean((2, 3)))


net = Net()
for parameter in net.backbone.parameters():
    parameter.requires_grad = False
net(torch.randn(8, 3, 8, 8)).sum().backward()  # <-
# fires: requires_grad_
net = nn.Sequential(nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8)), nn.Linear(8, 2))
net[0].requires_grad_(False)
net.train()  # <-
F.cross_entropy(net(torch.randn(8, 8)), torch.zeros(8, dtype=torch.long)).backward()
# fires: by type
net = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.Linear(8, 2))
for module in net.modules():
    if isinstance(module, nn.BatchNorm1d):
        module.weight.requires_grad = False
        module.bias.requires_grad = False
net(torch.randn(8, 8)).sum().backward()  # <-
# fires: by name
net = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.Linear(8, 2))
for name, parameter in net.named_parameters():
    if not name.startswith('2'):
        parameter.requires_grad = False
net.train()  # <-
net(torch.randn(8, 8)).sum().backward()
# fires: train mode in each round
net = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.Linear(8, 2))
net[1].requires_grad_(False)
for epoch in range(2):
    net.train()  # <-
    net(torch.randn(8, 8)).sum().backward()
# silent: its statistics frozen too
net = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.Linear(8, 2))
net[1].requires_grad_(False)
net.train()
net[1].eval()
net(torch.randn(8, 8)).sum().backward()
# silent: nothing frozen
net = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.Linear(8, 2))
net.train()
net(torch.randn(8, 8)).sum().backward()
# silent: the convolution frozen, the norm learns
net = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
net[0].requires_grad_(False)
net.train()
net(torch.randn(8, 3, 8, 8)).sum().backward()
# silent: eval mode
net = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8))
net.requires_grad_(False)
net.eval()
y = net(torch.randn(8, 8))
# silent: no parameters at all
net = nn.Sequential(nn.Linear(8, 8), nn.BatchNorm1d(8, affine=False), nn.ReLU(), nn.Linear(8, 2))  # also: norm/redundant-bias
net.train()
net(torch.randn(8, 8)).sum().backward()
# silent: thawed again
net = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.Linear(8, 2))
net.requires_grad_(False)
net.requires_grad_(True)
net.train()
net(torch.randn(8, 8)).sum().backward()
