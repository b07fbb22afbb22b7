"""Records what einops answers to patterns: `python record_einops.py`, with torch 2.x and einops 0.8. einops.test.ts holds kernels/ops/einops to it."""
import json
import pathlib

import einops
import torch
from einops.layers.torch import Rearrange, Reduce

CASES = [
    ('rearrange', [2, 3, 4, 5], 'b c h w -> b h w c', {}),
    ('rearrange', [2, 3, 4, 5], 'b c h w -> b (h w) c', {}),
    ('rearrange', [2, 12, 5], 'b (h d) n -> b h d n', {'h': 4}),
    ('rearrange', [2, 12, 5], 'b (h d) n -> b h d n', {'h': 5}),
    ('rearrange', [2, 12, 5], 'b (h d) n -> b h d n', {}),
    ('rearrange', [2, 3, 8, 8], 'b c (h p1) (w p2) -> b (h w) (p1 p2 c)', {'p1': 4, 'p2': 2}),
    ('rearrange', [2, 3], 'b c -> b c 1 1', {}),
    ('rearrange', [2, 3, 1, 1], 'b c 1 1 -> b c', {}),
    ('rearrange', [2, 3, 2, 1], 'b c 1 1 -> b c', {}),
    ('rearrange', [2, 3, 4], 'b ... -> ... b', {}),
    ('rearrange', [2, 3, 4], '... d -> (...) d', {}),
    ('rearrange', [2, 3, 4], '... (h d) -> ... h d', {'h': 2}),
    ('rearrange', [2], 'a b ... -> a', {}),
    ('rearrange', [2, 3], 'a b c -> c b a', {}),
    ('rearrange', [2, 3], 'a b -> a b c', {}),
    ('rearrange', [2, 3], 'a b -> a', {}),
    ('rearrange', [2, 3], 'a a -> a', {}),
    ('rearrange', [2, 3], '(a -> a', {}),
    ('rearrange', [2, 3], 'a b -> ((a) b)', {}),
    ('rearrange', [2, 3], 'a b -> a) b', {}),
    ('rearrange', [2, 3], 'a b -> b a', {'c': 3}),
    ('rearrange', [2, 3], 'a b -> ... a b', {}),
    ('rearrange', [6, 3], '(a b) c -> a b c', {'a': 2, 'b': 4}),
    ('rearrange', [6, 3], 'a 3 -> a', {}),
    ('rearrange', [6, 3], 'a b', {}),
    ('repeat', [2, 3], 'a b -> a b c', {'c': 4}),
    ('repeat', [2, 3], 'a b -> a b c', {}),
    ('repeat', [1, 1, 8], '1 1 d -> b 1 d', {'b': 4}),
    ('repeat', [1, 1, 8], '() n d -> b n d', {'b': 4}),
    ('repeat', [2, 3], 'h w -> (h 2) (w 3)', {}),
    ('repeat', [2, 3], 'h w -> h', {}),
    ('repeat', [2, 3], '... -> r ...', {'r': 5}),
    ('mean', [2, 3, 4, 4], 'b c h w -> b c', {}),
    ('max', [2, 3, 4, 4], 'b c (h 2) (w 2) -> b c h w', {}),
    ('max', [2, 3, 5, 4], 'b c (h 2) (w 2) -> b c h w', {}),
    ('sum', [2, 3, 4], 'b ... -> b', {}),
    ('sum', [2, 3, 4], 'b ... -> b d', {}),
    ('median', [2, 3], 'a b -> a', {}),
    ('mean', [2, 3], 'a b -> ()', {}),
    ('mean', [2, 3], 'a b ->', {}),
]


def call(operation, shape, pattern, axes, layer):
    x = torch.zeros(shape)
    if layer:
        made = Rearrange(pattern, **axes) if operation == 'rearrange' else Reduce(pattern, operation, **axes)
        return made(x)
    if operation in ('rearrange', 'repeat'):
        return getattr(einops, operation)(x, pattern, **axes)
    return einops.reduce(x, pattern, operation, **axes)


recorded = []
for operation, shape, pattern, axes in CASES:
    for layer in (False, True):
        # There is no such layer; and of a wrong rank a layer tells a KeyError of the number alone.
        if layer and (operation == 'repeat' or pattern == 'a b c -> c b a'):
            continue
        try:
            answer = {'answer': list(call(operation, shape, pattern, axes, layer).shape)}
        except Exception as error:
            answer = {'error': str(error)}
        recorded.append({'operation': operation, 'shape': shape, 'pattern': pattern, 'axes': axes, 'layer': layer, **answer})
(pathlib.Path(__file__).parent / 'truth' / 'einops.json').write_text(json.dumps(recorded, indent=0))
