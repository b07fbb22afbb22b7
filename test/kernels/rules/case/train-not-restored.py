# fires: in one loop
model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.5), nn.Linear(8, 2))
for epoch in range(3):
    model(torch.randn(16, 8)).mean().backward()
    model.eval()  # <-
    with torch.no_grad():
        n = model(torch.randn(16, 8)).argmax(1)
# fires: in a function that is called from the loop
def validate(model):
    model.eval()  # <-
    with torch.no_grad():
        return model(torch.randn(16, 8)).argmax(1)


model = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.Linear(8, 2))
for epoch in range(5):
    model(torch.randn(16, 8)).sum().backward()
    n = validate(model)
# fires: train() only once before the loop
def fit(model, epochs):
    model.train()
    for _ in range(epochs):
        F.mse_loss(model(torch.randn(16, 8)), torch.randn(16, 2)).backward()
        model.eval()  # <-
        with torch.no_grad():
            loss = F.mse_loss(model(torch.randn(16, 8)), torch.randn(16, 2))


fit(nn.Sequential(nn.Dropout(0.1), nn.Linear(8, 2)), 4)
# fires: every so many steps
model = nn.Sequential(nn.Dropout(0.1), nn.Linear(8, 2))
for step in range(20):
    model(torch.randn(16, 8)).sum().backward()
    if step % 5 == 0:
        model.eval()  # <-
        with torch.no_grad():
            loss = model(torch.randn(16, 8)).sum()
# fires: batches of a loader
data = torch.utils.data.TensorDataset(torch.randn(64, 8), torch.randn(64, 2))
model = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.Linear(8, 2))
for epoch in range(3):
    for x, y in torch.utils.data.DataLoader(data, batch_size=16):
        F.mse_loss(model(x), y).backward()
    model.eval()  # <-
    with torch.no_grad():
        loss = F.mse_loss(model(data.tensors[0]), data.tensors[1])
# fires: train(False)
model = nn.Sequential(nn.Dropout(0.1), nn.Linear(8, 2))
for _ in range(3):
    model(torch.randn(16, 8)).sum().backward()
    model.train(False)  # <-
# silent: train() at the head of each round
model = nn.Sequential(nn.Dropout(0.1), nn.Linear(8, 2))
for epoch in range(3):
    model.train()
    model(torch.randn(16, 8)).sum().backward()
    model.eval()
    with torch.no_grad():
        n = model(torch.randn(16, 8)).argmax(1)
# silent: put back by the function itself
def validate(model):
    model.eval()
    with torch.no_grad():
        loss = model(torch.randn(16, 8)).sum()
    model.train()
    return loss


model = nn.Sequential(nn.Dropout(0.1), nn.Linear(8, 2))
for epoch in range(3):
    model(torch.randn(16, 8)).sum().backward()
    n = validate(model)
# silent: evaluated after training
model = nn.Sequential(nn.Dropout(0.1), nn.Linear(8, 2))
for epoch in range(3):
    model(torch.randn(16, 8)).sum().backward()
model.eval()
n = model(torch.randn(16, 8)).argmax(1)
# silent: frozen from the start
model = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.Linear(8, 2))
model.eval()
for epoch in range(3):
    model(torch.randn(16, 8)).sum().backward()
# silent: a frozen part in each round
model = nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8), nn.Dropout(0.1), nn.Linear(8, 2))
for epoch in range(3):
    model.train()
    model[1].eval()
    model(torch.randn(16, 8)).sum().backward()
# silent: another model
model, teacher = nn.Sequential(nn.Dropout(0.1), nn.Linear(8, 2)), nn.Sequential(nn.Dropout(0.1), nn.Linear(8, 2))
for epoch in range(3):
    teacher.eval()
    with torch.no_grad():
        target = teacher(torch.randn(16, 8))
    F.mse_loss(model(torch.randn(16, 8)), target).backward()
# silent: by phase
model = nn.Sequential(nn.Dropout(0.1), nn.Linear(8, 2))
for epoch in range(2):
    for phase in ['train', 'val']:
        if phase == 'train':
            model.train()
        else:
            model.eval()
        with torch.set_grad_enabled(phase == 'train'):
            loss = model(torch.randn(16, 8)).sum()
            if phase == 'train':
                loss.backward()
