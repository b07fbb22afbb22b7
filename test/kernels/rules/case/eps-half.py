# fires: layer norm
y = nn.LayerNorm(8, eps=1e-8).half()(torch.randn(4, 8).half())  # <-
# fires: a whole model
net = nn.Sequential(
    nn.Linear(8, 8),
    nn.LayerNorm(8, eps=1e-12),  # <-
    nn.ReLU(),
).half()
y = net(torch.randn(4, 8, dtype=torch.float16))
# fires: group norm
net = nn.GroupNorm(2, 8, eps=1e-9).to(torch.float16)  # <-
y = net(torch.randn(4, 8, 3).to(torch.float16))
# fires: RMS norm
y = nn.RMSNorm(8, eps=1e-8).half()(torch.ones(4, 8).half())  # <-
# fires: the functional form
y = F.layer_norm(torch.randn(4, 8).half(), (8,), eps=1e-10)  # <-
# fires: positional
y = nn.LayerNorm(8, 1e-8).half()(torch.randn(4, 8).half())  # <-
# silent: large enough
y = nn.LayerNorm(8, eps=1e-5).half()(torch.randn(4, 8).half())
# silent: single precision
y = nn.LayerNorm(8, eps=1e-12)(torch.randn(4, 8))
# silent: bfloat16 has small numbers
y = nn.LayerNorm(8, eps=1e-12).bfloat16()(torch.randn(4, 8).bfloat16())
# silent: the default
y = nn.LayerNorm(8).half()(torch.randn(4, 8).half())
# silent: computed in single precision
norm = nn.LayerNorm(8, eps=1e-12)
y = norm(torch.randn(4, 8).half().float()).half()
# silent: 1e-6
y = nn.GroupNorm(2, 8, eps=1e-6).half()(torch.randn(4, 8, 3).half())
