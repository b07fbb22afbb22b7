import type { Expression, FunctionDefinition, Statement } from './ir';
import { malformed, rangeOf } from './python-literal';
import { namesOf } from './script-function-code';
import type { Declaration, DeclarationType, ForEach, Loop, ModuleExport, ObjectMember, Switch } from './script-ir';
import type { SyntaxNode } from './syntax-node';
import { field, lowerScriptExpression } from './typescript-expression';
import { lowerClassDefinition, lowerFunctionCode } from './typescript-function';
import { lowerKey } from './typescript-literal';
import { lowerTarget, targetNames } from './typescript-pattern';

/** Lowers the statements of a module or block. Functions come first: they are there before anything runs. */
export function lowerScriptBlock(block: SyntaxNode | null): readonly Statement[] {
  return block === null ? [] : lowerStatements(block.named);
}

function lowerStatements(nodes: readonly SyntaxNode[]): readonly Statement[] {
  const statements = nodes.flatMap((node) => lowerScriptStatement(node));
  return [...statements.filter(({ kind }) => kind === 'function'), ...statements.filter(({ kind }) => kind !== 'function')];
}

/** The local name of what `export default` exports. */
const defaultName = '<default>';

function lowerScriptStatement(node: SyntaxNode, labels: readonly string[] = []): readonly Statement[] {
  const range = rangeOf(node);
  switch (node.type) {
    case 'expression_statement': {
      const [value] = node.named;
      if (value?.type === 'internal_module') return lowerNamespace(value);
      return value === undefined ? [] : [{ kind: 'expression', ...range, value: lowerScriptExpression(value) }];
    }
    case 'lexical_declaration':
    case 'variable_declaration':
      return [lowerDeclaration(node)];
    case 'function_declaration':
    case 'generator_function_declaration':
      return [lowerFunction(node)];
    case 'class_declaration':
    case 'abstract_class_declaration':
      return [{ kind: 'script-class', ...range, definition: lowerClassDefinition(node) }];
    case 'return_statement':
      return [{ kind: 'return', ...range, value: optionalValue(node) }];
    case 'throw_statement':
      return [{ kind: 'raise', ...range, value: optionalValue(node) ?? malformed(node), cause: null }];
    case 'if_statement': {
      const otherwise = node.child('alternative')?.named[0] ?? null;
      return [{ kind: 'if', ...range, test: field(node, 'condition'), then: lowerBody(node.child('consequence')), otherwise: lowerBody(otherwise) }];
    }
    case 'statement_block':
      return [block(node)];
    case 'for_statement':
    case 'while_statement':
    case 'do_statement':
      return [lowerLoop(node, labels)];
    case 'for_in_statement':
      return [lowerForEach(node, labels)];
    case 'switch_statement':
      return [lowerSwitch(node)];
    case 'try_statement':
      return [lowerTry(node)];
    case 'labeled_statement':
      return lowerLabelled(node, labels);
    case 'break_statement':
    case 'continue_statement': {
      const label = node.child('label');
      return [{ kind: node.type === 'break_statement' ? 'break' : 'continue', ...range, ...(label === null ? {} : { label: label.text }) }];
    }
    case 'import_statement':
      return lowerImport(node);
    case 'export_statement':
      return lowerExport(node);
    case 'enum_declaration':
      return [lowerEnum(node)];
    case 'internal_module':
      return lowerNamespace(node);
    case 'ERROR':
      return [{ kind: 'malformed-statement', ...range }, ...lowerStatements(node.named.filter((child) => /_(statement|declaration)$/.test(child.type)))];
    // Types, ambient declarations, `debugger`, a lone semicolon: nothing runs.
    default:
      return [];
  }
}

function optionalValue(node: SyntaxNode): Expression | null {
  const [value] = node.named;
  return value === undefined ? null : lowerScriptExpression(value);
}

/** A statement that stands for a block: one in braces is not a block of its own within another. */
function lowerBody(node: SyntaxNode | null): readonly Statement[] {
  if (node === null) return [];
  if (node.type !== 'statement_block') return lowerScriptStatement(node);
  const lowered = block(node);
  return lowered.isScope ? [lowered] : lowered.body;
}

function block(node: SyntaxNode): Extract<Statement, { readonly kind: 'block' }> {
  const body = lowerScriptBlock(node);
  return { kind: 'block', ...rangeOf(node), isScope: body.some((statement) => (statement.kind !== 'declaration' || statement.type !== 'var') && namesOf(statement).length > 0), body };
}

function lowerDeclaration(node: SyntaxNode): Declaration {
  const declarators = node.named.filter((child) => child.type === 'variable_declarator').map((declarator) => {
    const value = declarator.child('value');
    const isBroken = value === null && declarator.isBroken;
    return { ...rangeOf(declarator), target: lowerTarget(declarator.child('name')), value: value !== null ? lowerScriptExpression(value) : isBroken ? malformed(declarator) : null };
  });
  return { kind: 'declaration', ...rangeOf(node), type: declarationType(node), declarators };
}

function declarationType(node: SyntaxNode): DeclarationType {
  const word = node.child('kind')?.text ?? node.children[0]?.text;
  return word === 'let' || word === 'const' ? word : 'var';
}

function lowerFunction(node: SyntaxNode): FunctionDefinition {
  return { kind: 'function', ...rangeOf(node), code: lowerFunctionCode(node), decorators: [] };
}

function lowerLoop(node: SyntaxNode, labels: readonly string[]): Loop {
  const initial = node.child('initializer');
  const [first = null] = initial === null || initial.type === 'empty_statement' ? [] : isDeclaration(initial) ? [lowerDeclaration(initial)] : lowerInitial(initial);
  const test = node.children.find((child) => child.field === 'condition' && child.isNamed && child.type !== 'empty_statement');
  const increment = node.child('increment');
  return {
    kind: 'loop',
    ...rangeOf(node),
    initial: first,
    test: test === undefined ? null : lowerScriptExpression(test.type === 'expression_statement' ? (test.named[0] ?? test) : test),
    update: increment === null ? null : lowerScriptExpression(increment),
    isBodyFirst: node.type === 'do_statement',
    names: first?.kind === 'declaration' && first.type === 'let' ? first.declarators.flatMap(({ target }) => targetNames(target)) : [],
    body: lowerBody(node.child('body')),
    labels,
  };
}

function isDeclaration(node: SyntaxNode): boolean {
  return node.type === 'lexical_declaration' || node.type === 'variable_declaration';
}

function lowerInitial(node: SyntaxNode): readonly Statement[] {
  if (node.type === 'expression_statement') return lowerScriptStatement(node);
  return [{ kind: 'expression', ...rangeOf(node), value: lowerScriptExpression(node) }];
}

function lowerForEach(node: SyntaxNode, labels: readonly string[]): ForEach {
  const declares = node.child('kind');
  return {
    kind: 'for-each',
    ...rangeOf(node),
    type: node.child('operator')?.type === 'in' ? 'in' : 'of',
    declares: declares === null ? null : declarationType(node),
    target: lowerTarget(node.child('left')),
    iterable: field(node, 'right'),
    body: lowerBody(node.child('body')),
    labels,
  };
}

function lowerSwitch(node: SyntaxNode): Switch {
  const cases = (node.child('body')?.named ?? []).filter((part) => part.type === 'switch_case' || part.type === 'switch_default').map((part) => ({
    test: part.type === 'switch_case' ? field(part, 'value') : null,
    body: part.all('body').flatMap((statement) => lowerScriptStatement(statement)),
  }));
  return { kind: 'switch', ...rangeOf(node), subject: field(node, 'value'), cases };
}

/** The name under which what was thrown is held until it is taken apart. */
const thrown = '<thrown>';

function lowerTry(node: SyntaxNode): Statement {
  const handler = node.child('handler');
  const parameter = handler?.child('parameter') ?? null;
  const caught = handler === null ? [] : lowerScriptBlock(handler.child('body'));
  const handlers = handler === null ? [] : [{ ...rangeOf(handler), type: null, name: thrown, body: parameter === null ? caught : [caughtBlock(parameter, caught)] }];
  return { kind: 'try', ...rangeOf(node), body: lowerBody(node.child('body')), handlers, otherwise: [], finally: lowerBody(node.child('finalizer')?.child('body') ?? null) };
}

function caughtBlock(parameter: SyntaxNode, body: readonly Statement[]): Statement {
  const range = rangeOf(parameter);
  const declarators = [{ ...range, target: lowerTarget(parameter), value: { kind: 'name' as const, ...range, name: thrown } }];
  return { kind: 'block', ...range, isScope: true, body: [{ kind: 'declaration', ...range, type: 'let', declarators }, ...body] };
}

function lowerLabelled(node: SyntaxNode, labels: readonly string[]): readonly Statement[] {
  const label = node.child('label')?.text ?? '';
  const body = node.child('body');
  if (body === null) return [];
  const statements = lowerScriptStatement(body, [...labels, label]);
  return statements.some(({ kind }) => kind === 'loop' || kind === 'for-each') ? statements : [{ kind: 'labelled', ...rangeOf(node), label, body: statements }];
}

function lowerImport(node: SyntaxNode): readonly Statement[] {
  if (node.children[1]?.type === 'type' || node.children[1]?.type === 'typeof') return [];
  const required = node.ofType('import_require_clause');
  const source = (required ?? node).child('source');
  const specifier = source?.text.slice(1, -1) ?? '';
  if (required !== null) {
    const local = required.ofType('identifier') ?? required;
    return [{ kind: 'module-import', ...rangeOf(node), specifier, isRequire: true, names: [{ ...rangeOf(local), name: '*', local: local.text }] }];
  }
  const names = (node.ofType('import_clause')?.named ?? []).flatMap((part) => {
    if (part.type === 'identifier') return [{ ...rangeOf(part), name: 'default', local: part.text }];
    if (part.type === 'namespace_import') return [{ ...rangeOf(part), name: '*', local: part.named[0]?.text ?? '' }];
    return part.named.filter((one) => one.type === 'import_specifier' && !one.has('type')).map((one) => {
      const name = one.child('name');
      return { ...rangeOf(one), name: nameText(name), local: one.child('alias')?.text ?? nameText(name) };
    });
  });
  return [{ kind: 'module-import', ...rangeOf(node), specifier, isRequire: false, names }];
}

function nameText(node: SyntaxNode | null): string {
  return node?.type === 'string' ? node.text.slice(1, -1) : (node?.text ?? '');
}

function lowerExport(node: SyntaxNode): readonly Statement[] {
  const range = rangeOf(node);
  if (node.has('type')) return [];
  const source = node.child('source');
  const specifier = source === null ? null : source.text.slice(1, -1);
  const exported = (names: ModuleExport['names']): Statement => ({ kind: 'module-export', ...range, specifier, names });
  const clause = node.ofType('export_clause');
  if (clause !== null) {
    return [exported(clause.named.filter((one) => one.type === 'export_specifier' && !one.has('type')).map((one) => {
      const name = nameText(one.child('name'));
      return { name, exported: one.child('alias') === null ? name : nameText(one.child('alias')) };
    }))];
  }
  const namespace = node.ofType('namespace_export');
  if (namespace !== null) return [exported([{ name: '*', exported: nameText(namespace.named[0] ?? null) }])];
  if (specifier !== null) return [exported([{ name: '*', exported: '*' }])];
  const declaration = node.child('declaration');
  const value = node.child('value');
  const isDefault = node.has('default');
  if (declaration !== null) {
    const statements = lowerScriptStatement(declaration);
    const names = statements.flatMap(namesOf);
    return [...statements, exported(names.map((name) => ({ name, exported: isDefault ? 'default' : name })))];
  }
  // `export =` is what other modules require.
  const [only] = node.named.filter((child) => child.type !== 'decorator');
  if (value === null && only !== undefined && node.has('=')) return [{ kind: 'expression', ...range, value: assignExports(only) }];
  if (value === null) return [];
  const definition = definitionOf(value);
  return [definition, exported([{ name: namesOf(definition)[0] ?? defaultName, exported: 'default' }])];
}

/** What `export default` evaluates: a function or class with a name declares it. */
function definitionOf(value: SyntaxNode): Statement {
  const range = rangeOf(value);
  const name = value.child('name');
  if (name !== null && (value.type === 'function_expression' || value.type === 'generator_function')) return { ...lowerFunction(value), ...range };
  if (name !== null && value.type === 'class') return { kind: 'script-class', ...range, definition: lowerClassDefinition(value) };
  const target: Expression = { kind: 'name', ...range, name: defaultName };
  return { kind: 'declaration', ...range, type: 'const', declarators: [{ ...range, target, value: lowerScriptExpression(value) }] };
}

function assignExports(value: SyntaxNode): Expression {
  const range = rangeOf(value);
  const module: Expression = { kind: 'name', ...range, name: 'module' };
  const target: Expression = { kind: 'attribute', ...range, object: module, name: 'exports', nameRange: range };
  return { kind: 'assignment', ...range, target, operator: null, value: lowerScriptExpression(value) };
}

/** An enum is an object: numbers by name, and names by number. Its members are names of their own in it. */
function lowerEnum(node: SyntaxNode): Statement {
  const range = rangeOf(node);
  const name = node.child('name');
  let next: Expression = { kind: 'constant', ...range, type: 'int', value: 0 };
  const body: Statement[] = [];
  const members = (node.child('body')?.named ?? []).flatMap((part): ObjectMember[] => {
    const at = rangeOf(part);
    const written = part.type === 'enum_assignment' ? part.child('value') : null;
    const key = lowerKey(part.type === 'enum_assignment' ? part.child('name') : part, lowerScriptExpression);
    const value: Expression = written === null ? next : lowerScriptExpression(written);
    const one: Expression = { kind: 'constant', ...at, type: 'int', value: 1 };
    const number = value.kind === 'constant' && value.type === 'int' ? value.value : null;
    if (typeof key !== 'string') return [{ ...at, type: 'property', key, value }];
    const held: Expression = { kind: 'name', ...at, name: key };
    body.push({ kind: 'declaration', ...at, type: 'const', declarators: [{ ...at, target: held, value }] });
    next = number === null ? { kind: 'binary', ...at, operator: '+', left: held, right: one } : { kind: 'constant', ...at, type: 'int', value: number + 1 };
    const forward: ObjectMember = { ...at, type: 'property', key, value: held };
    return number === null ? [forward] : [forward, { ...at, type: 'property', key: String(number), value: { kind: 'constant', ...at, type: 'str', value: key } }];
  });
  body.push({ kind: 'return', ...range, value: { kind: 'object', ...range, members } });
  const lambda: Expression = { kind: 'lambda', ...range, code: calledAtOnce(node, body) };
  const target: Expression = { kind: 'name', ...rangeOf(name ?? node), name: name?.text ?? '' };
  return { kind: 'declaration', ...range, type: 'const', declarators: [{ ...range, target, value: { kind: 'call', ...range, callee: lambda, arguments: [] } }] };
}

/** A namespace is an object of what it exports: the value of a function that is called at once. */
function lowerNamespace(node: SyntaxNode): readonly Statement[] {
  const range = rangeOf(node);
  const name = node.child('name');
  const [outer = '', ...inner] = (name?.text ?? '').split('.');
  if (outer === '' || /^['"]/.test(outer)) return [];
  const body = lowerScriptBlock(node.child('body'));
  const names = body.flatMap((statement) => (statement.kind === 'module-export' && statement.specifier === null ? statement.names : []));
  const members = names.map((one) => ({ ...range, type: 'property' as const, key: one.exported, value: { kind: 'name' as const, ...range, name: one.name } }));
  const code: Statement[] = [...body, { kind: 'return', ...range, value: { kind: 'object', ...range, members } }];
  const lambda: Expression = { kind: 'lambda', ...range, code: calledAtOnce(node, code) };
  const called: Expression = { kind: 'call', ...range, callee: lambda, arguments: [] };
  const value = inner.reduceRight<Expression>((held, key) => ({ kind: 'object', ...range, members: [{ ...range, type: 'property', key, value: held }] }), called);
  const target: Expression = { kind: 'name', ...rangeOf(name ?? node), name: outer };
  return [{ kind: 'declaration', ...range, type: 'var', declarators: [{ ...range, target, value }] }];
}

function calledAtOnce(node: SyntaxNode, body: readonly Statement[]): Extract<Expression, { readonly kind: 'lambda' }>['code'] {
  const range = rangeOf(node);
  return {
    ...range, name: '', nameRange: range, parameters: [], returns: null, isAsync: false, isGenerator: false, isArrow: true, docstring: null,
    body: () => body, locals: () => new Set(body.flatMap(namesOf)),
  };
}
