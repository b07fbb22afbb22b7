d = {'a': 1}
# ----
d = {'a': 1, 'b': 2}
(d['a'], d.get('z'), d.get('z', 0), d.get('a', 9), 'a' in d, len(d), list(d))

{}['x']

{1: 2}[3]

d = {}
d['x'] = 1
d['y'] = d['x'] + 1
del d['x']
d

del {}['x']
None

d = {'a': 1, 'b': 2}
(d.pop('a'), d.pop('z', None), d)

{}.pop('a')

d = {'a': 1, 'b': 2}
(d.popitem(), d)

{}.popitem()

d = {'a': 1}
(d.setdefault('a', 5), d.setdefault('b', 5), d)

d = {'a': 1}
d.update({'b': 2}, c=3)
d.update([('d', 4)])
d.update(e=5)
d

list({'a': 1}.items()), list({'a': 1}.keys()), list({'a': 1}.values()), {'a': 1}.items(), {'a': 1}.keys(), {'a': 1}.values()

{k: v for k, v in {'a': 1, 'b': 2}.items() if v > 1}, {v: k for k, v in {'a': 1}.items()}

dict(), dict(a=1), dict([('a', 1)]), dict({'a': 1}, b=2), dict(zip('ab', range(2))), dict.fromkeys('ab'), dict.fromkeys(['x'], 0)

{**{'a': 1}, 'b': 2, **{'a': 3}}, {'a': 1} | {'b': 2}

d = {'a': 1}
d |= {'b': 2}
d

{'a': 1} == {'a': 1}, {'a': 1} == {'a': 2}, {'a': 1, 'b': 2} == {'b': 2, 'a': 1}, {} == []

d = {'a': 1}
e = d.copy()
e['b'] = 2
(d, e)

d = {'b': 1, 'a': 2}
(sorted(d), sorted(d.items()), sorted(d, key=d.get), max(d, key=d.get), min(d.values()), sum(d.values()))

d = {'a': 1}
v = d.values()
d['b'] = 2
(list(v), len(v), 2 in v, bool(d.keys()))

{'a': 1}.keys() & {'a': 2, 'c': 3}.keys(), sorted({'a': 1}.keys() | {'b'}), {'a': 1, 'b': 2}.keys() - {'a'}, {'a': 1}.keys() == {'a'}

list(reversed({'a': 1, 'b': 2})), list(reversed({'a': 1, 'b': 2}.items()))

('a', 1) in {'a': 1}.items(), 'a' in {'a': 1}.keys(), 1 in {'a': 1}.values()

d = {1: 'a', True: 'b', 1.0: 'c'}
d

d = {(1, 2): 'x', None: 'y', 'k': 'z'}
(d[(1, 2)], d[None], d)

a, b = {'x': 1, 'y': 2}
(a, b)

d = {'n': {'m': [1, 2]}}
d['n']['m'].append(3)
d

d = {}
d.setdefault('k', []).append(1)
d.setdefault('k', []).append(2)
d

d = {'a': 1}
d.clear()
d

for k, v in {'a': 1}.items():
    r = (k, v)
r

{1, 2, 3} & {2, 3, 4}, {1, 2} | {3}, {1, 2} - {2}, {1, 2} ^ {2, 3}

s = {1}
s.add(2)
s.discard(5)
s.update([3], (4,))
s.remove(1)
s

{1}.remove(2)

set().pop()

set([1, 1, 2]), set(), frozenset([1]), frozenset(), {*[1, 2]}, len({1, 1})

{1, 2} <= {1, 2, 3}, {1} < {1}, {1, 2} >= {1}, {1, 2}.issubset([1, 2, 3]), {1, 2}.issuperset({1}), {1}.isdisjoint({2})

{1, 2}.union([3], [4]), {1, 2}.intersection([2]), {1, 2}.difference([1]), {1}.symmetric_difference([1, 2])

1 in {1, 2}, {1, 2} == {2, 1}, {1} != {2}, {1} == frozenset([1])

{x % 3 for x in range(10)}, sorted({'b', 'a'}), sum({1, 2})

frozenset([1, 2]) | {3}, {frozenset([1]): 'a'}[frozenset([1])]

s = {1, 2, 3}
s -= {1}
s &= {2, 5}
s |= {9}
sorted(s)

class D(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)
    def __setattr__(self, name, value):
        self[name] = value
d = D(a=1)
d.b = 2
(d.a, d.b, d['b'], len(d), isinstance(d, dict), d == {'a': 1, 'b': 2}, hasattr(d, 'z'))

class D(dict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.extra = len(self)
    def __missing__(self, key):
        return key * 2
d = D({'a': 1}, b=2)
(d['zz'], d.extra, d['a'], sorted(d.items()))

class D(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k, v + 1)
    def __getitem__(self, k):
        return super().__getitem__(k) * 10
d = D()
d['a'] = 1
(d['a'], d.get('a'), list(d.values()))

{'a': 1}.foo

def f(**kw):
    kw['x'] = 1
    return kw
d = {'a': 2}
(f(**d), d)

{[]: 1} if False else 'ok'
