/**
 * Binds ops to callables. An op's schema is its signature: PyTorch's names, order and defaults, so a call binds to it as
 * Python binds a call, and nothing about an op is written twice.
 */
import type { GraphTensor } from '../../../kernels/graph/layer-graph';
import { Refusal } from '../../../kernels/ops/op';
import type { Datum, Op } from '../../../kernels/ops/op';
import { unknownTensor } from '../../../kernels/ops/tensor-type';
import { boolClass, floatClass, intClass, makeClass, tupleClass } from '../../interpreter/class';
import { refuse } from '../../interpreter/exception';
import { joinAll } from '../../interpreter/join';
import type { Machine } from '../../interpreter/machine';
import { native, tuple, unknown } from '../../interpreter/value';
import type { CallArguments, ClassValue, InstanceValue, NativeFunction, ObjectValue, Value } from '../../interpreter/value';
import { constantOf, countedType, followConstant, followParts, forgetConstant } from './constant';
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
    case 'float':
      return value.isComplex === true ? { kind: 'complex' } : value;
    case 'int':
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
      return value.rest === null ? { kind: 'list', items: value.items.map(toDatum) } : seriesOf([...value.items, value.rest]);
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

/** A list of unknown length, whose items are these or like them. */
function seriesOf(items: readonly Value[]): Datum {
  const item = joinAll(items);
  return { kind: 'list', items: null, ...(item.kind === 'object' && isTensor(item) ? { each: graphTensor(item).type } : {}) };
}

/** An argument that ops take as a number or numbers: a tensor of one known integer is that. */
function toNumbers(value: Value): Datum {
  if (value.kind === 'list' || value.kind === 'tuple') return { kind: 'list', items: value.rest === null ? value.items.map(toNumbers) : null };
  if (value.kind !== 'object' || !isTensor(value) || graphTensor(value).type.dtype?.startsWith('int') !== true) return toDatum(value);
  const [only, ...others] = constantOf(value) ?? [];
  return only === undefined || others.length > 0 ? toDatum(value) : { kind: 'int', value: only };
}

/** The tensors among arguments with the parameters that they are for, those in lists included. */
function tensorsIn(bound: Iterable<readonly [string, Value]>): readonly (readonly [string, GraphTensor])[] {
  const found: (readonly [string, GraphTensor])[] = [];
  const collect = (parameter: string, value: Value): void => {
    if (isTensor(value)) found.push([parameter, graphTensor(value)]);
    else if (value.kind === 'list' || value.kind === 'tuple') for (const item of value.rest === null ? value.items : [...value.items, value.rest]) collect(parameter, item);
  };
  for (const [parameter, value] of bound) collect(parameter, value);
  return found;
}

/** The layer of the library in whose forward the call stands; null where the program's own code made it. */
export function currentLayer(machine: Machine): InstanceValue | null {
  for (let index = machine.frames.length - 1; index >= 0; index -= 1) {
    const frame = machine.frames[index];
    if (frame === undefined || frame.file.isProject) return null;
    if (frame.self?.kind === 'instance') return frame.self;
  }
  return null;
}

export interface BindingOptions {
  /** The parameter that takes all positional arguments from its place on (`x.view(2, 3)`), unless the first is a list. */
  readonly varargs?: string;
  /** The result is the first argument itself, changed in place. */
  readonly inPlace?: boolean;
  /** Called on a tensor: PyTorch counts the arguments after it. */
  readonly isMethod?: boolean;
}

/** The arguments of a call by the op's parameter names; null where the op does not know the form. */
function bindCall(op: Op, args: CallArguments, options: BindingOptions): ReadonlyMap<string, Value> | null {
  const order = Object.keys(op.schema);
  const bound = new Map<string, Value>();
  const { positional } = args;
  for (const [index, value] of positional.entries()) {
    const parameter = order[index];
    if (parameter === options.varargs && parameter !== undefined) {
      const first = positional[index];
      const isList = !args.open && positional.length === index + 1 && (first?.kind === 'list' || first?.kind === 'tuple' || first?.kind === 'unknown');
      bound.set(parameter, isList ? first : tuple(positional.slice(index), args.open ? unknown : null));
      break;
    }
    // A form of the function that the op's schema does not have.
    if (parameter === undefined) return null;
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

/** Further names of parameters: NumPy's, which PyTorch takes too, and those of other forms of a function. */
const aliases: Readonly<Record<string, string>> = {
  axis: 'dim', keepdims: 'keepdim', x: 'input', self: 'input', a: 'input', split_size: 'split_size_or_sections', split_sizes: 'split_size_or_sections',
  indices: 'indices_or_sections', sections: 'indices_or_sections', size: 'shape', shape: 'size',
};

/** Applies an op to bound arguments. */
function applyOp(machine: Machine, op: Op, called: string, bound: ReadonlyMap<string, Value>, inPlace: boolean, word: (text: string) => string): Value {
  const args: Record<string, Datum> = {};
  for (const [key, value] of bound) args[key] = op.schema[key]?.isTensor === false ? toNumbers(value) : toDatum(value);
  const recorder = recorderOf(machine);
  const result = op.apply(args, recorder.check);
  const layer = currentLayer(machine);
  const inputs = tensorsIn(bound);
  const [given] = bound.values();
  const self = inPlace && given !== undefined && isTensor(given) ? given : null;
  if (result instanceof Refusal) {
    const recovery = self ?? makeTensor(result.recovery ?? unknownTensor());
    const detail: RefusalDetail = { op: op.name, refusal: result, args, layer };
    const value = refuse(machine, { code: result.code, text: word(result.text), exception: result.exception, detail }, recovery);
    recorder.apply(machine, { op: op.name, called, application: null, args, inputs, outputs: [graphTensor(recovery)], layer });
    return value;
  }
  const made = self === null ? result.outputs.map((type) => makeTensor(countedType(op.name, bound, type))) : [self];
  const each = result.isTuple && made.length === 0 ? makeTensor(result.each ?? unknownTensor()) : null;
  recorder.apply(machine, { op: op.name, called, application: result, args, inputs, outputs: (result.each === null || each === null ? made : [each]).map(graphTensor), layer });
  if (each !== null) return tuple([], each);
  const [first] = made;
  if (first === undefined) return unknown;
  if (self !== null) forgetConstant(self);
  else if (!result.isTuple) followConstant(op.name, bound, first, graphTensor(first).type);
  else followParts(op.name, bound, made.map((part) => [part, graphTensor(part).type]));
  return self !== null || !result.isTuple ? first : named(op.name, made);
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

/** What PyTorch says of an argument's type, with the place where it stands if it is not named in the call. */
function placed(text: string, op: Op, count: number, isMethod: boolean): string {
  return text.replace(/^\w+\(\): argument '(\w+)' must be/, (whole, name: string) => {
    const place = Object.keys(op.schema).indexOf(name);
    const position = place + (isMethod ? 0 : 1);
    return place < 0 || place >= count || position === 0 ? whole : whole.replace("' must be", `' (position ${String(position)}) must be`);
  });
}

/** A function value that applies an op. `called` is the torch function's name as PyTorch's own hooks tell it. */
export function bindOp(op: Op, called = op.name, options: BindingOptions = {}): NativeFunction {
  return native(called, (machine, args) => {
    const bound = bindCall(op, args, options);
    if (bound === null) return makeTensor(unknownTensor());
    return applyOp(machine, op, called, bound, options.inPlace === true || asksInPlace(op, bound), (text) => placed(text, op, args.positional.length, options.isMethod === true));
  });
}

/** `F.relu(x, inplace=True)`. */
function asksInPlace(op: Op, bound: ReadonlyMap<string, Value>): boolean {
  const given = op.schema['inplace'] === undefined ? undefined : bound.get('inplace');
  return given?.kind === 'bool' && given.value === true;
}

/** Notes a torch function that no op stands for: what it took and what it made. */
export function recordCall(machine: Machine, called: string, inputs: readonly Value[], outputs: readonly ObjectValue[]): void {
  const named = inputs.map((input): readonly [string, Value] => ['input', input]);
  recorderOf(machine).apply(machine, {
    op: called, called, application: null, args: {}, inputs: tensorsIn(named), outputs: outputs.map(graphTensor), layer: currentLayer(machine),
  });
}
