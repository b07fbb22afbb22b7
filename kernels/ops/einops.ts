/**
 * einops: axes rearranged, repeated and reduced by names, `b (h d) n -> b h n d`.
 *
 * Each axis of the input is one name, a number, or a group of names whose product it is; of a group, one size may be left to be
 * worked out. `...` stands for any number of axes. https://einops.rocks/api/rearrange/
 */
import { floorDiv, mod, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { Refusal, defineOp } from './op';
import type { Check } from './op';
import { bool, ints, tensor, text } from './parameter';
import { dimText, torchSizeText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { DType, Shape } from './tensor-type';

const ellipsis = '…';

/** One side of a pattern: an axis is a list of names, that of length 1 empty. */
interface Side {
  readonly axes: readonly (readonly string[])[];
  /** The axis that is the ellipsis itself, not a group that holds it; -1 where there is none. */
  readonly ellipsisAt: number;
}

function refuse(what: string): Refusal {
  return new Refusal('shape/arguments', what);
}

const isNumber = (name: string): boolean => /^[0-9]+$/.test(name);

/** Reads `b (h w) ...`. A number is its own name, made unique: two of them are two axes. */
function readSide(side: string): Side {
  if (side.includes('.') && (!side.includes('...') || side.split('...').length !== 2 || side.replace('...', '').includes('.'))) {
    throw refuse('Expression may contain dots only inside ellipsis (...); only one ellipsis for tensor ');
  }
  const axes: string[][] = [];
  let group: string[] | null = null;
  let ellipsisAt = -1;
  let anonymous = 0;
  const seen = new Set<string>();
  for (const token of side.replace('...', ` ${ellipsis} `).match(/[()]|[^\s()]+/g) ?? []) {
    if (token === '(') {
      if (group !== null) throw refuse('Axis composition is one-level (brackets inside brackets not allowed)');
      group = [];
    } else if (token === ')') {
      if (group === null) throw refuse('Brackets are not balanced');
      axes.push(group);
      group = null;
    } else {
      if (token === ellipsis && group === null) ellipsisAt = axes.length;
      if (!isNumber(token) && token !== ellipsis && !/^(?!_)[\p{L}_][\p{L}\p{N}_]*(?<!_)$/u.test(token)) throw refuse(`Invalid axis identifier: ${token}\nnot a valid python identifier`);
      if (seen.has(token) && !isNumber(token)) throw refuse(`Indexing expression contains duplicate dimension "${token}"`);
      seen.add(token);
      // An axis of length 1 has no name: it comes and goes as it likes.
      const names = token === '1' ? [] : [isNumber(token) ? `${token}#${String((anonymous += 1))}` : token];
      if (group === null) axes.push(names);
      else group.push(...names);
    }
  }
  if (group !== null) throw refuse(`Imbalanced parentheses in expression: "${side}"`);
  return { axes, ellipsisAt };
}

/** A number as an axis: `2#1`. */
const isAnonymous = (name: string): boolean => name.includes('#');
const identifiers = (side: Side): readonly string[] => side.axes.flat();
const setText = (names: readonly string[]): string => `{${names.map((name) => (isAnonymous(name) ? `${String(Number.parseInt(name, 10))}-axis` : `'${name}'`)).join(', ')}}`;

const reductions = ['min', 'max', 'sum', 'mean', 'prod', 'any', 'all'];

/** Refuses names that stand on one side where the operation wants them on both. */
function checkNames(operation: string, pattern: string, left: Side, right: Side, sizes: ReadonlyMap<string, Dim>): void {
  const [before, after] = [identifiers(left), identifiers(right)];
  const lost = before.filter((name) => !after.includes(name));
  const made = after.filter((name) => !before.includes(name));
  if (!left.axes.flat().includes(ellipsis) && right.axes.flat().includes(ellipsis)) throw refuse(`Ellipsis found in right side, but not left side of a pattern ${pattern}`);
  if (left.axes.flat().includes(ellipsis) && left.ellipsisAt < 0) throw refuse(`Ellipsis inside parenthesis in the left side is not allowed: ${pattern}`);
  if (operation === 'rearrange') {
    if ([...before, ...after].some((name) => isAnonymous(name))) throw refuse('Non-unitary anonymous axes are not supported in rearrange (exception is length 1)');
    if (lost.length + made.length > 0) throw refuse(`Identifiers only on one side of expression (should be on both): ${setText([...lost, ...made])}`);
  } else if (operation === 'repeat') {
    if (lost.length > 0) throw refuse(`Unexpected identifiers on the left side of repeat: ${setText(lost)}`);
    const unsized = made.filter((name) => !isAnonymous(name) && !sizes.has(name));
    if (unsized.length > 0) throw refuse(`Specify sizes for new axes in repeat: ${setText(unsized)}`);
  } else if (operation !== 'mix') {
    const fresh = made.filter((name) => !isAnonymous(name));
    if (fresh.length > 0) throw refuse(`Unexpected identifiers on the right side of reduce ${operation}: ${setText(fresh)}`);
    if (!reductions.includes(operation) && operation !== 'callable') throw refuse(`Unknown reduction ${operation}. Expect one of (${reductions.map((name) => `'${name}'`).join(', ')}).`);
  }
}

/** The names of a side with the ellipsis put as the axes that it stands for. */
function spread(side: Side, covered: readonly string[]): readonly (readonly string[])[] {
  return side.axes.flatMap((names, axis) => (axis === side.ellipsisAt ? covered.map((name) => [name]) : [names.flatMap((name) => (name === ellipsis ? covered : [name]))]));
}

/** Reads the sizes of the names off the input's axes. */
function bindAxes(axes: readonly (readonly string[])[], shape: Shape, sizes: Map<string, Dim>, check: Check): void {
  for (const [index, names] of axes.entries()) {
    const length = shape[index] ?? null;
    const open = names.filter((name) => !sizes.has(name));
    const known = product(names.flatMap((name) => (sizes.has(name) ? [sizes.get(name) ?? null] : [])));
    const [name] = open;
    if (name === undefined) check.equal(length, known, () => refuse(`Shape mismatch, ${dimText(length)} != ${dimText(known)}`));
    else if (names.length === 1) sizes.set(name, length);
    else {
      check.equal(mod(length, known), 0, () => refuse(`Shape mismatch, can't divide axis of length ${dimText(length)} in chunks of ${dimText(known)}`));
      sizes.set(name, floorDiv(length, known));
    }
  }
}

/** A pattern that names fit: what does not depend on the input. */
interface Recipe {
  readonly left: Side;
  readonly right: Side;
}

function recipeOf(operation: string, pattern: string, given: ReadonlyMap<string, Dim>): Recipe {
  const [before, after, ...more] = pattern.split('->');
  if (before === undefined || after === undefined || more.length > 0) throw new Refusal('shape/arguments', `not enough values to unpack (expected 2, got ${String(pattern.split('->').length)})`, 'ValueError');
  const recipe = { left: readSide(before), right: readSide(after) };
  checkNames(operation, pattern, recipe.left, recipe.right, given);
  return recipe;
}

/** Refuses lengths of axes that there are none of, and groups of which more than one length is open. */
function checkLengths(operation: string, { left, right }: Recipe, given: ReadonlyMap<string, Dim>): void {
  const used = new Set([...left.axes, ...right.axes].flat());
  for (const name of given.keys()) if (!used.has(name) && operation !== 'mix') throw refuse(`Axis ${name} is not used in transform`);
  for (const names of left.axes) {
    const open = names.filter((name) => !given.has(name) && !isAnonymous(name));
    if (open.length > 1) throw refuse(`Could not infer sizes for ${setText(open)}`);
  }
}

function transformed(operation: string, pattern: string, given: ReadonlyMap<string, Dim>, shape: Shape | null, suppose: (rank: number) => Shape | null, check: Check): Shape | null {
  const recipe = recipeOf(operation, pattern, given);
  const { left, right } = recipe;
  const isOpen = left.axes.flat().includes(ellipsis);
  const named = left.axes.length - (isOpen ? 1 : 0);
  const input = shape ?? (isOpen ? null : suppose(named));
  if (input !== null && (isOpen ? input.length < named : input.length !== named)) {
    throw new Refusal('shape/rank', `Wrong shape: expected ${isOpen ? '>=' : ''}${String(named)} dims. Received ${String(input.length)}-dim tensor.`);
  }
  checkLengths(operation, recipe, given);
  if (input === null) return null;
  const covered = Array.from({ length: input.length - named }, (_, index) => `${ellipsis}${String(index)}`);
  const axes = spread(left, covered);
  const outputs = spread(right, covered);
  const sizes = new Map(given);
  for (const name of [...axes, ...outputs].flat()) if (isAnonymous(name)) sizes.set(name, Number.parseInt(name, 10));
  bindAxes(axes, input, sizes, check);
  return outputs.map((names) => product(names.map((name) => sizes.get(name) ?? null)));
}

function resultType(operation: string, dtype: DType | null): DType | null {
  if (operation === 'any' || operation === 'all') return 'bool';
  if (operation === 'callable') return null;
  if ((operation === 'sum' || operation === 'prod') && dtype !== null && !dtype.startsWith('float') && !dtype.startsWith('bfloat') && !dtype.startsWith('complex')) return 'int64';
  return dtype;
}

/** How einops wraps what a function of it refuses; its layers tell the bare words. */
function wrapped(refusal: Refusal, operation: string, pattern: string, shape: Shape | null, given: ReadonlyMap<string, Dim>): Refusal {
  if (refusal.exception !== 'RuntimeError') return refusal;
  const info = [...given].map(([name, size]) => `'${name}': ${dimText(size)}`).join(', ');
  const text = ` Error while processing ${operation}-reduction pattern "${pattern}".\n Input tensor shape: ${shape === null ? '?' : torchSizeText(shape)}. Additional info: {${info}}.\n ${refusal.text}`;
  return new Refusal(refusal.code, text);
}

const namesOf = (names: string): readonly string[] => names.split(' ').filter((name) => name !== '');

/** `names` and `sizes` are the axes' lengths that the call gives; operation is rearrange, repeat, mix or a reduction. */
export const einops = defineOp({
  name: 'einops',
  schema: { input: tensor(), pattern: text(), operation: text(), names: text(''), sizes: ints([]), isLayer: bool(false) },
  infer({ input, pattern, operation, names, sizes, isLayer }, check) {
    if (typeof pattern !== 'string' || typeof operation !== 'string' || typeof names !== 'string' || sizes === null) return unknownTensor(input.dtype);
    const given = new Map(namesOf(names).map((name, index): [string, Dim] => [name, sizes[index] ?? null]));
    const suppose = (rank: number): Shape | null => check.suppose(input, () => Array.from({ length: rank }, () => null));
    try {
      return tensorType(transformed(operation, pattern, given, input.shape, suppose, check), resultType(operation, input.dtype));
    } catch (error) {
      throw error instanceof Refusal && isLayer !== true ? wrapped(error, operation, pattern, input.shape, given) : error;
    }
  },
});

/** What a layer refuses of its pattern when it is made; `layer` is how it prints. */
export const einopsLayer = defineOp({
  name: 'einops_layer',
  schema: { layer: text(), pattern: text(), operation: text(), names: text('') },
  infer({ layer, pattern, operation, names }) {
    if (typeof pattern !== 'string' || typeof operation !== 'string' || typeof names !== 'string') return unknownTensor();
    const given = new Map(namesOf(names).map((name): [string, Dim] => [name, null]));
    try {
      checkLengths(operation, recipeOf(operation, pattern, given), given);
    } catch (error) {
      throw error instanceof Refusal && error.exception === 'RuntimeError' ? refuse(` Error while preparing ${String(layer)}\n ${error.text}`) : error;
    }
    return unknownTensor();
  },
});
