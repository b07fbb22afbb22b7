inf = float('inf')
# ----
int(3.7), int(-3.7), int('42'), int(' 7 '), int(True), int(), int('1_000')

int('ff', 16), int('0x1f', 16), int('101', 2), int('0b11', 0), int('z', 36)

int('abc')

int('12', 2)

int(None)

int([1])

int(inf)

int(float('nan'))

float('1.5'), float(3), float('inf'), float('-inf'), float('1e-3'), float(), float(True), float(' 2 ')

float('abc')

float(None)

float('nan') == float('nan')

bool(0), bool(1), bool(''), bool('a'), bool([]), bool([0]), bool(None), bool(0.0), bool({}), bool(()), bool()

abs(-3), abs(3.5), abs(True), abs(-0.0)

round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(2.4), round(0.5), round(1.25, 1)

round(2.0), round(5), round(3.14159, 3), round(1e10)

divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), divmod(7, -3)

pow(2, 10), pow(2, -1), pow(3, 4, 5), pow(2.0, 0.5), pow(-3, 3, 7)

7 // 2, -7 // 2, 7 % 3, -7 % 3, 7 / 2, 2 ** 10, 7.5 // 2, -7.5 % 2, 2 ** -1

1 / 0

1 // 0

1 % 0

1 + 1.5, True + 1, 3 - True, 2 * 1.5, 1e3, 1_000

5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, 256 >> 2, True & False, True | False, True ^ True

-3, +3, -(-3), not 3, -True

1 < 2 < 3, 1 < 3 < 2, 1 == 1.0, 1 == True, 0 == False, 1 != 2, 2 >= 2

min(3, 1, 2), max(3, 1, 2), min([3, 1]), max([1.5, 2]), max('a', 'b'), min(1, 1.0)

min([3, -4, 2], key=abs), max(['a', 'bbb'], key=len), max([], default=0), min([], default=None)

max([])

min((1, 2), (1, 1)), max([[1, 2], [3]])

sum([1, 2, 3]), sum([1.5, 2]), sum([], 5), sum([[1], [2]], []), sum((True, True)), sum(range(5)), sum(x * x for x in range(4))

sum(['a'])

(5).bit_length(), (0).bit_length(), (255).bit_count(), (3).real, (3).imag, (3).conjugate(), (3).numerator, (-8).bit_length()

(1.5).is_integer(), (2.0).is_integer(), (2.5).real

1e16, 1e15, 1e-4, 1e-5, 0.1 + 0.2, 123456789.123, 1e100, 5e-324, -0.0, 1.0, 100.0

1.5e300 * 1e10, 3.0e-7, 12345678901234567.0, 1e22, 1.7976931348623157e308

int.__name__, float.__name__, type(1).__name__, type(1.0).__name__, type(True).__name__, type('').__name__, type(None).__name__

isinstance(1, int), isinstance(True, int), isinstance(1.0, int), isinstance(1, (str, int)), isinstance('a', str), isinstance(1, object)

isinstance(int, type), isinstance(None, type(None)), isinstance([], list), isinstance((), tuple), isinstance({}, dict), isinstance(print, type)

issubclass(bool, int), issubclass(int, object), issubclass(int, (str, float)), issubclass(KeyError, LookupError)

issubclass(1, int)

type(1) is int, type('a') == str, type([]) is list, type(1) is not float

callable(len), callable(1), callable(int), callable(lambda: 0), callable('a')

any([0, 1]), any([]), all([1, 0]), all([]), any(x > 2 for x in [1, 2, 3]), all(isinstance(x, int) for x in (1, 2))

1 if 0 else 2, 0 or 'a', 1 and 'b', None or 0, '' and 1, not []

2 ** 52 - 1, 10 ** 15, 7 // 0.5

0xff, 0b101, 0o17, 1_0

int(7 / 2), int(56 * 0.75), int(3.9999), max(1, int(64 * 0.25)), int(64 * 1.5 + 4) // 8 * 8

x = 10
x += 5
x //= 2
x

x = 3
x **= 2
x -= 1
x %= 5
x

len(1)

1 + 'a'

-'a'

1 < 'a'

None < 1
