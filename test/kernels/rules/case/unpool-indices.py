# fires: of another pool
pool = nn.MaxPool2d(2, return_indices=True)
small, first = pool(torch.randn(1, 8, 16, 16))
_, second = pool(torch.randn(1, 8, 8, 8))
nn.MaxUnpool2d(2)(small, second)  # <-
# fires: mixed up levels
pool = nn.MaxPool2d(2, 2, return_indices=True)
a, i = pool(torch.randn(1, 4, 16, 16))
b, j = pool(a)
x = F.max_unpool2d(b, i, 2, 2)  # <-
# fires: no indices but values
pool = nn.MaxPool2d(2)
y = pool(torch.randn(1, 8, 16, 16))
nn.MaxUnpool2d(2)(y, y)  # <-
# fires: a signal
pool = nn.MaxPool1d(2, return_indices=True)
small, _ = pool(torch.randn(1, 2, 16))
_, indices = pool(torch.randn(1, 2, 12))
nn.MaxUnpool1d(2)(small, indices)  # <-
# fires: channels changed between
pool = nn.MaxPool2d(2, return_indices=True)
small, indices = pool(torch.randn(1, 8, 16, 16))
nn.MaxUnpool2d(2)(nn.Conv2d(8, 4, 1)(small), indices)  # <-
# fires: of a volume
pool = nn.MaxPool3d(2, return_indices=True)
small, _ = pool(torch.randn(1, 2, 8, 8, 8))
_, indices = pool(torch.randn(1, 2, 4, 4, 4))
nn.MaxUnpool3d(2)(small, indices)  # <-
# silent: its own
pool = nn.MaxPool2d(2, return_indices=True)
small, indices = pool(torch.randn(1, 8, 16, 16))
nn.MaxUnpool2d(2)(small, indices)
# silent: through layers that keep the shape
pool = nn.MaxPool2d(2, return_indices=True)
small, indices = pool(torch.randn(1, 8, 16, 16))
nn.MaxUnpool2d(2)(nn.Conv2d(8, 8, 3, padding=1)(small), indices)
# silent: levels in order
pool = nn.MaxPool2d(2, 2, return_indices=True)
a, i = pool(torch.randn(1, 4, 16, 16))
b, j = pool(a)
F.max_unpool2d(F.max_unpool2d(b, j, 2, 2), i, 2, 2)
# silent: the functional form
small, indices = F.max_pool2d(torch.randn(1, 8, 16, 16), 2, return_indices=True)
F.max_unpool2d(small, indices, 2)
# silent: a signal
small, indices = nn.MaxPool1d(2, return_indices=True)(torch.randn(1, 2, 16))
nn.MaxUnpool1d(2)(small, indices)
# silent: a given size
pool = nn.MaxPool2d(2, return_indices=True)
x = torch.randn(1, 8, 15, 15)
small, indices = pool(x)
nn.MaxUnpool2d(2)(small, indices, output_size=x.size())
