import type { Expression, Pattern, Range } from './ir';
import { lowerExpression } from './python-expression';
import { malformed, rangeOf } from './python-literal';
import type { SyntaxNode } from './syntax-node';

/** Lowers the patterns of one `case`: several side by side are a sequence. */
export function lowerCasePatterns(clause: SyntaxNode): Pattern {
  const patterns = clause.named.filter((child) => child.type === 'case_pattern' || child.type === 'ERROR');
  const [first] = patterns;
  const isSequence = clause.has(',') || first?.ofType('splat_pattern') != null;
  if (first === undefined || !isSequence) return first === undefined ? unknownPattern(clause) : lowerPattern(first);
  return { kind: 'sequence', elements: patterns.map(lowerPattern) };
}

function lowerPattern(node: SyntaxNode): Pattern {
  if (node.isBroken) return unknownPattern(node);
  const [first] = node.children;
  switch (node.type) {
    case 'case_pattern':
      if (first === undefined) return unknownPattern(node);
      return first.type === '-' && !first.isNamed ? { kind: 'value', value: negative(node) } : lowerPattern(first);
    case 'as_pattern': {
      const name = node.ofType('identifier')?.text ?? null;
      const inner = node.named[0];
      return { kind: 'capture', name, pattern: inner === undefined ? null : lowerPattern(inner) };
    }
    case 'union_pattern':
      return { kind: 'or', alternatives: alternatives(node) };
    case 'tuple_pattern': {
      const [only] = node.named;
      const isGroup = node.named.length === 1 && !node.has(',') && only?.ofType('splat_pattern') == null;
      return isGroup && only !== undefined ? lowerPattern(only) : sequence(node);
    }
    case 'list_pattern':
      return sequence(node);
    case 'splat_pattern':
      return { kind: 'star', name: captureName(node) };
    case 'dict_pattern':
      return mapping(node);
    case 'class_pattern':
      return classPattern(node);
    case 'dotted_name':
      return node.named.length === 1 ? { kind: 'capture', name: captureName(node), pattern: null } : { kind: 'value', value: dottedName(node) };
    case '_':
      return { kind: 'capture', name: null, pattern: null };
    case 'complex_pattern':
      return { kind: 'value', value: complexNumber(node) };
    default:
      return { kind: 'value', value: lowerExpression(node) };
  }
}

/** A pattern that could not be understood: it may match, and binds nothing. */
function unknownPattern(range: Range): Pattern {
  return { kind: 'value', value: malformed(range) };
}

function sequence(node: SyntaxNode): Pattern {
  return { kind: 'sequence', elements: node.named.map(lowerPattern) };
}

/** The alternatives of `a | -1 | b`, where the sign is a child of its own. */
function alternatives(node: SyntaxNode): readonly Pattern[] {
  const result: Pattern[] = [];
  let sign: SyntaxNode | null = null;
  for (const child of node.children) {
    if (child.type === '-' && !child.isNamed) sign = child;
    else if (child.type !== '|') {
      result.push(sign === null ? lowerPattern(child) : { kind: 'value', value: negated(sign, child) });
      sign = null;
    }
  }
  return result;
}

function mapping(node: SyntaxNode): Pattern {
  const rest = node.ofType('splat_pattern');
  const entries: { key: Expression; value: Pattern }[] = [];
  let key: Expression | null = null;
  let sign: SyntaxNode | null = null;
  for (const child of node.children) {
    if (child.type === '-' && !child.isNamed) sign = child;
    else if (child.field === 'key') {
      key = sign !== null ? negated(sign, child) : child.type === 'dotted_name' ? dottedName(child) : lowerExpression(child);
      sign = null;
    } else if (child.field === 'value' && key !== null) {
      entries.push({ key, value: lowerPattern(child) });
      key = null;
    }
  }
  return { kind: 'mapping', entries, rest: rest === null ? null : captureName(rest) };
}

function classPattern(node: SyntaxNode): Pattern {
  const type = node.ofType('dotted_name');
  const positional: Pattern[] = [];
  const keyword: { name: string; value: Pattern }[] = [];
  for (const child of node.named) {
    if (child.type !== 'case_pattern') continue;
    const named = child.ofType('keyword_pattern');
    if (named === null) positional.push(lowerPattern(child));
    else keyword.push({ name: named.ofType('identifier')?.text ?? '', value: keywordValue(named) });
  }
  return { kind: 'class', type: type === null ? malformed(node) : dottedName(type), positional, keyword };
}

function keywordValue(node: SyntaxNode): Pattern {
  const equals = node.children.findIndex((child) => child.type === '=');
  const [first, second] = node.children.slice(equals + 1);
  if (first === undefined) return unknownPattern(node);
  return second === undefined ? lowerPattern(first) : { kind: 'value', value: negated(first, second) };
}

/** The name that a capture binds; null for `_`. */
function captureName(node: SyntaxNode): string | null {
  const name = node.ofType('identifier')?.text ?? null;
  return name === '_' ? null : name;
}

function dottedName(node: SyntaxNode): Expression {
  const [first, ...rest] = node.named;
  if (first === undefined) return malformed(node);
  return rest.reduce<Expression>(
    (object, name) => ({ kind: 'attribute', start: node.start, end: name.end, object, name: name.text, nameRange: rangeOf(name) }),
    lowerExpression(first),
  );
}

/** `-1 + 2j`: a sum, whose first part may have a sign. */
function complexNumber(node: SyntaxNode): Expression {
  const [right, operator, left, sign] = [...node.children].reverse();
  if (right === undefined || left === undefined) return malformed(node);
  const first = sign === undefined ? lowerExpression(left) : negated(sign, left);
  return { kind: 'binary', ...rangeOf(node), operator: operator?.type === '-' ? '-' : '+', left: first, right: lowerExpression(right) };
}

function negative(node: SyntaxNode): Expression {
  const [sign, operand] = node.children;
  return sign === undefined || operand === undefined ? malformed(node) : negated(sign, operand);
}

function negated(sign: SyntaxNode, operand: SyntaxNode): Expression {
  return { kind: 'unary', start: sign.start, end: operand.end, operator: '-', operand: lowerExpression(operand) };
}
