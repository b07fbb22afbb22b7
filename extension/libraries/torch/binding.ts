/**
 * Binds ops to callables. An op's schema is its signature: PyTorch's names, order and defaults, so a call binds to it as
 * Python binds a call, and nothing about an op is written twice.
 */
import type { GraphTensor } from '../../../kernels/graph/layer-graph';
import { Refusal } from '../../../kernels/ops/op';
import type { Application, Datum, Op } from '../../../kernels/ops/op';
import { boolClass, floatClass, intClass, makeClass, tupleClass } from '../../interpreter/class';
import { callPath, fail, refuse } from '../../interpreter/exception';
import { currentFrame } from '../../interpreter/machine';
import type { Machine } from '../../interpreter/machine';
import { native, tuple, unknown } from '../../interpreter/value';
import type { CallArguments, ClassValue, InstanceValue, NativeFunction, ObjectValue, Value } from '../../interpreter/value';
import { dtypeOf } from './dtype';
import type { Recorder } from './recorder';
import { graphTensor, isTensor, makeTensor } from './tensor';

/** What a refused call was about, for messages and fixes. */
export interface RefusalDetail {
  readonly op: string;
  readonly refusal: Refusal;
  readonly args: Readonly<Record<string, Datum>>;
  /** The layer whose forward made the call; null for a plain function call. */
  readonly layer: InstanceValue | null;
}

const recorders = new WeakMap<Machine, Recorder>();
const runs: { recorder: Recorder | null } = { recorder: null };

/** Makes a recorder the one that the run to come writes to. */
export function recordInto(recorder: Recorder): void {
  runs.recorder = recorder;
}

/** The recorder of a run. */
export function recorderOf(machine: Machine): Recorder {
  let recorder = recorders.get(machine);
  if (recorder === undefined) {
    if (runs.recorder === null) throw new Error('no recorder: torchLibrary makes one current');
    recorder = runs.recorder;
    recorders.set(machine, recorder);
  }
  return recorder;
}

const unknownDatum: Datum = { kind: 'unknown' };

/** An argument as ops take it. */
export function toDatum(value: Value): Datum {
  switch (value.kind) {
    case 'int':
    case 'float':
    case 'bool':
      return value;
    case 'str':
      return { kind: 'str', value: value.value };
    case 'none':
    case 'ellipsis':
      return { kind: value.kind };
    case 'slice':
      return { kind: 'slice', start: toDatum(value.start), stop: toDatum(value.stop), step: toDatum(value.step) };
    case 'list':
    case 'tuple':
      return { kind: 'list', items: value.rest === null ? value.items.map(toDatum) : null };
    case 'range':
      return typeof value.start === 'number' && typeof value.stop === 'number' && typeof value.step === 'number'
        ? { kind: 'list', items: Array.from({ length: Math.max(0, Math.ceil((value.stop - value.start) / value.step)) }, (_, index) => ({ kind: 'int', value: Number(value.start) + index * Number(value.step) })) }
        : { kind: 'list', items: null };
    case 'class':
      if (value === intClass) return { kind: 'dtype', value: 'int64' };
      if (value === floatClass) return { kind: 'dtype', value: 'float32' };
      return value === boolClass ? { kind: 'dtype', value: 'bool' } : unknownDatum;
    case 'object': {
      if (isTensor(value)) return { kind: 'tensor', type: graphTensor(value).type };
      const dtype = dtypeOf(value);
      return dtype === null ? unknownDatum : { kind: 'dtype', value: dtype };
    }
    default:
      return unknownDatum;
  }
}

/** The tensors among arguments, those in lists included. */
function tensorsIn(values: Iterable<Value>, found: GraphTensor[] = []): GraphTensor[] {
  for (const value of values) {
    if (isTensor(value)) found.push(graphTensor(value));
    else if (value.kind === 'list' || value.kind === 'tuple') tensorsIn(value.items, found);
  }
  return found;
}

/** The layer of the library in whose forward the call stands: the innermost frame's own, if that is library code. */
function currentLayer(machine: Machine): InstanceValue | null {
  if (machine.frames.length === 0) return null;
  const frame = currentFrame(machine);
  return !frame.file.isProject && frame.self?.kind === 'instance' ? frame.self : null;
}

export interface BindingOptions {
  /** The parameter that takes all positional arguments from its place on (`x.view(2, 3)`), unless the first is a list. */
  readonly varargs?: string;
  /** Parameters in another order than the schema's. */
  readonly order?: readonly string[];
  /** The result is the first argument itself, changed in place. */
  readonly inPlace?: boolean;
}

/** The arguments of a call by the op's parameter names. Raises TypeError as PyTorch does. */
function bindCall(op: Op, name: string, args: CallArguments, options: BindingOptions): ReadonlyMap<string, Value> {
  const order = options.order ?? Object.keys(op.schema);
  const bound = new Map<string, Value>();
  const { positional } = args;
  for (const [index, value] of positional.entries()) {
    const parameter = order[index];
    if (parameter === options.varargs && parameter !== undefined) {
      const first = positional[index];
      const isList = positional.length === index + 1 && (first?.kind === 'list' || first?.kind === 'tuple' || first?.kind === 'unknown');
      bound.set(parameter, isList ? first : tuple(positional.slice(index)));
      break;
    }
    if (parameter === undefined) fail('TypeError', `${name}() takes ${String(order.length)} positional arguments but ${String(positional.length)} were given`);
    bound.set(parameter, value);
  }
  for (const [key, value] of args.keyword) {
    const parameter = aliases[key] !== undefined && op.schema[key] === undefined ? aliases[key] : key;
    // Names that only steer where and how (out, device, pin_memory, ...) change no shape.
    if (op.schema[parameter] !== undefined) bound.set(parameter, value);
    else if (parameter === 'axis') bound.set('dim', value);
  }
  if (args.open) for (const parameter of order) if (!bound.has(parameter)) bound.set(parameter, unknown);
  return bound;
}

/** NumPy's names, which PyTorch takes too. */
const aliases: Readonly<Record<string, string>> = { axis: 'dim', keepdims: 'keepdim', x: 'input', self: 'input', a: 'input' };

/** Applies an op to bound arguments. */
function applyOp(machine: Machine, op: Op, name: string, bound: ReadonlyMap<string, Value>, inPlace: boolean): Value {
  const args: Record<string, Datum> = {};
  for (const [key, value] of bound) args[key] = toDatum(value);
  const result = op.apply(args);
  const recorder = recorderOf(machine);
  const layer = currentLayer(machine);
  const inputs = tensorsIn(bound.values());
  const site = callPath(machine);
  const [self] = bound.values();
  if (result instanceof Refusal) {
    const recovery = inPlace && self !== undefined ? self : makeTensor(result.recovery ?? { shape: null, dtype: null });
    const outputs = isTensor(recovery) ? [graphTensor(recovery)] : [];
    const detail: RefusalDetail = { op: op.name, refusal: result, args, layer };
    const value = refuse(machine, { code: result.code, text: result.text, exception: result.exception, detail }, recovery);
    recorder.apply(name, null, inputs, outputs, layer, site);
    return value;
  }
  const { outputs, isTuple } = result;
  if (inPlace && self !== undefined && isTensor(self)) {
    recorder.apply(name, result, inputs, [graphTensor(self)], layer, site);
    return self;
  }
  const made = outputs.map((type) => makeTensor(type));
  recorder.apply(name, result, inputs, made.map(graphTensor), layer, site);
  const [first] = made;
  return isTuple ? named(name, made) : (first ?? unknown);
}

/** Result tuples whose items PyTorch also names. */
const resultNames: Readonly<Record<string, readonly string[]>> = {
  max: ['values', 'indices'], min: ['values', 'indices'], sort: ['values', 'indices'], topk: ['values', 'indices'], median: ['values', 'indices'],
  mode: ['values', 'indices'], kthvalue: ['values', 'indices'], cummax: ['values', 'indices'], cummin: ['values', 'indices'], aminmax: ['min', 'max'],
};

function named(name: string, items: readonly Value[]): Value {
  const names = resultNames[name];
  return names === undefined ? tuple(items) : tuple(items, null, resultClass(name, names));
}

const resultClasses = new Map<string, ClassValue>();

function resultClass(name: string, names: readonly string[]): ClassValue {
  let type = resultClasses.get(name);
  if (type === undefined) {
    type = makeClass(name, { module: 'torch.return_types', bases: [tupleClass] });
    for (const [index, field] of names.entries()) {
      const getter = native(field, (_, args) => {
        const [self] = args.positional;
        return self?.kind === 'tuple' ? (self.items[index] ?? unknown) : unknown;
      });
      type.attributes.set(field, { kind: 'property', getter, setter: null, cached: false });
    }
    resultClasses.set(name, type);
  }
  return type;
}

/** A function value that applies an op. `name` is the torch function's name as the program would see it. */
export function bindOp(op: Op, name = op.name, options: BindingOptions = {}): NativeFunction {
  return native(name, (machine, args) => {
    const inPlaceArgument = args.keyword.get('inplace');
    const bound = bindCall(op, name, args, options);
    const inPlace = options.inPlace === true || (inPlaceArgument?.kind === 'bool' && inPlaceArgument.value === true) || isInPlace(op, bound);
    return applyOp(machine, op, name, bound, inPlace);
  });
}

function isInPlace(op: Op, bound: ReadonlyMap<string, Value>): boolean {
  const given = op.schema['inplace'] === undefined ? undefined : bound.get('inplace');
  return given?.kind === 'bool' && given.value === true;
}

/** Notes that a composite function of the library made a tensor of others. */
export function recordResult(machine: Machine, name: string, inputs: readonly Value[], output: ObjectValue): void {
  recorderOf(machine).apply(name, null, tensorsIn(inputs), [graphTensor(output)], currentLayer(machine), callPath(machine));
}
