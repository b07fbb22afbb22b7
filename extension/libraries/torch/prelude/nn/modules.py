"""torch.nn.modules: the layers once more."""
from torch.nn import *
