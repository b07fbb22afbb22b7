"""Records what PyTorch makes of the playground's samples: `python3 record.py` writes truth.json beside it."""
import json
import pathlib

import torch
import torch.nn.functional as F


def ramp(rows, columns):
    """The playground's ramp: from 0 to 1 through a plane."""
    return (torch.arange(rows * columns, dtype=torch.float64) / (rows * columns - 1)).reshape(1, 1, rows, columns)


def pooled(function, upstream=None, **arguments):
    x = ramp(8, 8).requires_grad_(True)
    y = function(x, **arguments)
    gradient = torch.ones_like(y) if upstream is None else torch.zeros_like(y)
    if upstream is not None:
        gradient[(0, 0, *upstream)] = 1
    y.backward(gradient)
    return {'output': y[0, 0].tolist(), 'gradient': x.grad[0, 0].tolist()}


pathlib.Path(__file__).with_name('truth.json').write_text(json.dumps({
    'max_pool': pooled(F.max_pool2d, kernel_size=3, stride=2),
    'max_pool_padded': pooled(F.max_pool2d, kernel_size=3, stride=2, padding=1),
    'max_pool_cell': pooled(F.max_pool2d, upstream=(1, 2), kernel_size=3, stride=2),
}) + '\n')
