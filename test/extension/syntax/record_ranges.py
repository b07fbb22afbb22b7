"""Records what CPython's ast says about Python sources: every node with its range in UTF-16 offsets.

    python test/extension/syntax/record_ranges.py [FILE.py ...]

writes FILE.ast.txt beside each FILE.py (default: every file in source/ beside this script). A line is

    START END KIND DETAIL

with the name of the ast class, and as JSON what a node says besides its children (a name, a value, an operator).
Nodes inside f-strings are left out: CPython gives them no exact position before version 3.12.
"""

import ast
import json
import pathlib
import re
import sys

OPERATORS = {
    "Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**", "MatMult": "@",
    "BitAnd": "&", "BitOr": "|", "BitXor": "^", "LShift": "<<", "RShift": ">>",
    "USub": "-", "UAdd": "+", "Invert": "~", "Not": "not", "And": "and", "Or": "or",
    "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Eq": "==", "NotEq": "!=",
    "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in",
}


def line_table(source):
    """For each line its text and the UTF-16 offset at which it starts; only \\n, \\r\\n and \\r end a line."""
    table, offset = [], 0
    for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", source):
        table.append((line, offset))
        offset += utf16_length(line)
    return table


def utf16_length(text):
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def offset_of(table, line, column):
    text, start = table[line - 1]
    return start + utf16_length(text.encode()[:column].decode())


def detail(node):
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=name):
            return name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.ExceptHandler(name=name):
            return name
        case ast.alias(name=name, asname=alias):
            return [name, alias]
        case ast.ImportFrom(module=module, level=level):
            return [module or "", level]
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return names
        case ast.BinOp(op=operator) | ast.UnaryOp(op=operator) | ast.BoolOp(op=operator) | ast.AugAssign(op=operator):
            return OPERATORS[type(operator).__name__]
        case ast.Compare(ops=operators):
            return [OPERATORS[type(operator).__name__] for operator in operators]
        case ast.Constant(value=value):
            return constant(value)
    return None


def constant(value):
    if value is ...:
        return ["ellipsis"]
    if isinstance(value, bytes):
        return ["bytes", value.decode("latin-1")]
    if isinstance(value, complex):
        return ["complex"]
    if isinstance(value, float):
        return ["float", repr(value)]
    if isinstance(value, int) and not isinstance(value, bool):
        return ["int", value if abs(value) < 2**53 else None]
    return value


def nodes_of(node):
    """All nodes below, in the order of the source, f-strings not entered."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.JoinedStr):
            yield from nodes_of(child)


def record(path):
    source = path.read_bytes().decode("utf-8-sig")
    table = line_table(source)
    rows = []
    for node in nodes_of(ast.parse(source)):
        if isinstance(node, ast.MatchSingleton):
            node = ast.copy_location(ast.Constant(node.value), node)
        if isinstance(node, ast.pattern) or not hasattr(node, "lineno"):
            continue
        start = offset_of(table, node.lineno, node.col_offset)
        end = offset_of(table, node.end_lineno, node.end_col_offset)
        rows.append((start, end, type(node).__name__, json.dumps(detail(node))))
    return "".join(f"{start} {end} {kind} {text}\n" for start, end, kind, text in sorted(rows))


def main():
    paths = [pathlib.Path(argument) for argument in sys.argv[1:]]
    for path in paths or sorted((pathlib.Path(__file__).parent / "source").glob("*.py")):
        path.with_suffix(".ast.txt").write_text(record(path), encoding="utf-8")


if __name__ == "__main__":
    main()
