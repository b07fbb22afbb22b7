import { boundNames, hasYield } from './binding';
import type { FunctionCode, Statement } from './ir';

/** Makes the code of a `def` or `lambda`, whose body is lowered by `lowerBody` when it is first asked for. */
export function functionCode(
  head: Pick<FunctionCode, 'start' | 'end' | 'name' | 'nameRange' | 'parameters' | 'returns' | 'isAsync'>,
  mayYield: boolean,
  lowerBody: () => readonly Statement[],
): FunctionCode {
  let statements: readonly Statement[] | null = null;
  let names: ReadonlySet<string> | null = null;
  const body = (): readonly Statement[] => (statements ??= lowerBody());
  return {
    ...head,
    body,
    locals: () => (names ??= new Set([...head.parameters.map((parameter) => parameter.name), ...boundNames(body())])),
    get isGenerator() {
      return mayYield && hasYield(body());
    },
    get docstring() {
      return docstringOf(body());
    },
  };
}

/** The docstring that a module, class or function body starts with. */
export function docstringOf(body: readonly Statement[]): string | null {
  const value = body[0]?.kind === 'expression' ? body[0].value : null;
  return value?.kind === 'constant' && value.type === 'str' ? value.value : null;
}
