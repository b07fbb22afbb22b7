"""Constructors of layers that take one tensor, for a tensor of a given shape."""


def activation(b):
    return b.pick('nn.ReLU()', 'nn.ReLU(inplace=False)', 'nn.GELU()', 'nn.SiLU()', 'nn.Tanh()', 'nn.Sigmoid()', 'nn.LeakyReLU(0.1)', 'nn.ELU()', 'nn.Hardswish()', 'nn.Mish()', 'nn.Softplus()', 'nn.PReLU()', 'nn.Identity()', 'nn.Dropout(0.1)', 'nn.Softmax(dim=-1)', 'nn.LogSoftmax(dim=1)')


def width(b):
    return b.pick(4, 6, 8, 12, 16, 24)


def convolution(b, channels, rank):
    """A convolution or its transpose with random options."""
    out = width(b)
    kernel = b.pick(1, 1, 2, 3, 3, 3, 5)
    options = []
    if b.chance(0.35):
        options.append(f'stride={b.pick(1, 2, 2, 3)}')
    if b.chance(0.7):
        padding = b.pick(str(kernel // 2), f'{kernel} // 2', '1', '0', "'same'" if not options else '1', "'valid'")
        if rank == 2 and b.chance(0.2):
            padding = f'({kernel // 2}, {b.pick(0, 1)})'
        options.append(f'padding={padding}')
    if b.chance(0.15):
        options.append(f'dilation={b.pick(1, 2)}')
    if b.chance(0.2):
        groups = b.pick(2, 4, channels)
        out = out if out % groups == 0 else groups * 2
        options.append(f'groups={b.number(groups)}')
    if b.chance(0.3):
        options.append(f'bias={b.pick("False", "True")}')
    if b.chance(0.1):
        options.append("padding_mode='reflect'")
    size = f'({kernel}, {b.pick(1, 3)})' if rank == 2 and b.chance(0.15) else str(kernel)
    size = b.pick(size, size, f'kernel_size={size}')
    return f'nn.Conv{rank}d({b.number(channels)}, {b.number(out)}, {", ".join([size, *options])})'


def transposed(b, channels, rank):
    kernel = b.pick(2, 3, 4)
    options = [f'stride={b.pick(1, 2, 2)}']
    if b.chance(0.5):
        options.append(f'padding={b.pick(0, 1)}')
    if b.chance(0.3):
        options.append('output_padding=1')
    if b.chance(0.2):
        options.append(f'dilation={b.pick(1, 2)}')
    return f'nn.ConvTranspose{rank}d({b.number(channels)}, {b.number(width(b))}, {kernel}, {", ".join(options)})'


def pooling(b, rank):
    kernel = b.pick(2, 2, 3)
    options = []
    if b.chance(0.5):
        options.append(f'stride={b.pick(1, 2, 2, 3)}')
    if b.chance(0.4):
        options.append(f'padding={kernel // 2}')
    if b.chance(0.3):
        options.append(f'ceil_mode={b.pick("True", "False")}')
    given = ', '.join([b.pick(str(kernel), f'kernel_size={kernel}'), *options])
    size = b.pick('1', '2', '4', f'({", ".join(str(b.pick(1, 2, 3)) for _ in range(rank))},)' if rank == 1 else f'({", ".join(str(b.pick(1, 2, 3)) for _ in range(rank))})', f'({", ".join(b.pick("None", "2") for _ in range(rank))},)')
    return b.pick(
        f'nn.MaxPool{rank}d({given})', f'nn.MaxPool{rank}d({given})', f'nn.AvgPool{rank}d({given})', f'nn.AdaptiveAvgPool{rank}d({size})', f'nn.AdaptiveMaxPool{rank}d({size})',
        f'nn.MaxPool{rank}d({kernel}, dilation=2)' if rank > 1 else f'nn.MaxPool1d({kernel}, 1)', f'nn.LPPool{rank}d(2, {kernel})' if rank < 3 else 'nn.MaxPool3d(1)',
    )


def norm(b, channels, rank):
    divisors = [groups for groups in (1, 2, 3, 4, 6, 8) if channels % groups == 0]
    return b.pick(f'nn.BatchNorm{rank}d({b.number(channels)})', f'nn.BatchNorm{rank}d({b.number(channels)}, affine=False)', f'nn.GroupNorm({b.random.choice(divisors)}, {b.number(channels)})', f'nn.InstanceNorm{rank}d({b.number(channels)})', f'nn.InstanceNorm{rank}d({b.number(channels)}, affine=True)')


def spatial(b, tensor):
    """A layer for a map [N, C, ...]."""
    channels, rank = tensor.shape[1], tensor.dim() - 2
    options = [convolution(b, channels, rank)] * 6 + [norm(b, channels, rank)] * 3 + [activation(b)] * 3 + [pooling(b, rank)] * 2 + [transposed(b, channels, rank)]
    if rank == 2:
        factor = b.pick(2, 3)
        options += [f'nn.Upsample(scale_factor={b.pick("2", "1.5", "2.0", "0.5", "(2, 1)")}, mode={b.pick(chr(39) + "nearest" + chr(39), chr(39) + "bilinear" + chr(39))})', f'nn.Upsample(size={b.pick("(5, 7)", "6")})', f'nn.PixelShuffle({b.pick(2, 3)})', f'nn.PixelUnshuffle({factor})',
                    f'nn.{b.pick("ZeroPad2d", "ReflectionPad2d", "ReplicationPad2d")}({b.pick("1", "(1, 2, 0, 1)", "2")})', f'nn.ConstantPad2d({b.pick("1", "(1, 0, 2, 0)")}, 0.5)', 'nn.Dropout2d(0.2)', f'nn.Flatten({b.pick("", "1", "2", "start_dim=1", "1, 2", "0, 1")})', f'nn.Unfold({b.pick("2", "3, padding=1", "2, stride=2")})', 'nn.ChannelShuffle(2)', 'nn.UpsamplingNearest2d(scale_factor=2)',
                    f'nn.LayerNorm([{", ".join(b.number(size) for size in tensor.shape[1:])}])', f'nn.LocalResponseNorm(2)', f'nn.LazyConv2d({b.number(width(b))}, 3)', f'nn.FractionalMaxPool2d(2, output_size=3)', 'nn.Softmax2d()', 'nn.CircularPad2d(1)']
    return b.random.choice(options)


def featured(b, tensor):
    """A layer for [..., features]."""
    features = tensor.shape[-1]
    options = [f'nn.Linear({b.number(features)}, {b.number(width(b))}{b.pick("", "", ", bias=False")})'] * 6
    options += [f'nn.LayerNorm({b.number(features)})', f'nn.LayerNorm({b.number(features)}, eps=1e-6)', f'nn.RMSNorm({b.number(features)})', f'nn.LazyLinear({b.number(width(b))})'] + [activation(b)] * 3
    if tensor.dim() == 2:
        options += [f'nn.BatchNorm1d({b.number(features)})', f'nn.Unflatten(1, ({b.pick("-1, 2", "2, -1", f"{features}, 1", f"1, {features}")}))', 'nn.Flatten()']
    elif tensor.dim() == 3:
        options += [f'nn.Flatten({b.pick("", "1", "start_dim=0, end_dim=1", "-2")})', f'nn.AdaptiveAvgPool1d({b.pick(1, 4)})', f'nn.Conv1d({b.number(tensor.shape[1])}, {b.number(width(b))}, {b.pick(1, 3)}, padding=1)', f'nn.TransformerEncoderLayer({b.number(features)}, {b.pick(1, 2)}, {b.number(features * 2)}, batch_first={b.pick("True", "False")})', f'nn.Bilinear' if False else f'nn.MaxPool1d(2, padding=1)', f'nn.Unflatten(-1, ({b.pick("2, -1", "-1, 2")}))', f'nn.GLU(dim={b.pick("-1", "1", "2")})']
    return b.random.choice(options)


def layer(b, tensor):
    """A layer that may be given this tensor."""
    if tensor.dim() in (4, 5):
        return spatial(b, tensor) if b.chance(0.9) else activation(b)
    return spatial(b, tensor) if tensor.dim() == 3 and b.chance(0.35) else featured(b, tensor)
