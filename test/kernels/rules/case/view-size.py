# fires: another count
torch.randn(8, 100).view(4, 100)  # <-
# fires: the features of another input size
x = torch.randn(4, 16, 6, 6)
x = x.view(-1, 16 * 5 * 5)  # <-
# fires: reshape
torch.randn(3, 5).reshape(4, 4)  # <-
# fires: two open sizes
torch.randn(4, 4).view(-1, -1)  # <-
# fires: as a function
torch.reshape(torch.randn(6), (4,))  # <-
# fires: heads that do not divide
q = torch.randn(2, 10, 30)
q = q.view(2, 10, 4, 8)  # <-
# silent: the same count
torch.randn(8, 100).view(4, 200)
# silent: an open size
torch.randn(4, 16, 5, 5).view(-1, 400)
# silent: the batch kept
x = torch.randn(4, 16, 5, 5)
x.view(x.size(0), -1)
# silent: heads
q = torch.randn(2, 10, 32)
q.view(2, 10, 4, 8).transpose(1, 2)
# silent: empty
torch.randn(0, 4).view(0, 2, 2)
# silent: caught
try:
    torch.randn(3, 5).view(4, 4)
except RuntimeError:
    pass
