import copy, contextlib, operator, os, os.path, sys, numbers, inspect, string, argparse, importlib, random, warnings, logging
from contextlib import contextmanager, nullcontext, suppress, ExitStack, closing
from copy import deepcopy

class Node:
    def __init__(self, v, child=None):
        self.v = v
        self.child = child

def parser():
    p = argparse.ArgumentParser('x', description='d')
    p.add_argument('--lr', type=float, default=0.1, help='h')
    p.add_argument('-b', '--batch-size', default=32, type=int)
    p.add_argument('--flag', action='store_true')
    p.add_argument('--no-aug', action='store_false', dest='aug')
    p.add_argument('--name')
    p.add_argument('--sizes', nargs='+', type=int, default=[1, 2])
    p.add_argument('-v', action='count', default=0)
    p.add_argument('--dim', type=int, default='64')
    return p
# ----
a = [1, [2]]
b = copy.copy(a)
c = deepcopy(a)
a[1].append(3)
(b, c, b is a, c == [1, [2]])

d = {'a': [1]}
e = copy.deepcopy(d)
f = copy.copy(d)
d['a'].append(2)
(e, f)

n = Node(1, Node(2))
m = deepcopy(n)
m.child.v = 5
s = copy.copy(n)
s.v = 9
(n.child.v, m.child.v, n.v, s.child is n.child, m.child is n.child, type(m).__name__)

x = [1]
y = deepcopy([x, x])
y[0].append(2)
(y, y[0] is y[1], x)

class C:
    def __deepcopy__(self, memo): return 'deep'
    def __copy__(self): return 'shallow'
(deepcopy(C()), copy.copy(C()), deepcopy([C()]))

n = Node(1)
n.child = n
m = deepcopy(n)
(m.child is m, m is n)

[deepcopy(x) for x in (1, 'a', None, (1, 2), {1})]

@contextmanager
def ctx(x):
    yield x + 1
with ctx(1) as v:
    r = v
r

with nullcontext(5) as v, nullcontext() as w:
    r = (v, w)
r

with suppress(KeyError, ValueError):
    {}['x']
'fine'

with suppress(KeyError):
    int('x')
None

with ExitStack() as stack:
    v = stack.enter_context(nullcontext(3))
    log = []
    stack.callback(log.append, 1)
    inside = list(log)
(v, inside, log)

class R:
    closed = False
    def close(self): self.closed = True
r = R()
with closing(r) as q:
    before = q.closed
(before, r.closed)

operator.add(1, 2), operator.mul(2, 3), operator.itemgetter(1)([5, 6]), operator.itemgetter(0, 2)('abc'), operator.attrgetter('v')(Node(4)), operator.attrgetter('child.v')(Node(1, Node(2)))

operator.methodcaller('upper')('a'), operator.not_(1), operator.contains([1], 1), operator.getitem([1, 2], 0), operator.neg(1), operator.lt(1, 2), operator.floordiv(7, 2), operator.is_(None, None), operator.truth([])

sorted([Node(2), Node(1)], key=operator.attrgetter('v'))[0].v, max([(1, 5), (2, 3)], key=operator.itemgetter(1)), operator.iadd([1], [2]), operator.and_(6, 3), operator.pow(2, 5)

os.path.join('a', 'b', 'c.txt'), os.path.join('a/', 'b'), os.path.join('a', '/b'), os.path.basename('/x/y.pt'), os.path.dirname('/x/y.pt'), os.path.splitext('a/b.tar.gz'), os.path.split('a/b'), os.path.splitext('.bashrc'), os.sep, os.path.dirname('x')

sys.version_info >= (3, 8), sys.version_info[0], sys.version_info.major, sys.version_info < (3, 0), sys.byteorder

isinstance(1, numbers.Number), isinstance(1.5, numbers.Integral), isinstance(1, numbers.Integral), isinstance('a', numbers.Number), isinstance(True, numbers.Real)

def f(a, b=2, *c, d, **e): pass
(list(inspect.signature(f).parameters), inspect.signature(f).parameters['b'].default, inspect.isfunction(f), inspect.isclass(Node), inspect.isclass(1), inspect.ismethod(Node(1).__init__))

[n for n in inspect.signature(Node).parameters], 'v' in inspect.signature(Node.__init__).parameters, list(inspect.signature(Node(1).__init__).parameters)

import functools
def outer(fn):
    @functools.wraps(fn)
    def inner(*args, **kwargs): return fn(*args, **kwargs)
    return inner
@outer
def f(a, *, k=1, j=2): pass
params = inspect.signature(f).parameters
(list(params), [p.name for p in params.values() if p.kind == p.KEYWORD_ONLY], [p.kind is inspect.Parameter.KEYWORD_ONLY for p in params.values()], params['a'].default is inspect.Parameter.empty, inspect.unwrap(f).__name__)

string.ascii_lowercase[:3], string.digits, string.ascii_uppercase[-1]

args = parser().parse_args([])
(args.lr, args.batch_size, args.flag, args.aug, args.name, args.sizes, args.v, args.dim)

p = parser()
p.set_defaults(lr=5, other='o')
args = p.parse_args([])
(args.lr, args.other, vars(args)['batch_size'], hasattr(args, 'zzz'), 'lr' in args)

p = parser()
g = p.add_argument_group('g')
g.add_argument('--grouped', default=3)
x = p.add_mutually_exclusive_group()
x.add_argument('--either', action='store_true')
args, rest = p.parse_known_args([])
(args.grouped, args.either, rest)

p = argparse.ArgumentParser()
p.add_argument('files', nargs='*')
p.add_argument('--const', action='store_const', const=4)
p.add_argument('--many', action='append')
p.parse_args([])

argparse.Namespace(a=1, b='x'), argparse.Namespace(a=1).a

random.choice([7]), len(random.sample([1, 1, 1], 2)), random.sample([5, 5], 1)

importlib.import_module('math').floor(2.5), importlib.import_module('os.path').join('a', 'b')

sys.exit()

from contextvars import ContextVar
v = ContextVar('v', default=3)
before = v.get()
token = v.set([1])
v.get().append(2)
inner = v.set('deep')
held = v.get()
v.reset(inner)
after = v.get()
v.reset(token)
(before, held, after, v.get(), v.name)

from contextvars import ContextVar
v = ContextVar('v')
(v.get(7), v.set(None) is None, v.get())
