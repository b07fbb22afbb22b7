import torch
from torch import nn
from models import Block

stem = nn.Sequential(Block(3, 8), Block(8, 16))
head = nn.Linear(16 * 8 * 8, 10)

features = stem(torch.randn(4, 3, 32, 32))
logits = head(features.flatten(1))
wrong = head(features)
