"""Records the shapes of the expressions of model/*.py from real runs: `python record_model.py [name]...`, with torch 2.x and einops.

Each program is run with its calls, operations and subscripts wrapped, so that what they give leaves its shape under their place
(line from 1, columns in UTF-16 units). Written to model/truth.json.gz: by program, [line, column, end line, end column, shapes].
"""
import ast
import contextlib
import gzip
import io
import json
import pathlib
import sys
import warnings

import torch

folder = pathlib.Path(__file__).parent / 'model'
most = 64


def described(value):
    """A tensor's shape; of a tuple or list of nothing but tensors, theirs; None for all else."""
    if isinstance(value, torch.Tensor):
        return list(value.shape)
    if isinstance(value, (tuple, list)) and value and all(isinstance(item, torch.Tensor) for item in value):
        return {'tuple': [list(item.shape) for item in value]}
    return None


class Wrapped(ast.NodeTransformer):
    """Hands the value of each expression of these kinds to `_seen`, with its place."""

    def __init__(self, text):
        self.lines = text.encode().split(b'\n')

    def column(self, line, offset):
        return len(self.lines[line - 1][:offset].decode().encode('utf-16-le')) // 2

    def generic_visit(self, node):
        if isinstance(node, ast.JoinedStr):
            return node
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            # What stands at a definition is not part of the run of its body.
            node.body = [self.visit(statement) for statement in node.body]
            return node
        super().generic_visit(node)
        isolated = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == 'super'
        if not isinstance(node, (ast.Call, ast.BinOp, ast.Subscript)) or isolated or isinstance(getattr(node, 'ctx', None), (ast.Store, ast.Del)):
            return node
        place = [node.lineno, self.column(node.lineno, node.col_offset), node.end_lineno, self.column(node.end_lineno, node.end_col_offset)]
        return ast.copy_location(ast.Call(ast.Name('_seen', ast.Load()), [ast.Constant(json.dumps(place)), node], []), node)


def run(path):
    text = path.read_text()
    shapes = {}

    def seen(place, value):
        shape = described(value)
        found = shapes.setdefault(place, [])
        if shape is not None and shape not in found and len(found) < most:
            found.append(shape)
        return value

    tree = ast.fix_missing_locations(Wrapped(text).visit(ast.parse(text)))
    sys.argv = [str(path)]
    torch.manual_seed(0)
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(tree, str(path), 'exec'), {'__name__': '__main__', '__file__': str(path), '_seen': seen})
    return [json.loads(place) + [found] for place, found in shapes.items() if found]


warnings.simplefilter('ignore')
out = folder / 'truth.json.gz'
truth = json.loads(gzip.decompress(out.read_bytes())) if out.exists() else {}
for source in sorted(folder.glob('*.py')):
    if len(sys.argv) > 1 and source.stem not in sys.argv[1:]:
        continue
    names = sys.argv[1:]
    truth[source.stem] = run(source)
    sys.argv[1:] = names
    print(source.stem, len(truth[source.stem]))
out.write_bytes(gzip.compress(json.dumps(truth, separators=(',', ':')).encode(), mtime=0))
