"""Records padding in all its modes: `python3 record_pad.py`."""
import random

import torch.nn.functional as F

from recording import X, case, write

draw = random.Random(23)
pick = draw.choice
fills = ['uniform'] * 6 + ['nan', 'inf', 'wild']

for _ in range(90):
    sizes = [pick([1, 2, 3, 4, 7]) for _ in range(draw.randint(1, 5))]
    amounts = []
    for axis in range(draw.randint(1, len(sizes))):
        size = sizes[-1 - axis]
        before = draw.randint(-size, 4)
        amounts += [before, draw.randint(-size - min(before, 0), 4)]
    value = {} if draw.random() < 0.4 else {'value': pick([0.0, -1.5, float('inf'), float('-inf')])}
    case('pad', F.pad, exact=True, differences=False, input=X(*sizes, fill=pick(fills)), pad=amounts, **value)
for mode in ('reflect', 'replicate', 'circular'):
    for _ in range(60):
        rank = draw.randint(1, 3)
        sizes = [pick([1, 2, 3]), pick([1, 2, 4])][draw.randint(0, 1):] + [pick([2, 3, 4, 7]) for _ in range(rank)]
        # Cut off as well where it wraps around: but no more is filled than is left.
        amounts = [draw.randint(-1 if mode == 'circular' else 0, sizes[-1 - at // 2] - (mode == 'reflect')) for at in range(2 * rank)]
        left = [sizes[-1 - axis] + min(amounts[2 * axis], 0) + min(amounts[2 * axis + 1], 0) for axis in range(rank)]
        if any(max(amounts[2 * axis:2 * axis + 2]) > left[axis] for axis in range(rank)):
            continue
        case('pad', F.pad, exact=True, differences=False, input=X(*sizes), pad=amounts, mode=mode)
write('pad')
