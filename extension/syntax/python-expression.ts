import { functionCode } from './function-code';
import type {
  Argument,
  BinaryOperator,
  CompareOperator,
  Comprehension,
  ComprehensionClause,
  Constant,
  Expression,
  Lambda,
  Parameter,
  Range,
  Slice,
  Starred,
  Subscript,
  Template,
} from './ir';
import { lowerNumber, malformed, rangeOf, stringPrefix, stringValue } from './python-literal';
import type { SyntaxNode } from './syntax-node';

/** Lowers an expression, an assignment target or a type annotation. */
export function lowerExpression(node: SyntaxNode): Expression {
  const range = rangeOf(node);
  if (node.hasMisplacedStar) return { kind: 'starred', ...range, value: lowerExpression(withoutStar(node)) };
  switch (node.type) {
    case 'identifier':
      return node.isMissing ? malformed(node) : { kind: 'name', ...range, name: node.text };
    case 'integer':
    case 'float':
      return lowerNumber(node);
    case 'true':
    case 'false':
      return { kind: 'constant', ...range, type: 'bool', value: node.type === 'true' };
    case 'none':
      return { kind: 'constant', ...range, type: 'none' };
    case 'ellipsis':
      return { kind: 'constant', ...range, type: 'ellipsis' };
    case 'string':
      return hasMissingQuote(node) ? malformed(node) : strings(node, [node]);
    case 'concatenated_string':
      return node.named.some(hasMissingQuote) ? malformed(node) : strings(node, node.named);
    case 'call':
      return { kind: 'call', ...range, callee: lowerField(node, 'function'), arguments: lowerArguments(node.child('arguments')) };
    case 'list':
    case 'list_pattern':
      return { kind: 'sequence', ...range, type: 'list', elements: elements(node) };
    case 'set':
      return { kind: 'sequence', ...range, type: 'set', elements: elements(node) };
    case 'tuple':
    case 'expression_list':
    case 'pattern_list':
      return { kind: 'sequence', ...range, type: 'tuple', elements: elements(node) };
    case 'tuple_pattern':
      return isParenthesized(node) ? lowerFirst(node) : { kind: 'sequence', ...range, type: 'tuple', elements: elements(node) };
    case 'dictionary':
      return { kind: 'dict', ...range, entries: node.named.map(dictEntry) };
  }
  return node.isBroken ? malformed(node) : lowerWhole(node, range);
}

/** The expressions of which a broken part leaves nothing to trust. */
function lowerWhole(node: SyntaxNode, range: Range): Expression {
  switch (node.type) {
    case 'parenthesized_expression':
    case 'type':
    case 'as_pattern_target':
      return lowerFirst(node);
    case 'attribute': {
      const name = node.child('attribute') ?? node;
      return { kind: 'attribute', ...range, object: lowerField(node, 'object'), name: name.text, nameRange: rangeOf(name) };
    }
    case 'subscript':
      return subscript(node, lowerField(node, 'value'), node);
    case 'slice':
      return slice(node);
    case 'binary_operator':
      return binary(node);
    case 'unary_operator': {
      const operator = node.child('operator')?.type as '-' | '+' | '~';
      return { kind: 'unary', ...range, operator, operand: lowerField(node, 'argument') };
    }
    case 'not_operator':
      return { kind: 'unary', ...range, operator: 'not', operand: lowerField(node, 'argument') };
    case 'boolean_operator': {
      const operator = node.has('and') ? 'and' : 'or';
      return { kind: 'logical', ...range, operator, operands: logicalOperands(node, operator) };
    }
    case 'comparison_operator':
      return comparison(node);
    case 'conditional_expression': {
      const [then, test, otherwise] = node.named.map(lowerExpression);
      if (then === undefined || test === undefined || otherwise === undefined) return malformed(node);
      return { kind: 'conditional', ...range, test, then, otherwise };
    }
    case 'lambda':
      return lambda(node);
    case 'list_comprehension':
      return comprehension(node, 'list');
    case 'set_comprehension':
      return comprehension(node, 'set');
    case 'dictionary_comprehension':
      return comprehension(node, 'dict');
    case 'generator_expression':
      return comprehension(node, 'generator');
    case 'named_expression': {
      const target = lowerField(node, 'name');
      return target.kind === 'name' ? { kind: 'named-expression', ...range, target, value: lowerField(node, 'value') } : malformed(node);
    }
    case 'list_splat':
    case 'list_splat_pattern':
    case 'splat_type':
      return { kind: 'starred', ...range, value: lowerFirst(node) };
    case 'yield':
      return { kind: 'yield', ...range, value: node.named[0] === undefined ? null : lowerFirst(node), delegate: node.has('from') };
    case 'await':
      return { kind: 'await', ...range, value: lowerFirst(node) };
    case 'generic_type': {
      const parameters = node.ofType('type_parameter');
      return parameters === null ? malformed(node) : subscript(node, lowerFirst(node), parameters);
    }
    case 'union_type':
      return joined('|', unionTerms(node).map(operand)).value;
    case 'member_type': {
      const name = node.ofType('identifier') ?? node;
      return { kind: 'attribute', ...range, object: lowerFirst(node), name: name.text, nameRange: rangeOf(name) };
    }
    case 'constrained_type':
      return slice(node);
    default:
      return malformed(node);
  }
}

/** Lowers a list of expressions written side by side: a tuple when there is a comma, with the range of the whole. */
export function lowerTupleOrSingle(nodes: readonly SyntaxNode[]): Expression | null {
  const [first] = nodes;
  const last = nodes.at(-1);
  if (first === undefined || last === undefined) return null;
  if (nodes.length === 1) return lowerExpression(first);
  const parts = nodes.filter((node) => node.isNamed).map(lowerElement);
  return { kind: 'sequence', start: first.start, end: last.end, type: 'tuple', elements: parts };
}

/** Lowers the arguments of a call or the bases of a class; no list means no arguments. */
export function lowerArguments(list: SyntaxNode | null): readonly Argument[] {
  if (list === null) return [];
  if (list.type === 'generator_expression') return [{ ...rangeOf(list), value: lowerExpression(list), name: null, spread: 'none' }];
  const result = list.named.map(lowerArgument);
  // The call is being written: what is still to come may be any argument.
  if (list.children.at(-1)?.isMissing === true) result.push(unknownArguments({ start: list.end, end: list.end }));
  return result;
}

function lowerArgument(node: SyntaxNode): Argument {
  const range = rangeOf(node);
  switch (node.type) {
    case 'keyword_argument':
      return { ...range, value: lowerField(node, 'value'), name: node.child('name')?.text ?? null, spread: 'none' };
    case 'list_splat':
      return { ...range, value: lowerFirst(node), name: null, spread: 'positional' };
    case 'dictionary_splat':
      return { ...range, value: lowerFirst(node), name: null, spread: 'keyword' };
    case 'ERROR':
      return unknownArguments(range);
    default: {
      const value = lowerExpression(node);
      return value.kind === 'starred'
        ? { ...range, value: value.value, name: null, spread: 'positional' }
        : { ...range, value, name: null, spread: 'none' };
    }
  }
}

/** `**malformed`: any parameter may have been given there. */
function unknownArguments(range: Range): Argument {
  return { ...range, value: malformed(range), name: null, spread: 'keyword' };
}

/** Lowers the parameters of a `def` or `lambda`. */
export function lowerParameters(list: SyntaxNode | null): readonly Parameter[] {
  const result: Parameter[] = [];
  let kind: Parameter['kind'] = 'positional';
  for (const node of list?.named ?? []) {
    if (node.type === 'positional_separator') {
      result.forEach((parameter, index) => (result[index] = { ...parameter, kind: 'positional-only' }));
    } else if (node.type === 'keyword_separator') {
      kind = 'keyword-only';
    } else {
      const parameter = lowerParameter(node, kind);
      if (parameter !== null) result.push(parameter);
      if (parameter?.kind === 'var-positional') kind = 'keyword-only';
    }
  }
  if (list?.isBroken === true) result.push(unknownParameter(list, 'var-positional'), unknownParameter(list, 'var-keyword'));
  return result;
}

/** A nameless parameter that takes what the unreadable parameters of a broken list might take. */
function unknownParameter({ end }: Range, kind: Parameter['kind']): Parameter {
  return { start: end, end, name: '', kind, default: null, annotation: null };
}

const splatKinds: ReadonlyMap<string, Parameter['kind']> = new Map([
  ['list_splat_pattern', 'var-positional'],
  ['dictionary_splat_pattern', 'var-keyword'],
]);

function lowerParameter(node: SyntaxNode, position: Parameter['kind']): Parameter | null {
  const isBare = node.type === 'identifier' || node.type === 'list_splat_pattern' || node.type === 'dictionary_splat_pattern';
  const declared = isBare ? node : (node.child('name') ?? node.named[0]);
  const name = declared?.type === 'identifier' ? declared : declared?.ofType('identifier');
  const splat = splatKinds.get(declared?.type ?? '');
  if (name === null || name === undefined || name.isMissing) return null;
  const annotation = node.child('type');
  const value = node.child('value');
  return {
    start: name.start,
    end: (annotation ?? name).end,
    name: name.text,
    kind: splat ?? position,
    default: value === null ? null : lowerExpression(value),
    annotation: annotation === null ? null : lowerExpression(annotation),
  };
}

function withoutStar(node: SyntaxNode): SyntaxNode {
  return node.replaceInnermost(
    (part) => part.children[0]?.isNamed !== true,
    (star) => star.named[0] ?? star,
  );
}

/** Lowers the child with that field name. */
export function lowerField(node: SyntaxNode, field: string): Expression {
  const child = node.child(field);
  return child === null ? malformed(node) : lowerExpression(child);
}

function lowerFirst(node: SyntaxNode): Expression {
  const [first] = node.named;
  return first === undefined ? malformed(node) : lowerExpression(first);
}

/** One string or several side by side, which Python joins. */
function strings(whole: SyntaxNode, nodes: readonly SyntaxNode[]): Constant | Template {
  const parts = nodes.flatMap(stringParts);
  const range = rangeOf(whole);
  if (nodes.some((node) => stringPrefix(node).isTemplate)) {
    const joined: Template['parts'][number][] = [];
    for (const part of parts) {
      const previous = joined.at(-1);
      if (typeof part === 'string' && typeof previous === 'string') joined[joined.length - 1] = previous + part;
      else if (part !== '') joined.push(part);
    }
    return { kind: 'template', ...range, parts: joined };
  }
  const type = nodes.some((node) => stringPrefix(node).isBytes) ? 'bytes' : 'str';
  return { kind: 'constant', ...range, type, value: parts.filter((part) => typeof part === 'string').join('') };
}

function hasMissingQuote(node: SyntaxNode): boolean {
  return node.ofType('string_end')?.isMissing !== false;
}

/** The literal texts of a string, which are what lies between its quotes and interpolations, and those. */
function stringParts(node: SyntaxNode): Template['parts'] {
  const prefix = stringPrefix(node);
  const quoteLength = (node.ofType('string_start')?.text ?? '').replace(/^\w+/, '').length;
  const marks = node.named.filter((child) => child.type !== 'string_content');
  return marks.flatMap((mark, index): Template['parts'] => {
    const next = marks[index + 1];
    const own = mark.type === 'interpolation' ? interpolation(mark) : [];
    if (next === undefined) return own;
    // Of r'\\' the grammar counts the backslashes to the closing quote.
    const end = next.type === 'string_end' ? next.end - quoteLength : next.start;
    return [...own, stringValue(node.textBetween(mark.end, end), prefix)];
  });
}

/** `{value!r:format}`; with `=` its own source text comes first. */
function interpolation(node: SyntaxNode): Template['parts'] {
  const value = node.child('expression');
  const format = node.child('format_specifier')?.text.slice(1) ?? '';
  const conversion = node.child('type_conversion')?.text.slice(1) ?? '';
  const equals = node.children.find((child) => child.type === '=' && !child.isNamed);
  const lowered = value === null || node.isBroken ? malformed(node) : lowerExpression(value);
  if (equals === undefined) return [{ value: lowered, conversion, format }];
  const [mark = ''] = /^=\s*/.exec(node.textBetween(equals.start, node.end)) ?? [];
  const label = node.textBetween(node.start + 1, equals.start) + mark;
  return [label, { value: lowered, conversion: conversion === '' && format === '' ? 'r' : conversion, format }];
}

function elements(node: SyntaxNode): readonly Expression[] {
  const result = node.named.map(lowerElement);
  // The list is being written: more may come.
  if (node.children.at(-1)?.isMissing === true) result.push(unknownElements({ start: node.end, end: node.end }));
  return result;
}

function lowerElement(node: SyntaxNode): Expression {
  return node.type === 'ERROR' ? unknownElements(node) : lowerExpression(node);
}

/** `*malformed`: any number of elements may stand there. */
function unknownElements(range: Range): Starred {
  return { kind: 'starred', ...rangeOf(range), value: malformed(range) };
}

function dictEntry(node: SyntaxNode): { key: Expression | null; value: Expression } {
  if (node.type === 'pair') return { key: lowerField(node, 'key'), value: lowerField(node, 'value') };
  return { key: null, value: node.type === 'dictionary_splat' ? lowerFirst(node) : malformed(node) };
}

/** `(a) = 1`: the grammar calls it a tuple, Python does not. */
function isParenthesized(node: SyntaxNode): boolean {
  return node.named.length === 1 && !node.has(',');
}

/** `object[...]`, where `list` holds the brackets and what is between them. */
function subscript(node: SyntaxNode, object: Expression, list: SyntaxNode): Subscript {
  const open = list.children.findIndex((child) => child.type === '[' && !child.isNamed);
  const index = lowerTupleOrSingle(list.children.slice(open + 1, -1)) ?? malformed(list);
  const isTuple = index.kind === 'starred';
  return {
    kind: 'subscript',
    ...rangeOf(node),
    object,
    index: isTuple ? { kind: 'sequence', ...rangeOf(index), type: 'tuple', elements: [index] } : index,
  };
}

function slice(node: SyntaxNode): Slice {
  const parts: (Expression | null)[] = [null];
  for (const child of node.children) {
    if (child.type === ':' && !child.isNamed) parts.push(null);
    else parts[parts.length - 1] = lowerExpression(child);
  }
  const [lower = null, upper = null, step = null] = parts;
  return { kind: 'slice', ...rangeOf(node), lower, upper, step };
}

function binary(node: SyntaxNode): Expression {
  const operator = node.child('operator')?.type as BinaryOperator;
  if (operator === '&') return exclusiveOr(node);
  return { kind: 'binary', ...rangeOf(node), operator, left: lowerField(node, 'left'), right: lowerField(node, 'right') };
}

/** The grammar binds `^` tighter than `&`, Python the other way: `a ^ b & c ^ d` is `(a ^ (b & c)) ^ d`. */
function exclusiveOr(node: SyntaxNode): Expression {
  return joined('^', exclusiveTerms(node).map((factors) => joined('&', factors.map(operand)))).value;
}

/** The operands of a chain of `&` and `^`: what `&` joins together in one list. */
function exclusiveTerms(node: SyntaxNode): readonly (readonly SyntaxNode[])[] {
  const operator = node.type === 'binary_operator' && !node.isBroken ? node.child('operator')?.type : undefined;
  const [left, right] = [node.child('left'), node.child('right')];
  if ((operator !== '&' && operator !== '^') || left === null || right === null) return [[node]];
  const [before, after] = [exclusiveTerms(left), exclusiveTerms(right)];
  if (operator === '^') return [...before, ...after];
  return [...before.slice(0, -1), [...(before.at(-1) ?? []), ...(after[0] ?? [])], ...after.slice(1)];
}

/** An operand with the range of its source, parentheses included. */
type Operand = Range & { readonly value: Expression };

function operand(node: SyntaxNode): Operand {
  return { ...rangeOf(node), value: lowerExpression(node) };
}

/** Joins operands, of which there is at least one, from left to right. */
function joined(operator: BinaryOperator, operands: readonly Operand[]): Operand {
  return operands.reduce((left, right) => {
    const range = { start: left.start, end: right.end };
    return { ...range, value: { kind: 'binary', ...range, operator, left: left.value, right: right.value } };
  });
}

/** `a or b or c` is one operation of three operands, unlike `(a or b) or c`. */
function logicalOperands(node: SyntaxNode, operator: 'and' | 'or'): readonly Expression[] {
  const left = node.child('left');
  const chained = left?.type === 'boolean_operator' && left.has(operator) && !left.isBroken;
  return [...(chained ? logicalOperands(left, operator) : [lowerField(node, 'left')]), lowerField(node, 'right')];
}

const compareOperators: ReadonlySet<string> = new Set<CompareOperator>(['<', '<=', '>', '>=', '==', '!=', 'is', 'is not', 'in', 'not in']);

function isCompareOperator(text: string): text is CompareOperator {
  return compareOperators.has(text);
}

function comparison(node: SyntaxNode): Expression {
  const parts = node.children.filter((child) => child.field !== 'operators').map(lowerExpression);
  const operators = node.children.filter((child) => child.field === 'operators').map((child) => child.type);
  if (!operators.every(isCompareOperator)) return malformed(node);
  return { kind: 'compare', ...rangeOf(node), operators, operands: parts };
}

/** The operands of `A[x] | B | C`: the grammar nests what follows a subscript to the right, Python to the left. */
function unionTerms(node: SyntaxNode): readonly SyntaxNode[] {
  const [first, second] = node.named;
  if (node.isBroken || first === undefined) return [node];
  if (node.type === 'type') return unionTerms(first);
  const isUnion = node.type === 'union_type' || node.child('operator')?.type === '|';
  return isUnion && second !== undefined ? [...unionTerms(first), ...unionTerms(second)] : [node];
}

function lambda(node: SyntaxNode): Lambda {
  const range = rangeOf(node);
  const body = node.child('body') ?? node;
  const parameters = lowerParameters(node.child('parameters'));
  const head = { ...range, name: '<lambda>', nameRange: range, parameters, returns: null, isAsync: false };
  const code = functionCode(head, node.text.includes('yield'), () => [{ kind: 'return', ...rangeOf(body), value: lowerExpression(body) }]);
  return { kind: 'lambda', ...range, code };
}

function comprehension(node: SyntaxNode, type: Comprehension['type']): Expression {
  const body = node.child('body');
  const clauses: ComprehensionClause[] = [];
  for (const clause of node.named) {
    const last = clauses.at(-1);
    if (clause.isBroken) return malformed(node);
    if (clause.type === 'for_in_clause') {
      const iterable = lowerTupleOrSingle(clause.children.filter((child) => child.field === 'right')) ?? malformed(clause);
      clauses.push({ target: lowerField(clause, 'left'), iterable, conditions: [] });
    } else if (clause.type === 'if_clause' && last !== undefined) {
      clauses[clauses.length - 1] = { ...last, conditions: [...last.conditions, lowerFirst(clause)] };
    }
  }
  const isPair = body?.type === 'pair';
  if (body === null || body.isBroken && isPair) return malformed(node);
  const key = isPair ? lowerField(body, 'key') : null;
  const element = isPair ? lowerField(body, 'value') : lowerExpression(body);
  return { kind: 'comprehension', ...rangeOf(node), type, key, element, clauses };
}
