import type { Expression } from './ir';
import { malformed, rangeOf } from './python-literal';
import type { ObjectPattern } from './script-ir';
import type { SyntaxNode } from './syntax-node';
import { lowerScriptExpression } from './typescript-expression';
import { lowerKey } from './typescript-literal';

/** Lowers what is bound or assigned to: a name, a member, or a pattern. */
export function lowerTarget(node: SyntaxNode | null): Expression {
  if (node === null) return malformed({ start: 0, end: 0 });
  const range = rangeOf(node);
  switch (node.type) {
    case 'array_pattern':
    case 'array':
      return { kind: 'array-pattern', ...range, elements: places(node).map((place) => (place === null ? null : lowerTarget(place))) };
    case 'object_pattern':
    case 'object':
      return lowerObjectPattern(node);
    case 'assignment_pattern':
    case 'object_assignment_pattern':
    case 'assignment_expression': {
      const value = node.child('right');
      return { kind: 'defaulted', ...range, target: lowerTarget(node.child('left')), value: value === null ? malformed(node) : lowerScriptExpression(value) };
    }
    case 'rest_pattern':
    case 'spread_element':
      return { kind: 'starred', ...range, value: lowerTarget(node.named[0] ?? null) };
    case 'shorthand_property_identifier_pattern':
    case 'shorthand_property_identifier':
      return { kind: 'name', ...range, name: node.text };
    default:
      return lowerScriptExpression(node);
  }
}

/** The places between the commas of an array or array pattern; null for one that is left out. */
export function places(node: SyntaxNode): readonly (SyntaxNode | null)[] {
  const found: (SyntaxNode | null)[] = [];
  let isFilled = false;
  for (const child of node.children) {
    if (child.isNamed) {
      found.push(child);
      isFilled = true;
    } else if (child.type === ',') {
      if (!isFilled) found.push(null);
      isFilled = false;
    }
  }
  return found;
}

function lowerObjectPattern(node: SyntaxNode): ObjectPattern {
  const properties: ObjectPattern['properties'][number][] = [];
  let rest: Expression | null = null;
  for (const part of node.named) {
    switch (part.type) {
      case 'pair_pattern':
      case 'pair':
        properties.push({ key: lowerKey(part.child('key'), lowerScriptExpression), target: lowerTarget(part.child('value')) });
        break;
      case 'rest_pattern':
      case 'spread_element':
        rest = lowerTarget(part.named[0] ?? null);
        break;
      case 'object_assignment_pattern':
      case 'assignment_pattern':
        properties.push({ key: part.child('left')?.text ?? '', target: lowerTarget(part) });
        break;
      case 'ERROR':
        break;
      default:
        properties.push({ key: part.text, target: lowerTarget(part) });
    }
  }
  return { kind: 'object-pattern', ...rangeOf(node), properties, rest };
}

/** The names that a target binds. */
export function targetNames(target: Expression): readonly string[] {
  switch (target.kind) {
    case 'name':
      return [target.name];
    case 'starred':
      return targetNames(target.value);
    case 'defaulted':
      return targetNames(target.target);
    case 'array-pattern':
      return target.elements.flatMap((element) => (element === null ? [] : targetNames(element)));
    case 'object-pattern':
      return [...target.properties.flatMap((property) => targetNames(property.target)), ...(target.rest === null ? [] : targetNames(target.rest))];
    default:
      return [];
  }
}
