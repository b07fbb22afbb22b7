"""A real run of a program's text, with the shape that each of its expressions had."""
import ast
import json

import torch

most = 64


def described(value):
    """A tensor's shape; of a tuple or list of nothing but tensors, theirs; None for all else."""
    if isinstance(value, torch.Tensor):
        return list(value.shape)
    if isinstance(value, (tuple, list)) and value and all(isinstance(item, torch.Tensor) for item in value):
        return {'tuple': [list(item.shape) for item in value]}
    return None


class Wrapped(ast.NodeTransformer):
    """Hands the value of each expression of these kinds to `_seen`, with its place; parameters too if asked for."""

    def __init__(self, text, parameters):
        self.lines = text.encode().split(b'\n')
        self.parameters = parameters

    def column(self, line, offset):
        return len(self.lines[line - 1][:offset].decode().encode('utf-16-le')) // 2

    def seen(self, place, value):
        start_end = [place.lineno, self.column(place.lineno, place.col_offset), place.end_lineno, self.column(place.end_lineno, place.end_col_offset)]
        return ast.copy_location(ast.Call(ast.Name('_seen', ast.Load()), [ast.Constant(json.dumps(start_end)), value], []), place)

    def generic_visit(self, node):
        if isinstance(node, ast.JoinedStr):
            return node
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            # What stands at a definition is not part of the run of its body.
            node.body = [self.visit(statement) for statement in node.body]
            if self.parameters and isinstance(node, ast.FunctionDef):
                names = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                node.body = [ast.copy_location(ast.Expr(self.seen(name, ast.copy_location(ast.Name(name.arg, ast.Load()), name))), name) for name in names] + node.body
            return node
        super().generic_visit(node)
        isolated = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == 'super'
        if not isinstance(node, (ast.Call, ast.BinOp, ast.Subscript)) or isolated or isinstance(getattr(node, 'ctx', None), (ast.Store, ast.Del)):
            return node
        return self.seen(node, node)


def run(text, path, parameters=False):
    """The shapes of the expressions of a program: [line from 1, column in UTF-16 units, end line, end column, shapes]."""
    shapes = {}

    def seen(place, value):
        shape = described(value)
        found = shapes.setdefault(place, [])
        if shape is not None and shape not in found and len(found) < most:
            found.append(shape)
        return value

    tree = ast.fix_missing_locations(Wrapped(text, parameters).visit(ast.parse(text)))
    torch.manual_seed(0)
    exec(compile(tree, path, 'exec'), {'__name__': '__main__', '__file__': path, '_seen': seen})
    return [json.loads(place) + [found] for place, found in shapes.items() if found]
