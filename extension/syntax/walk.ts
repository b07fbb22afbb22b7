import type { Expression, FunctionCode, Pattern, Statement } from './ir';
import type { PropertyKey, ScriptClass } from './script-ir';

/** The expressions directly inside an expression. Of a lambda only what runs in the scope around it: the defaults. */
export function subexpressions(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'sequence':
      return node.elements;
    case 'dict':
      return node.entries.flatMap(({ key, value }) => [...present(key), value]);
    case 'attribute':
      return [node.object];
    case 'subscript':
      return [node.object, node.index];
    case 'slice':
      return [...present(node.lower), ...present(node.upper), ...present(node.step)];
    case 'call':
      return [node.callee, ...node.arguments.map((argument) => argument.value)];
    case 'binary':
      return [node.left, node.right];
    case 'unary':
      return [node.operand];
    case 'logical':
    case 'compare':
      return node.operands;
    case 'conditional':
      return [node.test, node.then, node.otherwise];
    case 'lambda':
      return signatureExpressions(node.code);
    case 'comprehension':
      return [
        ...present(node.key),
        node.element,
        ...node.clauses.flatMap(({ target, iterable, conditions }) => [target, iterable, ...conditions]),
      ];
    case 'named-expression':
      return [node.target, node.value];
    case 'template':
      return node.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.value]));
    case 'starred':
    case 'await':
      return [node.value];
    case 'yield':
      return present(node.value);
    case 'object':
      return node.members.flatMap((member) => {
        if (member.type === 'spread') return [member.value];
        return [...keyExpressions(member.key), ...(member.type === 'property' ? [member.value] : signatureExpressions(member.code))];
      });
    case 'class-expression':
      return classExpressions(node.definition);
    case 'new':
      return [node.callee, ...node.arguments.map((argument) => argument.value)];
    case 'assignment':
      return [node.target, node.value];
    case 'update':
    case 'delete-expression':
      return [node.target];
    case 'comma':
      return node.expressions;
    case 'chain':
      return [node.value];
    case 'import-call':
      return [node.specifier];
    case 'array-pattern':
      return node.elements.flatMap(present);
    case 'object-pattern':
      return [...node.properties.flatMap(({ key, target }) => [...keyExpressions(key), target]), ...present(node.rest)];
    case 'defaulted':
      return [node.target, node.value];
    case 'name':
    case 'constant':
    case 'regex':
    case 'malformed':
      return [];
  }
}

function keyExpressions(key: PropertyKey): readonly Expression[] {
  return typeof key === 'string' ? [] : [key];
}

/** Of a class what runs where it is defined, and the values of its fields. */
function classExpressions({ base, members, decorators }: ScriptClass): readonly Expression[] {
  const own = members.flatMap((member) => {
    if (member.type === 'block') return [];
    return [...keyExpressions(member.key), ...(member.type === 'field' ? present(member.value) : signatureExpressions(member.code))];
  });
  return [...decorators, ...present(base), ...own];
}

/** The expressions directly inside a statement, blocks left out. Of a `def` or `class` what runs in the scope around it. */
export function statementExpressions(node: Statement): readonly Expression[] {
  switch (node.kind) {
    case 'expression':
      return [node.value];
    case 'assign':
      return [...node.targets, node.value];
    case 'augmented-assign':
      return [node.target, node.value];
    case 'annotated-assign':
      return [node.target, node.annotation, ...present(node.value)];
    case 'return':
      return present(node.value);
    case 'if':
    case 'while':
      return [node.test];
    case 'for':
      return [node.target, node.iterable];
    case 'try':
      return node.handlers.flatMap((handler) => present(handler.type));
    case 'with':
      return node.items.flatMap(({ context, target }) => [context, ...present(target)]);
    case 'function':
      return [...node.decorators, ...signatureExpressions(node.code)];
    case 'class':
      return [...node.decorators, ...node.bases.map((base) => base.value)];
    case 'raise':
      return [...present(node.value), ...present(node.cause)];
    case 'assert':
      return [node.test, ...present(node.message)];
    case 'delete':
      return node.targets;
    case 'match':
      return [node.subject, ...node.cases.flatMap(({ pattern, guard }) => [...patternExpressions(pattern), ...present(guard)])];
    case 'declaration':
      return node.declarators.flatMap(({ target, value }) => [target, ...present(value)]);
    case 'loop':
      return [...present(node.test), ...present(node.update)];
    case 'for-each':
      return [node.target, node.iterable];
    case 'switch':
      return [node.subject, ...node.cases.flatMap(({ test }) => present(test))];
    case 'script-class':
      return classExpressions(node.definition);
    case 'block':
    case 'labelled':
    case 'module-import':
    case 'module-export':
    case 'import':
    case 'import-from':
    case 'scope':
    case 'break':
    case 'continue':
    case 'pass':
    case 'malformed-statement':
      return [];
  }
}

/** The blocks of a statement that run in its own scope: not those of a `def` or `class`. */
export function statementBlocks(node: Statement): readonly (readonly Statement[])[] {
  switch (node.kind) {
    case 'if':
      return [node.then, node.otherwise];
    case 'while':
    case 'for':
      return [node.body, node.otherwise];
    case 'try':
      return [node.body, ...node.handlers.map((handler) => handler.body), node.otherwise, node.finally];
    case 'with':
      return [node.body];
    case 'match':
    case 'switch':
      return node.cases.map(({ body }) => body);
    case 'block':
    case 'labelled':
    case 'for-each':
      return [node.body];
    case 'loop':
      return [node.initial === null ? [] : [node.initial], node.body];
    case 'script-class':
      return node.definition.members.flatMap((member) => (member.type === 'block' ? [member.body] : []));
    default:
      return [];
  }
}

/** The patterns directly inside a pattern. */
export function subpatterns(pattern: Pattern): readonly Pattern[] {
  switch (pattern.kind) {
    case 'capture':
      return pattern.pattern === null ? [] : [pattern.pattern];
    case 'sequence':
      return pattern.elements;
    case 'mapping':
      return pattern.entries.map((entry) => entry.value);
    case 'class':
      return [...pattern.positional, ...pattern.keyword.map((entry) => entry.value)];
    case 'or':
      return pattern.alternatives;
    case 'value':
    case 'star':
      return [];
  }
}

function patternExpressions(pattern: Pattern): readonly Expression[] {
  const own =
    pattern.kind === 'value'
      ? [pattern.value]
      : pattern.kind === 'class'
        ? [pattern.type]
        : pattern.kind === 'mapping'
          ? pattern.entries.map((entry) => entry.key)
          : [];
  return [...own, ...subpatterns(pattern).flatMap(patternExpressions)];
}

function signatureExpressions(code: FunctionCode): readonly Expression[] {
  const parameters = code.parameters.flatMap(({ annotation, default: value }) => [...present(annotation), ...present(value)]);
  return [...parameters, ...present(code.returns)];
}

function present(node: Expression | null): readonly Expression[] {
  return node === null ? [] : [node];
}
