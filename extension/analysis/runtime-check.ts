/**
 * Shapes that are checked when the program runs: jaxtyping annotations with the shapes that are known, the decorator that
 * checks them, and the imports of both. https://docs.kidger.site/jaxtyping/api/runtime-type-checking/
 */
import { isSymbol } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { DType, TensorType } from '../../kernels/ops/tensor-type';
import type { FunctionCode, Range, SourceModule, Statement } from '../syntax/ir';
import { LineIndex } from '../syntax/line-index';
import { statementBlocks } from '../syntax/walk';
import type { Edit } from './fix';
import type { Program } from './program';

/** jaxtyping's words for element types. */
function wordOf(dtype: DType | null): string {
  if (dtype === null) return 'Shaped';
  if (dtype === 'bool') return 'Bool';
  if (dtype.startsWith('complex')) return 'Complex';
  return dtype.includes('int') ? 'Int' : 'Float';
}

/** How the sizes of a tensor are called, by its rank: channels and features are numbers where they are always the same. */
const roles: readonly (readonly string[])[] = [[], ['batch'], ['batch', 'features'], ['batch', 'length', 'features'], ['batch', 'channels', 'height', 'width'], ['batch', 'channels', 'depth', 'height', 'width']];
const fixed = new Set(['channels', 'features']);

/** Names for sizes: the same name is the same size in every call. */
class SizeNames {
  private readonly bySizes = new Map<string, string>();
  private readonly taken = new Set<string>();

  nameOf(role: string, sizes: readonly Dim[]): string {
    const [first] = sizes;
    const isSame = sizes.every((size) => size === first);
    if (isSame && fixed.has(role) && typeof first === 'number') return String(first);
    const symbol = isSame ? isSymbol(first ?? null) : null;
    if (symbol !== null && /^[A-Za-z]\w*$/.test(symbol)) return symbol;
    if (sizes.includes(null)) return '_';
    const key = `${role} ${sizes.map((size) => JSON.stringify(size)).join(' ')}`;
    let name = this.bySizes.get(key);
    if (name === undefined) {
      name = role;
      for (let count = 2; this.taken.has(name); count += 1) name = `${role}${String(count)}`;
      this.taken.add(name);
      this.bySizes.set(key, name);
    }
    return name;
  }
}

/** The types that an expression or parameter has had, in the order of the run; null where one is no tensor of a known rank, or ranks differ. */
function typesAt(program: Program, path: string, { start, end }: Range, isParameter: boolean): readonly TensorType[] | null {
  const found = program.facts.get(path)?.all().filter((fact) => (isParameter ? fact.kind === 'param' && fact.start === start : fact.start === start && fact.end === end)) ?? [];
  const types = found.flatMap(({ seen }) => [...seen.values()].map(({ value }) => (value.kind === 'tensor' ? value.type : null)));
  const [first] = types;
  if (first === undefined || first?.shape == null) return null;
  const rank = first.shape.length;
  const known = types.filter((type) => type !== null && type.shape?.length === rank && type.dtype === first.dtype);
  return known.length === types.length ? known.filter((type) => type !== null) : null;
}

function annotation(types: readonly TensorType[], names: SizeNames, tensor: string): string {
  const [first] = types;
  const rank = first?.shape?.length ?? 0;
  const sizes = Array.from({ length: rank }, (_, axis) => names.nameOf(roles[rank]?.[axis] ?? `axis${String(axis)}`, types.map(({ shape }) => shape?.[axis] ?? null)));
  return `${wordOf(first?.dtype ?? null)}[${tensor}, "${sizes.join(' ')}"]`;
}

/** The innermost function around an offset, with the statement that defines it. */
function definitionAt(body: readonly Statement[], offset: number): { readonly code: FunctionCode; readonly start: number } | null {
  for (const statement of body) {
    if (offset < statement.start || offset > statement.end) continue;
    if (statement.kind === 'function') return definitionAt(statement.code.body(), offset) ?? { code: statement.code, start: statement.start };
    const blocks = statement.kind === 'class' ? [statement.body] : statementBlocks(statement);
    for (const block of blocks) {
      const found = definitionAt(block, offset);
      if (found !== null) return found;
    }
  }
  return null;
}

/** The innermost function around an offset. */
export function functionRange(program: Program, path: string, offset: number): Range | null {
  const source = program.sources.get(path);
  return source === undefined ? null : (definitionAt(source.module().body, offset)?.code ?? null);
}

function returnsOf(body: readonly Statement[]): readonly Range[] {
  return body.flatMap((statement) => (statement.kind === 'return' && statement.value !== null ? [statement.value] : statementBlocks(statement).flatMap(returnsOf)));
}

/** The edits that have the shapes of the function around an offset checked at run time; none where nothing is known, or all is annotated. */
export function runtimeChecks(program: Program, path: string, offset: number): readonly Edit[] {
  const source = program.sources.get(path);
  const found = source === undefined ? null : definitionAt(source.module().body, offset);
  if (source === undefined || found === null) return [];
  const { code } = found;
  const { text } = source;
  const module = source.module();
  const names = new SizeNames();
  const tensor = importsTorch(module) ? 'torch.Tensor' : 'Tensor';
  const edits: Edit[] = [];
  const words = new Set<string>();
  const add = (at: number, before: string, types: readonly TensorType[]): void => {
    const written = annotation(types, names, tensor);
    words.add(written.slice(0, written.indexOf('[')));
    edits.push({ path, start: at, end: at, text: `${before}${written}` });
  };
  for (const parameter of code.parameters) {
    const types = parameter.annotation === null && parameter.default === null ? typesAt(program, path, parameter, true) : null;
    if (types !== null) add(parameter.end, ': ', types);
  }
  const returned = returnsOf(code.body()).map((value) => typesAt(program, path, value, false));
  const types = returned.flatMap((one) => one ?? []);
  const header = headerEnd(text, code);
  const isOne = returned.length > 0 && !returned.includes(null) && types.every(({ shape, dtype }) => shape?.length === types[0]?.shape?.length && dtype === types[0]?.dtype);
  if (code.returns === null && header !== null && isOne) add(header, ' -> ', types);
  if (edits.length === 0) return [];
  const lines = new LineIndex(text);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const { line } = lines.position(code.nameRange.start);
  const lineStart = lines.offset({ line, character: 0 });
  const indent = /^\s*/.exec(lines.lineText(line))?.[0] ?? '';
  if (!/@jaxtyped\b/.test(text.slice(found.start, code.nameRange.start))) edits.unshift({ path, start: lineStart, end: lineStart, text: `${indent}@jaxtyped(typechecker=beartype)${lineEnd}` });
  return [...importEdits(path, text, module, [...words].sort(), tensor === 'Tensor', lineEnd), ...edits];
}

/** Where `-> ...` goes: behind the bracket that closes the parameters. */
function headerEnd(text: string, code: FunctionCode): number | null {
  const open = text.indexOf('(', code.nameRange.end);
  let depth = 0;
  for (let at = open; at >= 0 && at < text.length; at += 1) {
    if ('([{'.includes(text[at] ?? '')) depth += 1;
    else if (')]}'.includes(text[at] ?? '')) depth -= 1;
    if (depth === 0) return /^\s*:/.test(text.slice(at + 1)) ? at + 1 : null;
  }
  return null;
}

function importsTorch({ body }: SourceModule): boolean {
  return body.some((statement) => statement.kind === 'import' && statement.names.some(({ module, alias }) => module === 'torch' && alias === null));
}

/** The imports that are missing, as lines behind the last import at the top of the file. */
function importEdits(path: string, text: string, { body }: SourceModule, words: readonly string[], needsTensor: boolean, lineEnd: string): readonly Edit[] {
  const imported = (module: string): ReadonlySet<string> =>
    new Set(body.flatMap((statement) => (statement.kind === 'import-from' && statement.module === module && statement.level === 0 ? statement.names.filter(({ alias }) => alias === null).map(({ name }) => name) : [])));
  const missing = (module: string, names: readonly string[]): readonly string[] => {
    const left = names.filter((name) => !imported(module).has(name));
    return left.length === 0 ? [] : [`from ${module} import ${left.join(', ')}${lineEnd}`];
  };
  const added = [...missing('beartype', ['beartype']), ...missing('jaxtyping', [...words, 'jaxtyped']), ...(needsTensor ? missing('torch', ['Tensor']) : [])];
  if (added.length === 0) return [];
  const last = body.findLast(({ kind }) => kind === 'import' || kind === 'import-from');
  const from = last?.end ?? 0;
  const newline = text.indexOf('\n', from);
  const at = last === undefined ? 0 : newline < 0 ? text.length : newline + 1;
  return [{ path, start: at, end: at, text: `${newline < 0 && last !== undefined ? lineEnd : ''}${added.join('')}` }];
}
