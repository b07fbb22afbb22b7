numbers = [0, 1, 1_000, 0x1F, 0XfF, 0o17, 0b1_01, 00, 9007199254740991, 9007199254740993, 10**100]
floats = [0., .5, 1.5, 1e5, 1E-5, 1_0.0_1, 1e+10, 0e0, 3.14159]
complexes = [1j, 1.5J, 0j, 1e3j]
words = [True, False, None, ..., Ellipsis, NotImplemented]
strings = ['a', "b", '''c''', """d
e""", '', "", """""", 'it\'s', "\"", '\\', 'a\
b']
escapes = '\n\t\r\a\b\f\v\0\x41\101\1017\u00e9\U0001F600\'\"\\ \d \8'
raw = [r'\n', R"\\", r'\'', r"a\\b", r'''a\
b''', r'\\']
byte = [b'a', b"\x00\xff", rb'\n', Br"\x", b'\u00e9', b'\101']
unicode_strings = [u'a', U"\u4e2d"]
joined = 'a' "b" '''c'''
joined_lines = (
    'a'
    "b"  # comment
    r'\c'
)
joined_bytes = b'a' b'b'
templates = [f'', f'a', f'{a}', f'a{b}c', F"{a!r}", f'{a:>10}', f'{a!s:{b}.{c}}', f'{{}}', f'{{{a}}}', rf'\{a}']
debug = [f'{a=}', f'{a = }', f'{a=!s}', f'{a=:>{b}}']
more = f'''{
    a
}''' f"{a['b']}" 'c'
nested = f"{f'{a}'}" + f'{a["b"]:{"c"}}' + f"{a if b else 'c'}" + f'{(lambda: 1)()}' + f"{a != b}{a:#x}{a:%Y-%m-%d}"
f"""docstring-like {a}"""
call(f"#{a} {b:#x}", 'é', "😀", f"é{a}😀{b}")
