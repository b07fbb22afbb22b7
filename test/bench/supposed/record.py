"""Records what torchvision's classifiers bind in their forwards: `python3 record.py` (needs torch and torchvision).

Each model runs once on the meta device, with [2, 3, S, S]. Written to truth.json: by file below torchvision/models, line and name the shapes
that were bound there, over all models of the file, and what the models' own forwards returned.
"""
import inspect
import json
import pathlib
import sys

import torch

# Only shapes are asked for: the ops that torchvision has compiled itself need not be there.
register = torch.library.register_fake
torch.library.register_fake = lambda name, *args, **kwargs: (lambda run: run) if str(name).startswith('torchvision::') else register(name, *args, **kwargs)

import torchvision  # noqa: E402
from torchvision import models  # noqa: E402

home = pathlib.Path(torchvision.__file__).parent / 'models'
bound = {}
returned = {}


def watch(file):
    def local(frame, event, argument):
        held = frame.f_locals
        line, before = state.get(frame, (None, {}))
        if event in ('line', 'return') and line is not None:
            for name, value in held.items():
                if isinstance(value, torch.Tensor) and before.get(name) is not value:
                    bound.setdefault(file, {}).setdefault(f'{line} {name}', set()).add(tuple(value.shape))
        if event == 'return':
            state.pop(frame, None)
        else:
            state[frame] = (frame.f_lineno, dict(held))
        return local

    state = {}
    return local


def trace(frame, event, _argument):
    path = pathlib.Path(frame.f_code.co_filename)
    if path.parent == home and frame.f_code.co_name in ('forward', '_forward', '_forward_impl', 'features'):
        local = watch(path.name)
        return local(frame, 'call', None)
    return None


for name in models.list_models(module=models):
    size = 299 if name.startswith('inception') else 224
    # Some read numbers as they are made: these run for real.
    for device in ('meta', 'cpu'):
        try:
            with torch.device(device):
                model = models.get_model(name, weights=None).eval()
                x = torch.randn(2, 3, size, size)
            break
        except NotImplementedError:
            continue
    file = pathlib.Path(inspect.getfile(type(model))).name
    sys.settrace(trace)
    with torch.no_grad():
        y = model(x)
    sys.settrace(None)
    returned.setdefault(file, {})[type(model).__name__] = list(y.shape)
out = {'torchvision': torchvision.__version__.split('+')[0], 'returned': returned, 'bound': {file: {place: sorted(shapes) for place, shapes in sorted(places.items())} for file, places in sorted(bound.items())}}
(pathlib.Path(__file__).parent / 'truth.json').write_text(json.dumps(out, separators=(',', ':')) + '\n')
print({file: len(places) for file, places in out['bound'].items()}, returned)
