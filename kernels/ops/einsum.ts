/**
 * Sums of products over named axes: `ij,jk->ik`.
 *
 * Each letter names an axis; equal letters are one axis (or of size 1), letters that the output lacks are summed over, and `...`
 * stands for leading axes that broadcast. https://pytorch.org/docs/stable/generated/torch.einsum.html
 */
import { compare, product } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { Refusal, defineOp, plainCheck } from './op';
import type { Check, Op } from './op';
import { tensors, text } from './parameter';
import { kindOf } from './promote';
import { dimText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';
import type { DType, Shape, TensorType } from './tensor-type';

function refuse(what: string, exception: Refusal['exception'] = 'RuntimeError', code = 'shape/arguments'): Refusal {
  return new Refusal(code, `einsum(): ${what}`, exception);
}

const ellipsis = '...';

/** The subscripts of one operand, or of the output, letter by letter; `...` is one of them. `where` is for the message. */
function subscripts(term: string, start: number, where: string): readonly string[] {
  const letters: string[] = [];
  for (let index = 0; index < term.length; index += 1) {
    const letter = term[index] ?? '';
    if (letter === ' ') continue;
    if (letter === '.') {
      if (letters.includes(ellipsis)) throw refuse(`found '.' for ${where} for which an ellipsis was already found`);
      if (term.slice(index, index + 3) !== ellipsis) throw refuse(`found '.' for ${where} that is not part of any ellipsis`);
      letters.push(ellipsis);
      index += 2;
    } else if (/[a-zA-Z]/.test(letter)) letters.push(letter);
    else throw refuse(`invalid subscript given at index ${String(start + index)} in the equation string, subscripts must be in [a-zA-Z]`);
  }
  return letters;
}

interface Equation {
  readonly operands: readonly (readonly string[])[];
  /** Null when the equation leaves the output to be worked out. */
  readonly output: string | null;
  readonly outputStart: number;
}

function parse(equation: string, count: number): Equation {
  const arrow = equation.indexOf('->');
  const left = arrow < 0 ? equation : equation.slice(0, arrow);
  let start = 0;
  const terms = left.split(',');
  const operands = terms.map((term, index) => {
    const read = subscripts(term, start, `operand ${String(index)}`);
    start += term.length + 1;
    // PyTorch reads on only as long as there are operands.
    if (index < terms.length - 1 && index + 1 >= count) throw refuse('fewer operands were provided than specified in the equation');
    return read;
  });
  if (operands.length < count) throw refuse('more operands were provided than specified in the equation');
  return { operands, output: arrow < 0 ? null : equation.slice(arrow + 2), outputStart: arrow + 2 };
}

/** The axes that `...` stands for, those of all operands broadcast; null when a rank is unknown. */
interface Sizes {
  readonly letters: Map<string, Dim>;
  leading: readonly Dim[] | null;
}

/** Two sizes of one axis, of which one may be 1. */
function merged(seen: Dim, size: Dim, check: Check, mismatch: () => Refusal): Dim {
  if (compare(size, 1) === 'equal') return seen;
  if (compare(seen, 1) === 'equal') return size;
  if (compare(seen, 1) === 'different' && compare(size, 1) === 'different') {
    check.equal(seen, size, mismatch);
    return seen ?? size;
  }
  return compare(seen, size) === 'equal' ? seen : null;
}

function mergedLeading(sizes: Sizes, covered: Shape, start: number, operand: number, check: Check): readonly Dim[] | null {
  const seen = sizes.leading;
  if (seen === null) return null;
  const rank = Math.max(seen.length, covered.length);
  return Array.from({ length: rank }, (_, axis): Dim => {
    const [before, own] = [axis - rank + seen.length, axis - rank + covered.length];
    if (own < 0) return seen[before] ?? null;
    const size = covered[own] ?? null;
    if (before < 0) return size;
    const known = seen[before] ?? null;
    return merged(known, size, check, () => refuse(
      `dimension ${String(start + own)} covered by ellipsis in operand ${String(operand)}has size ${dimText(size)} which does not broadcast with previously seen ellipsis with size ${dimText(known)} for the respective dimension`,
      'RuntimeError',
      'shape/matmul',
    ));
  });
}

/** How many axes an operand's letters name, each once for every time it stands there. */
function namedCount(letters: readonly string[]): number {
  return letters.filter((letter) => letter !== ellipsis).length;
}

function checkRank(letters: readonly string[], shape: Shape, operand: number, check: Check): void {
  const named = namedCount(letters);
  const isOpen = letters.includes(ellipsis);
  check.must(isOpen ? named <= shape.length : named === shape.length, () => refuse(
    isOpen
      ? `the number of subscripts in the equation (${String(named)}) is more than the number of dimensions (${String(shape.length)}) for operand ${String(operand)}`
      : `the number of subscripts in the equation (${String(named)}) does not match the number of dimensions (${String(shape.length)}) for operand ${String(operand)} and no ellipsis was given`,
    'RuntimeError',
    'shape/rank',
  ));
}

/** Reads off an operand's sizes under the letters. */
function collect(letters: readonly string[], shape: Shape, operand: number, sizes: Sizes, check: Check): void {
  const named = namedCount(letters);
  const covered = shape.length - named;
  const own = new Map<string, Dim>();
  let axis = 0;
  for (const letter of letters) {
    if (letter === ellipsis) {
      sizes.leading = mergedLeading(sizes, shape.slice(axis, axis + covered), axis, operand, check);
      axis += covered;
      continue;
    }
    const size = shape[axis] ?? null;
    axis += 1;
    const twin = own.get(letter);
    if (twin !== undefined) {
      check.equal(size, twin, () => refuse(
        `subscript ${letter} is repeated for operand ${String(operand)} but the sizes don't match, ${dimText(size)} != ${dimText(twin)}`, 'RuntimeError', 'shape/matmul',
      ));
      continue;
    }
    own.set(letter, size);
    const seen = sizes.letters.get(letter);
    sizes.letters.set(letter, seen === undefined ? size : merged(seen, size, check, () => refuse(
      `subscript ${letter} has size ${dimText(size)} for operand ${String(operand)} which does not broadcast with previously seen size ${dimText(seen)}`,
      'RuntimeError',
      'shape/matmul',
    )));
  }
}

/** Without an arrow: the leading axes, then the letters that occur once, capitals first. */
function impliedOutput(operands: readonly (readonly string[])[]): readonly string[] {
  const all = operands.flat().filter((letter) => letter !== ellipsis);
  const once = all.filter((letter) => all.indexOf(letter) === all.lastIndexOf(letter)).sort();
  return operands.some((letters) => letters.includes(ellipsis)) ? [ellipsis, ...once] : once;
}

function outputLetters({ operands, output, outputStart }: Equation): readonly string[] {
  if (output === null) return impliedOutput(operands);
  const known = new Set(operands.flat());
  const seen = new Set<string>();
  const letters = subscripts(output, outputStart, 'the output');
  for (const letter of letters) {
    if (letter === ellipsis) continue;
    if (seen.has(letter)) throw refuse(`output subscript ${letter} appears more than once in the output`);
    if (!known.has(letter)) throw refuse(`output subscript ${letter} does not appear in the equation for any input operand`);
    seen.add(letter);
  }
  return letters;
}

/** The sizes of all axes; unknown where an operand of unknown rank has a say. */
function sizesOf(equation: Equation, operands: readonly TensorType[], check: Check): Sizes {
  const sizes: Sizes = { letters: new Map(), leading: [] };
  operands.forEach((operand, index) => {
    const letters = equation.operands[index] ?? [];
    const isOpen = letters.includes(ellipsis);
    const shape = isOpen ? operand.shape : check.suppose(operand, () => letters.map((letter) => sizes.letters.get(letter) ?? null));
    if (shape !== null) collect(letters, shape, index, sizes, check);
    else collect(letters.filter((letter) => letter !== ellipsis), letters.filter((letter) => letter !== ellipsis).map(() => null), index, sizes, check);
    if (isOpen && shape === null) sizes.leading = null;
  });
  return sizes;
}

/** Whether an axis of a single operand is summed before anything is multiplied. */
function isSummedAlone({ operands }: Equation, output: readonly string[]): boolean {
  return operands.some((letters) => letters.some((letter) => !output.includes(letter) && operands.filter((others) => others.includes(letter)).length === 1));
}

/** A sum of integers is long; where its axis is of size 1 there is none. */
function summedType(dtype: DType | null): DType | null {
  return dtype !== null && kindOf(dtype) < 2 && dtype !== 'int64' ? null : dtype;
}

const einsum = defineOp({
  name: 'einsum',
  schema: { equation: text(), operands: tensors() },
  infer({ equation, operands }, check) {
    const dtype = operands?.find((operand) => operand.dtype !== null)?.dtype ?? null;
    if (operands === null || equation === undefined || equation === null) return unknownTensor(dtype);
    check.must(operands.length > 0, () => refuse(
      'must specify the equation string and at least one operand, or at least one operand and its subscripts list', 'ValueError',
    ));
    const parsed = parse(equation, operands.length);
    operands.forEach(({ shape }, index) => {
      if (shape !== null) checkRank(parsed.operands[index] ?? [], shape, index, check);
    });
    const letters = outputLetters(parsed);
    const output = isSummedAlone(parsed, letters) ? summedType(dtype) : dtype;
    const sizes = sizesOf(parsed, operands, check);
    if (letters.includes(ellipsis) && sizes.leading === null) return unknownTensor(output);
    return tensorType(letters.flatMap((letter) => (letter === ellipsis ? sizes.leading ?? [] : [sizes.letters.get(letter) ?? null])), output);
  },
  explain({ equation, operands }, output) {
    if (typeof equation !== 'string' || operands === null || output.shape === null) return [];
    const named = parse(equation, operands.length).operands.flatMap((letters, index) => {
      const shape = operands[index]?.shape ?? null;
      return shape === null || letters.includes(ellipsis) ? [] : letters.map((letter, axis) => `${letter} = ${dimText(shape[axis] ?? null)}`);
    });
    return [equation, [...new Set(named)].join(', ')].filter((line) => line !== '');
  },
  cost({ equation, operands }) {
    if (typeof equation !== 'string' || operands === null) return { macs: null, parameters: 0 };
    const { letters, leading } = sizesOf(parse(equation, operands.length), operands, plainCheck);
    return { macs: operands.length < 2 ? 0 : product([...letters.values(), ...leading ?? [null]]), parameters: 0 };
  },
});

export const einsumOps: readonly Op[] = [einsum];
