"""Batches of loaders: the last one holds what is left over, a custom collation is followed."""
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import ConcatDataset, DataLoader, Dataset, TensorDataset, random_split


class Words(Dataset):
    def __init__(self, count):
        self.count = count

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        return {'tokens': torch.zeros(12, dtype=torch.long), 'label': index % 4}


def gathered(samples):
    tokens = torch.stack([sample['tokens'] for sample in samples])
    labels = torch.tensor([sample['label'] for sample in samples])
    return tokens, labels


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(50, 16)
        self.head = nn.Linear(16, 4)

    def forward(self, tokens):
        return self.head(self.table(tokens).mean(1))


def train(loader):
    model = Classifier()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    right = 0
    for step, (tokens, labels) in enumerate(loader):
        logits = model(tokens)
        loss = F.cross_entropy(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        right += (logits.argmax(1) == labels).sum().item()
    return right / len(loader.dataset)


train(DataLoader(Words(100), batch_size=16, shuffle=True, collate_fn=gathered))

images = TensorDataset(torch.rand(70, 3, 8, 8), torch.zeros(70, dtype=torch.long))
for x, y in DataLoader(images, batch_size=8):
    flat = x.flatten(1)
for x, y in DataLoader(images, 32, drop_last=True):
    doubled = y * 2
for x, y in DataLoader(images, batch_size=128):
    mean = x.mean((2, 3))
for (a, _), (b, _) in zip(DataLoader(images, batch_size=32), DataLoader(images, batch_size=32)):
    total = a + b
batch = next(iter(DataLoader(Words(20), batch_size=16)))
first = batch['tokens'][0]

most, rest = random_split(images, [0.9, 0.1])
for x, y in DataLoader(most, batch_size=40):
    wide = x.reshape(len(x), -1)
for x, y in DataLoader(rest, batch_size=40):
    narrow = x.reshape(len(x), -1)
train_set, test_set = random_split(images, [50, 20])
both = ConcatDataset([train_set, test_set])
for x, y in DataLoader(both, batch_size=64):
    summed = x.sum((1, 2, 3)) + y
