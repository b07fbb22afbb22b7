from dataclasses import dataclass, field, fields, asdict, astuple, replace, is_dataclass, InitVar, KW_ONLY, make_dataclass, FrozenInstanceError
from enum import Enum, IntEnum, Flag, auto, unique, IntFlag
from typing import NamedTuple, TypedDict, Optional, List, Any, ClassVar, Generic, TypeVar, Protocol, Union, Callable, cast, TYPE_CHECKING, overload, NewType, runtime_checkable, Literal, Tuple
import typing
from abc import ABC, abstractmethod, ABCMeta
from types import SimpleNamespace, MethodType, FunctionType

@dataclass
class Config:
    depth: int
    width: int = 4
    names: list = field(default_factory=list)
    kind: ClassVar[str] = 'cfg'
    hidden: int = field(default=1, repr=False, compare=False)
    def total(self): return self.depth * self.width

class Color(Enum):
    RED = 1
    GREEN = 'g'
    BLUE = (1, 2)
    CRIMSON = 1
    def shout(self): return self.name + '!'

class Size(IntEnum):
    S = auto()
    M = auto()
    L = 10
    XL = auto()

class Mode(str, Enum):
    TRAIN = 'train'
    EVAL = 'eval'

class Opt(NamedTuple):
    """Doc."""
    a: int
    b: str = 'x'
    def both(self): return (self.a, self.b)

T = TypeVar('T')
# ----
c = Config(2)
(c, c.depth, c.width, c.names, c.kind, c.total(), Config(1, 2, ['a'], 5), c == Config(2), c != Config(3), c == Config(2, hidden=9))

a, b = Config(1), Config(1)
a.names.append('q')
(a.names, b.names, Config.width)

Config()

Config(1, 2, [], 3, 4)

Config(1, nope=2)

asdict(Config(1)), astuple(Config(1)), replace(Config(1), width=9), is_dataclass(Config), is_dataclass(Config(1)), is_dataclass(3)

[f.name for f in fields(Config)], fields(Config)[1].default, [f.name for f in fields(Config(1))]

@dataclass
class Sub(Config):
    extra: str = 'e'
    width: int = 100
    def __post_init__(self): self.area = self.depth * self.width
(Sub(2), Sub(2).area, Sub(1, 2, [], 3, 'z').extra)

@dataclass(frozen=True)
class F:
    x: int = 1
F().x = 2
None

@dataclass(frozen=True, order=True)
class F:
    x: int
    y: int = 0
(F(1) < F(2), F(1, 5) > F(1, 2), F(1) <= F(1), sorted([F(2), F(1)]), F(3))

@dataclass
class I:
    x: int
    scale: InitVar[int] = 2
    y: int = field(init=False)
    def __post_init__(self, scale): self.y = self.x * scale
(I(3).y, I(3, 5).y, I(1), [f.name for f in fields(I)])

@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int = 2
(K(1, b=3), K(1))

@dataclass(kw_only=True)
class K:
    a: int
K(1)

@dataclass
class E:
    a: int
    def __init__(self, v): self.a = v * 2
    def __repr__(self): return 'E!'
(E(2).a, E(1))

@dataclass
class Inner:
    v: int = 1
@dataclass
class Outer:
    inner: Inner = field(default_factory=Inner)
    many: List[Inner] = field(default_factory=lambda: [Inner(2)])
    opt: Optional[int] = None
(Outer(), asdict(Outer()), Outer(inner=Inner(5)).inner.v)

D = make_dataclass('D', ['a', ('b', int), ('c', int, 5)])
D(1, 2)

@dataclass(eq=False)
class N:
    x: int = 1
N() == N()

Color.RED, Color.RED.value, Color.GREEN.name, Color(1), Color('g'), Color['BLUE'], Color.CRIMSON is Color.RED, Color.RED == Color.RED, Color.RED == 1, Color.RED.shout()

[c.name for c in Color], len(Color), list(Color), Color.RED in Color, isinstance(Color.RED, Color), str(Color.RED), list(Color.__members__)

Color(99)

Color['NOPE']

{Color.RED: 'r'}[Color.RED], Color.RED is Color.RED, Color.RED is Color.GREEN, Color.RED != Color.GREEN, f'{Color.RED}'

Size.S, Size.M.value, Size.XL.value, Size.S + 1, Size.L == 10, Size.S < Size.M, int(Size.L), isinstance(Size.S, int), [0, 1, 2][int(Size.S)], Size(10), max(Size).name

Mode.TRAIN == 'train', Mode.TRAIN.value, Mode('eval'), Mode.TRAIN is Mode.TRAIN, isinstance(Mode.TRAIN, str), Mode.EVAL.name, 'train' == Mode.TRAIN

class Num(Enum):
    A = auto()
    B = auto()
[m.value for m in Num]

class Planet(Enum):
    EARTH = (1, 2)
    MARS = (3, 4)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
    @property
    def ratio(self): return self.mass / self.radius
(Planet.MARS.mass, Planet.EARTH.ratio, Planet.MARS.value, Planet((1, 2)).name)

class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
(Perm.R.value, Perm.X.value, (Perm.R | Perm.W).value, bool(Perm.R & Perm.W), Perm.R in (Perm.R | Perm.X))

class Fn(Enum):
    ADD = staticmethod(lambda a, b: a + b)
    @classmethod
    def default(cls): return 'd'
Fn.default()

Dyn = Enum('Dyn', 'A B')
(Dyn.A.value, Dyn.B.name, len(Dyn))

Opt(1), Opt(1, 'y').both(), Opt(a=3).b, Opt(1)[0], Opt._fields, Opt(1)._replace(a=5), isinstance(Opt(1), tuple), list(Opt(1)), Opt(1)._asdict()

Opt()

class TD(TypedDict, total=False):
    x: int
(TD(x=1), TD(x=1)['x'])

class G(Generic[T]):
    def __init__(self, v: T): self.v = v
(G(1).v, G[int](2).v, isinstance(G(1), G))

class Box(List[int]): pass
b = Box([1])
b.append(2)
(b, len(b))

cast(int, 'a'), NewType('N', int)(5), typing.cast('List[int]', [1])

@runtime_checkable
class HasRun(Protocol):
    def run(self): ...
class R:
    def run(self): return 1
(isinstance(R(), HasRun), isinstance(3, HasRun))

@overload
def f(x: int) -> int: ...
def f(x): return x
f(3)

def f(x: Optional[int] = None, y: 'Union[int, str]' = 2, *z: Tuple[int, ...]) -> Callable[[int], str]: return (x, y, z)
f()

class Base(ABC):
    @abstractmethod
    def run(self): ...
    def go(self): return self.run()
class Impl(Base):
    def run(self): return 'ran'
(Impl().go(), isinstance(Impl(), Base))

class Base(metaclass=ABCMeta):
    @property
    @abstractmethod
    def v(self): ...
class Impl(Base):
    v = 3
Impl().v

n = SimpleNamespace(a=1, b='x')
n.c = 3
(n.a, n.c, n, hasattr(n, 'z'), vars(n))

class C: pass
c = C()
c.m = MethodType(lambda self, x: (self is c, x), c)
(c.m(2), isinstance(lambda: 0, FunctionType), isinstance(c.m, MethodType))
