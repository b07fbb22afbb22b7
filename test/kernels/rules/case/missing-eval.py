# fires: no_grad does not change the mode
model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.5), nn.Linear(8, 2))
with torch.no_grad():
    answer = model(torch.randn(4, 8)).argmax(1)  # <-
# fires: inference_mode, batch norm
model = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.Linear(8, 2))
with torch.inference_mode():
    answer = model(torch.randn(4, 8)).softmax(1)  # <-
# fires: a function named evaluate
def evaluate(model, x, y):
    return (model(x).argmax(1) == y).float().mean()  # <-


accuracy = evaluate(nn.Sequential(nn.Dropout(0.2), nn.Linear(8, 2)), torch.randn(4, 8), torch.zeros(4))
# fires: a decorator
@torch.no_grad()
def accuracy(model, x, y):
    return (model(x).argmax(1) == y).sum()  # <-


n = accuracy(nn.Sequential(nn.Dropout(0.2), nn.Linear(8, 2)), torch.randn(4, 8), torch.zeros(4))
# fires: after training in one script
model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.5), nn.Linear(8, 2))
for epoch in range(2):
    model.train()
    F.cross_entropy(model(torch.randn(16, 8)), torch.zeros(16, dtype=torch.long)).backward()
    with torch.no_grad():
        correct = (model(torch.randn(16, 8)).argmax(1) == 0).sum()  # <-
# fires: a model as a class
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, bias=False)
        self.norm = nn.BatchNorm2d(8)
        self.fc = nn.Linear(8, 2)

    def forward(self, x):
        return self.fc(F.relu(self.norm(self.conv(x))).mean((2, 3)))


def predict(net, image):
    with torch.no_grad():
        return net(image).argmax(1)  # <-


label = predict(Net(), torch.randn(1, 3, 16, 16))
# fires: put back into train mode too early
model = nn.Sequential(nn.Dropout(0.2), nn.Linear(8, 2))
model.eval()
model.train()
with torch.no_grad():
    loss = F.mse_loss(model(torch.randn(4, 8)), torch.randn(4, 2))  # <-
# silent: eval
model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.5), nn.Linear(8, 2))
model.eval()
with torch.no_grad():
    answer = model(torch.randn(4, 8)).argmax(1)
# silent: eval in the function
def evaluate(model, x):
    model.eval()
    with torch.no_grad():
        return model(x).argmax(1)


n = evaluate(nn.Sequential(nn.Dropout(0.2), nn.Linear(8, 2)), torch.randn(4, 8))
# silent: nothing that depends on the mode
model = nn.Sequential(nn.Linear(8, 8), nn.LayerNorm(8), nn.ReLU())
with torch.no_grad():
    answer = model(torch.randn(4, 8)).argmax(1)
# silent: to know the size of the features
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
        with torch.no_grad():
            count = self.features(torch.zeros(1, 3, 8, 8)).flatten(1).shape[1]
        self.fc = nn.Linear(count, 2)


net = Net()
# silent: a check of shapes
def test():
    net = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
    y = net(torch.randn(2, 3, 8, 8))
    print(y.size())


test()
# silent: a generator while the discriminator learns
generator = nn.Sequential(nn.Linear(4, 8, bias=False), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 2))
discriminator = nn.Linear(2, 1)
with torch.no_grad():
    fake = generator(torch.randn(16, 4))
loss = F.binary_cross_entropy_with_logits(discriminator(fake), torch.zeros(16, 1))
loss.backward()
# silent: statistics measured again
model = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8))
with torch.no_grad():
    model.train()
    for _ in range(3):
        model(torch.randn(16, 8))
# silent: training
model = nn.Sequential(nn.Dropout(0.2), nn.Linear(8, 2))
loss = F.mse_loss(model(torch.randn(4, 8)), torch.randn(4, 2))
loss.backward()
# silent: a momentum encoder inside forward
class MoCo(nn.Module):
    def __init__(self):
        super().__init__()
        self.query = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8))
        self.key = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8))

    def forward(self, x):
        with torch.no_grad():
            k = self.key(x)
        return (self.query(x) * k).sum()


MoCo()(torch.randn(8, 8)).backward()
# silent: Monte Carlo dropout
model = nn.Sequential(nn.Dropout(0.2), nn.Linear(8, 2))
model.eval()
for module in model.modules():
    if isinstance(module, nn.Dropout):
        module.train()
with torch.no_grad():
    mean = torch.stack([model(torch.randn(4, 8)) for _ in range(5)]).mean(0)
# silent: a step that Lightning calls
class Lit(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(nn.Dropout(0.2), nn.Linear(8, 2))

    def validation_step(self, batch, index):
        x, y = batch
        return F.cross_entropy(self.model(x), y)


loss = Lit().validation_step((torch.randn(4, 8), torch.zeros(4, dtype=torch.long)), 0)
