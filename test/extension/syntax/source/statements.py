# A comment before all.
from __future__ import annotations
import a
import a.b.c
import a as b, c.d as e, f
from a import b
from a import b as c, d
from a.b import (
    c,
    d as e,
)
from . import a
from .. import b
from ...a.b import c
from .a import *
x: int
x: int = 1
self.x: List[int] = []
x[0]: "Tensor" = a
(x): int = 1
x = y = z = 1
x, y = y, x
(x, y), z = a
[x, *y] = a
x, *y, z = a
x.y, x[0] = x[1], y
(x) = 1
x += 1
x -= y; x *= z; x /= 1
x //= 1
x %= 1
x **= 1
x @= y
x &= 1; x |= 2; x ^= 3; x <<= 4; x >>= 5;
x += yield_, 1
del x
del x, y[0], z.a
del (x, y), z
del (x)
del [x]
pass
assert x
assert x, "message"
assert (x, "always true")
if x: pass
if x:
    y
elif z:
    w
elif v: u
else:
    t
if x:
    if y:
        z
    else:
        w
while x:
    break
else:
    pass
while (x := f()) is not None: continue
for x in y: pass
for x, y in z:
    continue
else:
    pass
for x, in y: pass
for (x, (y, z)) in w, v: pass
for x.y in z: pass
for x[0] in *a, b: pass
try:
    x
except A:
    y
except (B, C) as e:
    z
except:
    w
else:
    v
finally:
    u
try: x
finally: y
try:
    pass
except* A as e:
    pass
except* (B, C):
    pass
raise
raise A
raise A(b) from c
with a: pass
with a as b: pass
with a as b, c as d: pass
with a, b: pass
with (a, b): pass
with (a as b, c): pass
with (a as b, c as d,): pass
with (
    a(),
):
    pass
with (a): pass
with (a) as b: pass
with (a, b) as c: pass
with a as (b, c): pass
with a as [b, *c]: pass
with a() as b.c, d[0] as e[1]: pass
with (yield_): pass
with (a if b else c) as d, e: pass
if x:
    # only a comment before
    pass
    # and one after

# at the margin
if x:
    y = 1  # at the end
    # after the body
else:
    y = 2
class A: pass
class B(): pass
class C(A, b.B, metaclass=M, **kw):
    """The docstring."""
    x = 1

    def f(self): return 1

    # a comment at the end

@decorator
class D:
    @property
    def f(self): pass

    @a.b(c, d=e)
    @f[0]
    @(g := h)
    async def g(self): pass


x = 1; y = 2
if x: y = 1; z = 2
print(x); print(y);
type = 1
type.x = 2
lambda: (yield)
global gg, hh
