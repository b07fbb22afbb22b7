import type { BinaryOperator, ClassDefinition, ExceptHandler, Expression, FunctionDefinition, If, Statement, Try } from './ir';
import { docstringOf, functionCode } from './function-code';
import { lowerArguments, lowerExpression, lowerField, lowerParameters, lowerTupleOrSingle } from './python-expression';
import { malformed, rangeOf } from './python-literal';
import { lowerCasePatterns } from './python-pattern';
import type { SyntaxNode } from './syntax-node';

/** Lowers the statements of a Python module or block; what could not be understood costs one malformed statement. */
export function lowerBlock(block: SyntaxNode | null): readonly Statement[] {
  return block === null ? [] : block.named.flatMap(lowerStatement);
}

function lowerStatement(node: SyntaxNode): readonly Statement[] {
  if (node.type === 'ERROR') return salvage(node);
  if (node.isMissing) return [{ kind: 'malformed-statement', ...rangeOf(node) }];
  return [lowerCompound(node) ?? lowerSimple(node)];
}

/** The statements that the parser still recognised inside source that it could not understand. */
function salvage(node: SyntaxNode): readonly Statement[] {
  const whole: Statement = { kind: 'malformed-statement', ...rangeOf(node) };
  const parts = node.named.filter((child) => /_statement$|_definition$|^block$/.test(child.type));
  return [whole, ...parts.flatMap((child) => (child.type === 'block' ? lowerBlock(child) : lowerStatement(child)))];
}

function lowerCompound(node: SyntaxNode): Statement | null {
  const range = rangeOf(node);
  switch (node.type) {
    case 'if_statement':
      return lowerIf(node);
    case 'while_statement':
      return { kind: 'while', ...range, test: headerField(node, 'condition'), body: bodyOf(node), otherwise: elseOf(node) };
    case 'for_statement':
      return {
        kind: 'for',
        ...range,
        target: lowerField(node, 'left'),
        iterable: headerField(node, 'right'),
        body: bodyOf(node),
        otherwise: elseOf(node),
      };
    case 'try_statement':
      return lowerTry(node);
    case 'with_statement': {
      const items = node.ofType('with_clause')?.named.filter((child) => child.type === 'with_item') ?? [];
      return { kind: 'with', ...range, items: items.flatMap((item) => withItems(item, items.length === 1)), body: bodyOf(node) };
    }
    case 'function_definition':
      return lowerFunction(node, []);
    case 'class_definition':
      return lowerClass(node, []);
    case 'decorated_definition':
      return lowerDecorated(node);
    case 'match_statement':
      return lowerMatch(node);
    default:
      return null;
  }
}

function lowerSimple(node: SyntaxNode): Statement {
  const range = rangeOf(node);
  const malformedStatement: Statement = { kind: 'malformed-statement', ...range };
  switch (node.type) {
    case 'expression_statement':
      return lowerExpressionStatement(node);
    case 'return_statement':
      return { kind: 'return', ...range, value: valueOf(node) };
    case 'import_statement': {
      const names = imported(node).map((name) => ({ ...importedName(name), range: rangeOf(name) }));
      return { kind: 'import', ...range, names: names.map(({ name, ...rest }) => ({ module: name, ...rest })) };
    }
    case 'future_import_statement':
    case 'import_from_statement':
      return lowerImportFrom(node);
    case 'raise_statement': {
      const cause = node.child('cause');
      const value = node.named.find((child) => child.field !== 'cause');
      return {
        kind: 'raise',
        ...range,
        value: value === undefined ? null : lowerExpression(value),
        cause: cause === null ? null : lowerExpression(cause),
      };
    }
    case 'assert_statement': {
      const [test, message] = node.named.map(lowerExpression);
      return { kind: 'assert', ...range, test: test ?? malformed(node), message: message ?? null };
    }
    case 'delete_statement': {
      const value = valueOf(node);
      const isList = node.ofType('expression_list') !== null;
      if (value === null) return malformedStatement;
      return { kind: 'delete', ...range, targets: isList && value.kind === 'sequence' ? value.elements : [value] };
    }
    case 'global_statement':
    case 'nonlocal_statement': {
      const names = node.named.filter((child) => child.type === 'identifier').map((child) => child.text);
      return { kind: 'scope', ...range, type: node.type === 'global_statement' ? 'global' : 'nonlocal', names };
    }
    case 'type_alias_statement':
      return lowerTypeAlias(node);
    case 'pass_statement':
      return { kind: 'pass', ...range };
    case 'break_statement':
      return { kind: 'break', ...range };
    case 'continue_statement':
      return { kind: 'continue', ...range };
    default:
      return malformedStatement;
  }
}

function lowerExpressionStatement(node: SyntaxNode): Statement {
  const range = rangeOf(node);
  const [first] = node.named;
  if (first?.type === 'assignment') return lowerAssignment(first, node.isBroken);
  if (first?.type === 'augmented_assignment') {
    return {
      kind: 'augmented-assign',
      ...rangeOf(first),
      target: lowerField(first, 'left'),
      operator: first.child('operator')?.type.slice(0, -1) as BinaryOperator,
      value: first.isBroken || node.isBroken ? malformed(first) : lowerField(first, 'right'),
    };
  }
  const value = node.isBroken ? null : lowerTupleOrSingle(node.children);
  return value === null ? { kind: 'malformed-statement', ...range } : { kind: 'expression', ...range, value };
}

/** `a = b = value`, `a: T = value` or `a: T`. Of a broken one the targets stay: they no longer have their old value. */
function lowerAssignment(node: SyntaxNode, isBroken: boolean): Statement {
  const range = rangeOf(node);
  const targets = [lowerField(node, 'left')];
  const annotation = node.child('type');
  let last = node;
  let right = node.child('right');
  while (right?.type === 'assignment' && annotation === null) {
    last = right;
    targets.push(lowerField(right, 'left'));
    right = right.child('right');
  }
  const isLost = isBroken || node.isBroken || last.isBroken;
  const value = isLost ? malformed(right ?? node) : right === null ? null : lowerExpression(right);
  const [target] = targets;
  if (annotation !== null && target !== undefined) {
    return { kind: 'annotated-assign', ...range, target, annotation: lowerExpression(annotation), value };
  }
  return { kind: 'assign', ...range, targets, value: value ?? malformed(node) };
}

/** `type X = value`; or `type(x).attribute = value`, which the grammar takes for one too. */
function lowerTypeAlias(node: SyntaxNode): Statement {
  const [keyword, name] = node.children;
  if (keyword === undefined || name === undefined) return { kind: 'malformed-statement', ...rangeOf(node) };
  const isCall = name.text.startsWith('(');
  const whole = isCall ? name.replaceInnermost((part) => part.children[0]?.type === '(', (list) => callOf(keyword, list)) : name;
  const target = lowerExpression(whole);
  const targets = [target.kind === 'subscript' && !isCall ? target.object : target];
  return { kind: 'assign', ...rangeOf(node), targets, value: lowerField(node, 'right') };
}

function callOf(keyword: SyntaxNode, list: SyntaxNode): SyntaxNode {
  const callee = keyword.derive({ type: 'identifier', field: 'function' });
  const given = list.derive({ type: list.type === 'generator_expression' ? list.type : 'argument_list', field: 'arguments' });
  return list.derive({ type: 'call', start: keyword.start, children: [callee, given] });
}

function lowerIf(node: SyntaxNode): If {
  const alternatives = node.all('alternative');
  const final = alternatives.find((child) => child.type === 'else_clause');
  const branch = (clause: SyntaxNode, otherwise: readonly Statement[]): If => ({
    kind: 'if',
    start: clause.start,
    end: node.end,
    test: headerField(clause, 'condition'),
    then: lowerBlock(clause.child('consequence')),
    otherwise,
  });
  const otherwise = alternatives
    .filter((child) => child.type === 'elif_clause')
    .reduceRight((rest: readonly Statement[], clause) => [branch(clause, rest)], final === undefined ? [] : bodyOf(final));
  return branch(node, otherwise);
}

function lowerTry(node: SyntaxNode): Try {
  const otherwise = node.ofType('else_clause');
  const final = node.ofType('finally_clause');
  return {
    kind: 'try',
    ...rangeOf(node),
    body: bodyOf(node),
    handlers: node.named.filter((child) => child.type.startsWith('except')).map(lowerHandler),
    otherwise: otherwise === null ? [] : bodyOf(otherwise),
    finally: final === null ? [] : lowerBlock(final.ofType('block')),
  };
}

function lowerHandler(node: SyntaxNode): ExceptHandler {
  const value = node.child('value');
  const isNamed = value?.type === 'as_pattern';
  const type = isNamed ? value.named[0] : value;
  const alias = isNamed ? value.child('alias') : node.child('alias');
  return {
    ...rangeOf(node),
    type: type == null ? null : lowerExpression(type),
    name: alias?.text ?? null,
    body: lowerBlock(node.ofType('block')),
  };
}

/** An item of a `with`; a sole tuple in parentheses is a list of items. */
function withItems(node: SyntaxNode, isSole: boolean): { context: Expression; target: Expression | null }[] {
  const value = node.child('value');
  if (value?.type === 'tuple' && isSole) return value.named.map((item) => ({ context: lowerExpression(item), target: null }));
  if (value?.type !== 'as_pattern') return [{ context: lowerField(node, 'value'), target: null }];
  const [context] = value.named;
  return [{ context: context === undefined ? malformed(node) : lowerExpression(context), target: lowerField(value, 'alias') }];
}

function lowerDecorated(node: SyntaxNode): Statement {
  const definition = node.child('definition');
  const decorators = node.named
    .filter((child) => child.type === 'decorator')
    .map((decorator) => {
      const [value] = decorator.named;
      return value === undefined || decorator.isBroken ? malformed(decorator) : lowerExpression(value);
    });
  if (definition?.type === 'function_definition') return lowerFunction(definition, decorators);
  if (definition?.type === 'class_definition') return lowerClass(definition, decorators);
  return { kind: 'malformed-statement', ...rangeOf(node) };
}

function lowerFunction(node: SyntaxNode, decorators: readonly Expression[]): FunctionDefinition {
  const name = node.child('name');
  const returns = node.child('return_type');
  const body = node.child('body');
  const head = {
    ...rangeOf(node),
    name: name?.text ?? '',
    nameRange: rangeOf(name ?? node),
    parameters: lowerParameters(node.child('parameters')),
    returns: returns === null ? null : lowerExpression(returns),
    isAsync: node.has('async'),
  };
  const code = functionCode(head, body?.text.includes('yield') ?? false, () => lowerBlock(body));
  return { kind: 'function', ...rangeOf(node), code, decorators };
}

function lowerClass(node: SyntaxNode, decorators: readonly Expression[]): ClassDefinition {
  const name = node.child('name');
  const body = bodyOf(node);
  return {
    kind: 'class',
    ...rangeOf(node),
    name: name?.text ?? '',
    nameRange: rangeOf(name ?? node),
    bases: lowerArguments(node.child('superclasses')),
    body,
    decorators,
    docstring: docstringOf(body),
  };
}

function lowerMatch(node: SyntaxNode): Statement {
  const colon = node.children.findIndex((child) => child.type === ':' && !child.isNamed);
  const subjects = node.children.slice(1, colon);
  const clauses = node.child('body')?.all('alternative') ?? [];
  const cases = clauses.map((clause) => {
    const guard = clause.child('guard')?.named[0];
    return {
      pattern: lowerCasePatterns(clause),
      guard: guard === undefined ? null : lowerExpression(guard),
      body: lowerBlock(clause.child('consequence')),
    };
  });
  return { kind: 'match', ...rangeOf(node), subject: lowerTupleOrSingle(subjects) ?? malformed(node), cases };
}

function lowerImportFrom(node: SyntaxNode): Statement {
  const from = node.child('module_name');
  const prefix = from?.ofType('import_prefix') ?? null;
  const path = from?.type === 'relative_import' ? from.ofType('dotted_name') : from;
  const star = node.ofType('wildcard_import');
  const names = (star === null ? imported(node) : [star]).map((name) => ({ ...importedName(name), range: rangeOf(name) }));
  const module = node.type === 'future_import_statement' ? '__future__' : path === null ? '' : dottedText(path);
  return { kind: 'import-from', ...rangeOf(node), level: prefix?.text.replace(/[^.]/g, '').length ?? 0, module, names };
}

/** The imported names, of which one may still be missing. */
function imported(node: SyntaxNode): readonly SyntaxNode[] {
  return node.all('name').filter((name) => !name.isMissing);
}

function importedName(node: SyntaxNode): { name: string; alias: string | null } {
  const name = node.type === 'aliased_import' ? (node.child('name') ?? node) : node;
  return { name: dottedText(name), alias: node.child('alias')?.text || null };
}

function dottedText(node: SyntaxNode): string {
  return node.type === 'dotted_name' ? node.named.map((part) => part.text).join('.') : node.text;
}

function bodyOf(node: SyntaxNode): readonly Statement[] {
  return lowerBlock(node.child('body'));
}

function elseOf(node: SyntaxNode): readonly Statement[] {
  const clause = node.ofType('else_clause');
  return clause === null ? [] : bodyOf(clause);
}

/** The test or iterable of a header, of which an error in the header leaves nothing to trust. */
function headerField(node: SyntaxNode, name: string): Expression {
  const colon = node.children.findIndex((child) => child.type === ':' && !child.isNamed);
  const hasError = node.children.slice(0, colon).some((child) => child.type === 'ERROR');
  return hasError ? malformed(node.child(name) ?? node) : lowerField(node, name);
}

function valueOf(node: SyntaxNode): Expression | null {
  const [value] = node.named;
  if (node.isBroken) return malformed(node);
  return value === undefined ? null : lowerExpression(value);
}
