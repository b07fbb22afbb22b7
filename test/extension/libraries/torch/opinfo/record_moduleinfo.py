"""Records PyTorch's own samples of its layers (torch.testing's ModuleInfo) as small programs with what PyTorch answered to each.

`python record_moduleinfo.py`, with torch 2.13; writes truth/moduleinfo.json.gz, to which opinfo.test.ts holds the analysis: what a
layer makes of its inputs in both modes, its parameters and buffers, its state, and what its constructor and forward refuse.
"""
import gzip
import json
import pathlib
import sys
import types

import torch

sys.modules.setdefault('expecttest', types.SimpleNamespace(TestCase=__import__('unittest').TestCase, assert_expected_inline=None))

from torch.testing._internal.common_modules import module_db  # noqa: E402

from spelling import Unspeakable, spread, arguments, parted, run  # noqa: E402

DTYPES = [torch.float32, torch.float64]
# Samples of a layer in one mode.
MOST = 24
OTHER = 4


def inputs_of(info, dtype, training):
    try:
        return list(info.module_inputs_func(info, device='cpu', dtype=dtype, requires_grad=False, training=training))
    except Exception as error:  # noqa: BLE001
        print(info.name, type(error).__name__, str(error)[:100], file=sys.stderr)
        return []


def made(info, sample, exact):
    given = sample.constructor_input
    kwargs = {key: value for key, value in given.kwargs.items() if not (key == 'dtype' and value is torch.float32) and key != 'device'}
    return f'm = {info.name}({arguments(given.args, kwargs, exact)})'


def spoken(info, sample, before, exact):
    first = made(info, sample, exact)
    if sample.forward_input is None:
        return [first, *before, 'm']
    return [first, *before, f'm({arguments(sample.forward_input.args, sample.forward_input.kwargs, exact)})']


def good(info):
    for dtype in DTYPES:
        for training in (True, False):
            for sample in spread(inputs_of(info, dtype, training), MOST if dtype == torch.float32 else OTHER):
                # As PyTorch's own tests: the layer is converted to the type of its inputs.
                mode = ([] if training else ['m.eval()']) + (['m.double()'] if dtype == torch.float64 else [])
                for exact in (False, True):
                    try:
                        lines = spoken(info, sample, mode, exact)
                    except Unspeakable as what:
                        print('unspeakable:', info.name, what, file=sys.stderr)
                        break
                    answer = run(lines)
                    if isinstance(answer, dict) and 'error' in answer:
                        continue
                    yield from parted(lines, answer)
                    if dtype == torch.float32 and training:
                        forward = [lines[0], lines[-1].replace('m(', 'y = m(', 1)] if info.is_lazy else [lines[0]]
                        for question in ('list(m.parameters())', 'list(m.buffers())', 'list(m.state_dict().values())', 'torch.empty(sum(p.numel() for p in m.parameters()))'):
                            yield [*forward, question], run([*forward, question])
                    break


def wrong(info):
    if info.module_error_inputs_func is None:
        return
    for training in (True, False):
        for error in info.module_error_inputs_func(info, device='cpu', dtype=torch.float32, requires_grad=False, training=training):
            for exact in (False, True):
                try:
                    lines = spoken(info, error.module_error_input, [], exact)
                except Unspeakable as what:
                    print('unspeakable:', info.name, what, file=sys.stderr)
                    break
                answer = run(lines)
                if isinstance(answer, dict) and 'error' in answer:
                    yield lines, answer
                    break


def main():
    torch.manual_seed(0)
    torch.set_num_threads(1)
    records = {}
    for info in module_db:
        known = records.setdefault(info.name, {})
        for source in (good, wrong):
            for lines, answer in source(info):
                text = '\n'.join(lines)
                if len(text) < 3000 and answer != {'tuple': []}:
                    known[text] = answer
    lines = [[name, list(known.items())] for name, known in sorted(records.items()) if known]
    path = pathlib.Path(__file__).parent / 'truth' / 'moduleinfo.json.gz'
    path.write_bytes(gzip.compress(json.dumps(lines, separators=(',', ':')).encode(), 9, mtime=0))
    print(len(lines), 'layers,', sum(len(items) for _, items in lines), 'programs,', path.stat().st_size, 'bytes')


main()
