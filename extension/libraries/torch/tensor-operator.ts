/** Operators of tensors: each the op that PyTorch applies for it, under the name that PyTorch's own hooks tell. */
import { ops } from '../../../kernels/ops/all';
import { callValue } from '../../interpreter/call';
import { native, none, notImplemented, positional, tuple, unknown } from '../../interpreter/value';
import type { NativeFunction, Value } from '../../interpreter/value';
import { bindOp } from './binding';
import { isTensor, tensorClass } from './tensor';

interface Operator {
  readonly op: string;
  /** What `x + y`, `1 + x` and `x += y` are told as, where that is not the op's name, or the op's in place. */
  readonly plain?: string;
  readonly reflected?: string;
  readonly inPlace?: string;
}

const binary: Readonly<Record<string, Operator>> = {
  add: { op: 'add' },
  sub: { op: 'sub', reflected: '__rsub__' },
  mul: { op: 'mul' },
  truediv: { op: 'div', reflected: '__rdiv__' },
  floordiv: { op: 'floor_divide', plain: '__floordiv__', reflected: '__rfloordiv__', inPlace: '__ifloordiv__' },
  mod: { op: 'remainder', reflected: '__rmod__', inPlace: '__imod__' },
  pow: { op: 'pow', reflected: '__rpow__', inPlace: '__ipow__' },
  matmul: { op: 'matmul', reflected: '__rmatmul__', inPlace: '__imatmul__' },
  and: { op: 'bitwise_and', plain: '__and__', reflected: 'bitwise_and', inPlace: '__iand__' },
  or: { op: 'bitwise_or', plain: '__or__', reflected: 'bitwise_or', inPlace: '__ior__' },
  xor: { op: 'bitwise_xor', plain: '__xor__', reflected: 'bitwise_xor', inPlace: '__ixor__' },
  lshift: { op: 'bitwise_left_shift', plain: '__lshift__', reflected: '__rlshift__', inPlace: '__ilshift__' },
  rshift: { op: 'bitwise_right_shift', plain: '__rshift__', reflected: '__rrshift__', inPlace: '__irshift__' },
};

const comparisons: Readonly<Record<string, string>> = { eq: '__eq__', ne: 'ne', lt: 'lt', le: 'le', gt: 'gt', ge: 'ge' };

/** What a tensor can be combined with. */
function isOperand(value: Value): boolean {
  return isTensor(value) || value.kind === 'int' || value.kind === 'float' || value.kind === 'bool' || value.kind === 'unknown';
}

function install(dunder: string, bound: NativeFunction, isSwapped = false): void {
  tensorClass.attributes.set(dunder, native(dunder, (machine, { positional: [self, other] }) => {
    if (self === undefined || other === undefined || !isOperand(other)) return notImplemented;
    return callValue(machine, bound, isSwapped ? positional(other, self) : positional(self, other));
  }));
}

for (const [name, { op: opName, plain, reflected, inPlace }] of Object.entries(binary)) {
  const op = ops.get(opName);
  if (op === undefined) continue;
  install(`__${name}__`, bindOp(op, plain ?? opName));
  install(`__r${name}__`, bindOp(op, reflected ?? opName), true);
  install(`__i${name}__`, bindOp(ops.get(`${opName}_`) ?? op, inPlace ?? `${opName}_`, { inPlace: true }));
}

for (const [name, called] of Object.entries(comparisons)) {
  const op = ops.get(name);
  if (op !== undefined) install(`__${name}__`, bindOp(op, called));
}

for (const [dunder, name, called] of [['__neg__', 'neg', 'neg'], ['__pos__', 'positive', 'positive'], ['__abs__', 'abs', 'abs'], ['__invert__', 'bitwise_not', '__invert__']] as const) {
  const op = ops.get(name);
  if (op !== undefined) tensorClass.attributes.set(dunder, bindOp(op, called));
}

/** The items of a subscript: of `x[1:, None]` two, of `x[0]` one. */
function subscripts(index: Value): Value {
  return index.kind === 'tuple' || index.kind === 'unknown' ? index : tuple([index]);
}

const getItem = ops.get('getitem');
const setItem = ops.get('setitem');
const bracket = getItem === undefined ? null : bindOp(getItem, '__getitem__');
const assignment = setItem === undefined ? null : bindOp(setItem, '__setitem__', { inPlace: true });

tensorClass.attributes.set('__getitem__', native('__getitem__', (machine, { positional: [self, index] }) => {
  return self === undefined || index === undefined || bracket === null ? unknown : callValue(machine, bracket, positional(self, subscripts(index)));
}));
tensorClass.attributes.set('__setitem__', native('__setitem__', (machine, { positional: [self, index, value] }) => {
  if (self !== undefined && index !== undefined && value !== undefined && assignment !== null) callValue(machine, assignment, positional(self, subscripts(index), value));
  return none;
}));
