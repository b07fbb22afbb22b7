import type { Argument, Constant, Expression, FunctionCode, Pattern, Range, SourceModule, Statement } from '../../../extension/syntax/ir';
import { statementBlocks, statementExpressions, subexpressions, subpatterns } from '../../../extension/syntax/walk';

/** The rows that record_ranges.py writes, made from our IR: `START END KIND DETAIL`, sorted. */
export function astRows(module: SourceModule): string[] {
  const rows: Row[] = [];
  for (const statement of module.body) statementRows(statement, rows);
  return rows.sort(byPosition).map(printRow);
}

/** Recorded rows in the form and order of `astRows`: what is async there is a flag here, and a float is a number. */
export function recordedRows(text: string): string[] {
  const rows = text.split('\n').flatMap((line): Row[] => {
    const match = /^(\d+) (\d+) (?:Async)?(\w+?)(?:Star)? (.*)$/.exec(line);
    if (match === null) return [];
    const [, start = '', end = '', kind = '', json = ''] = match;
    return [{ start: Number(start), end: Number(end), kind, detail: numbered(JSON.parse(json)) }];
  });
  return rows.sort(byPosition).map(printRow);
}

function numbered(detail: unknown): unknown {
  return Array.isArray(detail) && detail[0] === 'float' ? ['float', Number(detail[1])] : detail;
}

function printRow({ start, end, kind, detail }: Row): string {
  return `${String(start)} ${String(end)} ${kind} ${JSON.stringify(detail)}`;
}

interface Row extends Range {
  readonly kind: string;
  readonly detail: unknown;
}

function byPosition(a: Row, b: Row): number {
  if (a.start !== b.start || a.end !== b.end) return a.start - b.start || a.end - b.end;
  const key = ({ kind, detail }: Row): string => `${kind} ${JSON.stringify(detail)}`;
  return key(a) < key(b) ? -1 : 1;
}

const expressionKinds: Partial<Record<Expression['kind'], string>> = {
  name: 'Name',
  constant: 'Constant',
  sequence: '',
  dict: 'Dict',
  attribute: 'Attribute',
  subscript: 'Subscript',
  slice: 'Slice',
  call: 'Call',
  binary: 'BinOp',
  unary: 'UnaryOp',
  logical: 'BoolOp',
  compare: 'Compare',
  conditional: 'IfExp',
  lambda: 'Lambda',
  comprehension: '',
  'named-expression': 'NamedExpr',
  template: 'JoinedStr',
  starred: 'Starred',
  yield: 'Yield',
  await: 'Await',
  malformed: 'malformed',
};

const sequenceKinds = { list: 'List', tuple: 'Tuple', set: 'Set' };
const comprehensionKinds = { list: 'ListComp', set: 'SetComp', dict: 'DictComp', generator: 'GeneratorExp' };

const statementKinds: Partial<Record<Statement['kind'], string>> = {
  expression: 'Expr',
  assign: 'Assign',
  'augmented-assign': 'AugAssign',
  'annotated-assign': 'AnnAssign',
  return: 'Return',
  if: 'If',
  while: 'While',
  for: 'For',
  try: 'Try',
  with: 'With',
  function: 'FunctionDef',
  class: 'ClassDef',
  import: 'Import',
  'import-from': 'ImportFrom',
  raise: 'Raise',
  assert: 'Assert',
  delete: 'Delete',
  scope: '',
  match: 'Match',
  break: 'Break',
  continue: 'Continue',
  pass: 'Pass',
  'malformed-statement': 'malformed-statement',
};

function statementRows(node: Statement, rows: Row[]): void {
  const row = (kind: string, detail: unknown = null, { start, end }: Range = node): void => void rows.push({ start, end, kind, detail });
  switch (node.kind) {
    case 'scope':
      row(node.type === 'global' ? 'Global' : 'Nonlocal', node.names);
      break;
    case 'augmented-assign':
      row('AugAssign', node.operator);
      break;
    case 'function':
      row('FunctionDef', node.code.name);
      codeRows(node.code, rows);
      break;
    case 'class':
      row('ClassDef', node.name);
      for (const statement of node.body) statementRows(statement, rows);
      argumentRows(node.bases, rows);
      break;
    case 'import':
      row('Import');
      for (const { module, alias, range } of node.names) row('alias', [module, alias], range);
      break;
    case 'import-from':
      row('ImportFrom', [node.module, node.level]);
      for (const { name, alias, range } of node.names) row('alias', [name, alias], range);
      break;
    case 'try':
      row('Try');
      for (const handler of node.handlers) row('ExceptHandler', handler.name, handler);
      break;
    default:
      row(statementKinds[node.kind] ?? node.kind);
  }
  if (node.kind === 'match') for (const { pattern } of node.cases) starRows(pattern);
  for (const expression of statementExpressions(node)) expressionRows(expression, rows);
  for (const block of statementBlocks(node)) for (const statement of block) statementRows(statement, rows);
}

/** Patterns have no ranges of their own; walking them shows that the walk ends. */
function starRows(pattern: Pattern): void {
  for (const part of subpatterns(pattern)) starRows(part);
}

function codeRows(code: FunctionCode, rows: Row[]): void {
  for (const { start, end, name } of code.parameters) rows.push({ start, end, kind: 'arg', detail: name });
  for (const statement of code.body()) statementRows(statement, rows);
}

function argumentRows(list: readonly Argument[], rows: Row[]): void {
  for (const { start, end, name, spread } of list) {
    if (spread === 'positional') rows.push({ start, end, kind: 'Starred', detail: null });
    else if (spread === 'keyword' || name !== null) rows.push({ start, end, kind: 'keyword', detail: name });
  }
}

function expressionRows(node: Expression, rows: Row[]): void {
  rows.push({ start: node.start, end: node.end, kind: expressionKind(node), detail: expressionDetail(node) });
  if (node.kind === 'template') return;
  if (node.kind === 'call') argumentRows(node.arguments, rows);
  if (node.kind === 'lambda') {
    for (const { start, end, name } of node.code.parameters) rows.push({ start, end, kind: 'arg', detail: name });
    for (const statement of node.code.body()) for (const value of statementExpressions(statement)) expressionRows(value, rows);
  }
  for (const part of subexpressions(node)) expressionRows(part, rows);
}

function expressionKind(node: Expression): string {
  if (node.kind === 'sequence') return sequenceKinds[node.type];
  if (node.kind === 'comprehension') return comprehensionKinds[node.type];
  if (node.kind === 'yield' && node.delegate) return 'YieldFrom';
  return expressionKinds[node.kind] ?? node.kind;
}

function expressionDetail(node: Expression): unknown {
  switch (node.kind) {
    case 'name':
    case 'attribute':
      return node.name;
    case 'binary':
    case 'unary':
    case 'logical':
      return node.operator;
    case 'compare':
      return node.operators;
    case 'constant':
      return constantDetail(node);
    default:
      return null;
  }
}

function constantDetail(node: Constant): unknown {
  switch (node.type) {
    case 'none':
      return null;
    case 'bool':
    case 'str':
      return node.value;
    case 'float':
      return ['float', node.value];
    case 'int':
    case 'bytes':
      return [node.type, node.value];
    case 'complex':
    case 'ellipsis':
      return [node.type];
  }
}
