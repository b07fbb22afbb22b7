import collections
from collections import OrderedDict, defaultdict, namedtuple, Counter, deque, ChainMap
import collections.abc
from collections.abc import Iterable, Mapping, Sequence, Callable, Sized, Hashable, Iterator, MutableMapping, MutableSequence
P = namedtuple('P', ['x', 'y'])
Q = namedtuple('Q', 'a b c', defaults=(7, 8))
# ----
o = OrderedDict([('a', 1), ('b', 2)])
o.move_to_end('a')
o['c'] = 3
o.move_to_end('c', last=False)
(list(o.items()), o.popitem(last=False), o.popitem(), len(o), isinstance(o, dict), type(o).__name__)

o = OrderedDict()
o['x'] = 1
o.update(y=2)
(list(o), o.copy() == o, o == {'x': 1, 'y': 2}, type(o.copy()).__name__)

d = defaultdict(list)
d['a'].append(1)
d['a'].append(2)
(dict(d), d['b'], len(d), 'c' in d, d.get('c'))

d = defaultdict(int)
for ch in 'hello': d[ch] += 1
(dict(d), d.default_factory is int)

d = defaultdict(lambda: 5, {'a': 1})
(d['a'], d['z'], sorted(d))

defaultdict(None)['x']

p = P(1, 2)
(p, p.x, p[1], p._fields, p._asdict(), p._replace(y=5), P._make([3, 4]), isinstance(p, tuple), len(p), p == (1, 2))

x, y = P(1, y=2)
(x, y)

Q(1), Q(1, 2), Q(a=1, c=3), Q._field_defaults

P(1)

P(1, 2, 3)

P(1, z=2)

class Point(namedtuple('Base', 'x y')):
    __slots__ = ()
    def norm(self): return self.x + self.y
    def __new__(cls, x, y=10):
        return super().__new__(cls, x, y)
(Point(1).norm(), Point(1, 2), Point(3)._replace(x=0), isinstance(Point(1), tuple), Point(1)[0])

p = P(1, 2)
p._replace(q=1)

c = Counter('hello')
(c['l'], c['z'], c.most_common(1), sum(c.values()), 'z' in c, len(c), c.total())

c = Counter(a=2)
c.update(['a', 'b'])
c.subtract({'a': 1})
(c['a'], c['b'], sorted(c.elements()), (c + Counter('b'))['b'], c == {'a': 2, 'b': 1})

q = deque([1, 2, 3])
q.append(4)
q.appendleft(0)
(q.pop(), q.popleft(), list(q), len(q), q[0], q[-1])

q = deque(maxlen=2)
q.extend([1, 2, 3])
(list(q), q.maxlen, q)

q = deque([1, 2, 3])
q.rotate(1)
q.extendleft([7, 8])
(q, isinstance(q, list), 7 in q, bool(deque()))

deque().popleft()

m = ChainMap({'a': 1}, {'a': 2, 'b': 3})
(m['a'], m['b'], m.get('z', 0), 'b' in m, len(m), sorted(m))

isinstance([], Iterable), isinstance(1, Iterable), isinstance('a', Iterable), isinstance(range(3), Iterable), isinstance((), Sequence), isinstance([], Sequence), isinstance('', Sequence), isinstance({}, Sequence), isinstance(set(), Sequence)

isinstance({}, Mapping), isinstance(OrderedDict(), MutableMapping), isinstance([], Mapping), isinstance(len, Callable), isinstance(1, Callable), isinstance(int, Callable), isinstance([], Sized), isinstance(1, Sized), isinstance(iter([]), Iterator), isinstance([], Iterator), isinstance([], Hashable), isinstance(1, Hashable), isinstance((x for x in []), Iterator)

class It:
    def __iter__(self): return iter([])
(isinstance(It(), Iterable), isinstance(It(), Sized), issubclass(It, Iterable), isinstance(It(), collections.abc.Iterable), issubclass(list, Sequence))

class S(Sequence):
    def __len__(self): return 2
    def __getitem__(self, i):
        if i >= 2: raise IndexError
        return i * 10
(list(S()), len(S()), isinstance(S(), Sequence), isinstance(S(), Iterable), 10 in S(), S().index(10), S().count(0), list(reversed(S())))

class M(Mapping):
    def __init__(self, d): self.d = d
    def __getitem__(self, k): return self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = M({'a': 1, 'b': 2})
(m.get('a'), m.get('z', 5), list(m.keys()), list(m.values()), list(m.items()), 'a' in m, 'z' in m, dict(m), isinstance(m, Mapping), m == {'a': 1, 'b': 2})

class M(MutableMapping):
    def __init__(self, **kw): self.d = kw
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = M(a=1)
m.update({'b': 2}, c=3)
(m.pop('a'), m.pop('q', 7), m.setdefault('d', 4), sorted(m), len(m))

class L(MutableSequence):
    def __init__(self): self.v = []
    def __getitem__(self, i): return self.v[i]
    def __setitem__(self, i, x): self.v[i] = x
    def __delitem__(self, i): del self.v[i]
    def __len__(self): return len(self.v)
    def insert(self, i, x): self.v.insert(i, x)
l = L()
l.append(1)
l.extend([2, 3])
l += [4]
l.reverse()
(l.pop(), list(l), len(l))
