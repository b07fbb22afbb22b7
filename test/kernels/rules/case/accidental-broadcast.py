# fires: a loss
loss = nn.MSELoss()(nn.Linear(8, 1)(torch.randn(16, 8)), torch.randn(16))  # <-
# fires: the functional form
model = nn.Sequential(nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 1))
x, y = torch.randn(32, 8), torch.randn(32)
loss = F.mse_loss(model(x), y)  # <-
# fires: a row and a column
loss = F.l1_loss(torch.randn(16), torch.randn(16, 1))  # <-
# fires: Huber
loss = nn.SmoothL1Loss()(torch.randn(16, 1), torch.randn(16))  # <-
# fires: a difference that is squared and averaged
model = nn.Linear(8, 1)
x, y = torch.randn(32, 8), torch.randn(32)
loss = ((model(x) - y) ** 2).mean()  # <-
# fires: a difference the other way round
model = nn.Sequential(nn.Linear(8, 1), nn.Sigmoid())
x, y = torch.randn(32, 8), torch.randn(32)
loss = (y - model(x)).abs().mean()  # <-
# silent: squeezed
loss = nn.MSELoss()(nn.Linear(8, 1)(torch.randn(16, 8)).squeeze(1), torch.randn(16))
# silent: both columns
loss = nn.MSELoss()(nn.Linear(8, 1)(torch.randn(16, 8)), torch.randn(16, 1))
# silent: all pairs are meant
x = torch.randn(16)
distance = (x[:, None] - x).abs().mean()
# silent: a batch of one
loss = F.mse_loss(torch.randn(1, 1), torch.randn(1))
# silent: centred rows
x = torch.randn(16, 8)
variance = ((x - x.mean(1, keepdim=True)) ** 2).mean()
# silent: a difference that is no error
model = nn.Linear(8, 1)
x = torch.randn(16, 8)
advantage = model(x) - torch.randn(16)
# silent: view
model = nn.Linear(8, 1)
loss = F.mse_loss(model(torch.randn(16, 8)).view(-1), torch.randn(16))
