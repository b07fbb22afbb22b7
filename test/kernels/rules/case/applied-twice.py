# fires: softmax in the model
model = nn.Sequential(nn.Linear(8, 3), nn.Softmax(dim=1))  # <-
loss = nn.CrossEntropyLoss()(model(torch.randn(4, 8)), torch.zeros(4, dtype=torch.long))
# fires: the functional forms
logits = nn.Linear(8, 3)(torch.randn(4, 8))
loss = F.cross_entropy(F.softmax(logits, 1), torch.zeros(4, dtype=torch.long))  # <-
# fires: in forward
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 3)

    def forward(self, x):
        return torch.softmax(self.fc(x), dim=-1)  # <-


loss = F.cross_entropy(Net()(torch.randn(4, 8)), torch.zeros(4, dtype=torch.long))
# fires: a sigmoid
model = nn.Sequential(nn.Linear(8, 1), nn.Sigmoid())  # <-
loss = nn.BCEWithLogitsLoss()(model(torch.randn(4, 8)), torch.ones(4, 1))
# fires: probabilities into nll_loss
model = nn.Sequential(nn.Linear(8, 3), nn.Softmax(1))  # <-
loss = nn.NLLLoss()(model(torch.randn(4, 8)), torch.zeros(4, dtype=torch.long))
# fires: through a squeeze
p = nn.Linear(8, 1)(torch.randn(4, 8)).sigmoid()  # <-
loss = F.binary_cross_entropy_with_logits(p.squeeze(1), torch.ones(4))
# silent: logits
model = nn.Sequential(nn.Linear(8, 3))
loss = nn.CrossEntropyLoss()(model(torch.randn(4, 8)), torch.zeros(4, dtype=torch.long))
# silent: log-softmax and nll_loss
model = nn.Sequential(nn.Linear(8, 3), nn.LogSoftmax(1))
loss = nn.NLLLoss()(model(torch.randn(4, 8)), torch.zeros(4, dtype=torch.long))
# silent: a sigmoid and binary_cross_entropy
model = nn.Sequential(nn.Linear(8, 1), nn.Sigmoid())
loss = nn.BCELoss()(model(torch.randn(4, 8)), torch.ones(4, 1))
# silent: a second log-softmax changes nothing
loss = F.cross_entropy(F.log_softmax(torch.randn(4, 3), 1), torch.zeros(4, dtype=torch.long))
# silent: softmax for the answer alone
logits = nn.Linear(8, 3)(torch.randn(4, 8))
loss = F.cross_entropy(logits, torch.zeros(4, dtype=torch.long))
answer = logits.softmax(1).argmax(1)
# silent: a gate further up
x = torch.randn(4, 8)
logits = nn.Linear(8, 3)(x * nn.Linear(8, 8)(x).sigmoid())
loss = F.cross_entropy(logits, torch.zeros(4, dtype=torch.long))
# silent: soft targets
loss = F.cross_entropy(torch.randn(4, 3), torch.randn(4, 3).softmax(1))
