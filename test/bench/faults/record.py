"""Records what PyTorch says to seeded faults: `python record.py --corpus DIR --entries DIR`, DIR being the folder that holds the
torchvision package, and that of programs which each run one of its models; with any torch 2.x that torchvision goes with.

Each mutant changes one place of a file that the model runs: a number, a statement that is dropped, two neighbours that are
swapped. The model is then run for real; what it raised is kept with its traceback in mutants.json.gz.
"""
import argparse
import ast
import gzip
import importlib.machinery
import importlib.util
import json
import os
import random
import signal
import sys
import traceback
import warnings

parser = argparse.ArgumentParser()
parser.add_argument('--corpus', required=True)
parser.add_argument('--entries', required=True)
parser.add_argument('--out', default=os.path.join(os.path.dirname(__file__), 'mutants.json.gz'))
parser.add_argument('--per', type=int, default=22)
parser.add_argument('--seed', type=int, default=7)
parser.add_argument('entry', nargs='*', default='''alexnet densenet121 efficientnet_b0 googlenet mnasnet0_5 mobilenet_v2 resnet18 shufflenet_v2_x0_5 swin_t
    seg_lraspp_mobilenet_v3_large resnet50 squeezenet1_1 vgg11 convnext_tiny mobilenet_v3_small regnet_y_400mf swin_v2_t vit_b_32 inception_v3
    maxvit_t video_r3d_18'''.split())
args = parser.parse_args()
corpus = os.path.abspath(args.corpus)
sys.path.insert(0, corpus)

import torch  # noqa: E402

torch.set_num_threads(1)
warnings.simplefilter('ignore')
places = os.path.join(corpus, 'torchvision')
mutable = (os.path.join(corpus, 'torchvision', 'models'), os.path.join(corpus, 'torchvision', 'ops', 'misc.py'))


def execute(entry, patch=None):
    """Runs an entry in this process, with the text of one file changed; what it raised, and the lines that ran."""
    lines = {}

    def local(frame, event, _):
        if event == 'line':
            lines.setdefault(frame.f_code.co_filename, set()).add(frame.f_lineno)
        return local

    def tracer(frame, event, arg):
        return local(frame, event, arg) if frame.f_code.co_filename.startswith(mutable) else None

    class Loader(importlib.machinery.SourceFileLoader):
        def source_to_code(self, data, path, *, _optimization=-1):
            text = data.decode()
            if patch is not None and path == patch['path']:
                text = apply(text, patch)
            return compile(text, path, 'exec', dont_inherit=True)

        def get_code(self, name):
            path = self.get_filename(name)
            return self.source_to_code(self.get_data(path), path)

    class Finder:
        @staticmethod
        def find_spec(name, path, target=None):
            spec = importlib.machinery.PathFinder.find_spec(name, path, target)
            if spec is None or spec.origin is None or not spec.origin.startswith(places) or not spec.origin.endswith('.py'):
                return None
            spec.loader = Loader(spec.loader.name, spec.loader.path)
            return spec

    sys.meta_path.insert(0, Finder)
    error = None
    try:
        if patch is None:
            sys.settrace(tracer)
        with open(entry) as file:
            code = compile(file.read(), entry, 'exec')
        torch.manual_seed(0)
        with torch.no_grad():
            exec(code, {'__name__': '__main__', '__file__': entry})
    except BaseException as raised:  # noqa: B902
        frames = [f for f in traceback.extract_tb(raised.__traceback__) if f.filename == entry or f.filename.startswith(places)]
        error = {
            'type': type(raised).__name__, 'message': str(raised)[:600],
            'stack': [['ENTRY' if f.filename == entry else os.path.relpath(f.filename, corpus), f.lineno] for f in frames],
        }
    finally:
        sys.settrace(None)
    return error, {os.path.relpath(path, corpus): sorted(found) for path, found in lines.items()}


def offsets(text):
    starts = [0]
    for line in text.split('\n'):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def apply(text, patch):
    for start, end, new in sorted(patch['edits'], reverse=True):
        text = text[:start] + new + text[end:]
    return text


def mutants(text, ran):
    """All mutants of a file in the lines that ran, by kind: lists of (line, edits)."""
    starts = offsets(text)
    tree = ast.parse(text)

    def span(node):
        return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset

    found = {'number': [], 'drop': [], 'swap': []}
    inside = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.Lambda)):
            inside.append((node.lineno, node.end_lineno))

    def in_function(node):
        return any(start < node.lineno <= end for start, end in inside)

    for node in ast.walk(tree):
        if not hasattr(node, 'lineno') or node.lineno not in ran or not in_function(node):
            continue
        if isinstance(node, ast.Constant) and type(node.value) is int:
            start, end = span(node)
            for value in {node.value + 1, node.value - 1, node.value * 2, 3, node.value + 5} - {node.value}:
                if value >= 0:
                    found['number'].append((node.lineno, [(start, end, str(value))]))
    for node in ast.walk(tree):
        bodies = [getattr(node, name, None) for name in ('body', 'orelse')]
        for body in bodies:
            if not isinstance(body, list) or not body or not isinstance(node, (ast.FunctionDef, ast.If, ast.For)):
                continue
            for statement, following in zip(body, body[1:] + [None]):
                if statement.lineno not in ran or not in_function(statement):
                    continue
                if isinstance(statement, (ast.Assign, ast.AugAssign, ast.Expr)) and not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
                    start, end = span(statement)
                    new = 'pass' + ''.join('\n' for _ in range(statement.end_lineno - statement.lineno))
                    found['drop'].append((statement.lineno, [(start, end, new)]))
                if following is not None and following.lineno in ran and all(isinstance(one, (ast.Assign, ast.Expr)) and one.lineno == one.end_lineno for one in (statement, following)):
                    a, b = span(statement), span(following)
                    found['swap'].append((statement.lineno, [(*a, text[b[0]:b[1]]), (*b, text[a[0]:a[1]])]))
        if isinstance(node, (ast.Call, ast.List)) and node.lineno in ran and in_function(node):
            items = node.args if isinstance(node, ast.Call) else node.elts
            for one, other in zip(items, items[1:]):
                if isinstance(one, ast.Call) and isinstance(other, ast.Call):
                    a, b = span(one), span(other)
                    found['swap'].append((one.lineno, [(*a, text[b[0]:b[1]]), (*b, text[a[0]:a[1]])]))
    return found


def in_child(work):
    """Runs work in a forked process, which nothing of it outlives; its result, or None where it took too long."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        signal.alarm(60)
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 1)
        with os.fdopen(write, 'w') as out:
            json.dump(work(), out)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None


def main():
    recorded = []
    programs = {}
    for name in args.entry:
        entry = os.path.abspath(os.path.join(args.entries, f'{name}.py'))
        with open(entry) as file:
            programs[name] = file.read()
        error, ran = in_child(lambda: execute(entry))
        if error is not None:
            print(f'{name}: {error}')
            continue
        choose = random.Random(f'{args.seed}{name}')
        pools = {'number': [], 'drop': [], 'swap': []}
        for path, lines in ran.items():
            with open(os.path.join(corpus, path)) as file:
                text = file.read()
            for kind, found in mutants(text, set(lines)).items():
                pools[kind] += [(path, line, edits) for line, edits in found]
        chosen = []
        for kind, share in (('number', 0.45), ('drop', 0.3), ('swap', 0.25)):
            pool = pools[kind]
            chosen += [(kind, one) for one in choose.sample(pool, min(len(pool), round(args.per * share)))]
        count = 0
        for kind, (path, line, edits) in chosen:
            patch = {'path': os.path.join(corpus, path), 'edits': edits}
            answer = in_child(lambda: execute(entry, patch))
            if answer is None:
                continue
            error = answer[0]
            recorded.append({'entry': name, 'kind': kind, 'file': path, 'line': line, 'edits': edits, 'error': error})
            count += error is not None
        print(f'{name}: {len(chosen)} mutants, {count} refused', flush=True)
    with gzip.open(args.out, 'wt') as out:
        json.dump({'torch': torch.__version__, 'programs': programs, 'mutants': recorded}, out)


main()
