import functools
from functools import partial, reduce, wraps, lru_cache, cached_property, total_ordering, singledispatch, cmp_to_key, partialmethod

def add(a, b=0, *rest, **kw):
    return (a, b, rest, kw)
# ----
p = partial(add, 1)
(p(), p(2), p(2, 3, x=4), p.func is add, p.args, p.keywords)

p = partial(add, b=5)
(p(1), p(1, b=6), p.keywords)

q = partial(partial(add, 1), 2, k=3)
(q(4), q.args, q.keywords, q.func is add, isinstance(q, partial), callable(q))

list(map(partial(pow, 2), [1, 2, 3]))

partial()

reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 5), reduce(lambda a, b: a + b, [1], 5)

reduce(lambda a, b: a, [])

def deco(f):
    @wraps(f)
    def inner(*a):
        return f(*a) + 1
    return inner
@deco
def named(x):
    """Doc."""
    return x
(named(1), named.__name__, named.__doc__, named.__wrapped__(1))

@lru_cache
def f(x): return x * 2
@lru_cache(maxsize=None)
def g(x): return x * 3
@functools.cache
def h(x): return x * 4
f.cache_clear()
(f(1), g(1), h(1), f(2))

class C:
    n = 0
    @cached_property
    def v(self):
        C.n += 1
        return C.n
c = C()
(c.v, c.v, C().v, C.n, 'v' in c.__dict__)

@total_ordering
class T:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __eq__(self, o): return self.v == o.v
(T(1) < T(2), T(1) <= T(1), T(2) > T(1), T(1) >= T(2), T(2) >= T(2), max(T(1), T(3)).v)

@total_ordering
class T:
    def __init__(self, v): self.v = v
    def __ge__(self, o): return self.v >= o.v
    def __eq__(self, o): return self.v == o.v
(T(1) < T(2), T(1) <= T(1), T(2) > T(1), T(1) >= T(2))

@singledispatch
def show(x): return 'any'
@show.register(int)
def _(x): return 'int'
@show.register(list)
def _(x): return 'list'
(show('a'), show(1), show([1]), show(True))

sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a))

class M:
    def go(self, a, b): return (a, b)
    one = partialmethod(go, 1)
M().one(2)

class B:
    def __init__(self, act=partial(add, 9)): self.act = act
    def run(self, x): return self.act(x)
B().run(1)
