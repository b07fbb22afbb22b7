/** The kinds of arguments that ops take, and how each is read from plain data. */
import type { Dim } from '../dims/dim';
import { Refusal } from './op';
import type { Datum, Parameter, Series } from './op';
import type { DType, TensorType } from './tensor-type';
import { unknownTensor } from './tensor-type';

const none: Datum = { kind: 'none' };

function toDatum(value: number | boolean | string | null | readonly number[]): Datum {
  if (value === null) return none;
  if (typeof value === 'number') return Number.isInteger(value) ? { kind: 'int', value } : { kind: 'float', value };
  if (typeof value === 'boolean') return { kind: 'bool', value };
  if (typeof value === 'string') return { kind: 'str', value };
  return { kind: 'list', items: value.map((item) => ({ kind: 'int', value: item })) };
}

function parameter<T>(type: string, isTensor: boolean, read: Parameter<T>['read'], byDefault?: Datum): Parameter<T> {
  return byDefault === undefined ? { type, isTensor, read } : { type, isTensor, read, default: byDefault };
}

const typeNames: Readonly<Record<Datum['kind'], string>> = {
  int: 'int', float: 'float', complex: 'complex', bool: 'bool', str: 'str', none: 'NoneType', ellipsis: 'ellipsis', slice: 'slice',
  list: 'tuple', dtype: 'torch.dtype', tensor: 'Tensor', unknown: 'object',
};

function refuseType(value: Datum, name: string, op: string, expected: string): Refusal {
  return new Refusal('shape/arguments', `${op}(): argument '${name}' must be ${expected}, not ${typeNames[value.kind]}`, 'TypeError');
}

/** A number standing for a tensor of shape []. */
function scalarType(value: Datum): TensorType | null {
  if (value.kind === 'int') return { shape: [], dtype: 'int64', isScalar: true };
  if (value.kind === 'float') return { shape: [], dtype: 'float32', isScalar: true };
  if (value.kind === 'complex') return { shape: [], dtype: 'complex64', isScalar: true };
  if (value.kind === 'bool') return { shape: [], dtype: 'bool', isScalar: true };
  return null;
}

/** A tensor. */
export function tensor(): Parameter<TensorType> {
  return parameter('Tensor', true, (value, name, op) => {
    if (value.kind === 'tensor') return value.type;
    if (value.kind === 'unknown') return unknownTensor();
    throw refuseType(value, name, op, 'Tensor');
  });
}

/** A tensor, or null for None; `undefined` when it is not even known which. */
export function optionalTensor(): Parameter<TensorType | null | undefined> {
  return parameter<TensorType | null | undefined>('Tensor or None', true, (value, name, op) => {
    if (value.kind === 'none') return null;
    if (value.kind === 'tensor') return value.type;
    if (value.kind === 'unknown') return undefined;
    throw refuseType(value, name, op, 'Tensor');
  }, none);
}

/** A tensor, or a number that stands for one (`x + 1`). */
export function operand(byDefault?: number): Parameter<TensorType> {
  return parameter('Tensor or Number', true, (value, name, op) => {
    if (value.kind === 'tensor') return value.type;
    if (value.kind === 'unknown') return unknownTensor();
    const scalar = scalarType(value);
    if (scalar !== null) return scalar;
    throw refuseType(value, name, op, 'Tensor');
  }, byDefault === undefined ? undefined : toDatum(byDefault));
}

/** A list of tensors; null when not even their number is known. */
export function tensors(): Parameter<readonly TensorType[] | null> {
  return parameter('list of Tensors', true, (value, name, op) => {
    if (value.kind === 'unknown') return null;
    if (value.kind !== 'list') throw refuseType(value, name, op, 'tuple of Tensors');
    if (value.items === null) return null;
    return value.items.map((item) => {
      if (item.kind === 'tensor') return item.type;
      if (item.kind === 'unknown') return unknownTensor();
      throw refuseType(item, name, op, 'tuple of Tensors');
    });
  });
}

/** A list of tensors, or what each of them is; null when neither is known. */
export function tensorSeries(): Parameter<readonly TensorType[] | Series | null> {
  const list = tensors();
  return { ...list, read: (value, name, op) => (value.kind === 'list' && value.each !== undefined ? { each: value.each } : list.read(value, name, op)) };
}

function readInt(value: Datum, name: string, op: string): Dim {
  if (value.kind === 'int') return value.value;
  if (value.kind === 'bool') return value.value === null ? null : Number(value.value);
  if (value.kind === 'unknown') return null;
  // A tensor of one element is taken as the number in it, which is not known here.
  if (value.kind === 'tensor') return null;
  throw refuseType(value, name, op, 'int');
}

/** An integer. */
export function int(byDefault?: number): Parameter<Dim> {
  return parameter('int', false, readInt, byDefault === undefined ? undefined : toDatum(byDefault));
}

/** An integer or None; `undefined` is unknown. A null dim is an integer of unknown value. */
export function optionalInt(byDefault: number | null = null): Parameter<Dim | 'none' | undefined> {
  return parameter('int or None', false, (value, name, op) => {
    if (value.kind === 'none') return 'none';
    if (value.kind === 'unknown') return undefined;
    return readInt(value, name, op);
  }, toDatum(byDefault));
}

/** What PyTorch says of a list that has not one item for each spatial axis. */
export type WrongCount = (op: string, name: string, items: readonly Dim[]) => string;

/**
 * One integer for all spatial axes, or one for each (`kernel_size=3` or `(3, 5)`): read as a list of `rank` dims.
 * A number of items that is neither one nor `rank` is refused in the words of `wrongCount`.
 */
export function perAxis(rank: number, wrongCount: WrongCount, byDefault?: number): Parameter<readonly Dim[]> {
  const read: Parameter<readonly Dim[]>['read'] = (value, name, op) => readAxes(rank, wrongCount, value, name, op);
  return parameter(axesType(rank), false, read, byDefault === undefined ? undefined : toDatum(byDefault));
}

/** As `perAxis`, or None or an empty list (the default), read as null. `undefined` is unknown. */
export function optionalPerAxis(rank: number, wrongCount: WrongCount): Parameter<readonly Dim[] | null | undefined> {
  return parameter<readonly Dim[] | null | undefined>(`${axesType(rank)} or None`, false, (value, name, op) => {
    if (value.kind === 'none') return null;
    if (value.kind === 'unknown') return undefined;
    if (value.kind === 'list' && value.items?.length === 0) return null;
    return readAxes(rank, wrongCount, value, name, op);
  }, none);
}

/** A convolution's padding: numbers per axis, or how to choose them. */
export type Padding = readonly Dim[] | 'same' | 'valid';

/** A convolution's padding; `undefined` is unknown. */
export function padding(rank: number, wrongCount: WrongCount): Parameter<Padding | undefined> {
  return parameter<Padding | undefined>(`${axesType(rank)}, 'same' or 'valid'`, false, (value, name, op) => {
    if (value.kind === 'unknown') return undefined;
    if (value.kind !== 'str') return readAxes(rank, wrongCount, value, name, op);
    if (value.value === null) return undefined;
    if (value.value === 'same' || value.value === 'valid') return value.value;
    throw new Refusal('shape/arguments', `Invalid padding string: '${value.value}'`);
  }, toDatum(0));
}

function axesType(rank: number): string {
  return rank === 1 ? 'int' : `int or ${String(rank)} ints`;
}

function readAxes(rank: number, wrongCount: WrongCount, value: Datum, name: string, op: string): readonly Dim[] {
  const given = readInts(value, name, op);
  if (given === null) return Array.from({ length: rank }, () => null);
  if (given.length === rank) return given;
  const [one] = given;
  if (given.length !== 1 || one === undefined) throw new Refusal('shape/arguments', wrongCount(op, name, given));
  return Array.from({ length: rank }, () => one);
}

/** A list of integers of any length (a single one counts as a list of one); null when its length is unknown. */
export function ints(byDefault?: readonly number[]): Parameter<readonly Dim[] | null> {
  return parameter<readonly Dim[] | null>('ints', false, readInts, byDefault === undefined ? undefined : toDatum(byDefault));
}

/** As `ints`, or None, read as 'none'. */
export function optionalInts(): Parameter<readonly Dim[] | 'none' | null> {
  return parameter<readonly Dim[] | 'none' | null>('ints or None', false, (value, name, op) => (value.kind === 'none' ? 'none' : readInts(value, name, op)), none);
}

function readInts(value: Datum, name: string, op: string): readonly Dim[] | null {
  if (value.kind === 'unknown') return null;
  if (value.kind === 'list') return value.items === null ? null : value.items.map((item) => readInt(item, name, op));
  if (value.kind === 'int' || value.kind === 'bool' || value.kind === 'tensor') return [readInt(value, name, op)];
  throw refuseType(value, name, op, 'tuple of ints');
}

/** True or false; `undefined` when unknown. */
export function bool(byDefault?: boolean): Parameter<boolean | undefined> {
  return parameter<boolean | undefined>('bool', false, (value) => {
    if (value.kind === 'bool') return value.value ?? undefined;
    if (value.kind === 'int' && typeof value.value === 'number') return value.value !== 0;
    if (value.kind === 'none') return false;
    return undefined;
  }, byDefault === undefined ? undefined : toDatum(byDefault));
}

/** A number; null when unknown, 'none' when None. */
export function float(byDefault?: number | null): Parameter<number | 'none' | null> {
  return parameter<number | 'none' | null>('float', false, (value) => {
    if (value.kind === 'float') return value.value;
    if (value.kind === 'int') return typeof value.value === 'number' ? value.value : null;
    if (value.kind === 'bool') return value.value === null ? null : Number(value.value);
    return value.kind === 'none' ? 'none' : null;
  }, byDefault === undefined ? undefined : toDatum(byDefault));
}

/** A text such as a mode; `undefined` when unknown, null when None. */
export function text(byDefault?: string | null): Parameter<string | null | undefined> {
  return parameter<string | null | undefined>('str', false, (value) => {
    if (value.kind === 'str') return value.value ?? undefined;
    return value.kind === 'none' ? null : undefined;
  }, byDefault === undefined ? undefined : toDatum(byDefault));
}

/** A dtype; null when not given or unknown. */
export function dtype(): Parameter<DType | 'none' | null> {
  return parameter<DType | 'none' | null>('torch.dtype', false, (value) => {
    if (value.kind === 'dtype') return value.value;
    return value.kind === 'none' ? 'none' : null;
  }, none);
}

/** Anything: handed to the op as it is. */
export function datum(byDefault?: Datum): Parameter<Datum> {
  return parameter('any', false, (value) => value, byDefault);
}

/** A dimension or a tensor: which of them makes two functions of one name. */
export function dimOrTensor(): Parameter<Datum> {
  return parameter<Datum>('int or Tensor', true, (value) => value, none);
}

/** Accepted and without effect on the shape (`device`, `requires_grad`, `inplace`, ...). */
export function ignored(): Parameter<null> {
  return parameter<null>('any', false, () => null, none);
}
