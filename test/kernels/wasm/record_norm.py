"""Records the norms, forward and backward: `python3 record_norm.py`."""
import random

import numpy
import torch

from recording import X, case, write

draw = random.Random(29)
pick = draw.choice
gradient = {'input': 1e-6, 'weight': 1e-6, 'bias': 1e-6}
fills = ['uniform'] * 7 + ['ties', 'nan', 'inf']


def given(*shape, often=0.7, **more):
    return X(*shape, **more) if draw.random() < often else None


def sample(*shape):
    """Mostly of the usual sizes, some with a mean far beyond their spread."""
    far = draw.random() < 0.2
    return X(*shape, fill='uniform' if far else pick(fills), scale=pick([0.5, 1, 3]), shift=pick([100, -1000]) if far else pick([0, 0, 1.5]))


def spatial(rank, others=1):
    """Sizes of a map; statistics of two or three numbers leave nothing but rounding of the gradient."""
    size = [pick([1, 2, 3, 5, 7, 8, 12, 17]) for _ in range(rank)]
    if others * numpy.prod(size) < 5 and rank > 0:
        size[-1] = 7
    return size


for _ in range(96):
    rank = pick([0, 1, 2, 2, 3])
    batch, channels = pick([1, 2, 3, 8]) if rank else 8, pick([1, 2, 3, 4, 7, 9])
    size = spatial(rank, batch)
    training = draw.random() < 0.6
    running = not training or draw.random() < 0.7
    case('batch_norm', tolerance=4e-7, gradient=gradient, states=('running_mean', 'running_var') if running else (),
         input=sample(batch, channels, *size),
         running_mean=X(channels) if running else None, running_var=X(channels, scale=0.4, shift=1) if running else None,
         weight=given(channels), bias=given(channels), training=training,
         momentum=pick([0.1, 0.1, 0.01, 1.0, 0.5]), eps=pick([1e-5, 1e-5, 1e-3, 0.1]))
case('batch_norm', gradients=False, states=('running_mean', 'running_var'), input=X(0, 3, 4), running_mean=X(3), running_var=X(3, scale=0.4, shift=1), training=True)
for shape in ((64, 5), (3, 17, 61, 47), (2, 3, 40, 40)):
    channels = shape[1]
    case('batch_norm', tolerance=4e-7, gradient=gradient, states=('running_mean', 'running_var'), input=X(*shape),
         running_mean=X(channels), running_var=X(channels, scale=0.4, shift=1), weight=X(channels), bias=X(channels), training=True)

for _ in range(64):
    rank = pick([1, 2, 2, 3])
    batch, channels, size = pick([1, 2, 3]), pick([1, 2, 3, 5]), spatial(rank)
    own = draw.random() < 0.8
    running = not own or draw.random() < 0.5
    # Sums over samples of sums that are float32 already.
    case('instance_norm', tolerance=8e-7, gradient={'input': 1e-6, 'weight': 2e-6, 'bias': 2e-6}, states=('running_mean', 'running_var') if running else (),
         input=sample(batch, channels, *size),
         running_mean=X(channels) if running else None, running_var=X(channels, scale=0.4, shift=1) if running else None,
         weight=given(channels), bias=given(channels), use_input_stats=own, momentum=pick([0.1, 0.5]), eps=pick([1e-5, 1e-3]))

for _ in range(64):
    groups, each, rank = pick([1, 2, 3, 4]), pick([1, 2, 3, 5]), pick([0, 1, 2, 2])
    each = each if rank else 5
    channels, size = groups * each, spatial(rank, each)
    # With one of the two alone PyTorch's own backward fails.
    learned = {'weight': X(channels), 'bias': X(channels)} if draw.random() < 0.7 else {'weight': None, 'bias': None}
    case('group_norm', tolerance=8e-7, gradient=gradient, input=sample(pick([1, 2, 3]), channels, *size), num_groups=groups, **learned, eps=pick([1e-5, 1e-3]))
    case('group_norm', tolerance=8e-7, gradients=False, input=sample(2, channels, 3), num_groups=groups, weight=given(channels), bias=given(channels))
case('group_norm', gradients=False, input=X(0, 4, 3), num_groups=2, weight=X(4), bias=X(4))

for _ in range(64):
    leading = [pick([1, 2, 3, 4]) for _ in range(draw.randint(0, 3))]
    normalised = [pick([2, 3, 5, 8, 13, 33, 64]) for _ in range(pick([1, 1, 1, 2, 3]))]
    if numpy.prod(normalised) < 5:
        normalised[-1] = 6
    case('layer_norm', tolerance=8e-7, gradient=gradient, input=sample(*leading, *normalised), normalized_shape=normalised,
         weight=given(*normalised), bias=given(*normalised), eps=pick([1e-5, 1e-5, 1e-3]))
    case('rms_norm', tolerance=8e-7, gradient=gradient, input=sample(*leading, *normalised), normalized_shape=normalised,
         weight=given(*normalised), eps=pick([None, 1e-6, 1e-3]))
for shape in ((3, 5000), (2, 197)):
    case('layer_norm', tolerance=8e-7, gradient=gradient, input=X(*shape, shift=3), normalized_shape=[shape[-1]], weight=X(shape[-1]), bias=X(shape[-1]))
    case('rms_norm', tolerance=8e-7, gradient=gradient, input=X(*shape), normalized_shape=[shape[-1]], weight=X(shape[-1]))

for _ in range(64):
    case('local_response_norm', tolerance=4e-7, gradient=1e-6, input=X(pick([1, 2]), pick([1, 2, 3, 6, 9]), *spatial(pick([1, 2, 2])), fill=pick(['uniform'] * 4 + ['ties']), scale=pick([1, 4])),
         size=pick([1, 2, 3, 4, 5]), alpha=pick([1e-4, 0.1, 1]), beta=pick([0.75, 0.5, 1]), k=pick([1, 2]))

write('norm')
