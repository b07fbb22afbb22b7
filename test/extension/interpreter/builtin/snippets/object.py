class A:
    """Doc."""
    x = 1
    def __init__(self, y=2):
        self.y = y
    def m(self):
        return self.x + self.y
    @property
    def p(self):
        return self.y * 10
    @p.setter
    def p(self, v):
        self.y = v
    @staticmethod
    def s(v):
        return v
    @classmethod
    def c(cls, y):
        return cls(y)

class B(A):
    x = 5
    def m(self):
        return super().m() + 100
# ----
a = A()
(a.m(), a.p, A.s(3), a.s(4), A.c(7).y, B().m(), B.c(1).m(), B.x, A.x)

a = A()
a.p = 6
(a.y, a.p)

A().nope

A.nope

A.m()

len.nope

hasattr(A(), 'y'), hasattr(A, 'y'), hasattr(A(), 'p'), getattr(A(), 'x'), getattr(A(), 'zz', 7), hasattr(1, 'real')

getattr(A(), 'zz')

a = A()
setattr(a, 'k', 3)
delattr(a, 'y')
(a.k, hasattr(a, 'y'), vars(a), a.__dict__)

del A().zz
None

isinstance(B(), A), issubclass(B, A), type(B()) is B, type(B()).__name__, B.__name__, B().__class__.__name__, isinstance(A(), B)

A.__mro__[-1] is object, [k.__name__ for k in B.__mro__], B.__bases__ == (A,), list(B.mro()) == [B, A, object]

callable(A), callable(A()), callable(A().m)

class C:
    def __call__(self, v): return v + 1
    def __len__(self): return 3
    def __getitem__(self, i): return i
    def __contains__(self, v): return v == 1
    def __bool__(self): return False
    def __eq__(self, o): return isinstance(o, C)
    def __repr__(self): return 'C!'
    def __add__(self, o): return ('add', o)
    def __radd__(self, o): return ('radd', o)
    def __neg__(self): return 'neg'
    def __lt__(self, o): return True
    def __int__(self): return 9
    def __float__(self): return 1.5
    def __abs__(self): return 'abs'
    def __round__(self, n=None): return ('round', n)
    def __index__(self): return 2
    def __format__(self, spec): return 'fmt' + spec
    def __hash__(self): return 1
c = C()
(c(1), len(c), c[5], 1 in c, 2 in c, bool(c), c == C(), c != C(), c == 1, repr(c), str(c), c + 1, 1 + c, -c, c < c, int(c), float(c), abs(c), round(c), round(c, 2), f'{c:x}', list(range(c)))

class C:
    def __str__(self): return 'str'
(str(C()), f'{C()}', '%s' % C(), '{}'.format(C()))

class C:
    def __getattr__(self, name): return name.upper()
(C().abc, getattr(C(), 'x', 0), hasattr(C(), 'anything'))

class C:
    def __setattr__(self, name, v): object.__setattr__(self, name, v * 2)
c = C()
c.x = 2
c.x

class C:
    def __setattr__(self, name, v):
        super().__setattr__('_' + name, v)
c = C()
c.x = 2
(c._x, hasattr(c, 'x'))

class C:
    def __new__(cls, *args):
        made = super().__new__(cls)
        made.args = args
        return made
C(1, 2).args

class C:
    def __new__(cls):
        return 5
C()

class C: pass
C(1)

class C: pass
C(x=1)

class Base:
    registry = []
    def __init_subclass__(cls, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Base.registry.append((cls.__name__, tag))
class One(Base, tag='x'): pass
class Two(Base): pass
Base.registry

class M1:
    def go(self): return ['M1']
class X(M1):
    def go(self): return ['X'] + super().go()
class Y(M1):
    def go(self): return ['Y'] + super().go()
class Z(X, Y):
    def go(self): return ['Z'] + super().go()
(Z().go(), [k.__name__ for k in Z.__mro__])

class Meta(type):
    def __call__(cls, *args):
        made = super().__call__(*args)
        made.tagged = True
        return made
class K(metaclass=Meta):
    def __init__(self, v): self.v = v
(K(3).v, K(3).tagged, type(K) is Meta)

T = type('T', (A,), {'z': 9})
(T().z, T.__name__, T().m(), issubclass(T, A))

class C:
    n = 0
    def __init__(self):
        C.n += 1
        self.id = C.n
(C().id, C().id, C.n)

class C:
    def __enter__(self): return 'in'
    def __exit__(self, *args): return False
with C() as v:
    r = v
r

class C:
    def __enter__(self): return self
    def __exit__(self, kind, value, tb): return kind is ValueError
with C():
    raise ValueError('x')
'swallowed'

try:
    raise ValueError('bad', 1)
except (TypeError, ValueError) as e:
    r = (e.args, str(e), repr(e), type(e).__name__)
r

try:
    {}['k']
except KeyError as e:
    r = str(e)
r

try:
    int('x')
except ValueError as e:
    r = str(e)
r

class E(Exception):
    def __init__(self, code):
        super().__init__(f'code {code}')
        self.code = code
try:
    raise E(3)
except E as e:
    r = (e.code, str(e), e.args, repr(e))
r

class E(Exception): pass
raise E('a', 2)
None

raise NotImplementedError
None

raise ValueError
None

str(Exception()), str(Exception('a')), str(Exception(1, 2)), repr(ValueError('x')), isinstance(ValueError(), Exception)

try:
    r = 1
except Exception:
    r = 2
else:
    r = 3
finally:
    s = 4
(r, s)

def f():
    try:
        return 'try'
    finally:
        pass
f()

assert 1 == 2, 'no'
None

f = lambda a, b=2, *c, d=4, **e: (a, b, c, d, e)
(f(1), f(1, 3, 5, d=6, z=7), f(b=1, a=0), f(*[1, 2, 3], **{'q': 1}))

def f(a, /, b, *, c): return a, b, c
f(1, 2, c=3), f(1, b=2, c=3)

def f(a): pass
f()

def f(a): pass
f(1, 2)

def f(a, b=1): pass
f(1, a=2)

def f(): pass
f(1)

def f(*, k): pass
f()

def outer():
    n = 0
    def inner():
        nonlocal n
        n += 1
        return n
    return inner
i = outer()
(i(), i(), i())

fs = [lambda i=i: i for i in range(3)]
[f() for f in fs]

fs = [lambda: i for i in range(3)]
[f() for f in fs]

def f(x, acc=[]):
    acc.append(x)
    return acc
(f(1), f(2))

def deco(fn):
    def inner(*a): return fn(*a) + 1
    return inner
@deco
@deco
def f(x): return x
(f(1), f.__name__)

def f(x: int) -> int:
    """Doc of f."""
    return x
(f.__name__, f.__doc__, f(2))

def f(): pass
f.attr = 5
(f.attr, hasattr(f, 'nope'), callable(f))

def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
fib(15)

m = A(3).m
(m(), m.__self__.y, m.__func__ is A.m, m.__name__)

A.m(A(4)), A.p.fget(A(2))

class C:
    __slots__ = ('a',)
    def __init__(self): self.a = 1
C().a

class C:
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
c = C()
c['a'] = 1
c['b'] = 2
del c['a']
(c['b'], list(c), 'b' in c)

class C:
    def __iadd__(self, o):
        self.v = o
        return self
c = C()
c += 5
c.v

class C:
    def __matmul__(self, o): return 'mm'
    def __truediv__(self, o): return 'div'
    def __rsub__(self, o): return o
    def __invert__(self): return 'inv'
    def __pow__(self, o): return o
(C() @ 1, C() / 2, 7 - C(), ~C(), C() ** 3)

object() + 1

object()()

x = property(lambda self: 42)
class C: v = x
C().v

C = None
class Outer:
    class Inner:
        z = 3
    def get(self): return self.Inner.z
(Outer().get(), Outer.Inner.z)

class Desc:
    def __get__(self, obj, owner=None): return 'got' if obj is not None else 'class'
    def __set_name__(self, owner, name): self.name = name
class C:
    d = Desc()
(C().d, C.d)

match {'k': 1}:
    case {'k': int(v)}: r = v
    case _: r = None
r

match A(5):
    case A(y=q): r = q
r

NotImplemented is NotImplemented, Ellipsis is ..., __debug__

print()

(lambda *, k=1: k)()

global_name = 3
def f(): return 'local'
f()

callable(eval), callable(exec)

class C:
    @classmethod
    def make(cls): return cls.__name__
    @staticmethod
    def plain(x, y=2): return x * y
class D(C): pass
(D.make(), D().make(), C.plain(3), C().plain(3, y=3))

class P:
    def __init__(self): self._v = 1
    @property
    def v(self): return self._v
P().v, hasattr(P(), 'v')

class P:
    @property
    def v(self): return 1
P().v = 2
None

class C:
    def __eq__(self, other): return NotImplemented
C() == 1, C() != 1

class C: pass
c = C()
(c == c, c != c, c == C(), c in [c], [c].index(c))

class G:
    names = {'old': 'new'}
    def __getattribute__(self, key):
        return super().__getattribute__(object.__getattribute__(self, 'names').get(key, key))
g = G()
g.new = 4
(g.old, g.new, getattr(g, 'other', 5), hasattr(g, 'old'), hasattr(g, 'other'))

class H(G):
    def __getattr__(self, key):
        return key * 2
(H().abc, getattr(H(), 'x', 1))

def f(self, a, *args, b=1, **kwargs):
    c = 2
(f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_kwonlyargcount, f.__code__.co_name)

seen = []
def see(v):
    seen.append(v)
    return v
(any(see(v) > 1 for v in [1, 2, 3]), all(see(v) < 5 for v in [4, 5, 6] if v), any(see(v) for v in []), seen)
