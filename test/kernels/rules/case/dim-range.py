# fires: a sum
torch.randn(2, 3).sum(2)  # <-
# fires: softmax
torch.randn(2, 3).softmax(dim=-3)  # <-
# fires: a transpose
torch.randn(2, 3).transpose(1, 2)  # <-
# fires: size
n = torch.randn(2, 3).size(2)  # <-
# fires: an index
x = torch.randn(2, 3)
y = x[2]  # <-
# fires: of a shape
w = torch.randn(2, 3).shape[2]  # <-
# fires: unsqueeze
torch.randn(2).unsqueeze(3)  # <-
# silent: the last
torch.randn(2, 3).sum(-1)
# silent: unsqueeze at the end
torch.randn(2).unsqueeze(1)
# silent: the last index
torch.randn(2, 3)[-2]
# silent: a slice beyond the end
torch.randn(2, 3)[5:]
# silent: squeeze of what is none
torch.randn(2, 3).squeeze(0)
# silent: caught
try:
    torch.randn(2, 3).sum(4)
except IndexError:
    pass
