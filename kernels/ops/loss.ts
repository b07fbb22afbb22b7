/** What all losses share: how each element's loss is reduced. */
import { broadcast } from './broadcast';
import { Refusal } from './op';
import type { Check, Datum } from './op';
import { datum, text } from './parameter';
import { tensorType } from './tensor-type';
import type { DType, Shape, TensorType } from './tensor-type';

const none: Datum = { kind: 'none' };

/** The two deprecated ways to say `reduction`, which stand in their places in the signatures. */
export const sizeAverage = datum(none);
export const reduce = datum(none);

/** How the elements' losses become one. */
export const reduction = text('mean');

export interface Reducing {
  readonly size_average?: Datum;
  readonly reduce?: Datum;
  readonly reduction: string | null | undefined;
}

function flag(value: Datum | undefined): boolean | undefined {
  if (value === undefined || value.kind === 'none') return true;
  return value.kind === 'bool' && value.value !== null ? value.value : undefined;
}

/** The reduction that is meant; undefined when unknown. */
export function howOf(args: Reducing): string | null | undefined {
  const { size_average: average = none, reduce: every = none } = args;
  if (average.kind === 'none' && every.kind === 'none') return args.reduction;
  const [averages, reduces] = [flag(average), flag(every)];
  if (reduces === false) return 'none';
  if (reduces === undefined || averages === undefined) return undefined;
  return averages ? 'mean' : 'sum';
}

/** The names of the reductions, and the words for another. */
export interface Reductions {
  readonly allowed: readonly string[];
  readonly refusal: string;
}

const usual: Reductions = { allowed: ['none', 'mean', 'sum'], refusal: 'is not a valid value for reduction' };

/** Refuses a reduction that there is not. Most losses do so before anything else. */
export function checkReduction(args: Reducing, check: Check, { allowed, refusal }: Reductions = usual): void {
  const how = howOf(args);
  check.must(how === undefined || (how !== null && allowed.includes(how)), () => new Refusal(
    'shape/arguments',
    `${String(how)} ${refusal}`,
    'ValueError',
    tensorType([]),
  ));
}

/** The loss, of the elements' losses before the reduction. */
export function reduced(args: Reducing, elements: Shape | null, dtype: DType | null): TensorType {
  const how = howOf(args);
  if (how === undefined) return tensorType(null, dtype);
  return tensorType(how === 'none' ? elements : [], dtype);
}

/** The shape that two tensors of a loss broadcast to; after a mistake the analysis goes on with the reduced loss. */
export function broadcastElements(args: Reducing, a: Shape | null, b: Shape | null, dtype: DType | null, check: Check): Shape | null {
  try {
    return broadcast(a, b, check, dtype);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, error.text, error.exception, reduced(args, error.recovery?.shape ?? null, dtype));
  }
}
