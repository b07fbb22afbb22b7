# fires: dropout before the loss
net = nn.Sequential(nn.Linear(8, 3), nn.Dropout(0.5))  # <-
loss = F.cross_entropy(net(torch.randn(4, 8)), torch.zeros(4, dtype=torch.long))
# fires: batch norm before the loss
net = nn.Sequential(nn.Linear(8, 3, bias=False), nn.BatchNorm1d(3))  # <-
loss = nn.CrossEntropyLoss()(net(torch.randn(4, 8)), torch.zeros(4, dtype=torch.long))
# fires: layer norm of a regression
net = nn.Sequential(nn.Linear(8, 4, bias=False), nn.LayerNorm(4))  # <-
loss = F.mse_loss(net(torch.randn(4, 8)), torch.randn(4, 4))
# fires: before a log softmax
net = nn.Sequential(nn.Linear(8, 3), nn.Dropout(0.1), nn.LogSoftmax(1))  # <-
loss = F.nll_loss(net(torch.randn(4, 8)), torch.zeros(4, dtype=torch.long))
# fires: a classifier that ends in dropout
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(16, 10)
        self.drop = nn.Dropout(0.5)  # <-

    def forward(self, x):
        return self.drop(self.fc(x.flatten(1)))


y = Net()(torch.randn(4, 1, 4, 4))
# fires: a map of scores
net = nn.Sequential(nn.Conv2d(3, 2, 1, bias=False), nn.BatchNorm2d(2))  # <-
loss = F.cross_entropy(net(torch.randn(4, 3, 8, 8)), torch.zeros(4, 8, 8, dtype=torch.long))
# fires: a probability
net = nn.Sequential(nn.Linear(8, 1, bias=False), nn.BatchNorm1d(1), nn.Sigmoid())  # <-
loss = F.binary_cross_entropy(net(torch.randn(4, 8)), torch.ones(4, 1))
# silent: dropout before the last layer
net = nn.Sequential(nn.Dropout(0.5), nn.Linear(8, 3))
loss = F.cross_entropy(net(torch.randn(4, 8)), torch.zeros(4, dtype=torch.long))
# silent: embeddings
net = nn.Sequential(nn.Linear(8, 16, bias=False), nn.BatchNorm1d(16))
a, b = net(torch.randn(4, 8)), net(torch.randn(4, 8))
loss = -F.cosine_similarity(a, b).mean()
# silent: an encoder ends in its norm
encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 2, 32, batch_first=True, norm_first=True), 2, norm=nn.LayerNorm(16))
y = encoder(torch.randn(2, 5, 16))
# silent: a backbone and a head
backbone = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
head = nn.Linear(8, 3)
loss = F.cross_entropy(head(backbone(torch.randn(4, 3, 8, 8)).mean((2, 3))), torch.zeros(4, dtype=torch.long))
# silent: positions with dropout
class Positions(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.Parameter(torch.zeros(1, 10, 16))
        self.drop = nn.Dropout(0.1)

    def forward(self, x):
        return self.drop(x + self.table)


y = Positions()(torch.randn(2, 10, 16))
# silent: an activation behind the norm
net = nn.Sequential(nn.Conv2d(3, 3, 3, padding=1, bias=False), nn.BatchNorm2d(3), nn.ReLU())
loss = F.mse_loss(net(torch.randn(4, 3, 8, 8)), torch.randn(4, 3, 8, 8))
# silent: dropout that drops nothing
net = nn.Sequential(nn.Linear(8, 3), nn.Dropout(0.0))
loss = F.cross_entropy(net(torch.randn(4, 8)), torch.zeros(4, dtype=torch.long))
