"""Structures of modules as people write them: containers, loops, branches, residuals, attention, recurrence, submodules, helpers."""
import torch

from expression import expressions, to
from layer import activation, layer, width
from writer import Block, Rejected, Program


def chain(b, t, length):
    """Constructors of layers that follow each other, and what comes out of them."""
    texts = []
    for _ in range(length * 6):
        text = layer(b, t)
        try:
            module = eval(text, b.program.names, b.setup)
            with torch.no_grad():
                out = module(t)
            if not isinstance(out, torch.Tensor) or out.numel() > 30_000 or out.numel() == 0:
                continue
        except Exception:
            continue
        texts.append(text)
        t = out
        if len(texts) == length:
            return texts
    raise Rejected('no layers')


def layers(b, x):
    texts = chain(b, b.tensor(x), b.pick(1, 2, 2, 3, 4))
    name = b.name(b.pick('net', 'layers', 'block', 'stem', 'head', 'body'))
    way = b.pick('apart', 'apart', 'sequential', 'sequential', 'ordered', 'list', 'append', 'starred', 'dict', 'add', 'getattr', 'nested', 'range', 'indexed', 'sliced')
    listed = ',\n    '.join(texts)
    if way == 'apart':
        for at, text in enumerate(texts):
            b.build(f'self.{name}_{at} = {text}')
            x = to(b, x, b.pick(f'self.{name}_{at}({x})', f'self.{name}_{at}({x})', f'self.{name}_{at}({x}) if {x}.dim() > 0 else {x}', f'F.relu(self.{name}_{at}({x}))'))
        return x
    if way == 'nested':
        for at, text in enumerate(texts):
            b.build(f'self.{name}_{at} = {text}')
        call = x
        for at in range(len(texts)):
            call = f'self.{name}_{at}({call})'
        return to(b, x, call)
    if way == 'sequential':
        b.build(f'self.{name} = nn.Sequential(\n    {listed},\n)')
    elif way == 'ordered':
        b.build('from collections import OrderedDict')
        pairs = ',\n    '.join(f"('l{at}', {text})" for at, text in enumerate(texts))
        b.build(f'self.{name} = nn.Sequential(OrderedDict([\n    {pairs},\n]))')
    elif way == 'append':
        b.build('parts = []')
        for text in texts:
            b.build(b.pick(f'parts.append({text})', f'parts += [{text}]', f'parts.extend([{text}])'))
        b.build(f'self.{name} = nn.Sequential(*parts)')
    elif way == 'starred':
        b.build(f'self.{name} = nn.Sequential(*[\n    {listed},\n], {activation(b)})')
    elif way == 'list':
        b.build(f'self.{name} = nn.ModuleList([\n    {listed},\n])')
        b.emit(b.pick(f'for layer in self.{name}:\n    {x} = layer({x})', f'for index, layer in enumerate(self.{name}):\n    {x} = layer({x}) if index < 10 else {x}', f'for index in range(len(self.{name})):\n    {x} = self.{name}[index]({x})'))
        return x
    elif way == 'dict':
        pairs = ', '.join(f"'k{at}': {text}" for at, text in enumerate(texts))
        b.build(f'self.{name} = nn.ModuleDict({{{pairs}}})')
        b.emit(b.pick(f'for layer in self.{name}.values():\n    {x} = layer({x})', f'for key, layer in self.{name}.items():\n    {x} = layer({x})', f'for key in self.{name}:\n    {x} = self.{name}[key]({x})', *[f'{x} = self.{name}["k0"]({x})'] * (len(texts) == 1)))
        return x
    elif way == 'add':
        b.build(f'self.{name} = nn.Sequential()')
        for at, text in enumerate(texts):
            b.build(b.pick(f"self.{name}.add_module('m{at}', {text})", f'self.{name}.append({text})'))
    elif way == 'getattr':
        for at, text in enumerate(texts):
            b.build(b.pick(f"setattr(self, '{name}_{at}', {text})", f"self.add_module('{name}_{at}', {text})", f"self.add_module(f'{name}_{{{at}}}', {text})"))
        b.emit(f'for index in range({len(texts)}):\n    {x} = getattr(self, f"{name}_{{index}}")({x})')
        return x
    elif way == 'range':
        b.build(f'self.{name} = nn.Sequential(*({b.pick("list", "tuple")}([\n    {listed},\n])))')
        b.emit(f'for layer in self.{name}.children():\n    {x} = layer({x})')
        return x
    elif way == 'indexed':
        b.build(f'self.{name} = nn.Sequential(\n    {listed},\n)')
        for at in range(len(texts)):
            x = to(b, x, f'self.{name}[{b.pick(at, at - len(texts))}]({x})')
        return x
    else:
        b.build(f'self.{name} = nn.Sequential(\n    {listed},\n)')
        cut = b.random.randrange(1, len(texts) + 1)
        return to(b, x, f'self.{name}[{cut}:](self.{name}[:{cut}]({x}))')
    return to(b, x, f'self.{name}({x})')


def widening(b, x):
    """A chain over a list of widths."""
    t = b.tensor(x)
    name = b.name('stack')
    widths = [t.shape[1 if t.dim() == 4 else -1], *[width(b) for _ in range(b.pick(2, 3))]]
    first = b.number(widths[0])
    rest = ', '.join(map(str, widths[1:]))
    make = b.pick('nn.Conv2d(i, o, 3, padding=1)', 'nn.Sequential(nn.Conv2d(i, o, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(o), nn.ReLU())', 'nn.Sequential(nn.Conv2d(i, o, 1), nn.GroupNorm(2, o))') if t.dim() == 4 else b.pick('nn.Linear(i, o)', 'nn.Sequential(nn.Linear(i, o), nn.LayerNorm(o), nn.GELU())', 'nn.Sequential(nn.Linear(i, o), nn.ReLU())')
    b.build(f'dims = [{first}, {rest}]')
    way = b.pick(0, 1, 2, 3)
    if way == 0:
        b.build(f'self.{name} = nn.ModuleList([{make} for i, o in zip(dims[:-1], dims[1:])])')
    elif way == 1:
        b.build(f'self.{name} = nn.ModuleList()')
        b.build(f'for i, o in zip(dims, dims[1:]):\n    self.{name}.append({make})')
    elif way == 2:
        b.build(f'self.{name} = nn.ModuleList({make} for i, o in [(dims[k], dims[k + 1]) for k in range(len(dims) - 1)])')
    else:
        b.build('i = dims[0]')
        b.build('blocks = []')
        b.build(f'for o in dims[1:]:\n    blocks.append({make})\n    i = o')
        b.build(f'self.{name} = nn.Sequential(*blocks)')
        return to(b, x, f'self.{name}({x})')
    if b.chance(0.3):
        feats = b.name('feats')
        b.emit(f'{feats} = []')
        b.emit(f'for layer in self.{name}:\n    {x} = layer({x})\n    {feats}.append({x})')
        y = b.name('last')
        b.emit(f'{y} = {feats}[{b.pick(-1, 0, 1)}]')
        if b.chance(0.5):
            return to(b, y, f'torch.cat([one.flatten(1) for one in {feats}], dim=1)')
        return y
    b.emit(f'for layer in self.{name}:\n    {x} = layer({x})')
    return x


def repeated(b, x):
    """The same block several times, with a residual."""
    t = b.tensor(x)
    name = b.name('blocks')
    count = b.pick(2, 3)
    channels = b.number(t.shape[1 if t.dim() == 4 else -1])
    make = b.pick(f'nn.Conv2d({channels}, {channels}, 3, padding=1)', f'nn.Sequential(nn.BatchNorm2d({channels}), nn.ReLU(), nn.Conv2d({channels}, {channels}, 3, 1, 1))', f'nn.Conv2d({channels}, {channels}, 7, padding=3, groups={channels})') if t.dim() == 4 else b.pick(f'nn.Linear({channels}, {channels})', f'nn.Sequential(nn.LayerNorm({channels}), nn.Linear({channels}, {channels} * 2), nn.GELU(), nn.Linear({channels} * 2, {channels}))')
    b.build(f'self.{name} = nn.ModuleList([{make} for _ in range({count})])')
    b.emit(b.pick(f'for block in self.{name}:\n    {x} = {x} + block({x})', f'for block in self.{name}:\n    residual = {x}\n    {x} = block({x})\n    {x} = F.relu({x} + residual)', f'for step in range({count}):\n    {x} = self.{name}[step]({x}) + {x}', f'step = 0\nwhile step < {count}:\n    {x} = {x} + self.{name}[step]({x})\n    step += 1', f'for block in reversed(self.{name}):\n    {x} = {x} * torch.sigmoid(block({x}))', f'for step, block in enumerate(self.{name}):\n    if step % 2 == 0:\n        {x} = block({x})\n    else:\n        {x} = {x} + block({x})'))
    return x


def residual(b, x):
    skip = b.name('skip')
    b.emit(f'{skip} = {x}')
    y = b.attempt(layers, x)
    if y is None:
        raise Rejected(x)
    before, after = b.tensor(skip), b.tensor(y)
    if before.shape == after.shape:
        return to(b, y, b.pick(f'{y} + {skip}', f'torch.add({skip}, {y})', f'({skip} + {y}) / 2', f'torch.cat([{skip}, {y}], dim=1)'))
    if before.dim() == after.dim() == 4:
        name = b.name('project')
        b.build(f'self.{name} = nn.Conv2d({b.number(before.shape[1])}, {b.number(after.shape[1])}, 1)')
        if before.shape[2:] != after.shape[2:]:
            b.emit(f'{skip} = F.interpolate({skip}, size={y}.shape[2:])')
        return to(b, y, f'{y} + self.{name}({skip})')
    if before.shape[:-1] == after.shape[:-1]:
        return to(b, y, f'torch.cat([{skip}, {y}], dim=-1)')
    raise Rejected(x)


def branches(b, x):
    """Several ways from one tensor, joined again."""
    t = b.tensor(x)
    if t.dim() == 4:
        name = b.name('branch')
        outs = [width(b) for _ in range(b.pick(2, 3))]
        kernels = [b.pick(1, 3, 5) for _ in outs]
        channels = b.number(t.shape[1])
        if b.chance(0.5):
            b.build(f'self.{name} = nn.ModuleList([nn.Conv2d({channels}, o, k, padding=k // 2) for o, k in zip({outs}, {kernels})])')
            return to(b, x, b.pick(f'torch.cat([branch({x}) for branch in self.{name}], dim=1)', f'torch.cat([F.relu(branch({x})) for branch in self.{name}] + [{x}], 1)', f'torch.cat(tuple(map(lambda branch: branch({x}), self.{name})), 1)'))
        for at, (out, kernel) in enumerate(zip(outs, kernels)):
            b.build(f'self.{name}_{at} = nn.Conv2d({channels}, {b.number(out)}, {kernel}, padding={kernel // 2})')
        parts = [f'self.{name}_{at}({x})' for at in range(len(outs))]
        return to(b, x, f'torch.cat([{", ".join(parts)}, {x}], dim=1)')
    name = b.name('gate')
    features = b.number(t.shape[-1])
    out = b.number(width(b))
    b.build(f'self.{name}_a = nn.Linear({features}, {out})\nself.{name}_b = nn.Linear({features}, {out})')
    return to(b, x, b.pick(f'self.{name}_a({x}) * torch.sigmoid(self.{name}_b({x}))', f'torch.cat((self.{name}_a({x}), self.{name}_b({x})), -1)', f'torch.stack([head({x}) for head in (self.{name}_a, self.{name}_b)]).mean(0)', f'sum(head({x}) for head in [self.{name}_a, self.{name}_b])'))


def excitation(b, x):
    t = b.tensor(x)
    if t.dim() != 4:
        raise Rejected(x)
    name = b.name('se')
    channels = b.number(t.shape[1])
    if b.chance(0.5):
        b.build(f'self.{name} = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d({channels}, max({channels} // 4, 1), 1), nn.ReLU(), nn.Conv2d(max({channels} // 4, 1), {channels}, 1), nn.Sigmoid())')
        return to(b, x, f'{x} * self.{name}({x})')
    b.build(f'self.{name} = nn.Linear({channels}, {channels})')
    scale = b.name('scale')
    b.emit(f'{scale} = torch.sigmoid(self.{name}({x}.mean((2, 3))))')
    return to(b, x, b.pick(f'{x} * {scale}[:, :, None, None]', f'{x} * {scale}.unsqueeze(-1).unsqueeze(-1)', f'{scale}.view({x}.size(0), -1, 1, 1) * {x}', f'torch.einsum("bchw,bc->bchw", {x}, {scale})'))


def attention(b, x):
    t = b.tensor(x)
    if t.dim() != 3:
        raise Rejected(x)
    features, heads = t.shape[-1], b.pick(1, 2, 4)
    if features % heads:
        raise Rejected(x)
    name, d = b.name('attn'), b.number(features)
    if b.chance(0.25):
        b.build(f'self.{name} = nn.MultiheadAttention({d}, {heads}, batch_first={b.pick("True", "False")})')
        y, w = b.fresh(x), b.pick('_', b.name('weights'))
        b.emit(b.pick(f'{y}, {w} = self.{name}({x}, {x}, {x})', f'{y} = self.{name}({x}, {x}, {x}, need_weights=False)[0]', f'{y}, {w} = self.{name}(query={x}, key={x}, value={x}, average_attn_weights=False)'))
        return y
    b.build(f'self.{name}_heads = {heads}')
    b.build(f'self.{name}_scale = ({d} // {heads}) ** -0.5')
    n = b.name('')
    b.emit(f'b{n}, l{n}, d{n} = {x}.shape')
    if b.chance(0.5):
        b.build(f'self.{name}_qkv = nn.Linear({d}, {d} * 3, bias=False)')
        b.emit(b.pick(f'qkv = self.{name}_qkv({x}).reshape(b{n}, l{n}, 3, self.{name}_heads, d{n} // self.{name}_heads).permute(2, 0, 3, 1, 4)\nq, k, v = qkv[0], qkv[1], qkv[2]', f'q, k, v = self.{name}_qkv({x}).view(b{n}, l{n}, 3, self.{name}_heads, -1).permute(2, 0, 3, 1, 4).unbind(0)', f'q, k, v = self.{name}_qkv({x}).chunk(3, dim=-1)\nq, k, v = [part.view(b{n}, l{n}, self.{name}_heads, -1).transpose(1, 2) for part in (q, k, v)]', f'q, k, v = map(lambda part: part.reshape(b{n}, l{n}, self.{name}_heads, -1).transpose(1, 2), self.{name}_qkv({x}).split(d{n}, dim=2))'))
    else:
        b.build(f'self.{name}_q = nn.Linear({d}, {d})\nself.{name}_k = nn.Linear({d}, {d})\nself.{name}_v = nn.Linear({d}, {d})')
        b.emit('\n'.join(f'{part} = self.{name}_{part}({x}).view(b{n}, -1, self.{name}_heads, d{n} // self.{name}_heads).transpose(1, 2)' for part in 'qkv'))
    b.emit(b.pick(f'attn = (q @ k.transpose(-2, -1)) * self.{name}_scale\nmixed = attn.softmax(dim=-1) @ v', 'mixed = F.scaled_dot_product_attention(q, k, v)', f'mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)', f'scores = torch.einsum("bhid,bhjd->bhij", q, k) * self.{name}_scale\nmask = torch.tril(torch.ones(l{n}, l{n}))\nscores = scores.masked_fill(mask == 0, float("-inf"))\nmixed = torch.einsum("bhij,bhjd->bhid", scores.softmax(-1), v)'))
    return to(b, x, b.pick(f'mixed.transpose(1, 2).reshape(b{n}, l{n}, d{n})', f'mixed.transpose(1, 2).contiguous().view(b{n}, l{n}, -1)', 'mixed.permute(0, 2, 1, 3).flatten(2)'))


def recurrence(b, x):
    t = b.tensor(x)
    if t.dim() != 3:
        raise Rejected(x)
    name, kind, hidden = b.name('rnn'), b.pick('GRU', 'LSTM', 'RNN'), b.number(width(b))
    options = ''.join([b.pick(', batch_first=True', ''), b.pick('', ', bidirectional=True'), b.pick('', ', num_layers=2')])
    b.build(f'self.{name} = nn.{kind}({b.number(t.shape[-1])}, {hidden}{options})')
    y, state = b.fresh(x), b.name('state')
    if kind == 'LSTM':
        b.emit(b.pick(f'{y}, ({state}, _) = self.{name}({x})', f'{y}, {state} = self.{name}({x})\n{state} = {state}[0]'))
    else:
        b.emit(f'{y}, {state} = self.{name}({x})')
    return b.pick(y, y, state)


def tokens(b, x):
    """Learned parameters beside the input: class tokens, positions."""
    t = b.tensor(x)
    if t.dim() == 4 and b.chance(0.7):
        out = b.number(width(b))
        name = b.name('patch')
        size = b.pick(2, 4)
        b.build(f'self.{name} = nn.Conv2d({b.number(t.shape[1])}, {out}, kernel_size={size}, stride={size})')
        return to(b, x, b.pick(f'self.{name}({x}).flatten(2).transpose(1, 2)', f'self.{name}({x}).flatten(2).permute(0, 2, 1)', f'torch.flatten(self.{name}({x}), 2).mT'))
    if t.dim() != 3:
        raise Rejected(x)
    name, d = b.name('token'), b.number(t.shape[-1])
    if b.chance(0.5):
        b.build(f'self.{name} = nn.Parameter(torch.{b.pick("zeros", "randn", "ones")}(1, 1, {d}))')
        return to(b, x, b.pick(f'torch.cat([self.{name}.expand({x}.shape[0], -1, -1), {x}], dim=1)', f'torch.cat((self.{name}.repeat({x}.size(0), 1, 1), {x}), 1)'))
    if b.chance(0.5):
        b.build(f'self.{name} = nn.Parameter(torch.randn(1, 64, {d}) * 0.02)')
        return to(b, x, f'{x} + self.{name}[:, :{x}.size(1)]')
    b.build(f'self.{name} = nn.Embedding(64, {d})')
    return to(b, x, f'{x} + self.{name}(torch.arange({x}.shape[1], device={x}.device))')


def buffered(b, x):
    t = b.tensor(x)
    name = b.name('buf')
    features = b.number(t.shape[-1])
    b.build(b.pick(f"self.register_buffer('{name}', torch.linspace(0, 1, {features}))", f'self.{name} = nn.Parameter(torch.ones({features}))', f"self.register_parameter('{name}', nn.Parameter(torch.zeros({features})))", f'self.{name} = torch.full(({features},), 0.5)'))
    return to(b, x, f'{x} {b.pick("+", "*")} self.{name}')


def conditional(b, x):
    """A branch on what is known when it runs."""
    t = b.tensor(x)
    name = b.name('flag')
    value = b.pick('True', 'False')
    b.build(f'self.{name} = {value}')
    test = b.pick(f'self.{name}', f'not self.{name}', f'{x}.dim() == {t.dim()}', f'{x}.ndim > 2', f'{x}.shape[-1] > 4', f'self.{name} and {x}.size(0) > 1', 'self.training', f'{x}.shape[1] % 2 == 0', f'isinstance({x}, torch.Tensor)', f'{x} is not None', f'hasattr(self, "{name}")', f'len({x}.shape) == 3', f'{x}.is_cuda')
    y = b.name('way')
    before = b.scope[x]
    other = b.pick(f'{x}', f'{x} * 2', f'F.relu({x})', f'{x}.flatten(1)', f'{x}.mean(-1)', f'{x}.unsqueeze(1)')
    one = b.pick(f'torch.cat([{x}, {x}], -1)', f'{x} + 1', f'{x}.transpose(0, -1)', f'{x}.sum(-1)', f'{x}[..., :1]')
    way = b.pick(0, 0, 1, 2, 3)
    if way == 0:
        b.emit(f'if {test}:\n    {y} = {one}\nelse:\n    {y} = {other}')
    elif way == 1:
        b.emit(f'{y} = {one} if {test} else {other}')
    elif way == 2:
        b.emit(f'{y} = {x}\nif {test}:\n    {y} = {one}')
    else:
        b.emit(f'match {x}.dim():\n    case {b.pick(2, 3, 4)}:\n        {y} = {one}\n    case _:\n        {y} = {other}')
    return y


def helper(b, x):
    """A function of the module, or of the file."""
    t = b.tensor(x)
    inner = b.name('apply')
    body = b.pick(f'x * torch.sigmoid(x)', 'x.flatten(1)', 'F.layer_norm(x, x.shape[-1:])', 'x - x.mean(dim=-1, keepdim=True)', 'torch.cat([x, x.flip(-1)], dim=-1)', 'x.transpose(-1, -2)', 'x.reshape(x.shape[0], -1)', 'x.unsqueeze(0).squeeze(0)', 'x[:, :k]', 'torch.stack([x] * k, dim=1)', 'x.repeat(k, *[1] * (x.dim() - 1))')
    k = b.pick(1, 2)
    way = b.pick('file', 'file', 'method', 'static', 'lambda', 'closure', 'partial', 'generic')
    if way == 'file':
        b.program.add(f'def {inner}(x, k={k}):\n    return {body}')
        return to(b, x, b.pick(f'{inner}({x})', f'{inner}({x}, {k})', f'{inner}(x={x}, k={k})', f'{inner}(*({x}, {k}))', f'{inner}({x}, **{{"k": {k}}})'))
    if way in ('method', 'static'):
        decorator = '@staticmethod\n' if way == 'static' else ''
        selfless = '' if way == 'static' else 'self, '
        text = f'{decorator}def {inner}({selfless}x, k={k}):\n    return {body}'
        b.methods.append(text)
        names = dict(b.program.names)
        exec(text.replace('@staticmethod\n', ''), names)
        object.__setattr__(b.scope['self'], inner, names[inner] if way == 'static' else names[inner].__get__(b.scope['self']))
        return to(b, x, f'self.{inner}({x}{b.pick("", f", k={k}", f", {k}")})')
    if way == 'lambda':
        b.emit(f'{inner} = lambda x, k={k}: {body}')
        return to(b, x, f'{inner}({x})')
    if way == 'closure':
        b.emit(f'k = {k}\ndef {inner}(x):\n    return {body}'.replace('k = ', f'k = '))
        # A function that is defined in forward sees its names when it is called.
        b.scope[inner].__globals__.update({'k': k})
        return to(b, x, f'{inner}({x})')
    if way == 'partial':
        b.program.add(f'import functools\n\n\ndef {inner}(k, x):\n    return {body}')
        return to(b, x, f'functools.partial({inner}, {k})({x})')
    b.program.add(f'def {inner}(*args, **kwargs):\n    x, = args\n    k = kwargs.get("k", {k})\n    return {body}')
    return to(b, x, f'{inner}({x}, k={k})')


def submodule(b, x):
    """A class of its own, made once or several times."""
    if b.depth == 0:
        raise Rejected(x)
    class_name, parameters = write_block(b.program, {'x': b.tensor(x).detach()}, b.depth - 1, b.pick(1, 2))
    name = b.name('sub')
    given = ', '.join(f'{parameter.split(":")[0]}={b.number(value)}' if b.chance(0.5) else b.number(value) for parameter, value in parameters[:1])
    b.build(f'self.{name} = {class_name}({given})')
    result = to(b, x, f'self.{name}({x})') if not class_name.startswith('Multi') else None
    if result is None:
        y = b.name('first')
        b.emit(f'{y} = self.{name}({x})[0]')
        return y
    return result


def combined(b, x):
    """Two variables of the same rank, joined."""
    others = [name for name, value in b.scope.items() if isinstance(value, torch.Tensor) and name != x and value.dim() == b.tensor(x).dim()]
    if not others:
        raise Rejected(x)
    other = b.random.choice(others)
    return to(b, x, b.pick(f'{x} + {other}', f'torch.cat([{x}, {other}], dim={b.pick("1", "-1", "0")})', f'{x} @ {other}.transpose(-1, -2)', f'{x} * {other}.mean()', f'torch.matmul({x}, {other})'))


structures = [layers] * 7 + [widening, repeated, repeated, residual, residual, branches, branches, excitation, attention, attention, attention, recurrence, tokens, tokens, buffered, conditional, conditional, helper, helper, submodule, submodule, combined]


def write_block(program: Program, inputs, depth, length):
    """Writes a class and adds it to the program; returns its name and the parameters of its constructor."""
    b = Block(program, inputs, depth)
    parameters = []
    if b.chance(0.6):
        name = b.pick('dim', 'channels', 'width', 'in_features')
        value = b.tensor('x').shape[1 if b.tensor('x').dim() >= 4 else -1]
        parameters.append((name, value))
        b.setup[name] = value
        b.constants[name] = value
    if b.chance(0.3):
        parameters.append(('hidden', width(b)))
        b.setup['hidden'] = b.constants['hidden'] = parameters[-1][1]
    x, written = 'x', 0
    for _ in range(length * 5):
        y = b.attempt(b.random.choice(structures if b.chance(0.6) else expressions), x)
        if y is not None:
            x, written = y, written + 1
        if written == length:
            break
    if written == 0:
        raise Rejected('nothing fits')
    tensors = [name for name, value in b.scope.items() if isinstance(value, torch.Tensor) and name not in inputs]
    kind, result = '', x
    if depth and b.chance(0.15) and len(tensors) > 1:
        kind, result = 'Multi', f'{x}, {tensors[0]}'
    class_name = program.name(kind + b.pick('Block', 'Net', 'Encoder', 'Stage', 'Head', 'Model'))
    program.add(b.class_text(class_name, result, parameters))
    return class_name, parameters
