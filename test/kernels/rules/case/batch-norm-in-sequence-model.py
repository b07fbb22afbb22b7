# fires: after attention
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(16, 2, batch_first=True)
        self.norm = nn.BatchNorm1d(16)  # <-

    def forward(self, x):
        y = x + self.attention(x, x, x)[0]
        return self.norm(y.transpose(1, 2)).transpose(1, 2)


y = Block()(torch.randn(2, 5, 16))
# fires: between recurrent layers
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.LSTM(8, 16, batch_first=True)
        self.norm = nn.BatchNorm1d(16)  # <-
        self.b = nn.LSTM(16, 16, batch_first=True)

    def forward(self, x):
        x, _ = self.a(x)
        x = self.norm(x.transpose(1, 2)).transpose(1, 2)
        return self.b(x)[0]


y = Net()(torch.randn(2, 5, 8))
# fires: after a GRU and a linear layer
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(8, 16, batch_first=True)
        self.fc = nn.Linear(16, 8, bias=False)
        self.norm = nn.BatchNorm1d(8)  # <-

    def forward(self, x):
        return self.norm(self.fc(self.gru(x)[0]).permute(0, 2, 1))


y = Net()(torch.randn(2, 5, 8))
# fires: scaled dot product attention
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(8)  # <-

    def forward(self, x):
        x = F.scaled_dot_product_attention(x, x, x)
        return self.norm(x.transpose(1, 2))


y = Net()(torch.randn(2, 5, 8))
# fires: dropout between
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(8, 16)
        self.drop = nn.Dropout(0.0)
        self.norm = nn.BatchNorm1d(16)  # <-

    def forward(self, x):
        return self.norm(self.drop(self.rnn(x)[0]).permute(1, 2, 0))


y = Net()(torch.randn(5, 2, 8))
# fires: after the second sum of a block
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.up = nn.Linear(8, 32)
        self.down = nn.Linear(32, 8)
        self.norm = nn.BatchNorm1d(8)  # <-

    def forward(self, x):
        x = x + self.attention(x, x, x)[0]
        x = x + self.down(F.gelu(self.up(x)))
        return self.norm(x.transpose(1, 2))


y = Block()(torch.randn(2, 5, 8))
# silent: layer norm
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(16, 2, batch_first=True)
        self.norm = nn.LayerNorm(16)

    def forward(self, x):
        return self.norm(x + self.attention(x, x, x)[0])


y = Block()(torch.randn(2, 5, 16))
# silent: convolutions before a recurrent layer
class CRNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(4, 8, 3, bias=False)
        self.norm = nn.BatchNorm1d(8)
        self.lstm = nn.LSTM(8, 8, batch_first=True)

    def forward(self, x):
        return self.lstm(self.norm(self.conv(x)).transpose(1, 2))[0]


y = CRNN()(torch.randn(2, 4, 12))
# silent: a classifier on the last step
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(8, 8, batch_first=True)
        self.norm = nn.BatchNorm1d(8)

    def forward(self, x):
        return self.norm(self.lstm(x)[0][:, -1])


y = Net()(torch.randn(4, 5, 8))
# silent: the convolution module of a Conformer
class Conformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.conv = nn.Conv1d(8, 8, 3, padding=1, groups=8, bias=False)
        self.norm = nn.BatchNorm1d(8)

    def forward(self, x):
        x = x + self.attention(x, x, x)[0]
        return self.norm(self.conv(x.transpose(1, 2)))


y = Conformer()(torch.randn(2, 5, 8))
# silent: a temporal convolution
net = nn.Sequential(nn.Conv1d(4, 8, 3, bias=False), nn.BatchNorm1d(8), nn.ReLU())
y = net(torch.randn(2, 4, 12))
# silent: tokens without attention
net = nn.Sequential(nn.Linear(8, 8), nn.BatchNorm1d(5))
y = net(torch.randn(2, 5, 8))
