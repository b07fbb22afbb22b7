"""A docstring
over two lines."""
class A(B):
    def f(self, x):
        # comment
        return self.g(
            x,
            y=1,
        )

    text = """a
    b\
    c"""

x = 1 + \
    2
if x:
    y = 'a\
b'
s = "😀"; t = s
