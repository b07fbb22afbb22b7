"""Records what PyTorch makes of the snippets, and the signatures of its layers.

`python record_layers.py` in this folder, with torch 2.13 (CPU). The format of the snippets is told in ../../interpreter/snippet.ts.
"""
import glob
import inspect
import json
import re
import torch

torch.set_num_threads(1)


def described(value):
    """The same words as `described` in torch.test.ts."""
    if isinstance(value, torch.Tensor):
        return f"{str(value.dtype).replace('torch.', '')}{list(value.shape)}"
    if isinstance(value, (list, tuple)):
        inner = ', '.join(described(item) for item in value)
        return f'[{inner}]' if isinstance(value, list) else f'({inner})'
    if value is None or isinstance(value, (bool, int, str)):
        return repr(value)
    if isinstance(value, (float, torch.dtype)):
        return 'float' if isinstance(value, float) else str(value)
    return type(value).__name__


def snippets(path):
    preamble, body = re.split(r'^# -+\n', open(path).read(), maxsplit=1, flags=re.M)
    for block in re.split(r'\n\s*\n', body):
        lines = [line for line in block.split('\n') if line.strip() and not line.startswith('#')]
        if lines:
            yield preamble, lines


def outcome(preamble, lines):
    names = {'__name__': '__main__'}
    exec(preamble, names)
    body = ['    ' + line for line in lines[:-1]] + ['    return (' + lines[-1] + ')']
    exec('def snippet():\n' + '\n'.join(body), names)
    try:
        return described(names['snippet']())
    except Exception as error:
        text = str(error).split('\n')[0] if isinstance(error, IndexError) else str(error)
        return f'{type(error).__name__}: {text}'


def write(path, value):
    with open(path, 'w') as out:
        json.dump(value, out, indent=1, ensure_ascii=False)
        out.write('\n')


class Watch(torch.overrides.TorchFunctionMode):
    """Who takes the output of which leaf layer, and how often."""
    silent = {'size', '__get__', 'dim', 'is_floating_point', 'numel', '__len__', 'is_contiguous', 'stride'}

    def __init__(self):
        super().__init__()
        self.made, self.kept, self.layers = {}, [], {}

    def returned(self, module, inputs, output):
        if not list(module.children()) and isinstance(output, torch.Tensor):
            self.layers.setdefault(id(module), [type(module).__name__, {}])
            self.made[id(output)] = id(module)
            self.kept += [output, module]

    def take(self, name, value):
        if isinstance(value, torch.Tensor) and id(value) in self.made:
            takers = self.layers[self.made[id(value)]][1]
            takers[name] = takers.get(name, 0) + 1
        elif isinstance(value, (tuple, list)):
            for item in value:
                self.take(name, item)

    def __torch_function__(self, func, types, args=(), kwargs=None):
        if func.__name__ not in self.silent:
            for value in list(args) + list((kwargs or {}).values()):
                self.take(func.__name__, value)
        return func(*args, **(kwargs or {}))


def consumers(preamble, lines):
    """The leaf layers in the order in which they first ran, each with the torch functions that took its output."""
    watch = Watch()
    handle = torch.nn.modules.module.register_module_forward_hook(watch.returned)
    with watch, torch.no_grad():
        outcome(preamble, lines)
    handle.remove()
    return list(watch.layers.values())


write('snippets/consumers.json', {' ; '.join(lines): consumers(preamble, lines) for preamble, lines in snippets('snippets/consumers.py')})

for path in sorted(set(glob.glob('snippets/*.py')) - {'snippets/consumers.py'}):
    write(path.replace('.py', '.json'), {' ; '.join(lines): outcome(preamble, lines) for preamble, lines in snippets(path)})


def parameters(type_):
    """Name, kind and default of each parameter of a layer's constructor."""
    signs = {inspect.Parameter.VAR_POSITIONAL: '*', inspect.Parameter.VAR_KEYWORD: '**'}
    result = []
    for parameter in list(inspect.signature(type_.__init__).parameters.values())[1:]:
        default = parameter.default
        text = '' if default is inspect.Parameter.empty else f'={default!r}' if not callable(default) else '=...'
        only = 'keyword ' if parameter.kind == inspect.Parameter.KEYWORD_ONLY else ''
        result.append(only + signs.get(parameter.kind, '') + parameter.name + text)
    return result


layers = {name: parameters(value) for name, value in vars(torch.nn).items()
          if inspect.isclass(value) and issubclass(value, torch.nn.Module) and not name.startswith('_')}
write('signatures.json', layers)
write('tensor-names.json', sorted(name for name in dir(torch.Tensor) if not name.startswith('_')))
