s = 'Hello, World'
# ----
s.lower()

s.upper()

'hELLO wORLD'.capitalize()

"they're bill's friends".title()

s.swapcase()

'  pad '.strip(), '  pad '.lstrip(), '  pad '.rstrip()

'xxabcxx'.strip('x'), 'www.example.com'.strip('cmowz.')

'layer1.0.conv'.split('.')

'a,b,,c'.split(',')

' 1  2   3 '.split()

'1 2 3'.split(maxsplit=1)

'  a b '.split(None, 1)

''.split(), ''.split(',')

'a.b.c'.rsplit('.', 1)

'a.b.c'.rsplit('.')

'  a  b  c '.rsplit(None, 1)

'a.b.c'.partition('.'), 'abc'.partition('.'), 'a.b.c'.rpartition('.'), 'abc'.rpartition('.')

'ab\ncd\r\nef'.splitlines(), 'ab\ncd\n'.splitlines(True), ''.splitlines()

s.startswith('Hell'), s.startswith(('x', 'H')), s.endswith('d'), s.endswith(('a', 'b'))

s.find('o'), s.rfind('o'), s.find('z'), s.find('o', 5), s.index('W')

s.index('z')

s.count('l'), s.count(''), 'aaaa'.count('aa')

s.replace('l', 'L'), s.replace('l', 'L', 2), s.replace('', '-')

', '.join(['a', 'b']), ''.join(reversed('abc')), '-'.join({'x': 1, 'y': 2})

', '.join(['a', 1])

'42'.zfill(5), '-42'.zfill(5), 'abc'.zfill(2)

'ab'.ljust(5) + '|', 'ab'.rjust(5, '*'), 'ab'.center(7, '-'), 'abc'.center(6, '-'), 'abc'.center(8, '-')

'a1'.isalnum(), '12'.isdigit(), 'ab'.isalpha(), ' '.isspace(), 'AB'.isupper(), 'ab'.islower(), ''.isdigit(), 'a b'.isidentifier(), '_a1'.isidentifier()

'prefix_x'.removeprefix('prefix_'), 'x_suffix'.removesuffix('_suffix'), 'abc'.removesuffix('')

s[0], s[-1], s[1:4], s[::-1], s[::2]

s[100]

'a' in 'abc', 'z' in 'abc', 'a' not in 'abc'

'ab' * 3, 3 * 'ab', 'ab' + 'cd', len('héllo'), 'ab' * -1

'ab' < 'b', 'a' == 'a', 'a' != 'b', 'B' < 'a'

sorted('hello'), list('abc'), tuple('ab'), set('a'), max('hello'), min('hello')

str(1), str(1.5), str(None), str(True), str([1, 'a']), str(), str((1,)), str({'a': 1})

repr('it\'s'), repr("a\"b"), repr('a\nb'), repr('a\\b'), repr(b'ab')

'abc'.translate({97: 'x', 98: None}), 'abc'.translate(str.maketrans('ab', 'xy')), 'abc'.translate(str.maketrans('a', 'x', 'c'))

'abc'.encode(), b'abc'.decode(), 'é'.encode('utf-8').decode('utf-8')

str.join(',', ['a', 'b']), list(map(str.upper, ['a', 'b'])), list(map(str.strip, [' a ']))

chr(65), ord('A'), ord('é')

'%s and %s' % ('a', 1)

'%d %5d|%-5d|%05d|%+d' % (1, 2, 3, 4, 5)

'%.2f %8.3f %e %g' % (1.005, 3.14159, 12345.678, 0.0001)

'%x %X %o %#x' % (255, 255, 8, 255)

'%5s|%-5s|%.2s' % ('ab', 'cd', 'efg')

'%(name)s is %(age)d' % {'name': 'x', 'age': 3}

'%r %%' % 'a'

'%s' % [1, 2]

'%c%c' % ('a', 98)

'%*d' % (5, 42)

'%s' % (1, 2)

'%s %s' % 1

'%d' % 'a'

'%d' % 3.7

'{} {}'.format(1, 'a')

'{0} {1} {0}'.format('a', 'b')

'{name} {x.real}'.format(name='n', x=3)

'{0[1]} {d[k]}'.format([1, 2], d={'k': 'v'})

'{:>5}|{:<5}|{:^5}|{:*^7}'.format('a', 'b', 'c', 'd')

'{:d} {:5d} {:05d} {:+d} {:,}'.format(1, 2, 3, 4, 1234567)

'{:.2f} {:8.3f} {:e} {:g} {:%} {:.1%}'.format(3.14159, 2.5, 12345.678, 0.00001, 0.25, 0.333)

'{:x} {:#x} {:b} {:#b} {:o} {:X}'.format(255, 255, 5, 5, 8, 255)

'{!r} {!s} {!r:>5}'.format('a', 'b', 'c')

'{{}} {}'.format(1)

'{:{w}.{p}f}'.format(3.14159, w=8, p=2)

'{}'.format()

'{x}'.format()

'{'.format(1)

'{:_} {:_x} {:010,}'.format(1234567, 0xabcdef, 1234567)

'{:d}'.format('a')

'{:s}'.format(1)

'{:.3} {:.3} {:.3} {:.10}'.format(1234.5, 12.0, 123.0, 1.5)

'{:5} {:<5} {:5}|'.format(1, 2, 'a')

'{:c}'.format(65)

'{} {} {}'.format(1.0, 1e16, 1e-5)

'{:.0f} {:.0f} {:.0f} {:.1f}'.format(0.5, 1.5, 2.5, 0.25)

'{:+.1f} {: d} {:=+5d} {:<05d}'.format(1.25, 3, 4, 5)

'{:g} {:g} {:g} {:g} {:G}'.format(100000.0, 1000000.0, 1234567.0, 0.0001, 1e-10)

'{:f} {:e} {:f}'.format(float('inf'), float('nan'), -float('inf'))

'{:08.2f} {:08.2f} {:+08d}'.format(3.14159, -3.14159, 42)

x = 3
y = 2.5
f'{x} {y:.2f} {x!r} {x + 1}'

name = 'conv'
f'{name}{1}.{name!r:>8}'

f'{3:>4}|{"a":<3}|{True}|{None}|{[1, 2]}'

f'{1000000:,} {0.5:%} {255:#x}'

x = 5
f'{x=}'

format(3.14159, '.2f'), format(5), format('a', '>3'), format(True, 'd'), format(42, 'b')

'a' 'b'

'abc'.__len__(), 'abc'.__contains__('b')

'a-b_c'.replace('-', '_').split('_')

hex(255), oct(8), bin(5), hex(-1), ascii('a')

'é' == 'e', 'ß'.upper()

'a\tb', 'a' + str(1) + 'b'

'Aa'.casefold(), 'x'.isascii()
