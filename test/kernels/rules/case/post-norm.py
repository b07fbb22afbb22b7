# fires: twelve layers of the library
encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 2, 32, batch_first=True), 12)
y = encoder(torch.randn(2, 5, 16))  # <-
# fires: seven
encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 2, 32), num_layers=7)
y = encoder(torch.randn(5, 2, 16))  # <-
# fires: blocks of one's own
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.mlp = nn.Sequential(nn.Linear(8, 32), nn.GELU(), nn.Linear(32, 8))
        self.norm1 = nn.LayerNorm(8)
        self.norm2 = nn.LayerNorm(8)

    def forward(self, x):
        x = self.norm1(x + self.attention(x, x, x)[0])
        return self.norm2(x + self.mlp(x))


model = nn.Sequential(*[Block() for _ in range(8)])
y = model(torch.randn(2, 5, 8))  # <-
# fires: with dropout, as in BERT
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.up = nn.Linear(8, 32)
        self.down = nn.Linear(32, 8)
        self.norm1 = nn.LayerNorm(8)
        self.norm2 = nn.LayerNorm(8)
        self.drop = nn.Dropout(0.1)

    def forward(self, x):
        x = self.norm1(self.drop(self.attention(x, x, x)[0]) + x)
        return self.norm2(self.drop(self.down(F.gelu(self.up(x)))) + x)


class Bert(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(100, 8)
        self.norm = nn.LayerNorm(8)
        self.layers = nn.ModuleList([Block() for _ in range(12)])

    def forward(self, x):
        x = self.norm(self.embedding(x))
        for layer in self.layers:
            x = layer(x)
        return x


y = Bert()(torch.zeros(2, 5, dtype=torch.long))  # <-
# fires: a deep decoder
decoder = nn.TransformerDecoder(nn.TransformerDecoderLayer(16, 2, 32, batch_first=True), 8)
y = decoder(torch.randn(2, 5, 16), torch.randn(2, 7, 16))  # <-
# fires: inside a model
class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(50, 16)
        self.encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 4, 32, batch_first=True), 10)
        self.head = nn.Linear(16, 50)

    def forward(self, x):
        return self.head(self.encoder(self.embedding(x)))


y = Model()(torch.zeros(2, 6, dtype=torch.long))  # <-
# silent: six layers
encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 2, 32, batch_first=True), 6)
y = encoder(torch.randn(2, 5, 16))
# silent: norm first
encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 2, 32, batch_first=True, norm_first=True), 12)
y = encoder(torch.randn(2, 5, 16))
# silent: pre-norm blocks of one's own
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.mlp = nn.Sequential(nn.Linear(8, 32), nn.GELU(), nn.Linear(32, 8))
        self.norm1 = nn.LayerNorm(8)
        self.norm2 = nn.LayerNorm(8)

    def forward(self, x):
        y = self.norm1(x)
        x = x + self.attention(y, y, y)[0]
        return x + self.mlp(self.norm2(x))


model = nn.Sequential(*[Block() for _ in range(12)], nn.LayerNorm(8))
y = model(torch.randn(2, 5, 8))
# silent: convolutional residuals
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(4)

    def forward(self, x):
        return self.norm(x + self.conv(x))


model = nn.Sequential(*[Block() for _ in range(14)])
y = model(torch.randn(2, 4, 8, 8))
# silent: many linear layers with norms, no residual
model = nn.Sequential(*[nn.Sequential(nn.Linear(8, 8, bias=False), nn.LayerNorm(8)) for _ in range(20)])
y = model(torch.randn(2, 8))
# silent: the whole transformer of the library, six deep
model = nn.Transformer(16, 2, 3, 3, 32, batch_first=True)
y = model(torch.randn(2, 5, 16), torch.randn(2, 4, 16))
