"""torchvision.models._utils."""
from collections import OrderedDict
from torch.nn import ModuleDict


def _make_divisible(v, divisor, min_value=None):
    rounded = max(divisor if min_value is None else min_value, int(v + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * v else rounded


class IntermediateLayerGetter(ModuleDict):
    def __init__(self, model, return_layers):
        children = list(model.named_children())
        names = [name for name, _ in children]
        wanted = [str(name) for name in return_layers]
        if not all(name in names for name in wanted):
            raise ValueError('return_layers are not present in model')
        super().__init__(OrderedDict(children[:max(names.index(name) for name in wanted) + 1]))
        self.return_layers = return_layers

    def forward(self, x):
        out = OrderedDict()
        for name, module in self.items():
            x = module(x)
            if name in self.return_layers:
                out[self.return_layers[name]] = x
        return out
