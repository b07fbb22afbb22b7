a = [3, 1, 2]
# ----
a = [3, 1, 2]
a.append(4)
a.extend([5, 6])
a

a = [1, 2, 3]
a.insert(0, 0)
a.insert(-1, 9)
a.insert(100, 7)
a

a = [1, 2, 3]
(a.pop(), a.pop(0), a)

[].pop()

[1].pop(5)

[1, 2].pop(-3)

a = [1, 2, 1]
a.remove(1)
a

[1].remove(2)

[1, 2, 3, 2].index(2), [1, 2, 3, 2].index(2, 2), [1, 2, 1].count(1), (1, 2).index(2), (1, 1).count(1)

[1].index(5)

(1,).index(5)

a = [3, 1, 2]
a.sort()
a

a = ['bb', 'a', 'ccc']
a.sort(key=len, reverse=True)
a

a = [(1, 'b'), (0, 'a'), (1, 'a')]
a.sort()
a

a = [1, 2, 3]
a.reverse()
(a, list(reversed(a)), a[::-1])

a = [1, 2]
b = a
c = a.copy()
b.append(3)
(a, b, c, a is b, a is c, a == b)

a = [1, 2, 3]
a.clear()
a

a = [0, 1, 2, 3, 4]
(a[0], a[-1], a[1:3], a[:2], a[2:], a[::2], a[::-1], a[-2:], a[10:], a[-100:2])

a = [1, 2, 3]
a[5]

(1, 2)[2]

a = [1, 2, 3]
a['x']

a = [0, 1, 2, 3]
a[1:3] = ['a']
a

a = [0, 1, 2, 3]
a[0] = 9
a[-1] = 8
a

a = [0, 1, 2, 3]
del a[0]
del a[1:]
a

a = [1]
a[3] = 0
None

a = [1, 2, 3]
a[1:1] = [7, 8]
a

[1, 2] + [3], [0] * 3, 2 * [1, 2], (1,) + (2, 3), (0,) * 2

a = [1]
a += [2, 3]
a += (4,)
a *= 2
a

1 in [1, 2], 3 not in [1, 2], 'a' in ('a',), [1] in [[1]]

[1, 2] == [1, 2], [1, 2] < [1, 3], (1, 2) < (1, 2, 3), [1] != [2], [1, 2] == (1, 2)

list(range(5)), list(range(2, 5)), list(range(5, 0, -2)), list(range(0)), range(3), range(1, 4, 2), len(range(0, 10, 3))

range(10)[2], range(10)[-1], list(range(0, 10, 2)[1:3]), 3 in range(5), 7 in range(5), list(reversed(range(3)))

range(1, 2, 0)

range(1.5)

range(3)[5]

tuple([1, 2]), tuple('ab'), tuple(), tuple(range(3)), list((1, 2)), list({'a': 1}), list('ab')

sorted([3, 1, 2]), sorted([3, 1, 2], reverse=True), sorted(['b', 'A'], key=str.lower), sorted({'b': 1, 'a': 2}), sorted((2, 1))

sorted([(2, 'a'), (1, 'b')], key=lambda t: t[1]), sorted('bca', key=lambda c: -ord(c))

sorted([1, 'a'])

list(enumerate(['a', 'b'])), list(enumerate(['a'], 1)), list(enumerate('ab', start=5))

list(zip([1, 2], 'ab')), list(zip([1, 2, 3], [4])), list(zip()), dict(zip('ab', [1, 2])), list(zip(*[(1, 2), (3, 4)]))

list(zip([1], [1, 2], strict=True))

list(map(lambda x: x * 2, [1, 2])), list(map(lambda x, y: x + y, [1, 2], [3, 4])), list(map(int, '12'))

list(filter(None, [0, 1, '', 'a'])), list(filter(lambda x: x > 1, [1, 2, 3]))

it = iter([1, 2, 3])
(next(it), next(it), list(it), next(it, 'end'))

next(iter([]))

next([1])

iter(5)

a, b = 1, 2
a, b = b, a
(a, b)

a, *b, c = range(5)
(a, b, c)

(a, b), c = [1, 2], 3
(a, b, c)

[x * 2 for x in range(3)], [x for x in range(6) if x % 2], [(x, y) for x in 'ab' for y in (0, 1)], [[j for j in range(i)] for i in range(3)]

[y := 5, y ** 2]

len([]), len((1, 2)), len('abc'), len({1: 2}), len({1, 2}), len(range(4))

[*range(3), *'ab'], (*[1], 2), [*{'a': 1}], [*()]

def f(*args, **kwargs): return args, kwargs
f(*[1, 2], *(3,), x=1, **{'y': 2})

a = [[0] * 2] * 2
a[0][0] = 1
a

slice(1, 2).stop, slice(3).indices(10), slice(None, None, -1).indices(5), slice(1, 100, 2).indices(10)

a = [1, 2, 3]
s = slice(1, None)
(a[s], s.start, s.stop)

(1, 2, 3)[1:], (1, 2, 3)[::-1], (1,)[0], ()

[i for i, x in enumerate('abc') if x != 'b'], max(enumerate([3, 9, 2]), key=lambda p: p[1])

sum(map(len, ['a', 'bb'])), list(reversed('abc')), list(reversed((1, 2)))

def g():
    yield 1
    yield from [2, 3]
    return 4
(list(g()), next(g()), sum(g()), [x for x in g() if x > 1])

def count(n):
    while n > 0:
        yield n
        n -= 1
(list(count(3)), tuple(count(2)), dict(enumerate(count(2))))

gen = (x * x for x in range(3))
(next(gen), list(gen), list(gen))

for i in range(3):
    last = i
else:
    last = (last, 'else')
last

out = []
for i in range(5):
    if i == 1: continue
    if i == 3: break
    out.append(i)
out

[1, 2].foo

(1).append

[] is [], () == (), None is None

isinstance(reversed([1]), list), isinstance(range(3), range), type(range(3)).__name__

class L(list):
    def total(self):
        return sum(self)
x = L([1, 2])
x.append(3)
(x.total(), len(x), x, isinstance(x, list), x[0], x == [1, 2, 3])

class L(list):
    def __init__(self, *items):
        super().__init__(items)
    def __getitem__(self, i):
        return super().__getitem__(i) * 10
x = L(1, 2)
(x[0], list(x), len(x))

class T(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))
    @property
    def first(self):
        return self[0]
t = T(1, 2)
(t, t.first, isinstance(t, tuple), t + (3,))

class Repeat:
    def __init__(self, n): self.n = n
    def __iter__(self): return iter([self.n] * self.n)
    def __len__(self): return self.n
(list(Repeat(2)), len(Repeat(3)), [*Repeat(1)], sum(Repeat(3)), bool(Repeat(0)), max(Repeat(2)))

class Count:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 3: raise StopIteration
        return self.i
(list(Count()), sum(Count()), list(zip(Count(), 'ab')))

class Sq:
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * i
    def __len__(self): return 3
(list(Sq()), 4 in Sq(), list(reversed(Sq())))
