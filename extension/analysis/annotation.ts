/**
 * Shapes that annotations state, as jaxtyping writes them: `Float[Tensor, "batch channels 32 32"]`. Names are sizes, the same
 * in one call. What is given or returned otherwise is told. https://docs.kidger.site/jaxtyping/api/array/
 */
import { isSymbol, parse, symbol } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import { dimText, sizesText } from '../../kernels/ops/shape-text';
import type { DType, Shape } from '../../kernels/ops/tensor-type';
import { annotated } from '../../kernels/rules/annotation';
import { callPath } from '../interpreter/machine';
import type { Machine, Observer } from '../interpreter/machine';
import type { Value } from '../interpreter/value';
import { tensorTypeOf } from '../libraries/torch/tensor';
import type { Expression } from '../syntax/ir';

/** The element types that jaxtyping's words stand for, where they say one. */
const dtypes: ReadonlyMap<string, DType | null> = new Map<string, DType | null>([
  ['Float', 'float32'], ['Float32', 'float32'], ['Float16', 'float16'], ['BFloat16', 'bfloat16'], ['Float64', 'float64'], ['Complex', 'complex64'],
  ['Int', 'int64'], ['Int64', 'int64'], ['Int32', 'int32'], ['Integer', 'int64'], ['UInt8', 'uint8'], ['Bool', 'bool'],
  ['Num', null], ['Shaped', null], ['Inexact', null], ['Real', null], ['Key', null],
]);

/** A shape that an annotation states; null sizes are open. */
export interface Stated {
  readonly shape: Shape;
  readonly dtype: DType | null;
  readonly text: string;
}

function sizeOf(token: string): Dim | undefined {
  const [, name = ''] = /^(?:[#?]*)(.*)$/.exec(token) ?? [];
  // `batch=4` names what is meant; `_` and `#n` may be anything.
  const meant = name.slice(name.indexOf('=') + 1);
  if (token.startsWith('_') || token.startsWith('#') || meant === '') return null;
  if (/^\d+$/.test(meant)) return Number(meant);
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(meant)) return symbol(meant);
  try {
    return parse(meant);
  } catch {
    return undefined;
  }
}

/** The shape that an annotation states; null where it states none, or leaves the rank open. */
export function statedBy(annotation: Expression | null): Stated | null {
  if (annotation?.kind !== 'subscript' || annotation.index.kind !== 'sequence') return null;
  const { object, index } = annotation;
  const word = object.kind === 'name' || object.kind === 'attribute' ? object.name : '';
  const text = index.elements[1];
  const dtype = dtypes.get(word);
  if (dtype === undefined || index.elements.length !== 2 || text?.kind !== 'constant' || text.type !== 'str' || /\.\.\.|(^|\s)[#?]*\*/.test(text.value)) return null;
  const sizes = text.value.split(/\s+/).filter((token) => token !== '').map(sizeOf);
  const shape = sizes.filter((size) => size !== undefined);
  return shape.length === sizes.length ? { shape, dtype, text: text.value } : null;
}

/** What names of sizes are bound to in one call. */
type Sizes = Map<string, Dim>;

const isKnown = (size: Dim): size is number => typeof size === 'number';

/** Whether a shape is another than the one stated. Binds the names that it meets first. */
function contradicts({ shape: stated }: Stated, given: Shape, sizes: Sizes): boolean {
  if (stated.length !== given.length) return true;
  return stated.some((size, axis) => {
    const own = given[axis] ?? null;
    const name = isSymbol(size);
    const wanted = name === null ? size : (sizes.get(name) ?? null);
    if (name !== null && wanted === null) sizes.set(name, own);
    return isKnown(wanted) && isKnown(own) && wanted !== own;
  });
}

/** `[n, c=3, 32]`: what is stated, with what the names are bound to. */
function statedText({ shape }: Stated, sizes: Sizes): string {
  return `[${shape.map((size) => {
    const bound = sizes.get(isSymbol(size) ?? '') ?? null;
    return isKnown(bound) ? `${dimText(size)}=${String(bound)}` : dimText(size);
  }).join(', ')}]`;
}

/** Watches calls of annotated functions, and tells what is given or returned otherwise than stated. */
export function annotationWatch(): Required<Pick<Observer, 'called' | 'returns'>> {
  const calls = new WeakMap<ReadonlyMap<string, Value>, Sizes>();
  const check = (machine: Machine, annotation: Expression | null, value: Value | undefined, sizes: Sizes, what: string): void => {
    const stated = statedBy(annotation);
    const shape = stated === null || value === undefined ? null : (tensorTypeOf(value)?.shape ?? null);
    // A branch that may not run proves nothing.
    if (stated === null || shape === null || machine.uncertain > 0) return;
    const before = new Map(sizes);
    if (!contradicts(stated, shape, sizes)) return;
    const text = `${what} is annotated "${stated.text}", ${statedText(stated, before)}, but is ${sizesText(shape)}`;
    machine.report({ code: annotated.id, text, exception: 'TypeCheckError', path: callPath(machine), detail: null });
  };
  return {
    called: (machine, { code }, variables) => {
      if (!code.parameters.some(({ annotation }) => annotation?.kind === 'subscript')) return;
      const sizes: Sizes = new Map();
      calls.set(variables, sizes);
      for (const { name, annotation } of code.parameters) check(machine, annotation, variables.get(name), sizes, `Argument '${name}' of ${code.name}()`);
    },
    returns: (machine, { code }, variables, value) => {
      if (code.returns?.kind === 'subscript') check(machine, code.returns, value, calls.get(variables) ?? new Map<string, Dim>(), `What ${code.name}() returns`);
    },
  };
}
