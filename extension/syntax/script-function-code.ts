import type { FunctionCode, Statement } from './ir';
import { statementBlocks } from './walk';
import { targetNames } from './typescript-pattern';

/** Makes the code of a function of JavaScript, whose body is lowered by `lowerBody` when it is first asked for. */
export function scriptFunctionCode(head: Omit<FunctionCode, 'body' | 'locals' | 'docstring'>, lowerBody: () => readonly Statement[]): FunctionCode {
  let statements: readonly Statement[] | null = null;
  let names: ReadonlySet<string> | null = null;
  const body = (): readonly Statement[] => (statements ??= lowerBody());
  return {
    ...head,
    body,
    locals: () => (names ??= new Set([...head.parameters.map((parameter) => parameter.name), ...body().flatMap(declaredBy)])),
    docstring: null,
  };
}

/** The names that a statement declares, in its own block or an inner one. */
export function declaredBy(statement: Statement): readonly string[] {
  return [...namesOf(statement), ...statementBlocks(statement).flatMap((block) => block.flatMap(declaredBy))];
}

/** The names that a statement declares in the block that it stands in. */
export function namesOf(statement: Statement): readonly string[] {
  switch (statement.kind) {
    case 'declaration':
      return statement.declarators.flatMap(({ target }) => targetNames(target));
    case 'function':
      return [statement.code.name];
    case 'script-class':
      return [statement.definition.name];
    case 'module-import':
      return statement.names.map(({ local }) => local);
    default:
      return [];
  }
}
