# fires: a layer that was never made
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(8, 2)

    def forward(self, x):
        return self.fc(x)  # <-


Net()(torch.randn(4, 8))
# fires: a name that nothing binds
def head(x):
    return x.mean(dims)  # <-


head(torch.randn(4, 8))
# fires: a variable before it is bound
def scaled(x):
    y = x * scale  # <-
    scale = 2
    return y


scaled(torch.randn(4))
# fires: an assertion on shapes
def attend(x, heads):
    assert x.size(-1) % heads == 0, f'{x.size(-1)} features cannot be split into {heads} heads'  # <-
    return x.unflatten(-1, (heads, -1))


attend(torch.randn(2, 10), 4)
# fires: raised on purpose
class Patches(nn.Module):
    def forward(self, x):
        if x.shape[-1] % 16 != 0:
            raise ValueError(f'the width {x.shape[-1]} is no multiple of 16')  # <-
        return x.unfold(-1, 16, 16)


Patches()(torch.randn(1, 3, 20))
# fires: an index behind the end of a list
layers = nn.ModuleList([nn.Linear(4, 4) for _ in range(3)])
y = layers[3](torch.randn(2, 4))  # <-
# fires: an argument too few
def block(x, width):
    return x.view(-1, width)


block(torch.randn(4, 4))  # <-
# fires: None is called
class Residual(nn.Module):
    def __init__(self, norm=None):
        super().__init__()
        self.norm = norm

    def forward(self, x):
        return x + self.norm(x)  # <-


Residual()(torch.randn(2, 4))
# fires: behind a context that takes nothing
def step(x):
    with torch.no_grad():
        return x * rate  # <-


step(torch.randn(2))
# silent: the layer is there
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 2)

    def forward(self, x):
        return self.fc(x)


Net()(torch.randn(4, 8))
# silent: the name is bound when it is read
def head(x):
    return x.mean(dims)


dims = 1
head(torch.randn(4, 8))
# silent: in a branch that is not reached
def checked(x):
    if x.ndim != 2:
        raise ValueError('wants two axes')
    return x


checked(torch.randn(4, 8))
# silent: caught
try:
    rate = undefined
except NameError:
    rate = 0.1
y = torch.randn(3) * rate
# silent: suppressed
import contextlib

with contextlib.suppress(AttributeError):
    torch.randn(3).no_such_thing()
# silent: bound by a branch that may run
if torch.rand(()).item() >= 0:
    width = 4
y = torch.randn(2, width)
# silent: bound by name
globals()['width'] = 4
y = torch.randn(2, width)
# silent: asked for first
class Optional(nn.Module):
    def forward(self, x):
        if hasattr(self, 'norm'):
            x = self.norm(x)
        return getattr(self, 'act', nn.Identity())(x)


Optional()(torch.randn(2, 4))
# silent: a loop that binds
for width in (2, 4):
    last = width
y = torch.randn(last, width)
# silent: declared global
def configure():
    global depth
    depth = 3


configure()
y = torch.randn(depth)
