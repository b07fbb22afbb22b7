# fires: too few
x = torch.randn(2, 3, 8)
b, c, h, w = x.shape  # <-
# fires: too many
b, c = torch.randn(2, 3, 8).shape  # <-
# fires: size()
b, n = torch.randn(4).size()  # <-
# fires: chunks
a, b = torch.randn(6, 2).chunk(3)  # <-
# fires: rows
first, second = torch.randn(3, 4)  # <-
# fires: after a star
b, c, h, *rest = torch.randn(2, 3).shape  # <-
# silent: as many
b, c, l = torch.randn(2, 3, 8).shape
# silent: a star
b, *rest = torch.randn(2, 3, 8).shape
# silent: chunks
a, b, c = torch.randn(6, 2).chunk(3)
# silent: rows
first, second, third = torch.randn(3, 4)
# silent: caught
try:
    a, b = torch.randn(3).shape
except ValueError:
    pass
# silent: nested
(a, b), c = torch.randn(2, 3).shape, 1
