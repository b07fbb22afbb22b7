/** Recorded truth: what recording.py writes, read back and held against the engine. Knows no Node: the same runs in a page. */
import { ops } from '../../../kernels/ops/all';
import type { Gradients } from '../../../kernels/ops/computation';
import { Refusal } from '../../../kernels/ops/op';
import { run } from '../../../kernels/ops/run';
import type { Run, Value } from '../../../kernels/ops/run';
import type { Engine } from '../../../kernels/wasm/engine';
import { Tensor, elementCount } from '../../../kernels/wasm/tensor';
import type { TensorDType } from '../../../kernels/wasm/tensor';

/** A tensor that is filled by its seed. */
interface Description {
  readonly tensor: readonly number[];
  readonly fill: 'uniform' | 'ties' | 'nan' | 'inf' | 'wild' | 'full' | 'classes' | 'data';
  readonly seed?: number;
  readonly dtype?: TensorDType;
  readonly scale?: number;
  readonly shift?: number;
  readonly below?: number;
  readonly value?: number | string;
  readonly data?: readonly number[];
}

interface Answer {
  readonly shape: readonly number[];
  readonly dtype: TensorDType;
  readonly at: number;
  /** The seed of the places that are kept, where not all are. */
  readonly places?: number;
  readonly greatest?: number;
  readonly tolerance: number;
}

/** A number that JSON has no word for. */
interface Special {
  readonly float: 'inf' | '-inf' | 'nan';
}

type Argument = Description | Special | number | string | boolean | null | readonly Argument[];

export interface Case {
  readonly op: string;
  readonly args: Readonly<Record<string, Argument>>;
  readonly outputs: readonly Answer[];
  readonly states: Readonly<Record<string, Answer>>;
  readonly weights?: readonly (Description | null)[];
  readonly gradients?: Readonly<Record<string, Answer>>;
  /** The weighted sum's derivative along directions. */
  readonly difference?: { readonly directions: Readonly<Record<string, Description>>; readonly value: number } | null;
}

export interface Truth {
  readonly cases: readonly Case[];
  readonly numbers: ArrayBuffer;
}

/** How many answers of an array recording.py keeps at most. */
const mostKept = 400;

/** Takes an unzipped file apart. */
export function readTruth(file: ArrayBuffer): Truth {
  const length = new DataView(file).getUint32(0, true);
  const header = new TextDecoder().decode(new Uint8Array(file, 4, length));
  return { cases: JSON.parse(header) as readonly Case[], numbers: file.slice(4 + length) };
}

/** lowbias32 of a counter: what recording.py draws by. */
function hash(seed: number, index: number): number {
  let x = (index + Math.imul(seed, 0x9e3779b9)) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

const ties = [-2, -1, -0, 0, 1, 2];
const wild = [Infinity, -Infinity, NaN, 0, 1];
const specials = { nan: [NaN], inf: wild.slice(0, 2), wild };

const special = { inf: Infinity, '-inf': -Infinity, nan: NaN };

function valueAt({ fill, seed = 0, scale = 1, shift = 0, below = 1, value = 0, data }: Description, index: number): number {
  if (fill === 'data') return data?.[index] ?? 0;
  if (fill === 'full') return typeof value === 'number' ? value : value === '-inf' ? -Infinity : Number(value);
  const bits = hash(seed, index);
  if (fill === 'classes') return bits % below;
  if (fill === 'ties') return ties[bits % ties.length] ?? 0;
  const drawn = ((bits >>> 8) / 8388608 - 1) * scale + shift;
  if (fill === 'uniform') return drawn;
  const chosen = hash(seed + 0x5eed, index);
  const choice = specials[fill];
  return chosen % 5 === 0 ? choice[Math.floor(chosen / 5) % choice.length] ?? 0 : drawn;
}

function valuesOf(description: Description): Float32Array {
  return Float32Array.from({ length: elementCount(description.tensor) }, (_, index) => valueAt(description, index));
}

function isDescription(value: Argument): value is Description {
  return typeof value === 'object' && value !== null && 'tensor' in value;
}

function isSpecial(value: Argument): value is Special {
  return typeof value === 'object' && value !== null && 'float' in value;
}

function isList(value: Argument): value is readonly Argument[] {
  return Array.isArray(value);
}

/** A tensor as a caller gives it: where its memory starts and what is around it is whatever came before. */
function tensorOf(engine: Engine, description: Description): Tensor {
  return engine.tensor(description.tensor, valuesOf(description), description.dtype ?? 'float32');
}

function argumentOf(engine: Engine, value: Argument): Value {
  if (isList(value)) return value.map((item) => argumentOf(engine, item));
  if (isSpecial(value)) return { kind: 'float', value: special[value.float] };
  return isDescription(value) ? tensorOf(engine, value) : value;
}

function numbersOf(tensor: Tensor): Float32Array | Int32Array {
  return tensor.dtype === 'float32' ? tensor.data : tensor.indices;
}

/** What is wrong with a tensor, or null. */
function compare(what: string, tensor: Tensor | undefined, answer: Answer, numbers: ArrayBuffer): string | null {
  if (tensor === undefined) return `${what}: missing`;
  if (tensor.shape.join() !== answer.shape.join()) return `${what}: shape [${tensor.shape.join(', ')}] instead of [${answer.shape.join(', ')}]`;
  if (tensor.dtype !== answer.dtype) return `${what}: ${tensor.dtype} instead of ${answer.dtype}`;
  const size = elementCount(answer.shape);
  const { places } = answer;
  const count = places === undefined ? size : mostKept;
  const expected = answer.dtype === 'float32' ? new Float32Array(numbers, answer.at, count) : new Int32Array(numbers, answer.at, count);
  const given = numbersOf(tensor);
  const greatest = answer.greatest ?? greatestOf(expected);
  for (let index = 0; index < count; index += 1) {
    const place = places === undefined ? index : hash(places, index) % size;
    const [wanted = NaN, got = NaN] = [expected[index], given[place]];
    const same = Object.is(wanted, got) || (wanted === got && answer.tolerance > 0) || Math.abs(wanted - got) <= answer.tolerance * greatest;
    if (!same && !(Number.isNaN(wanted) && Number.isNaN(got))) {
      return `${what}[${String(place)}] of [${answer.shape.join(', ')}]: ${String(got)} instead of ${String(wanted)}, off by ${(Math.abs(got - wanted) / greatest).toExponential(1)} of the greatest`;
    }
  }
  return null;
}

function greatestOf(numbers: Float32Array | Int32Array): number {
  let greatest = 0;
  for (const value of numbers) if (Number.isFinite(value)) greatest = Math.max(greatest, Math.abs(value));
  return greatest;
}

/** Of a list, `tensors.1` is the second. */
function byKey<T>(values: Readonly<Record<string, T | readonly T[] | null>>, key: string): T | undefined {
  const [name = '', index] = key.split('.');
  const value = values[name];
  if (index === undefined) return value as T | undefined ?? undefined;
  return (value as readonly T[] | undefined)?.[Number(index)];
}

/** The derivative that the gradients give along the directions; float32's own error is allowed for. */
function checkDifference(gradients: Gradients, difference: NonNullable<Case['difference']>): string | null {
  let [along, scale] = [0, 0];
  for (const [key, description] of Object.entries(difference.directions)) {
    const gradient = byKey(gradients, key)?.data ?? [];
    const direction = valuesOf(description);
    gradient.forEach((value, index) => {
      const term = value * (direction[index] ?? 0);
      along += term;
      scale += Math.abs(term);
    });
  }
  const off = Math.abs(along - difference.value) / Math.max(scale, 1);
  return off <= 1e-5 ? null : `along the direction ${String(along)} instead of ${String(difference.value)} by finite differences`;
}

/** What is wrong with a case: empty when all is right. Leaves nothing in the engine's memory. */
export function failures(engine: Engine, item: Case, numbers: ArrayBuffer): readonly string[] {
  const before = engine.arena.bytesInUse;
  const found: string[] = [];
  engine.scope(() => {
    const op = ops.get(item.op);
    if (op === undefined) return found.push('no such op');
    const args = Object.fromEntries(Object.entries(item.args).map(([name, value]) => [name, argumentOf(engine, value)]));
    const result = run(op, engine, args);
    if (result instanceof Refusal) return found.push(`refused: ${result.text}`);
    return found.push(...runFailures(engine, item, args, result, numbers));
  });
  if (engine.arena.bytesInUse !== before) found.push(`${String(engine.arena.bytesInUse - before)} bytes have leaked`);
  const title = Object.entries(item.args).map(([name, value]) => `${name}=${describe(value)}`).join(' ');
  return found.map((text) => `${item.op} ${title}: ${text}`);
}

function describe(value: Argument): string {
  if (isSpecial(value)) return value.float;
  if (!isDescription(value)) return isList(value) ? `(${value.map(describe).join(', ')})` : String(value);
  return `[${value.tensor.join(', ')}]${value.fill === 'uniform' ? '' : ` ${value.fill}`}`;
}

function runFailures(engine: Engine, item: Case, args: Readonly<Record<string, Value>>, result: Run, numbers: ArrayBuffer): readonly string[] {
  const found = item.outputs.map((answer, index) => compare(`output ${String(index)}`, result.outputs[index], answer, numbers));
  for (const [name, answer] of Object.entries(item.states)) found.push(compare(name, args[name] as Tensor, answer, numbers));
  if (item.gradients !== undefined) {
    const weights = (item.weights ?? []).map((weight) => weight && tensorOf(engine, weight));
    const gradients = result.backward(weights, [...new Set(Object.keys(item.gradients).map((key) => key.split('.')[0] ?? ''))]);
    for (const [key, answer] of Object.entries(item.gradients)) found.push(compare(`gradient of ${key}`, byKey(gradients, key), answer, numbers));
    if (item.difference) found.push(checkDifference(gradients, item.difference));
  }
  return found.filter((text) => text !== null);
}

/** Runs all of a truth: cases by op, and what failed. */
export function judge(engine: Engine, { cases, numbers }: Truth): ReadonlyMap<string, { readonly count: number; readonly failures: readonly string[] }> {
  const verdicts = new Map<string, { count: number; failures: string[] }>();
  for (const item of cases) {
    const verdict = verdicts.get(item.op) ?? { count: 0, failures: [] };
    verdicts.set(item.op, verdict);
    verdict.count += 1;
    verdict.failures.push(...failures(engine, item, numbers));
  }
  return verdicts;
}

/** What a worker is asked to run. */
export interface Task {
  readonly kernels: ArrayBuffer;
  readonly files: readonly { readonly name: string; readonly bytes: ArrayBuffer }[];
}

/** What it has found of one op in one file. */
export interface Verdict {
  readonly file: string;
  readonly op: string;
  readonly count: number;
  readonly failures: readonly string[];
}
