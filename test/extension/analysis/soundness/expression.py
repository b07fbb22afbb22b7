"""Expressions on tensors as people write them in forward: reshapes, indices, reductions, products, joins."""
from writer import Rejected


def to(b, x, text):
    """Binds the result of an expression; returns its variable."""
    y = b.fresh(x)
    b.emit(f'{y} = {text}')
    b.tensor(y)
    return y


def axis(b, t, negative=True):
    at = b.random.randrange(t.dim())
    return at - t.dim() if negative and b.chance(0.5) else at


def called(b, name, x, *given):
    """A function as method or from the module: `x.relu()`, `torch.relu(x)`."""
    rest = ', '.join(str(one) for one in given)
    return f'{x}.{name}({rest})' if b.chance(0.6) else f'torch.{name}({x}{", " if rest else ""}{rest})'


def pointwise(b, x):
    name = b.pick('relu', 'sigmoid', 'tanh', 'exp', 'abs', 'neg', 'square', 'sqrt', 'clamp', 'softmax', 'log_softmax', 'round', 'sign', 'cos', 'rsqrt', 'erf', 'floor')
    given = {'clamp': ['0', '1'], 'softmax': [b.pick('-1', 'dim=-1', '1', '0')], 'log_softmax': ['dim=-1']}.get(name, [])
    return to(b, x, b.pick(called(b, name, x, *given), f'F.{b.pick("relu", "gelu", "silu", "leaky_relu", "elu", "softplus", "hardtanh", "mish", "logsigmoid", "selu", "relu6")}({x})', f'F.dropout({x}, 0.1, training=self.training)', f'F.dropout({x}, p=0.2, training=self.training)', f'F.normalize({x}, dim={b.pick("-1", "1")})'))


def arithmetic(b, x):
    t = b.tensor(x)
    other = b.pick('2', '0.5', '1e-3', f'{x}', f'{x}.mean({axis(b, t)}, keepdim=True)', f'{x}.sum()', f'torch.ones({b.size(x, -1)})', f'torch.ones_like({x})', f'torch.rand({x}.shape)', f'torch.zeros({x}.size(), device={x}.device)', f'{x}.new_zeros({x}.shape[-1])', f'torch.randn(1, {b.size(x, -1)})', f'{x}.std(dim=-1, keepdim=True)', f'{x}.norm(dim=-1, keepdim=True)', f'{x}.amax({axis(b, t)}, keepdim=True)', f'torch.arange({b.size(x, -1)}, dtype={x}.dtype)', f'torch.linspace(0, 1, {b.size(x, -1)})', f'torch.full_like({x}, 0.5)')
    operator = b.pick('+', '*', '-', '/', '**' if other in ('2', '0.5') else '+')
    if b.chance(0.2):
        if other == x:
            raise Rejected(x)
        b.emit(f'{x} = {x} * 1')
        b.emit(f'{x} {operator}= {other}')
        return x
    return to(b, x, b.pick(f'{x} {operator} {other}', f'{other} {operator if operator in "+*" else "*"} {x}', f'({x} {operator} {other}) * 1.0', f'torch.{b.pick("add", "mul", "sub", "maximum")}({x}, {other})' if not other[0].isdigit() else f'{x}.add({other})'))


def reduction(b, x):
    t = b.tensor(x)
    if t.dim() < 3 and b.chance(0.5):
        raise Rejected(x)
    name = b.pick('mean', 'sum', 'mean', 'amax', 'amin', 'std', 'var', 'logsumexp', 'norm', 'prod', 'argmax')
    if name == 'argmax':
        return to(b, x, f'{x} + {x}.argmax(dim={axis(b, t)}, keepdim=True)')
    if name == 'prod':
        return to(b, x, f'{x}.prod(dim={axis(b, t)}{b.pick("", ", keepdim=True")})')
    if name == 'norm':
        return to(b, x, f'{x}.norm(dim={axis(b, t)}{b.pick("", ", keepdim=True")})')
    dims = b.pick(str(axis(b, t)), f'({axis(b, t)}, {axis(b, t)})', '[-1, -2]', f'dim={axis(b, t)}', '(2, 3)', 'tuple(range(2, %s.dim()))' % x if t.dim() > 2 else '-1')
    return to(b, x, f'{x}.{name}({dims}{b.pick("", "", ", keepdim=True", ", True" if name in ("mean", "sum") else ", keepdim=False")})')


def extremum(b, x):
    t = b.tensor(x)
    at = axis(b, t)
    y = b.fresh(x)
    if b.chance(0.4):
        b.emit(f'{y}, _ = {x}.{b.pick("max", "min", "sort", "median")}({b.pick("dim=", "")}{at})')
    elif b.chance(0.5):
        k = b.pick(1, 2, 3)
        b.emit(f'{y} = {x}.topk({k}, dim={at}){b.pick(".values", "[0]")}')
    else:
        b.emit(f'{y} = {b.pick(f"torch.max({x}, dim={at})", f"{x}.max({at}, keepdim=True)", f"torch.min({x}, {at})")}{b.pick("[0]", ".values")}')
    return y


def index(b, x):
    t = b.tensor(x)

    def one(at):
        size = t.shape[at]
        if size < 2:
            return ':'
        return b.pick(':', ':', ':', f':{b.random.randrange(1, size + 2)}', f'{b.random.randrange(0, size - 1)}:', '::2', '1::2', '1:-1' if size > 2 else ':', ':-1', f'{size // 2}:', f'-{size // 2}:', str(b.random.randrange(size)) if b.chance(0.4) else ':', '-1' if b.chance(0.3) else ':', 'None' if b.chance(0.3) else ':', f'{b.random.randrange(size)}:{b.random.randrange(size) + 1}', f': {x}.shape[{at}] // 2', f'[{", ".join(str(b.random.randrange(size)) for _ in range(b.pick(1, 2, 3)))}]' if b.chance(0.3) else ':')

    parts = [one(at) for at in range(t.dim())]
    if b.chance(0.5):
        keep = b.random.randrange(1, len(parts) + 1)
        parts = ['...', *parts[-keep:]] if b.chance(0.5) else parts[:keep]
    if b.chance(0.1):
        return to(b, x, b.pick(f'{x}[0]', f'{x}[-1]', f'{x}[:, None]', f'{x}[None]', f'{x}[..., None]', f'{x}[:, torch.arange(2)]', f'{x}[torch.tensor([0, 1])]', f'{x}.select({axis(b, t)}, 0)', f'{x}.narrow({axis(b, t)}, 0, 1)', f'{x}[{x}.shape[0] - 1:]', f'{x}[:, ::{b.pick(2, 3)}]', f'{x}[(slice(None), 0)]', f'{x}[..., :{b.size(x, -1)} // 2]', f'{x}.index_select({axis(b, t)}, torch.tensor([0, 0, 0]))', f'{x}.take_along_dim({x}.argmax(-1, keepdim=True), -1)', f'{x}.gather(-1, {x}.argsort(-1)[..., :1])'))
    return to(b, x, f'{x}[{", ".join(parts)}]')


def permutation(b, x):
    t = b.tensor(x)
    if t.dim() < 2:
        raise Rejected(x)
    order = list(range(t.dim()))
    b.random.shuffle(order)
    if b.chance(0.3):
        order = [at - t.dim() if at else 0 for at in order]
    first, second = axis(b, t), axis(b, t)
    return to(b, x, b.pick(f'{x}.permute({", ".join(map(str, order))})', f'{x}.permute({tuple(order)})', f'torch.permute({x}, {order})', f'{x}.transpose({first}, {second})', f'{x}.transpose({first}, {second}).contiguous()', f'torch.transpose({x}, {first}, {second})', f'{x}.mT', f'{x}.swapaxes({first}, {second})', f'{x}.movedim({first}, {second})', f'{x}.{b.pick("flip", "roll")}({b.pick("1, ", "")}{axis(b, t)})', f'torch.flip({x}, dims=[{first}])', f'torch.roll({x}, shifts=({b.pick(1, -2)},), dims=({first},))'))


def reshape(b, x):
    t = b.tensor(x)
    verb = b.pick('reshape', 'reshape', 'contiguous().view', 'view')
    if t.dim() > 1 and b.chance(0.4):
        b.unpack(x)
    sizes = [b.size(x, at) for at in range(t.dim())]
    shapes = [f'{sizes[0]}, -1', f'-1, {sizes[-1]}', ', '.join(sizes), '-1', ', '.join([*sizes[:-1], '-1', '2']), ', '.join([*sizes, '1']), ', '.join([sizes[0], '-1', *sizes[2:]])]
    if t.dim() >= 3:
        shapes += [f'{sizes[0]}, {sizes[1]}, -1', f'{sizes[0]} * {sizes[1]}, {", ".join(sizes[2:])}', f'{sizes[0]}, {" * ".join(sizes[1:])}', f'{sizes[0]}, 2, {sizes[1]} // 2, {", ".join(sizes[2:])}', f'{sizes[0]}, -1, 2, {", ".join(sizes[2:])}', f'*{x}.shape[:-1], -1, 2', f'*{x}.shape[:2], -1', f'{x}.size(0), -1, {x}.size(-1)']
    if t.dim() == 2:
        shapes += [f'{sizes[0]}, -1, 1, 1', f'{sizes[0]}, 2, -1', f'*{x}.shape, 1, 1', f'-1, 2, {sizes[1]} // 2']
    shape = b.random.choice(shapes)
    ways = [f'{x}.{verb}({shape})', f'{x}.reshape(({shape},))', f'torch.reshape({x}, ({shape},))', f'{x}.reshape([{shape}])', f'{x}.reshape(shape=({shape},))']
    if t.dim() > 2:
        ways += [f'{x}.flatten({b.pick("1", "2", "start_dim=1", "1, 2", "0, 1", "-2")})', f'torch.flatten({x}, {b.pick("1", "2", "start_dim=1", "0, 1")})', f'{x}.flatten(2).transpose(1, 2)', f'{x}.reshape(*{x}.shape[:1], -1)', f'{x}.view({x}.shape[:2] + (-1,))', f'{x}.contiguous().view(torch.Size([{sizes[0]}, -1]))']
    ways += [f'{x}.unflatten(-1, {b.pick("(-1, 2)", "(2, -1)", "[1, -1]")})', f'{x}.unsqueeze({axis(b, t)})', f'{x}.squeeze({axis(b, t)})', f'{x}.unsqueeze(1).squeeze(1)', f'{x}.squeeze()', f'{x}.repeat({", ".join(str(b.pick(1, 1, 2)) for _ in range(t.dim() + b.pick(0, 0, 1)))})', f'{x}.expand({b.pick("2, ", "3, ")}{", ".join(b.pick("-1", size) for size in sizes)})', f'{x}.unsqueeze({axis(b, t)}).expand({", ".join("-1" for _ in range(t.dim() + 1))})', f'{x}.repeat_interleave(2, dim={axis(b, t)})', f'torch.tile({x}, (1, 2))', f'{x}.view_as({x})', f'torch.atleast_3d({x})', f'{x}.unfold({axis(b, t)}, 2, {b.pick(1, 2)})', f'{x}.expand_as(torch.zeros(2, *{x}.shape))']
    return to(b, x, b.random.choice(ways))


def joined(b, x):
    t = b.tensor(x)
    at = axis(b, t)
    pieces = b.pick(2, 3)
    piece = b.name('part')
    way = b.pick(0, 1, 2, 3, 4, 5, 6)
    if way == 0:
        names = [f'{piece}{letter}' for letter in 'abc'[:pieces]]
        b.emit(f'{", ".join(names)} = {b.pick(f"{x}.chunk({pieces}, dim={at})", f"torch.chunk({x}, {pieces}, {at})", f"{x}.split({max(1, t.shape[at] // pieces)}, dim={at})", f"torch.tensor_split({x}, {pieces}, dim={at})")}')
        return to(b, x, b.pick(f'{names[0]} * torch.sigmoid({names[1]})', f'torch.cat([{", ".join(reversed(names))}], dim={at})', f'torch.cat(({names[0]}, {names[-1]}), {at})', names[0]))
    if way == 1:
        return to(b, x, f'torch.cat([{x}, {b.pick(x, f"{x} * 2", f"torch.zeros_like({x})", f"{x}.flip({at})")}], {b.pick("dim=", "axis=", "")}{at})')
    if way == 2:
        return to(b, x, f'torch.stack([{b.pick(f"{x}, {x}", f"{x} for _ in range(3)", f"{x} * i for i in range(2)", f"{x}, -{x}, {x} + 1")}], {b.pick("dim=", "")}{at})')
    if way == 3:
        return to(b, x, f'torch.stack([{b.pick("part", f"part.mean(0, keepdim=True)" , "F.relu(part)")} for part in {b.pick(f"{x}", f"{x}.unbind({at})", f"{x}.unbind(dim={at})", f"torch.unbind({x}, {at})")}], dim={b.pick(0, 1, -1)})')
    if way == 4:
        b.emit(f'{piece} = []')
        b.emit(f'for index in range({b.size(x, at)}):\n    {piece}.append({x}.select({at}, index) * index)')
        return to(b, x, f'torch.stack({piece}, dim={b.pick(0, 1, -1)})')
    if way == 5:
        sizes = [t.shape[at] // 2, t.shape[at] - t.shape[at] // 2]
        b.emit(f'{piece} = {b.pick(f"{x}.split({sizes}, dim={at})", f"torch.split({x}, [{sizes[0]}, {b.size(x, at)} - {sizes[0]}], {at})")}')
        return to(b, x, f'{piece}[{b.pick(0, 1, -1)}]')
    return to(b, x, f'F.pad({x}, {b.pick("(1, 1)", "(0, 2)", "[1, 0, 0, 1]", "(1, 2, 3, 4)", "(-1, 0)", "(0, 0, 1, 0)")}{b.pick("", "", ", value=1.0", ", mode=" + chr(39) + "constant" + chr(39))})')


def contraction(b, x):
    t = b.tensor(x)
    if t.dim() == 1:
        return to(b, x, b.pick(f'torch.outer({x}, {x})', f'{x} @ {x}', f'torch.dot({x}, {x})', f'{x}[:, None] * {x}[None, :]', f'torch.einsum("i,j->ij", {x}, {x})'))
    features = b.size(x, -1)
    letters = 'bcdefg'[:t.dim()]
    options = [f'{x} @ {x}.transpose(-1, -2)', f'torch.matmul({x}.transpose(-2, -1), {x})', f'{x} @ torch.randn({features}, 5)', f'torch.matmul({x}, torch.ones({features}))', f'torch.einsum("...i,...j->...ij", {x}, {x})', f'torch.einsum("...d,de->...e", {x}, torch.ones({features}, 3))', f'torch.einsum("{letters}->{letters[::-1]}", {x})', f'torch.einsum("{letters},{letters}->{letters[:-1]}", {x}, {x})', f'torch.einsum("{letters[:-1]}x,{letters[:-1]}y->{letters[:-1]}xy", {x}, {x})', f'F.linear({x}, torch.randn(4, {features}))', f'torch.tensordot({x}, torch.ones({features}, 2), dims=1)', f'F.cosine_similarity({x}, {x}, dim=-1)', f'torch.einsum("{letters}->{letters[0]}", {x})', f'{x}.cumsum(dim=-1)', f'torch.cdist({x}, {x})', f'torch.tril({x})', f'torch.kron({x}, torch.ones(2, 2))' if t.dim() == 2 else f'{x}.triu()', f'torch.diagonal({x}, dim1=-2, dim2=-1)', f'torch.diff({x}, dim=-1)']
    if t.dim() == 3:
        options += [f'torch.bmm({x}, {x}.transpose(1, 2))', f'{x}.bmm({x}.mT).softmax(-1) @ {x}', f'torch.baddbmm(torch.zeros(1, 1, 1), {x}, {x}.transpose(1, 2))']
    if t.dim() == 2:
        options += [f'torch.mm({x}, {x}.t())', f'{x}.mm({x}.T)', f'torch.addmm(torch.zeros(3), {x}, torch.ones({features}, 3))', f'{x}.unsqueeze(1) * {x}.unsqueeze(2)']
    return to(b, x, b.random.choice(options))


def masked(b, x):
    t = b.tensor(x)
    ways = [f'torch.where({x} > 0, {x}, {b.pick("torch.zeros_like(%s)" % x, "0.1 * %s" % x, "torch.tensor(0.)")})', f'{x}.masked_fill({x} < 0, 0.0)', f'{x} * ({x} > 0.5).float()', f'{x} * ({x} > {x}.mean()).to({x}.dtype)', f'{x}.masked_fill(torch.ones({b.size(x, -1)}, {b.size(x, -1)}).triu(1).bool(), -1e9)', f'F.one_hot({x}.argmax(-1), {t.shape[-1]}).float()', f'torch.bernoulli(torch.sigmoid({x}))', f'{x}.type_as({x}).detach()', f'{x}.clone().requires_grad_(False)', f'{x}.to(torch.float32)', f'torch.lerp({x}, {x}, 0.5)', f'torch.nan_to_num({x})', f'torch.scatter(torch.zeros_like({x}), -1, {x}.argsort(-1), {x})', f'{x}.scatter_add(-1, {x}.argsort(-1), {x})']
    return to(b, x, b.random.choice(ways))


def functional(b, x):
    """Functions on maps."""
    t = b.tensor(x)
    if t.dim() != 4:
        raise Rejected(x)
    channels = t.shape[1]
    ways = [f'F.max_pool2d({x}, {b.pick("2", "3, 2", "3, stride=2, padding=1", "kernel_size=2, ceil_mode=True", "(2, 1)")})', f'F.avg_pool2d({x}, {b.pick("2", "3, 1, 1", "kernel_size=3, stride=2")})', f'F.adaptive_avg_pool2d({x}, {b.pick("1", "(1, 1)", "(2, None)", "4")})', f'F.adaptive_avg_pool2d({x}, 1).flatten(1)', f'F.interpolate({x}, scale_factor={b.pick("2", "0.5", "1.5", "(2, 1)")}{b.pick("", ", mode=" + chr(34) + "bilinear" + chr(34) + ", align_corners=False")})', f'F.interpolate({x}, size={b.pick("(8, 8)", "5", f"{x}.shape[-2:]", f"({x}.shape[2] * 2, {x}.shape[3])", f"[int(s * 2) for s in {x}.shape[2:]]")}, mode="nearest")', f'F.pixel_shuffle({x}, 2)', f'F.pixel_unshuffle({x}, 2)', f'F.unfold({x}, {b.pick("2", "3, padding=1", "2, stride=2")})', f'F.conv2d({x}, torch.randn(6, {channels}, 3, 3), padding=1)', f'F.conv2d({x}, torch.ones({channels}, 1, 3, 3), groups={channels}, stride=2)', f'F.layer_norm({x}, {x}.shape[{b.pick("1:", "-1:", "2:")}])', f'F.group_norm({x}, {b.pick(1, 2)})', f'F.conv_transpose2d({x}, torch.ones({channels}, 3, 2, 2), stride=2)', f'F.pad({x}, {b.pick("(1, 1, 1, 1)", "(0, 1, 0, 1)", "[2] * 4", f"(0, {x}.shape[3] % 2, 0, {x}.shape[2] % 2)")}{b.pick("", ", mode=" + chr(34) + "reflect" + chr(34))})', f'F.batch_norm({x}, torch.zeros({channels}), torch.ones({channels}))', f'F.instance_norm({x})', f'F.grid_sample({x}, torch.zeros({x}.shape[0], 3, 4, 2), align_corners=False)', f'F.fold(F.unfold({x}, 2, stride=2), {x}.shape[-2:], 2, stride=2)', f'F.lp_pool2d({x}, 2, 2)', f'F.glu({x}, dim=1)', f'F.local_response_norm({x}, 2)', f'{x}.unfold(2, 2, 2).unfold(3, 2, 2)', f'{x}.reshape({x}.shape[0], {x}.shape[1], {x}.shape[2] // 2, 2, {x}.shape[3] // 2, 2).permute(0, 2, 4, 1, 3, 5).flatten(3)', f'{x}.permute(0, 2, 3, 1).reshape(-1, {x}.shape[1])', f'{x}.mean([2, 3])', f'{x}.view({x}.size(0), {x}.size(1), -1).mean(-1)', f'torch.fft.rfft2({x}).real', f'F.max_pool2d({x}, {x}.shape[2:])', f'F.avg_pool2d({x}, {x}.size()[2:]).view({x}.size(0), -1)']
    return to(b, x, b.random.choice(ways))


expressions = [pointwise, arithmetic, reduction, extremum, index, index, permutation, reshape, reshape, joined, joined, contraction, masked, functional, functional]
