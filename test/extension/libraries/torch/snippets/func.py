import torch
import torch.nn as nn
from torch.func import functional_call, grad, grad_and_value, hessian, jacfwd, jacrev, jvp, stack_module_state, vjp, vmap

def x(*sizes):
    return torch.zeros(sizes)

def dot(a, b):
    return (a * b).sum()

net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
# ----
vmap(dot)(x(5, 3), x(5, 3))

vmap(dot, in_dims=(0, None))(x(5, 3), x(3))

vmap(dot, in_dims=(1, 0))(x(3, 5), x(5, 3))

vmap(lambda a: (a, a.sum(0)), out_dims=(1, 0))(x(5, 3, 2))

vmap(vmap(dot, in_dims=(None, 0)), in_dims=(0, None))(x(4, 3), x(6, 3))

vmap(dot)(x(5, 3), x(4, 3))

torch.vmap(net)(x(7, 4))

functional_call(net, dict(net.named_parameters()), (x(2, 4),))

functional_call(net, dict(net.named_parameters()), x(2, 4))

grad(lambda a: a.pow(2).sum())(x(3, 2))

grad(dot, argnums=(0, 1))(x(3), x(3))

grad_and_value(dot)(x(3), x(3))

jacrev(net)(x(4))

jacfwd(lambda a: a[:2] * 2)(x(5, 3))

hessian(lambda a: a.pow(3).sum())(x(4))

out, pull = vjp(net, x(2, 4))
(out, pull(x(2, 3)))

jvp(net, (x(2, 4),), (x(2, 4),))

def loss(params, sample):
    return functional_call(net, params, (sample.unsqueeze(0),)).sum()
per_sample = vmap(grad(loss), in_dims=(None, 0))(dict(net.named_parameters()), x(6, 4))
[(name, value) for name, value in per_sample.items()]

models = [nn.Linear(4, 3) for _ in range(5)]
params, buffers = stack_module_state(models)
(params['weight'], vmap(lambda p, b, s: functional_call(models[0], (p, b), (s,)), in_dims=(0, 0, None))(params, buffers, x(2, 4)))

from torch.nn.attention import SDPBackend, sdpa_kernel
with sdpa_kernel(SDPBackend.MATH):
    y = nn.functional.scaled_dot_product_attention(x(2, 3, 4, 8), x(2, 3, 5, 8), x(2, 3, 5, 8))
y

torch.compiler.is_compiling(), torch.jit.is_tracing(), torch.overrides.has_torch_function((x(1),))

@torch.compiler.disable
def twice(a):
    return a * 2
twice(x(3))
