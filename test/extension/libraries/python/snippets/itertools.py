import itertools
from itertools import chain, product, islice, count, cycle, repeat, zip_longest, starmap, accumulate, groupby, permutations, combinations, tee, takewhile, dropwhile, pairwise, compress, filterfalse, combinations_with_replacement
# ----
list(chain([1], (2, 3), 'a')), list(chain.from_iterable([[1], [2, 3]])), list(chain())

list(product([1, 2], 'ab')), list(product([0, 1], repeat=2)), list(product()), len(list(product(range(3), range(4))))

list(islice(count(), 3)), list(islice(count(5, 2), 2)), list(islice('abcdef', 1, None, 2)), list(islice([1, 2, 3], 2)), list(islice([1, 2, 3], 1, 3))

list(islice(cycle('ab'), 5)), list(repeat(1, 3)), list(islice(repeat('x'), 2)), list(cycle([]))

list(zip(count(), 'abc')), list(zip('ab', cycle([0]))), [next(c) for c in [count(3)] for _ in range(3)]

list(zip_longest([1, 2], 'a')), list(zip_longest([1], [2, 3], fillvalue=0))

list(starmap(pow, [(2, 3), (3, 2)])), list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=10))

[(k, list(g)) for k, g in groupby([1, 1, 2, 3, 3])], [(k, list(g)) for k, g in groupby('aAb', key=str.lower)]

list(permutations([1, 2, 3], 2)), list(permutations('ab')), list(combinations([1, 2, 3], 2)), list(combinations_with_replacement('ab', 2)), list(combinations('a', 2))

a, b = tee([1, 2])
(list(a), list(b))

list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(pairwise([1, 2, 3])), list(pairwise([]))

list(compress('abc', [1, 0, 1])), list(filterfalse(lambda x: x % 2, range(4))), list(filterfalse(None, [0, 1]))

c = count(1)
(next(c), next(c))

sum(chain([1], [2])), max(chain([1], [2])), dict(zip(chain('a', 'b'), count()))

for i in count():
    if i * i > 50: break
i
