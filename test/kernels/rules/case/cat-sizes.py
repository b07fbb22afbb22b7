# fires: another dimension differs
torch.cat([torch.randn(2, 3, 4), torch.randn(2, 3, 5)], dim=1)  # <-
# fires: a skip of odd size
x = torch.randn(1, 4, 15, 15)
up = F.interpolate(F.max_pool2d(x, 2), scale_factor=2)
y = torch.cat([x, up], 1)  # <-
# fires: stack
torch.stack([torch.randn(3), torch.randn(4)])  # <-
# fires: concat
torch.concat((torch.randn(2, 2), torch.randn(3, 3)))  # <-
# fires: of three the last
torch.cat([torch.randn(1, 4), torch.randn(2, 4), torch.randn(1, 5)])  # <-
# fires: stack along another axis
torch.stack([torch.randn(2, 3), torch.randn(3, 2)], dim=2)  # <-
# silent: the joined dimension differs
torch.cat([torch.randn(2, 3, 4), torch.randn(2, 3, 5)], dim=2)
# silent: a skip of even size
x = torch.randn(1, 4, 16, 16)
torch.cat([x, F.interpolate(F.max_pool2d(x, 2), scale_factor=2)], 1)
# silent: negative dim
torch.cat([torch.randn(2, 3), torch.randn(2, 1)], -1)
# silent: stack
torch.stack([torch.randn(3), torch.randn(3)])
# silent: an empty vector is let pass
torch.cat([torch.randn(0), torch.randn(2, 3)])
# silent: caught
try:
    torch.stack([torch.randn(3), torch.randn(4)])
except RuntimeError:
    pass
