# fires: the operator
torch.randn(2, 3) @ torch.randn(4, 5)  # <-
# fires: a missing transpose
q = k = torch.randn(2, 4, 10, 16)
scores = q @ k  # <-
# fires: bmm
torch.bmm(torch.randn(2, 3, 4), torch.randn(2, 5, 6))  # <-
# fires: mm
torch.mm(torch.randn(2, 3), torch.randn(2, 3))  # <-
# fires: a vector
torch.matmul(torch.randn(2, 3), torch.randn(4))  # <-
# fires: batches of bmm
torch.bmm(torch.randn(2, 3, 4), torch.randn(3, 4, 5))  # <-
# silent: inner sizes agree
torch.randn(2, 4) @ torch.randn(4, 5)
# silent: transposed
q = k = torch.randn(2, 4, 10, 16)
q @ k.transpose(-2, -1)
# silent: a batch of one
torch.matmul(torch.randn(1, 3, 4), torch.randn(7, 4, 5))
# silent: vectors
torch.randn(4) @ torch.randn(4)
# silent: bmm
torch.bmm(torch.randn(2, 3, 4), torch.randn(2, 4, 6))
# silent: matrix and vector
torch.randn(2, 3) @ torch.randn(3)
