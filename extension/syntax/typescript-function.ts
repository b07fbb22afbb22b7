import type { Expression, FunctionCode, Parameter, Statement } from './ir';
import { malformed, rangeOf } from './python-literal';
import { scriptFunctionCode } from './script-function-code';
import type { ClassMember, ScriptClass } from './script-ir';
import type { SyntaxNode } from './syntax-node';
import { lowerScriptBlock } from './typescript';
import { lowerScriptExpression } from './typescript-expression';
import { lowerKey } from './typescript-literal';
import { lowerTarget } from './typescript-pattern';

/** Lowers a function, method or arrow function. Its body is lowered when it is first run. */
export function lowerFunctionCode(node: SyntaxNode): FunctionCode {
  const name = node.child('name');
  const body = node.child('body');
  const single = node.child('parameter');
  const isArrow = node.type === 'arrow_function';
  return scriptFunctionCode(
    {
      ...rangeOf(node),
      name: name?.text ?? '',
      nameRange: rangeOf(name ?? node),
      parameters: single === null ? lowerScriptParameters(node.child('parameters')) : [lowerParameter(single)],
      returns: lowerType(node.child('return_type')),
      isAsync: node.has('async'),
      isGenerator: node.has('*') || node.type.startsWith('generator_'),
      ...(isArrow ? { isArrow } : {}),
    },
    () => lowerBody(body),
  );
}

/** An arrow function may have an expression for its body. */
function lowerBody(body: SyntaxNode | null): readonly Statement[] {
  if (body === null || body.type === 'statement_block') return lowerScriptBlock(body);
  return [{ kind: 'return', ...rangeOf(body), value: lowerScriptExpression(body) }];
}

function lowerScriptParameters(list: SyntaxNode | null): readonly Parameter[] {
  return (list?.named ?? []).filter((node) => node.type !== 'ERROR' && node.child('pattern')?.type !== 'this').map(lowerParameter);
}

function lowerParameter(node: SyntaxNode): Parameter {
  const declared = node.child('pattern') ?? node;
  const isRest = declared.type === 'rest_pattern';
  const target = lowerTarget(isRest ? (declared.named[0] ?? declared) : declared);
  const value = node.child('value');
  return {
    ...rangeOf(node),
    name: target.kind === 'name' ? target.name : `<${String(node.start)}>`,
    kind: isRest ? 'var-positional' : 'positional',
    default: value !== null ? lowerScriptExpression(value) : node.type === 'optional_parameter' ? { kind: 'name', start: node.end, end: node.end, name: 'undefined' } : null,
    annotation: lowerType(node.child('type')),
    ...(target.kind === 'name' ? {} : { pattern: target }),
  };
}

/** A type as its text: analysis may read its words, nothing runs it. */
function lowerType(node: SyntaxNode | null): Expression | null {
  return node === null ? null : { kind: 'constant', ...rangeOf(node), type: 'str', value: node.text.replace(/^:\s*/, '') };
}

/** What a method definition defines. */
export function methodType(node: SyntaxNode): 'getter' | 'setter' | 'method' {
  if (node.child('parameters') !== null && node.has('get')) return 'getter';
  return node.has('set') ? 'setter' : 'method';
}

/** Lowers a class, be it declared or an expression. */
export function lowerClassDefinition(node: SyntaxNode): ScriptClass {
  const name = node.child('name');
  const heritage = node.ofType('class_heritage');
  const base = heritage?.ofType('extends_clause')?.child('value') ?? null;
  const members = node.child('body')?.named ?? [];
  const maker = members.find((member) => member.type === 'method_definition' && member.child('name')?.text === 'constructor' && !member.has('static')) ?? null;
  return {
    ...rangeOf(node),
    name: name?.text ?? '',
    nameRange: rangeOf(name ?? node),
    base: base === null ? null : lowerScriptExpression(base),
    constructorCode: maker === null ? null : lowerFunctionCode(maker),
    parameterFields: maker === null ? [] : parameterFields(maker),
    members: members.filter((member) => member !== maker).flatMap(lowerClassMember),
    decorators: node.named.filter((child) => child.type === 'decorator').map((decorator) => lowerScriptExpression(decorator.named[0] ?? decorator)),
  };
}

/** Parameters of a constructor that TypeScript makes fields: `private size: number`. */
function parameterFields(maker: SyntaxNode): readonly string[] {
  const parameters = maker.child('parameters')?.named ?? [];
  return parameters.filter((parameter) => parameter.ofType('accessibility_modifier') !== null || parameter.has('readonly')).flatMap((parameter) => parameter.child('pattern')?.text ?? []);
}

function lowerClassMember(node: SyntaxNode): readonly ClassMember[] {
  const range = rangeOf(node);
  const isStatic = node.has('static');
  switch (node.type) {
    case 'public_field_definition':
    case 'field_definition': {
      if (node.has('declare')) return [];
      const value = node.child('value');
      const key = lowerKey(node.child('name') ?? node.child('property'), lowerScriptExpression);
      return [{ ...range, isStatic, type: 'field', key, value: value === null ? null : lowerScriptExpression(value) }];
    }
    case 'method_definition':
      return [{ ...range, isStatic, type: methodType(node), key: lowerKey(node.child('name'), lowerScriptExpression), code: lowerFunctionCode(node) }];
    case 'class_static_block':
      return [{ ...range, isStatic: true, type: 'block', body: lowerScriptBlock(node.child('body')) }];
    case 'ERROR':
      return [{ ...range, isStatic, type: 'field', key: malformed(node), value: null }];
    default:
      return [];
  }
}
