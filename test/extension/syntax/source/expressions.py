"""Every kind of expression."""
a = 1
b = (a)
c = ((a + b) * (b - a))
d = a, b
e = (a, b)
f, = [a]
g = a,
empty = ()
one = (a,)
nested = ((a, b), (c,), [], {}, {*()}, [*a, *b.c, *d(e)[0]])
star = *a, b
star_call = *a.b(c), *d[0], e
star_parenthesised = (*a.b.c(d), e)
h = a if b else c if d else e
i = a or b or c and d and not e
j = (a or b) or c
k = a < b <= c != d is not e not in f in g is h
l = not a == b
m = -a ** -b
n = a ** b ** c
o = a @ b % c // d / e << f >> g & h ^ i | j
bits = a ^ b & c
bits = a & b ^ c & d
bits = a & b & c ^ d ^ e & f | g
bits = (a ^ b) & c ^ (d & e)
p = ~-+a
q = a.b.c
r = a[0]
s = a[0, 1]
t = a[0,]
u = a[:]
v = a[1:2]
w = a[1:2:3]
x = a[::3]
y = a[..., None, 1:, :2, ::-1]
z = a[b := 1]
aa = a[*b]
ab = a[*b, 1]
ac = a[(1, 2)]
ad = a[(b)]
ae = f(a)(b)[c].d(e)
af = f(a, *b, c=d, **e)
ag = f(x for x in y)
ah = f((x for x in y), 1)
ai = f(
    a,
    b=(
        c
    ),
)
aj = [x for x in y]
ak = {x for x in y if x if not y}
al = {x: y for x, y in z}
am = (x for x in y for z in x if z)
an = [x for x, in y]
ao = [(x, y) for (x, y) in z]
ap = {a: b, **c, d: e}
aq = lambda: 0
ar = lambda x, /, y=1, *z, w=2, **v: (x, y)
at = lambda *, x: x
au = lambda *a, **b: lambda c: c
av = [lambda x: x for x in y if (lambda: x)()]
aw = (b := a)
ax = f(b := a, (c := b))
ay = [y := 1, y ** 2]
az = print(a), print(b)
ba = print
bb = a.print.exec.match.case.type
match = type = case = _ = 1
match[0] = match(type, case)
type(a).b = c
type(a)[0].b = type(c)
print(match - 1, type * 2)
bc = (yield_ := 1) if (yield2 := 2) else (3)
bd = a if (b) else (c)
be = (a)(b)
bf = (a).b
bg = (a)[b]
bh = (a) + (b)
bi = not (a)
bj = -(a)
bk = (a) < (b) < (c)
bl = a + \
    b
bm = (
    # a comment
    a  # another
    +
    b
)
bn = a if b else lambda: c
bo = {**a, **(b or c)}
bp = [
    *(a),
    *[b],
]
bq = x[a:b, c:d][e][f:g:h].i
br = 1 if a else 2, 3
bs = "a" % b
bt = a in (b) or c not in [d]
bu = f(*a or b, **c or d)
bv = f(*a if b else c)
bw = f(**{"a": 1})
