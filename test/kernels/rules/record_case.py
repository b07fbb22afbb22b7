"""Records what PyTorch raises in each case of the rules: python record_case.py (needs torch)."""
import contextlib
import io
import json
import pathlib
import re
import sys
import warnings

import torch
from torch.overrides import TorchFunctionMode

IMPORTS = 'import torch\nfrom torch import nn\nimport torch.nn.functional as F\n\n'


BIASED = (torch.nn.modules.conv._ConvNd, torch.nn.Linear)
NORMS = {'batch_norm', 'instance_norm'}
REARRANGING = {'transpose', 'permute', 'contiguous', 'view', 'reshape', 'flatten', 'squeeze', 'unsqueeze', 'clone', 'detach'}


class Consumers(TorchFunctionMode):
    """Notes which functions take the outputs of biased layers, through what only rearranges."""

    def __init__(self):
        super().__init__()
        self.uses = {}
        self.lines = {}
        self.kept = []

    def constructed(self, module):
        frame = sys._getframe()
        while frame is not None and frame.f_code.co_filename != 'case.py':
            frame = frame.f_back
        # The innermost line that is no constructor of the module's own class.
        while frame is not None and frame.f_locals.get('self') is module:
            frame = frame.f_back
        if frame is not None:
            self.lines[module] = frame.f_lineno - IMPORTS.count('\n')

    def returned(self, module, inputs, output):
        if isinstance(module, BIASED) and module.bias is not None:
            self.uses.setdefault(id(output), []).append((module, []))
            self.kept.append(output)

    def __torch_function__(self, func, types, args=(), kwargs=None):
        name = func.__name__
        taken = [value for value in torch.utils._pytree.tree_leaves((args, kwargs or {})) if isinstance(value, torch.Tensor)]
        output = func(*args, **(kwargs or {}))
        # What only asks for sizes takes nothing.
        if not any(isinstance(value, torch.Tensor) for value in torch.utils._pytree.tree_leaves(output)):
            return output
        for value in taken:
            for module, names in self.uses.get(id(value), []):
                if name in REARRANGING and isinstance(output, torch.Tensor):
                    if output is not value:
                        self.uses.setdefault(id(output), []).append((module, names))
                        self.kept.append(output)
                else:
                    names.append(name)
        return output

    def redundant(self):
        """Of each line how many of its layers with a bias go into norms alone."""
        uses = {}
        for held in self.uses.values():
            for module, names in held:
                uses.setdefault(module, []).extend(names)
        lines = {}
        for module, names in uses.items():
            if module in self.lines and names and set(names) <= NORMS:
                lines[self.lines[module]] = lines.get(self.lines[module], 0) + 1
        return lines


def redundant(source):
    consumers = Consumers()
    original = torch.nn.Module.__init__

    def init(self, *args, **kwargs):
        original(self, *args, **kwargs)
        consumers.constructed(self)

    torch.nn.Module.__init__ = init
    hook = torch.nn.modules.module.register_module_forward_hook(consumers.returned)
    try:
        with consumers:
            outcome(source)
    finally:
        hook.remove()
        torch.nn.Module.__init__ = original
    return consumers.redundant()


def outcome(source):
    torch.manual_seed(0)
    torch.set_grad_enabled(True)
    torch.set_default_dtype(torch.float32)
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter('ignore')
            exec(compile(source, 'case.py', 'exec'), {'__name__': '__main__'})
    except Exception as error:
        return str(error)
    return None


def one_process():
    """DistributedDataParallel wants a group, be it of one."""
    torch.distributed.init_process_group('gloo', store=torch.distributed.HashStore(), rank=0, world_size=1)
    # It demands a GPU of SyncBatchNorm, which its construction does not need.
    torch.nn.parallel.DistributedDataParallel._passing_sync_batchnorm_handle = lambda self, module: None


def main():
    one_process()
    folder = pathlib.Path(__file__).parent
    recorded = {}
    biases = {}
    for path in sorted((folder / 'case').glob('*.py')):
        parts = re.split(r'^(?=# (?:fires|silent): )', path.read_text(), flags=re.M)
        cases = {part.split('\n', 1)[0][2:]: outcome(IMPORTS + part.split('\n', 1)[1]) for part in parts if part.strip()}
        recorded[path.stem] = cases
        for part in filter(str.strip, parts):
            title, body = part.split('\n', 1)
            lines = redundant(IMPORTS + body)
            if lines:
                biases[f'{path.stem} {title[2:]}'] = lines
        for title, text in cases.items():
            print(path.stem, '|', title, '|', (text or 'ran').split('\n')[0])
    (folder / 'redundant-bias.json').write_text(json.dumps(biases, indent=1) + '\n')
    (folder / 'truth.json').write_text(json.dumps(recorded, indent=1) + '\n')


main()
