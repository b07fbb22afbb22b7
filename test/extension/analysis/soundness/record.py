"""Writes random programs that PyTorch runs, and records the shape of each of their expressions: `python record.py`, with torch 2.x;
`python record.py COUNT FIRST_SEED FILE` writes others elsewhere, for `npm run soak -- --programs FILE`.

Written to programs.json.gz: of each program its seed, the text of its classes, the text of the entry that runs them, and what a
run gave (recorded_run.py). Without the entry nothing runs the classes: what is then said of them must hold for the sizes recorded.
"""
import gzip
import itertools
import json
import pathlib
import sys
import warnings

import torch

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from recorded_run import run  # noqa: E402
from structure import write_block  # noqa: E402
from writer import Program, Rejected  # noqa: E402

#: Seeds whose programs were once told wrong.
kept = [649, 693, 745, 826, 836, 850, 863, 925, 931, 935, 982, 1027, 1030, 1223, 1228]

inputs = [
    'torch.randn(2, 3, 16, 16)', 'torch.randn(2, 3, 20, 12)', 'torch.rand(4, 1, 14, 14)', 'torch.randn(3, 8, 9, 9)', 'torch.zeros(1, 3, 24, 24)',
    'torch.randn(2, 6, 8)', 'torch.randn(3, 10, 12)', 'torch.randn(2, 5, 16)', 'torch.randn(4, 12)', 'torch.randn(8, 10)', 'torch.randn(5, 24)', 'torch.randn(2, 4, 6, 6, 6)',
]


def entry(program, class_name, parameters, given):
    random = program.random
    chosen = [(name, value) for name, value in parameters if random.random() < 0.5]
    arguments = ', '.join(f'{name}={value}' for name, value in chosen)
    way = random.choice(['plain', 'main', 'function', 'config', 'loop', 'no_grad'])
    if way == 'main':
        return f"if __name__ == '__main__':\n    model = {class_name}({arguments})\n    x = {given}\n    y = model(x)\n"
    if way == 'function':
        return f'def main(size={given.split("(")[1].split(",")[0]}):\n    net = {class_name}({arguments})\n    return net({given.replace("(" + given.split("(")[1].split(",")[0], "(size", 1)})\n\n\nresult = main()\n'
    if way == 'config':
        fields = ''.join(f'    {name}: int = {value}\n' for name, value in chosen)
        read = ', '.join(f'{name}=config.{name}' for name, _ in chosen)
        return f'from dataclasses import dataclass\n\n\n@dataclass\nclass Config:\n{fields}    batch: int = {given.split("(")[1].split(",")[0]}\n\n\nconfig = Config()\nmodel = {class_name}({read}).eval()\nout = model({given})\n'
    if way == 'loop':
        return f'model = {class_name}({arguments})\nfor epoch in range(2):\n    model.train(epoch == 0)\n    out = model({given})\n'
    if way == 'no_grad':
        return f'model = {class_name}({arguments})\nmodel.eval()\nwith torch.no_grad():\n    out = model({given})\n'
    return f'net = {class_name}({arguments})\ny = net({given})\n'


def write(seed):
    """One program with its record; None where the seed leads nowhere."""
    torch.manual_seed(seed)
    program = Program(seed)
    given = program.random.choice(inputs)
    try:
        class_name, parameters = write_block(program, {'x': eval(given)}, program.random.choice([0, 1, 2]), program.random.choice([1, 2, 3, 4, 5, 6]))
        text = program.text() + '\n\n'
        end = entry(program, class_name, parameters, given)
        return {'seed': seed, 'text': text, 'entry': end, 'shapes': run(text + end, f'program{seed}.py', parameters=True)}
    except (Rejected, Exception):
        return None


def main():
    warnings.simplefilter('ignore')
    torch.set_num_threads(1)
    count, first = (600, 1) if len(sys.argv) < 4 else (int(sys.argv[1]), int(sys.argv[2]))
    found = {}
    seeds = itertools.count(first)
    while len(found) < count:
        seed = next(seeds)
        found[seed] = write(seed)
        if found[seed] is None:
            del found[seed]
    if len(sys.argv) < 4:
        found.update({seed: write(seed) for seed in kept if seed not in found})
    programs = list(found.values())
    out = pathlib.Path(sys.argv[3]) if len(sys.argv) == 4 else pathlib.Path(__file__).parent / 'programs.json.gz'
    out.write_bytes(gzip.compress(json.dumps(programs, separators=(',', ':')).encode(), mtime=0))
    print(f'{len(programs)} programs, {sum(len(program["shapes"]) for program in programs)} expressions')


if __name__ == '__main__':
    main()
