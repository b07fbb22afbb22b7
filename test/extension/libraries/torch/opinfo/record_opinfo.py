"""Records PyTorch's own samples of its ops (torch.testing's OpInfo) as lines of Python with what PyTorch answered to each.

`python record_opinfo.py [OP ...]`, with torch 2.13; writes truth/opinfo.json.gz, to which opinfo.test.ts holds the analysis.
A line stands under the name of its op; good samples are spelled as functions, methods, in place, as operators and with
`out=`, in all element types; wrong ones are those that PyTorch's tests say must raise.
"""
import gzip
import json
import multiprocessing
import operator
import pathlib
import re
import sys
import tempfile
import types

import torch

sys.modules.setdefault('expecttest', types.SimpleNamespace(TestCase=__import__('unittest').TestCase, assert_expected_inline=None))

from torch.testing._internal.common_methods_invocations import op_db  # noqa: E402

from spelling import DTYPES, Outermost, Unspeakable, arguments, call_text, parted, run, short, spelled, spread  # noqa: E402

MOST = 40
REFERENCES = 12
OTHER = 5
# Characters of a line, and seconds that an op may take.
LONGEST = 1500
SECONDS = 60
SYMBOLS = {
    operator.add: '+', operator.sub: '-', operator.mul: '*', operator.truediv: '/', operator.floordiv: '//', operator.mod: '%', operator.pow: '**',
    operator.and_: '&', operator.or_: '|', operator.xor: '^', operator.lshift: '<<', operator.rshift: '>>', operator.eq: '==', operator.ne: '!=',
    operator.lt: '<', operator.le: '<=', operator.gt: '>', operator.ge: '>=', operator.matmul: '@',
}
COMPARISONS = {'==', '!=', '<', '<=', '>', '>='}
REFLECTED = {'__radd__': '+', '__rsub__': '-', '__rmul__': '*', '__rdiv__': '/', '__rmod__': '%', '__rpow__': '**', '__rmatmul__': '@', '__rand__': '&', '__ror__': '|', '__rxor__': '^'}


def gathered(make, *args):
    try:
        return list(make(*args))
    except Exception as error:  # noqa: BLE001
        print('   no samples:', type(error).__name__, str(error).split('\n')[0][:100], file=sys.stderr)
        return []


def public(name):
    """Whether an op's name is that of a function that people call."""
    owner = torch
    for part in name.split('.'):
        owner = getattr(owner, part, None)
    return callable(owner) and not name.startswith('_')


def bracketed(value, exact):
    text = spelled(value, exact)
    return f'({text})' if text.startswith('-') else text


def functional(op, sample, exact):
    """The call that a sample makes."""
    args = (sample.input, *sample.args)
    if op.name in REFLECTED:
        return f'{bracketed(sample.args[0], exact)} {REFLECTED[op.name]} {spelled(sample.input, exact)}'
    if op.name == '__getitem__':
        return call_text(torch.Tensor.__getitem__, args, {}, exact)
    if public(op.name) and not op.variant_test_name and getattr(op.op, '__name__', '') != '<lambda>':
        return f'{short("torch." + op.name)}({arguments(args, sample.kwargs, exact)})'
    with Outermost() as seen:
        try:
            op.op(*args, **sample.kwargs)
        except Exception:  # noqa: BLE001 - the line itself tells
            pass
    if seen.call is None:
        raise Unspeakable(op.name)
    return call_text(*seen.call, exact)


def variants(op, sample, exact):
    """Further spellings: a method, in place, an operator, with `out=`."""
    subject = sample.input
    rest = arguments(sample.args, sample.kwargs, exact)
    if isinstance(subject, torch.Tensor):
        own = spelled(subject, exact)
        for method in (op.get_method(), op.get_inplace()):
            name = getattr(method, '__name__', '<lambda>')
            if name != '<lambda>' and not name.startswith('__') and getattr(torch.Tensor, name, None) is method and callable(method):
                yield [f'{own}.{name}({rest})']
        symbol = SYMBOLS.get(op.operator_variant)
        if symbol is not None and len(sample.args) == 1 and not sample.kwargs:
            yield [f'x = {own} {symbol} {bracketed(sample.args[0], exact)}', 'x'] if symbol in COMPARISONS else [f'{own} {symbol} {bracketed(sample.args[0], exact)}']
            if op.inplace_operator_variant is not None:
                yield [f'x = {own}', f'x {symbol}= {spelled(sample.args[0], exact)}', 'x']
        for alias in op.aliases:
            if public(alias.name):
                yield [f'{short("torch." + alias.name)}({own}{", " if rest else ""}{rest})']
    if op.supports_out and public(op.name):
        text = functional(op, sample, exact)
        answer = run([text])
        if isinstance(answer, list) and 'out=' not in text:
            sizes, dtype = answer
            yield [f'{text[:-1]}, out=torch.empty({sizes}, dtype=torch.{dtype}))']


def good(op):
    """The samples that PyTorch accepts, as programs of a few lines."""
    dtypes = sorted((dtype for dtype in op.supported_dtypes('cpu') if dtype in DTYPES), key=lambda dtype: (dtype != torch.float32, str(dtype)))
    for at, dtype in enumerate(dtypes):
        samples = gathered(op.sample_inputs, 'cpu', dtype)
        chosen = spread(samples, MOST if at == 0 else OTHER)
        if at == 0:
            chosen += spread(gathered(op.reference_inputs, 'cpu', dtype), REFERENCES)
        for index, sample in enumerate(chosen):
            for spelling in ([functional], [variants])[: 2 if at == 0 and index in (0, 1, 2, len(chosen) // 2) or index == 1 else 1]:
                for exact in (False, True):
                    try:
                        programs = [[functional(op, sample, exact)]] if spelling[0] is functional else list(variants(op, sample, exact))
                    except Unspeakable as what:
                        whys.setdefault(str(what)[:60], set()).add(op.name)
                        break
                    answers = [run(program) for program in programs]
                    # What fails may do so for the numbers that were drawn: then they are written out.
                    if (spelling[0] is variants and exact) or not any(isinstance(answer, dict) and 'error' in answer for answer in answers):
                        yield from zip(programs, answers)
                        break


def wrong(op):
    """The samples that PyTorch's tests say it must refuse."""
    if op.error_inputs_func is None:
        return
    for error in gathered(op.error_inputs, 'cpu'):
        for exact in (False, True):
            try:
                program = [functional(op, error.sample_input, exact)]
            except Unspeakable as what:
                whys.setdefault(str(what)[:60], set()).add(op.name)
                break
            except Exception as what:  # noqa: BLE001
                print('   ', op.name, type(what).__name__, what, file=sys.stderr)
                break
            answer = run(program)
            if isinstance(answer, dict) and 'error' in answer and (exact or re.search(error.error_regex, answer['text'])):
                yield program, answer
                break


whys = {}


def lines_of(op, path):
    """Writes the lines of an op one by one, so that what is there stands if it must be ended."""
    with open(path, 'w') as file:
        for source in (good, wrong):
            for program, answer in (part for found in source(op) for part in parted(*found)):
                text = '\n'.join(program)
                if len(text) < LONGEST:
                    print(json.dumps([text, answer]), file=file, flush=True)
    for why, names in sorted(whys.items()):
        print('   unspeakable:', why, ' '.join(sorted(names)), file=sys.stderr)


def recorded(op):
    """The lines of an op, made in a process of its own: some samples end the process, or run on and on."""
    with tempfile.NamedTemporaryFile('r') as file:
        child = multiprocessing.get_context('fork').Process(target=lines_of, args=(op, file.name))
        child.start()
        child.join(SECONDS)
        if child.is_alive():
            print('   ended:', op.name, file=sys.stderr)
            child.kill()
            child.join()
        return [json.loads(line) for line in file.read().split('\n') if line.endswith(']')]


def main():
    torch.manual_seed(0)
    torch.set_num_threads(1)
    records = {}
    for op in op_db:
        if sys.argv[1:] and op.name not in sys.argv[1:]:
            continue
        known = records.setdefault(op.name, {})
        known.update(recorded(op))
        print(op.formatted_name, len(known), file=sys.stderr, flush=True)
    lines = [[name, list(known.items())] for name, known in sorted(records.items()) if known]
    path = pathlib.Path(__file__).parent / 'truth' / 'opinfo.json.gz'
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(json.dumps(lines, separators=(',', ':')).encode(), 9, mtime=0))
    print(len(lines), 'ops,', sum(len(items) for _, items in lines), 'lines,', path.stat().st_size, 'bytes')


main()
