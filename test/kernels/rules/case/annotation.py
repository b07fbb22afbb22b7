# fires: a rank
from jaxtyping import Float


def pooled(x: Float[torch.Tensor, 'batch time features']):
    return x.amax(-2)


pooled(torch.randn(4, 16))  # <-
# fires: a size
from jaxtyping import Float


def grey(image: Float[torch.Tensor, '3 height width']):
    return image.mean(0)


grey(torch.randn(4, 8, 8))  # <-
# fires: one name, two sizes
from jaxtyping import Float


def both(x: Float[torch.Tensor, 'batch dim'], y: Float[torch.Tensor, 'batch dim']):
    return torch.cat([x, y], dim=1)


both(torch.randn(2, 3), torch.randn(2, 4))  # <-
# fires: what is returned
from jaxtyping import Float


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(16, 5)

    def forward(self, x: Float[torch.Tensor, 'batch 16']) -> Float[torch.Tensor, 'batch 4']:
        return self.fc(x)  # <-


Head()(torch.randn(2, 16))
# fires: where nothing runs the class
from jaxtyping import Float


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(16, 5)

    def forward(self, x: Float[torch.Tensor, 'batch 16']) -> Float[torch.Tensor, 'batch']:
        return self.fc(x)  # <-
# fires: a sum of sizes
from jaxtyping import Float


def padded(x: Float[torch.Tensor, 'batch 2*4']):
    return F.pad(x, (1, 1))


padded(torch.randn(2, 7))  # <-
# silent: as stated
from jaxtyping import Float


def pooled(x: Float[torch.Tensor, 'batch time features']) -> Float[torch.Tensor, 'batch features']:
    return x.amax(1)


pooled(torch.randn(4, 10, 16))
# silent: any number of axes
from jaxtyping import Float


def scaled(x: Float[torch.Tensor, '*batch features']):
    return x * 2


scaled(torch.randn(2, 3, 4))
# silent: axes that may be anything
from jaxtyping import Float


def scaled(x: Float[torch.Tensor, '_ _ 4'], y: Float[torch.Tensor, '... 4']):
    return x * 2 + y


scaled(torch.randn(2, 3, 4), torch.randn(3, 4))
# silent: a size that broadcasts
from jaxtyping import Float


def added(x: Float[torch.Tensor, 'batch dim'], bias: Float[torch.Tensor, '#batch dim']):
    return x + bias


added(torch.randn(2, 3), torch.randn(1, 3))
# silent: two calls, two sizes
from jaxtyping import Float


def normed(x: Float[torch.Tensor, 'batch dim']) -> Float[torch.Tensor, 'batch']:
    return x.norm(dim=1)


normed(torch.randn(2, 3))
normed(torch.randn(4, 5))
# silent: another kind of annotation
from typing import Dict, List, Tuple


def split(x: Tuple[torch.Tensor, int], y: Dict[str, int], z: List[int]):
    return x[0]


split((torch.randn(2), 1), {}, [])
