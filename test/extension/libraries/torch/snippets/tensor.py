import torch
import torch.nn.functional as F

def x(*sizes):
    return torch.zeros(sizes)
# ----
x(2, 3).shape, x(2, 3).size(), x(2, 3).size(-1), x(2, 3).dim(), x(2, 3).ndim, x(2, 3).numel(), len(x(2, 3))

x(2, 3).size(2)

x().size(0)

len(x())

isinstance(x(2, 3).shape, tuple), isinstance(x(2), torch.Size), x(2, 3).shape.numel(), x(2, 3).shape[1:], torch.Size([4, 5]) == (4, 5)

b, c, h, w = x(2, 3, 4, 5).shape
b * c, h // 2, w

x(2, 3) + 1, 1 - x(2, 3), x(2, 3) * x(3), 2 / x(3), x(4, 1) // x(5), x(2) ** 2, 2 ** x(2), -x(2), abs(x(2)), x(2, 3) @ x(3, 4), x(2) % 2

x(2) > 0, x(2) == x(2), (x(2) > 0) & (x(2) < 1), ~(x(2) > 0)

x(2, 3) + x(4)

x(2, 3) @ x(4, 5)

a = x(2, 3)
a += 1
a *= x(3)
a -= x(2, 1)
a /= 2
a

a = x(3)
a += x(2, 3)
a

a = x(2, 3)
a.add_(1).mul_(2).clamp_(0, 1).relu_().zero_().fill_(2).copy_(x(3))

a = x(2, 3)
a.unsqueeze_(0)
a.transpose_(1, 2)
a, a.squeeze_(0)

x(2, 3, 4).view(6, 4), x(2, 3, 4).view(-1), x(2, 3, 4).view((2, -1)), x(2, 3, 4).reshape(4, 6), x(2, 3, 4).reshape([3, 8])

x(2, 3, 4).view(5, 5)

x(2, 3, 4).permute(2, 0, 1), x(2, 3, 4).permute((0, 2, 1)), x(2, 3).t(), x(2, 3).T, x(5, 2, 3).mT, x(2, 3, 4).transpose(0, -1), x(2, 3, 4).swapaxes(0, 1)

x(2, 1, 3).squeeze(), x(2, 1, 3).squeeze(1), x(2, 3).unsqueeze(-1), x(2, 3).expand(4, 2, 3), x(2, 1).expand(-1, 5), x(2, 3).repeat(2, 2), x(2, 3).flatten(), x(2, 3).flip(0, 1), x(2, 3).flip([1])

x(5, 6).split(2), x(5, 6).chunk(2, dim=1), x(5, 6).split([1, 4]), x(2, 3).unbind(1), [row for row in x(2, 3)]

first, *rest = x(4, 3)
first, len(rest)

x(5, 6)[0], x(5, 6)[1:3], x(5, 6)[:, 2], x(5, 6)[..., None], x(5, 6)[-1, ::2], x(5, 6)[x(5) > 0].dim(), x(5, 6)[[0, 2]], x(5, 6)[None]

x(5, 6)[5]

x(5, 6)[0, 0, 0]

a = x(5, 6)
a[0] = 1
a[:, 1:3] = x(5, 2)
a

x(2, 3).sum(), x(2, 3).mean(1), x(2, 3).mean(dim=(0, 1), keepdim=True), x(2, 3).max(), x(2, 3).argmax(-1), x(2, 3).std(0), x(2, 3).norm(), x(2, 3).var(1, keepdim=True), x(2, 3).prod(0), x(2, 3).any(), x(2, 3).all(1)

values, indices = x(2, 3).max(dim=1)
values, indices, x(2, 3).max(1).values, x(2, 3).min(0, keepdim=True).indices, x(2, 5).topk(2), x(2, 5).sort(descending=True)[1]

x(2, 3).max(x(3))

x(2).dtype, x(2).half().dtype, x(2).to(torch.int64), x(2).to('cpu'), x(2).to('cpu', torch.float16), x(2).to(x(1).double()), x(2).long(), x(2).bool(), x(2).type(torch.float64), x(2).type_as(x(2).int()), x(2).float()

x(2).dtype == torch.float32, x(2).is_floating_point(), x(2).long().is_floating_point(), torch.float16.is_floating_point, x(2).dtype in (torch.half, torch.float)

x(2, 3).new_zeros(4), x(2, 3).new_ones((2, 2)), x(2).long().new_full((3,), 1), x(2).new_empty(2, 5), x(2).new_tensor([1, 2, 3])

torch.zeros_like(x(2, 3)), torch.ones_like(x(2, 3).long()), torch.full_like(x(2), 3), torch.rand_like(x(2)), torch.empty_like(x(2), dtype=torch.bool)

torch.tensor([[1, 2], [3, 4]]), torch.tensor([1.0, 2]), torch.tensor(3), torch.tensor([True]), torch.tensor([1], dtype=torch.float16), torch.as_tensor([1, 2]), torch.tensor([]), torch.Tensor(2, 3), torch.Tensor([1, 2]), torch.LongTensor([1, 2, 3]), torch.FloatTensor(2, 2)

torch.arange(5), torch.arange(1, 10, 2), torch.arange(0, 1, 0.25), torch.linspace(0, 1, 7), torch.eye(3), torch.full((2, 3), 7), torch.full((2,), 0.5), torch.randn(2, 3), torch.randn((2, 3)), torch.randint(0, 5, (2, 4)), torch.randint(5, (3,)), torch.randperm(6), torch.ones([2, 2]), torch.empty(3)

torch.cat([x(2, 3), x(2, 5)], 1), torch.cat((x(2, 3), x(4, 3))), torch.stack([x(2, 3)] * 4, dim=1), torch.concat([x(1), x(2)]), torch.vstack([x(2), x(2)])

torch.cat([x(2, 3), x(3, 5)], 1)

torch.where(x(2, 3) > 0, x(3), 0.0), torch.max(x(2, 3), x(3)), torch.matmul(x(5, 2, 3), x(3, 4)), torch.bmm(x(5, 2, 3), x(5, 3, 4)), torch.einsum('bij,bjk->bik', x(5, 2, 3), x(5, 3, 4)), torch.outer(x(2), x(3)), torch.flatten(x(2, 3, 4), 1), torch.sum(x(2, 3), dim=1), torch.mean(x(2, 3), 0), torch.sqrt(x(2)), torch.clamp(x(2), min=0), torch.exp(x(2)), torch.argmax(x(2, 3), dim=1), torch.meshgrid(x(2), x(3), indexing='ij'), torch.roll(x(4, 5), shifts=(1, 1), dims=(0, 1)), torch.cumsum(x(2, 3), 1), torch.tril(x(3, 3)), torch.split(x(5), 2), torch.unbind(x(2, 3)), torch.transpose(x(2, 3), 0, 1), torch.index_select(x(5, 3), 0, torch.tensor([0, 2])), torch.gather(x(2, 3), 1, torch.zeros(2, 1, dtype=torch.int64))

x(2).sum().item(), x(2, 3).tolist()

x(2).item()

bool(x(2))

F.relu(x(2, 3)), F.relu(x(2), inplace=True), F.softmax(x(2, 3), dim=-1), F.dropout(x(2, 3), 0.5, training=False), F.linear(x(2, 3), x(4, 3)), F.conv2d(x(1, 3, 8, 8), x(4, 3, 3, 3), padding=1), F.max_pool2d(x(1, 3, 8, 8), 2), F.interpolate(x(1, 3, 8, 8), scale_factor=2), F.pad(x(2, 3), (1, 1)), F.one_hot(torch.arange(4), 6), F.normalize(x(2, 3), dim=1), F.avg_pool2d(x(1, 3, 8, 8), 2), F.scaled_dot_product_attention(x(2, 4, 5, 8), x(2, 4, 6, 8), x(2, 4, 6, 8)), F.mse_loss(x(2), x(2)), F.adaptive_avg_pool2d(x(1, 3, 8, 8), 1), F.log_softmax(x(2, 3), 1), F.relu_(x(2)), F.gelu(x(2)), F.layer_norm(x(2, 3), (3,)), F.embedding(torch.arange(3), x(10, 4)), F.unfold(x(1, 3, 8, 8), 2), F.cross_entropy(x(4, 5), torch.zeros(4, dtype=torch.int64)), F.sigmoid(x(2)), F.tanh(x(2)), F.upsample(x(1, 3, 4, 4), scale_factor=2)

x(2).nothing

hasattr(x(2), 'items'), hasattr(x(2), 'shape'), hasattr(x(2), 'cuda'), isinstance(x(2), (list, tuple)), isinstance(x(2), dict), isinstance([x(2)], list)

x(2, 3).detach().clone().contiguous().requires_grad_().cpu(), x(2, 3).data, x(2, 3).requires_grad_(True).requires_grad

torch.is_tensor(x(2)), torch.is_tensor([1]), torch.numel(x(2, 3)), torch.is_floating_point(x(2))

torch.jit.is_scripting(), torch.jit.is_tracing(), torch.__version__.split('.')[0]

F.max_pool2d(x(1, 3, 8, 8), 2, return_indices=True), F.glu(x(2, 4)), torch.softmax(x(2, 3), 1), torch.relu(x(2)), torch.sigmoid(x(2)), torch.dropout(x(2), 0.5, True)

torch.linalg.norm(x(2, 3)), torch.linalg.inv(torch.eye(3)), torch.fft.fft(x(8)), torch.special.expit(x(2))

values, counts = torch.unique(torch.tensor([24, 24, 56, 56, 56, 8]), return_counts=True)
(values, x(*values.tolist()[:2]), x(*counts.tolist()))

values, places, counts = torch.unique(torch.tensor([[3, 3], [5, 2]]), return_inverse=True, return_counts=True)
(values, places, counts, x(*values.tolist()))

widths = torch.round(torch.arange(4, dtype=torch.float32) * 3.3 + 8)
(torch.unique(widths), x(*torch.unique(widths).int().tolist()))

torch.max(torch.tensor(-8), torch.tensor(6)), torch.min(torch.tensor([3, 1]), torch.tensor(0)), x(3, 4).max(1)[0], x(3, 4).max(torch.tensor([1, 2, 3, 4]))
