"""Records sums, means and extrema over axes: `python3 record_reduction.py`."""
import random

import torch

from recording import X, case, write

draw = random.Random(29)
pick = draw.choice

for _ in range(60):
    sizes = [pick([1, 2, 3, 4, 7]) for _ in range(draw.randint(0, 5))]
    axes = draw.sample(range(len(sizes)), draw.randint(0, len(sizes)))
    dim = {} if not axes else {'dim': pick([[axis - pick([0, len(sizes)]) for axis in axes], axes[0]])}
    for name in ('sum', 'mean', 'amax', 'amin'):
        exact = name.startswith('am')
        case(name, getattr(torch, name), exact=exact, differences=not exact, input=X(*sizes, fill=pick(['uniform', 'uniform', 'ties', 'nan', 'inf']) if exact else 'uniform'), **dim, **({'keepdim': True} if dim and draw.random() < 0.3 else {}))
write('reduction')
