import torch
import torch.nn as nn
import torch.nn.functional as F

def x(*sizes):
    return torch.zeros(sizes)
# ----
conv = nn.Conv2d(3, 4, 1)
norm = nn.BatchNorm2d(4)
relu = nn.ReLU(inplace=True)
y = relu(norm(conv(x(2, 3, 5, 5))))
y + y, 2 * y, y - 1, 1 - y, -y, y[0], y.mean()

conv = nn.Conv2d(3, 4, 1)
y = conv(x(2, 3, 5, 5))
y += 1
y *= 2
y.add_(1), y.relu_(), F.relu(y, inplace=True), F.relu(y), F.relu6(y), y.flatten(1), torch.flatten(y, 1), y.view(2, -1), y.size(0), y.shape

conv = nn.Conv2d(4, 4, 1)
drop = nn.Dropout(0.5).eval()
same = nn.Identity()
y = same(drop(conv(x(2, 4, 5, 5))))
torch.cat([y, y], 1), y.permute(0, 2, 3, 1), y.contiguous(), y.to(torch.float64), y.float(), y.detach(), y.clone(), torch.sigmoid(y), y.sigmoid(), y // 2, y ** 2, y == 0, y > 0, y / 2, 1 / y, y @ y

norm = nn.LayerNorm(8)
attention = nn.MultiheadAttention(8, 2, batch_first=True)
linear = nn.Linear(8, 8)
y = norm(x(2, 5, 8))
out, _ = attention(y, y, y)
linear(out), F.interpolate(linear(y).unsqueeze(1), scale_factor=2)

linear = nn.Linear(8, 8)
lstm = nn.LSTM(8, 8, batch_first=True)
y = linear(x(2, 5, 8))
out, state = lstm(y)
F.cross_entropy(linear(out)[:, 0], torch.zeros(2, dtype=torch.int64))

seq = nn.Sequential(nn.Conv2d(3, 4, 1),
                    nn.MaxPool2d(2),
                    nn.Flatten(),
                    nn.Linear(16, 2),
                    nn.Softmax(dim=1))
seq(x(2, 3, 4, 4)).sum()
