"""Writes a random module class, line by line. Each line runs for real as soon as it is written: what PyTorch refuses is taken back."""
import random

import torch

most_elements = 30_000


class Rejected(Exception):
    """A line that the program is better without."""


class Program:
    """A file in the making: imports, helpers, classes, all of them executed as they come."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.parts = []
        self.names = {'__name__': 'program'}
        self.count = 0
        style = self.random.choice(['import torch.nn as nn', 'from torch import nn'])
        self.add(f'import torch\n{style}\nimport torch.nn.functional as F')

    def add(self, text):
        exec(text, self.names)
        self.parts.append(text)

    def name(self, stem):
        self.count += 1
        return f'{stem}{self.count}'

    def text(self):
        return '\n\n\n'.join([self.parts[0], *self.parts[1:]]) + '\n'


class Block:
    """One module class in the making; `scope` holds what the names of its forward stand for."""

    def __init__(self, program, inputs, depth):
        self.program = program
        self.random = program.random
        self.depth = depth
        self.inputs = dict(inputs)
        self.scope = {'self': torch.nn.Module(), **self.inputs}
        self.setup = {'self': self.scope['self']}
        self.init = []
        self.forward = []
        self.methods = []
        #: Names that stand for integers: in the constructor, and in forward.
        self.constants = {}
        self.sizes = {}

    def pick(self, *choices):
        return self.random.choice(choices)

    def chance(self, probability):
        return self.random.random() < probability

    def name(self, stem):
        return self.program.name(stem)

    def tensor(self, name):
        value = self.scope[name]
        if not isinstance(value, torch.Tensor):
            raise Rejected(name)
        return value

    def build(self, text):
        """A statement of the constructor."""
        exec(text, self.program.names, self.setup)
        self.init.append(text)

    def emit(self, text):
        """A statement of forward."""
        exec(text, {**self.program.names, **self.scope}, self.scope)
        for value in self.scope.values():
            if isinstance(value, torch.Tensor) and value.numel() > most_elements:
                raise Rejected('too large')
        self.forward.append(text)

    def attempt(self, template, name):
        """Lets a template go on from a variable; leaves no trace of it when that fails."""
        kept = (list(self.init), list(self.forward), list(self.methods), dict(self.constants), dict(self.sizes), dict(self.scope), dict(self.setup), list(self.program.parts))
        try:
            return template(self, name) or name
        except Exception:  # PyTorch's refusals are of many kinds
            self.init, self.forward, self.methods, self.constants, self.sizes, self.scope, self.setup, self.program.parts = kept
            return None

    def number(self, value):
        """An integer of the constructor, as an expression."""
        named = [name for name, held in self.constants.items() if held == value]
        if named and self.chance(0.6):
            return self.random.choice(named)
        if value > 2 and self.chance(0.12):
            name = self.name('width')
            self.build(f'self.{name} = {value}')
            self.constants[f'self.{name}'] = value
            return f'self.{name}'
        way = self.random.random()
        for name, held in self.constants.items():
            if way < 0.3 and held and value == 2 * held:
                return self.pick(f'{name} * 2', f'2 * {name}', f'{name} + {name}', f'{name} << 1')
            if way < 0.3 and value and held == 2 * value:
                return self.pick(f'{name} // 2', f'int({name} / 2)', f'{name} >> 1', f'int({name} * 0.5)')
        if way > 0.95:
            return self.pick(f'max({value}, 1)', f'int({value}.0)', f'{value} // 1', f'sum([{value - 1}, 1])', f'len(range({value}))', f'abs(-{value})', f'2 ** 0 * {value}')
        return str(value)

    def size(self, name, axis):
        """The size of a variable's axis in forward, as an expression."""
        tensor = self.tensor(name)
        value = tensor.shape[axis]
        named = [known for known, held in self.sizes.items() if held == value]
        if named and self.chance(0.4):
            return self.random.choice(named)
        if self.chance(0.15):
            return str(value)
        at = axis - tensor.dim() if axis >= 0 and self.chance(0.3) else axis
        return self.pick(f'{name}.shape[{at}]', f'{name}.size({at})', f'{name}.size()[{at}]' if self.chance(0.2) else f'{name}.shape[{at}]')

    def unpack(self, name):
        """Names the sizes of a variable: `b, c, h, w = x.shape`."""
        tensor = self.tensor(name)
        stem = self.name('')
        letters = ['b', 'c', 'h', 'w', 't'] if tensor.dim() > 3 else ['b', 'n', 'd']
        names = [f'{letter}{stem}' for letter in letters[:tensor.dim()]]
        if len(names) == tensor.dim() >= 2 and self.chance(0.7):
            self.emit(f'{", ".join(names)} = {name}.{self.pick("shape", "size()")}')
        elif tensor.dim() >= 3:
            names = [names[0], '_', names[-1]]
            self.emit(f'{names[0]}, *_, {names[-1]} = {name}.shape')
        for known in names:
            if known != '_':
                self.sizes[known] = self.scope[known]

    def fresh(self, name):
        """The variable that a result goes to: often the same again."""
        return name if self.chance(0.6) else self.name(self.pick('h', 'y', 'out', 'z', 'feat'))

    def class_text(self, class_name, result, parameters):
        random_ = self.random
        doc = [f'    """{random_.choice(["A block.", "Part of the model.", "Generated."])}"""', ''] if self.chance(0.2) else []
        constructor = [line for text in self.init for line in text.split('\n')]
        call = random_.choice(['super().__init__()', f'super({class_name}, self).__init__()', 'nn.Module.__init__(self)']) if self.chance(0.3) else 'super().__init__()'
        given = ''.join(f', {name}{random_.choice(["", ": int"])}={value}' if ': ' not in name else f', {name}={value}' for name, value in parameters)
        given = given.replace(': int=', ': int = ')
        typed = self.chance(0.3)
        inputs = ', '.join(f'{name}: torch.Tensor' if typed else name for name in self.inputs)
        body = [line for text in self.forward for line in text.split('\n')]
        lines = [
            f'class {class_name}(nn.Module):', *doc,
            f'    def __init__(self{given}):', f'        {call}', *[f'        {line}' for line in constructor], '',
            *[f'    {line}' if line else '' for text in self.methods for line in [*text.split('\n'), '']],
            f'    def forward(self, {inputs}){" -> torch.Tensor" if typed and random_.random() < 0.5 and "," not in result and "{" not in result else ""}:', *[f'        {line}' for line in body], f'        return {result}',
        ]
        return '\n'.join(lines)
