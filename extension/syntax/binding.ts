import type { Expression, Pattern, Statement } from './ir';
import { statementBlocks, statementExpressions, subexpressions, subpatterns } from './walk';

/** The names that running these statements binds in their own scope, less those declared global or nonlocal. */
export function boundNames(body: readonly Statement[]): Set<string> {
  const bound = new Set<string>();
  const outer = new Set<string>();
  for (const statement of body) bindStatement(statement, bound, outer);
  for (const name of outer) bound.delete(name);
  return bound;
}

/** True when these statements yield, nested functions left out. */
export function hasYield(body: readonly Statement[]): boolean {
  return body.some(
    (statement) => statementExpressions(statement).some(expressionYields) || statementBlocks(statement).some((block) => hasYield(block)),
  );
}

function expressionYields(node: Expression): boolean {
  return node.kind === 'yield' || subexpressions(node).some(expressionYields);
}

function bindStatement(node: Statement, bound: Set<string>, outer: Set<string>): void {
  switch (node.kind) {
    case 'assign':
    case 'delete':
      for (const target of node.targets) bindTarget(target, bound);
      break;
    case 'augmented-assign':
    case 'annotated-assign':
    case 'for':
      bindTarget(node.target, bound);
      break;
    case 'with':
      for (const { target } of node.items) if (target !== null) bindTarget(target, bound);
      break;
    case 'try':
      for (const { name } of node.handlers) if (name !== null) bound.add(name);
      break;
    case 'function':
      bound.add(node.code.name);
      break;
    case 'class':
      bound.add(node.name);
      break;
    case 'import':
      for (const { module, alias } of node.names) bound.add(alias ?? module.replace(/\..*$/, ''));
      break;
    case 'import-from':
      for (const { name, alias } of node.names) if (name !== '*') bound.add(alias ?? name);
      break;
    case 'match':
      for (const { pattern } of node.cases) bindPattern(pattern, bound);
      break;
    case 'scope':
      for (const name of node.names) outer.add(name);
      break;
    default:
      break;
  }
  for (const expression of statementExpressions(node)) bindNamedExpressions(expression, bound);
  for (const block of statementBlocks(node)) for (const statement of block) bindStatement(statement, bound, outer);
}

function bindTarget(target: Expression, bound: Set<string>): void {
  if (target.kind === 'name') bound.add(target.name);
  else if (target.kind === 'starred') bindTarget(target.value, bound);
  else if (target.kind === 'sequence') for (const element of target.elements) bindTarget(element, bound);
}

/** A `:=` binds in the function even from inside a comprehension; what a comprehension's `for` binds is its own. */
function bindNamedExpressions(node: Expression, bound: Set<string>): void {
  if (node.kind === 'named-expression') bound.add(node.target.name);
  for (const part of subexpressions(node)) bindNamedExpressions(part, bound);
}

function bindPattern(pattern: Pattern, bound: Set<string>): void {
  if ((pattern.kind === 'capture' || pattern.kind === 'star') && pattern.name !== null) bound.add(pattern.name);
  if (pattern.kind === 'mapping' && pattern.rest !== null) bound.add(pattern.rest);
  for (const part of subpatterns(pattern)) bindPattern(part, bound);
}
