import re
# -----
re.split(r'(\d.*)', 'r2'), re.split('_', 'ir_r2_k3_s1'), re.split(r'(\d+)', 'resnet50d'), re.split(r'[,;]', 'a,b;c', maxsplit=1), re.split('x', '')

re.match(r'(\w+)_(\d+)', 'layer_12').groups(), re.match('b', 'ab'), re.search('b', 'ab').start(), re.fullmatch('a|ab', 'ab').group()

m = re.match(r'(?P<name>[a-z]+)(?P<size>\d+)?', 'resnet')
(m.group('name'), m['name'], m.group(0), m.group('size'), m.groupdict(), m.groupdict(''), m.group(1, 2), m.span(), m.end())

re.findall(r'\d+', 'a1b22'), re.findall(r'(\w)(\d)', 'a1b2'), re.findall(r'(\w)\d', 'a1b2'), [x.group() for x in re.finditer('[ab]', 'abc')]

re.sub(r'\.(\d+)\.', r'[\1].', 'a.3.b'), re.sub('a', 'b', 'aaa', count=2), re.sub(r'\d', lambda m: str(int(m.group()) + 1), 'a1b2'), re.sub(r'(?P<x>a)', r'\g<x>\g<x>', 'ab')

p = re.compile(r'^conv(\d)$', re.IGNORECASE)
(p.match('CONV3').group(1), p.search('xconv1'), bool(p.match('conv')))

re.match(r'a\Z', 'a') is not None, re.match('a{,2}$', 'aa') is not None, re.escape('a.b-c')

re.match(r'(?:layer)?(\d+)|(x)', 'x').groups(), re.match('(a)|b', 'b').groups('none')
