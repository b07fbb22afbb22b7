/** The classes of a file in the order in which to try them: a model before its blocks, which run as the model uses them. */
import type { SourceFile } from '../interpreter/module';
import type { ClassValue, ModuleValue, Value } from '../interpreter/value';
import type { Expression, FunctionCode, Statement } from '../syntax/ir';
import { statementBlocks, statementExpressions, subexpressions } from '../syntax/walk';

/** Collects the names that code reads, that of nested functions included. */
function collect(code: FunctionCode, names: Set<string>): void {
  const inExpression = (node: Expression): void => {
    if (node.kind === 'name') names.add(node.name);
    if (node.kind === 'lambda') collect(node.code, names);
    for (const part of subexpressions(node)) inExpression(part);
  };
  const inStatements = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind === 'function') collect(statement.code, names);
      for (const expression of statementExpressions(statement)) inExpression(expression);
      for (const block of statementBlocks(statement)) inStatements(block);
    }
  };
  for (const { default: value } of code.parameters) if (value !== null) inExpression(value);
  inStatements(code.body());
}

/** The classes of the file that a value names: itself, or through the file's functions. */
function classesUsed(value: Value, module: ModuleValue, file: SourceFile, seen: Set<Value>): readonly ClassValue[] {
  if (seen.has(value)) return [];
  seen.add(value);
  const functions = value.kind === 'class' ? [...value.attributes.values()].map((one) => (one.kind === 'wrapped' ? one.function : one)) : [value];
  const names = new Set<string>();
  for (const one of functions) if (one.kind === 'function' && one.file === file) collect(one.code, names);
  return [...names].flatMap((name) => {
    const named = module.attributes.get(name);
    if (named?.kind === 'class') return named.definition?.file === file ? [named] : [];
    return named?.kind === 'function' ? classesUsed(named, module, file, seen) : [];
  });
}

/** The classes that a file defines: none before a class that uses it or is derived from it, where that can be; else those defined last first. */
export function usersFirst(module: ModuleValue, file: SourceFile): readonly ClassValue[] {
  const classes = new Set([...module.attributes.values()].filter((value) => value.kind === 'class').filter((type) => type.definition?.file === file).reverse());
  const used = new Map([...classes].map((type) => [type, new Set([...type.bases, ...classesUsed(type, module, file, new Set())])]));
  const ordered: ClassValue[] = [];
  while (classes.size > 0) {
    const waiting = [...classes];
    const next = waiting.find((type) => waiting.every((other) => other === type || used.get(other)?.has(type) !== true)) ?? waiting[0];
    if (next === undefined) break;
    classes.delete(next);
    ordered.push(next);
  }
  return ordered;
}
