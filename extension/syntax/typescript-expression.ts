import type { Argument, BinaryOperator, CompareOperator, Expression } from './ir';
import { malformed, rangeOf } from './python-literal';
import type { Assignment, ObjectMember } from './script-ir';
import type { SyntaxNode } from './syntax-node';
import { lowerClassDefinition, lowerFunctionCode, methodType } from './typescript-function';
import { lowerKey, lowerRegex, lowerScriptNumber, lowerScriptString, templateParts, unescaped } from './typescript-literal';
import { lowerTarget, places } from './typescript-pattern';

/** Lowers an expression. Types leave no trace: `a as T` has the range and meaning of `a`. */
export function lowerScriptExpression(node: SyntaxNode): Expression {
  const range = rangeOf(node);
  switch (node.type) {
    case 'identifier':
    case 'this':
    case 'super':
    case 'undefined':
    case 'meta_property':
    case 'shorthand_property_identifier':
      return node.isMissing ? malformed(node) : { kind: 'name', ...range, name: node.text.replace(/\s/g, '') };
    case 'number':
      return lowerScriptNumber(node);
    case 'string':
      return node.isBroken ? malformed(node) : lowerScriptString(node);
    case 'template_string':
      return { kind: 'template', ...range, parts: templateParts(node, lowerScriptExpression) };
    case 'regex':
      return lowerRegex(node);
    case 'true':
    case 'false':
      return { kind: 'constant', ...range, type: 'bool', value: node.type === 'true' };
    case 'null':
      return { kind: 'constant', ...range, type: 'none' };
    case 'parenthesized_expression':
    case 'as_expression':
    case 'satisfies_expression':
    case 'non_null_expression':
    case 'instantiation_expression':
      return lowerFirst(node);
    case 'type_assertion':
      return lowerLast(node);
    case 'array':
      return { kind: 'sequence', ...range, type: 'list', elements: lowerElements(node) };
    case 'object':
      return { kind: 'object', ...range, members: node.named.map(lowerMember) };
    case 'member_expression':
    case 'subscript_expression':
    case 'call_expression':
      return chained(node, lowerLink(node));
    case 'new_expression':
      return { kind: 'new', ...range, callee: field(node, 'constructor'), arguments: lowerScriptArguments(node.child('arguments')) };
    case 'unary_expression':
      return lowerUnary(node);
    case 'update_expression': {
      const operator = node.child('operator');
      const isPrefix = operator !== null && operator.start === node.start;
      return { kind: 'update', ...range, operator: operator?.type === '--' ? '-' : '+', isPrefix, target: lowerTarget(node.child('argument')) };
    }
    case 'binary_expression':
      return lowerBinary(node);
    case 'assignment_expression':
      return { kind: 'assignment', ...range, target: lowerTarget(node.child('left')), operator: null, value: field(node, 'right') };
    case 'augmented_assignment_expression':
      return { kind: 'assignment', ...range, target: lowerTarget(node.child('left')), operator: assignmentOperator(node), value: field(node, 'right') };
    case 'ternary_expression':
      return { kind: 'conditional', ...range, test: field(node, 'condition'), then: field(node, 'consequence'), otherwise: field(node, 'alternative') };
    case 'await_expression':
      return { kind: 'await', ...range, value: lowerFirst(node) };
    case 'yield_expression': {
      const [value] = node.named;
      return { kind: 'yield', ...range, value: value === undefined ? null : lowerScriptExpression(value), delegate: node.has('*') };
    }
    case 'sequence_expression':
      return { kind: 'comma', ...range, expressions: node.named.map(lowerScriptExpression) };
    case 'arrow_function':
    case 'function_expression':
    case 'function':
    case 'generator_function':
      return { kind: 'lambda', ...range, code: lowerFunctionCode(node) };
    case 'class':
      return { kind: 'class-expression', ...range, definition: lowerClassDefinition(node) };
    default:
      return malformed(node);
  }
}

/** The arguments of a call; of a template that is called, its texts and values. */
export function lowerScriptArguments(list: SyntaxNode | null): readonly Argument[] {
  if (list === null) return [];
  if (list.type === 'template_string') return tagArguments(list);
  const result = list.named.map((node): Argument => {
    const isSpread = node.type === 'spread_element' || node.type === 'ERROR';
    return { ...rangeOf(node), value: node.type === 'spread_element' ? lowerFirst(node) : lowerScriptExpression(node), name: null, spread: isSpread ? 'positional' : 'none' };
  });
  // The call is being written: what is still to come may be any argument.
  const end = { start: list.end, end: list.end };
  if (list.children.at(-1)?.isMissing === true) result.push({ ...end, value: malformed(end), name: null, spread: 'positional' });
  return result;
}

function tagArguments(node: SyntaxNode): readonly Argument[] {
  const parts = templateParts(node, lowerScriptExpression, unescaped);
  const texts: Expression[] = [];
  const values: Expression[] = [];
  let last = '';
  const text = (): Expression => ({ kind: 'constant', ...rangeOf(node), type: 'str', value: last });
  for (const part of parts) {
    if (typeof part === 'string') last = part;
    else {
      texts.push(text());
      values.push(part.value);
      last = '';
    }
  }
  texts.push(text());
  const strings: Expression = { kind: 'sequence', ...rangeOf(node), type: 'list', elements: texts };
  return [strings, ...values].map((value) => ({ ...rangeOf(value), value, name: null, spread: 'none' }));
}

/** One link of a chain of members, subscripts and calls. */
function lowerLink(node: SyntaxNode): Expression {
  const range = rangeOf(node);
  const optional = node.children.some((child) => child.type === 'optional_chain' || child.type === '?.') ? { isOptional: true as const } : {};
  switch (node.type) {
    case 'member_expression': {
      const name = node.child('property') ?? node;
      // The name is still to be written.
      if (name.isMissing || node.isBroken) return malformed(node);
      return { kind: 'attribute', ...range, object: lowerObject(node, 'object'), name: name.text, nameRange: rangeOf(name), ...optional };
    }
    case 'subscript_expression':
      return { kind: 'subscript', ...range, object: lowerObject(node, 'object'), index: field(node, 'index'), ...optional };
    default: {
      const callee = node.child('function');
      const list = node.child('arguments');
      if (callee?.type === 'import') return { kind: 'import-call', ...range, specifier: lowerScriptArguments(list)[0]?.value ?? malformed(node) };
      return { kind: 'call', ...range, callee: lowerObject(node, 'function'), arguments: lowerScriptArguments(list), ...optional };
    }
  }
}

const links: ReadonlySet<string> = new Set(['member_expression', 'subscript_expression', 'call_expression']);

/** What a link hangs on: a link of the same chain, or a value. */
function lowerObject(node: SyntaxNode, name: string): Expression {
  const object = node.child(name);
  if (object === null) return malformed(node);
  if (object.type === 'non_null_expression') {
    const [inner] = object.named;
    return inner !== undefined && links.has(inner.type) ? lowerLink(inner) : lowerScriptExpression(object);
  }
  return links.has(object.type) ? lowerLink(object) : lowerScriptExpression(object);
}

/** A chain with a `?.` in it ends as a whole where one of its objects is null or undefined. */
function chained(node: SyntaxNode, value: Expression): Expression {
  return hasOptional(value) ? { kind: 'chain', ...rangeOf(node), value } : value;
}

function hasOptional(node: Expression): boolean {
  if (node.kind === 'attribute' || node.kind === 'subscript') return node.isOptional === true || hasOptional(node.object);
  return node.kind === 'call' && (node.isOptional === true || hasOptional(node.callee));
}

function lowerElements(node: SyntaxNode): readonly Expression[] {
  const result = places(node).map((place): Expression => {
    if (place === null) return { kind: 'name', start: node.start, end: node.start, name: 'undefined' };
    if (place.type === 'spread_element') return { kind: 'starred', ...rangeOf(place), value: lowerFirst(place) };
    return place.type === 'ERROR' ? unknownElements(place.start, place.end) : lowerScriptExpression(place);
  });
  // The array is being written: more may come.
  if (node.children.at(-1)?.isMissing === true) result.push(unknownElements(node.end, node.end));
  return result;
}

function unknownElements(start: number, end: number): Expression {
  return { kind: 'starred', start, end, value: malformed({ start, end }) };
}

function lowerMember(node: SyntaxNode): ObjectMember {
  const range = rangeOf(node);
  switch (node.type) {
    case 'pair':
      return { ...range, type: 'property', key: lowerKey(node.child('key'), lowerScriptExpression), value: field(node, 'value') };
    case 'shorthand_property_identifier':
      return { ...range, type: 'property', key: node.text, value: { kind: 'name', ...range, name: node.text } };
    case 'spread_element':
      return { ...range, type: 'spread', value: lowerFirst(node) };
    case 'method_definition':
      return { ...range, type: methodType(node), key: lowerKey(node.child('name'), lowerScriptExpression), code: lowerFunctionCode(node) };
    default:
      return { ...range, type: 'spread', value: malformed(node) };
  }
}

function lowerUnary(node: SyntaxNode): Expression {
  const range = rangeOf(node);
  const operator = node.child('operator')?.type;
  const operand = field(node, 'argument');
  switch (operator) {
    case '-':
      // A negative number is a literal, as everywhere else.
      return { kind: 'unary', ...range, operator, operand };
    case '+':
    case '~':
    case 'typeof':
    case 'void':
      return { kind: 'unary', ...range, operator, operand };
    case '!':
      return { kind: 'unary', ...range, operator: 'not', operand };
    case 'delete':
      return { kind: 'delete-expression', ...range, target: operand };
    default:
      return malformed(node);
  }
}

const arithmetic: ReadonlySet<string> = new Set<BinaryOperator>(['+', '-', '*', '/', '%', '**', '&', '|', '^', '<<', '>>', '>>>']);
const comparing: ReadonlySet<string> = new Set<CompareOperator>(['<', '<=', '>', '>=', '==', '!=', '===', '!==', 'in', 'instanceof']);
const logical: Readonly<Partial<Record<string, 'and' | 'or' | '??'>>> = { '&&': 'and', '||': 'or', '??': '??' };

function lowerBinary(node: SyntaxNode): Expression {
  const range = rangeOf(node);
  const operator = node.child('operator')?.type ?? '';
  const name = logical[operator];
  if (name !== undefined) return { kind: 'logical', ...range, operator: name, operands: logicalOperands(node, operator) };
  if (node.child('left')?.type === 'private_property_identifier') return malformed(node);
  const operands = [field(node, 'left'), field(node, 'right')] as const;
  if (arithmetic.has(operator)) return { kind: 'binary', ...range, operator: operator as BinaryOperator, left: operands[0], right: operands[1] };
  if (comparing.has(operator)) return { kind: 'compare', ...range, operators: [operator as CompareOperator], operands };
  return malformed(node);
}

/** `a || b || c` is one operation of three operands. */
function logicalOperands(node: SyntaxNode, operator: string): readonly Expression[] {
  const left = node.child('left');
  const isChained = left?.type === 'binary_expression' && left.child('operator')?.type === operator && !left.isBroken;
  return [...(isChained ? logicalOperands(left, operator) : [field(node, 'left')]), field(node, 'right')];
}

function assignmentOperator(node: SyntaxNode): Assignment['operator'] {
  const operator = (node.child('operator')?.type ?? '+=').slice(0, -1);
  return logical[operator] ?? (operator as BinaryOperator);
}

/** Lowers the child with that field name. */
export function field(node: SyntaxNode, name: string): Expression {
  const child = node.children.find((part) => part.field === name && part.type !== ';' && part.type !== ',') ?? null;
  return child === null ? malformed(node) : lowerScriptExpression(child);
}

function lowerFirst(node: SyntaxNode): Expression {
  const [first] = node.named;
  return first === undefined ? malformed(node) : lowerScriptExpression(first);
}

function lowerLast(node: SyntaxNode): Expression {
  const last = node.named.at(-1);
  return last === undefined ? malformed(node) : lowerScriptExpression(last);
}
