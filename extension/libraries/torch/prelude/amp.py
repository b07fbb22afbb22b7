"""torch.amp: precision changes no shape."""
from torch import autocast


class GradScaler:
    def __init__(self, *args, **kwargs):
        pass

    def scale(self, loss):
        return loss

    def step(self, optimizer, *args, **kwargs):
        _stepped()
        return None

    def unscale_(self, optimizer):
        pass

    def update(self, new_scale=None):
        pass

    def state_dict(self):
        return {}


def custom_fwd(function=None, **kwargs):
    return function if function is not None else (lambda decorated: decorated)


custom_bwd = custom_fwd
