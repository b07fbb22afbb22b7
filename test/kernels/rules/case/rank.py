# fires: a pool without channels
nn.MaxPool2d(2)(torch.randn(8, 8))  # <-
# fires: a pool of five dimensions
F.avg_pool2d(torch.randn(1, 1, 1, 8, 8), 2)  # <-
# fires: a convolution without channels
nn.Conv2d(1, 4, 3)(torch.randn(28, 28))  # <-
# fires: bmm of matrices
torch.bmm(torch.randn(2, 3), torch.randn(3, 4))  # <-
# fires: attention of four dimensions
nn.MultiheadAttention(8, 2)(torch.randn(1, 2, 3, 8), torch.randn(1, 2, 3, 8), torch.randn(1, 2, 3, 8))  # <-
# fires: a number of several
x = torch.randn(2, 2).item()  # <-
# fires: the length of none
n = len(torch.tensor(3.0))  # <-
# silent: with channels
nn.MaxPool2d(2)(torch.randn(1, 8, 8))
# silent: with a batch
nn.MaxPool2d(2)(torch.randn(1, 1, 8, 8))
# silent: matmul takes matrices
torch.matmul(torch.randn(2, 3), torch.randn(3, 4))
# silent: unbatched attention
nn.MultiheadAttention(8, 2)(torch.randn(3, 8), torch.randn(3, 8), torch.randn(3, 8))
# silent: a number of one
torch.randn(1, 1).item()
# silent: the length of a matrix
len(torch.randn(2, 3))
