// What ops take for tensors: tensors, numbers, and nested arrays of them.
import { invalid, sizeOf } from 'tfjs:shape';

/** The shape of nested arrays. */
export function inferredShape(value) {
  const shape = [];
  let inner = value;
  while (Array.isArray(inner)) {
    shape.push(inner.length);
    inner = inner[0];
  }
  return _isTyped(value) ? [value.length] : shape;
}

export function inferredType(value) {
  let inner = value;
  while (Array.isArray(inner)) inner = inner[0];
  if (typeof inner === 'boolean') return 'bool';
  if (typeof inner === 'string') return 'string';
  return _isTyped(value) ? _typeOfTyped(value) : 'float32';
}

/** An argument as a tensor; one of another kind than wanted is refused. */
export function tensorOf(value, name, op, wanted = 'numeric') {
  const given = _isTensor(value) || _isSymbolic(value) ? value : asTensor(value, name, op, wanted);
  const { dtype } = given;
  const fits = wanted === null || wanted === dtype || (wanted === 'numeric' && dtype !== 'string') || wanted === 'string_or_numeric';
  if (!fits) invalid(`Argument '${name}' passed to '${op}' must be ${wanted} tensor, but got ${dtype} tensor`);
  return given;
}

function asTensor(value, name, op, wanted) {
  if (value === null || value === undefined) invalid(`Argument '${name}' passed to '${op}' must be a Tensor or TensorLike, but got '${value === null ? 'null' : 'undefined'}'`);
  if (!Array.isArray(value) && !_isTyped(value) && !['number', 'boolean', 'string'].includes(typeof value)) return _anyTensor();
  const inferred = inferredType(value);
  const dtype = inferred !== 'string' && ['bool', 'int32', 'complex64'].includes(wanted) ? wanted : inferred;
  const shape = inferredShape(value);
  return Array.isArray(value) && holdsTensors(value) ? _anyTensor() : _tensor(shape, dtype, value);
}

function holdsTensors(values) {
  return values.some((one) => _isTensor(one));
}

export function tensorsOf(values, name, op) {
  if (!Array.isArray(values)) return invalid(`Argument ${name} passed to ${op} must be a \`Tensor[]\` or \`TensorLike[]\``);
  return values.map((one, index) => tensorOf(one, `${name}[${index}]`, op, null));
}

const order = ['bool', 'int32', 'float32', 'complex64'];

/** The element type that two have in common. */
export function widest(a, b) {
  if (a === b) return a;
  return order[Math.max(order.indexOf(a), order.indexOf(b))] ?? 'float32';
}

/** Demands sizes that a tensor can have. */
export function checkSizes(shape) {
  if (shape.some((size) => size < 0 || Number.isInteger(size) === false)) invalid(`Tensor must have a shape comprised of positive integers but got shape [${shape}].`);
  return shape;
}

export function make(shape, dtype) {
  return _tensor(checkSizes(shape), dtype);
}

/** Axes from 0 on, in the order given. */
export function axesOf(axis, shape) {
  const rank = shape.length;
  if (axis === null || axis === undefined) return shape.map((_, index) => index);
  const axes = Array.isArray(axis) ? axis : [axis];
  if (!axes.every((one) => one >= -rank && one < rank)) invalidAxis(`All values in axis param must be in range [-${rank}, ${rank}) but got axis ${axis}`);
  if (!axes.every((one) => Number.isInteger(one))) invalid(`All values in axis param must be integers but got axis ${axis}`);
  return axes.map((one) => (one < 0 ? one + rank : one));
}

function invalidAxis(text) {
  return _refuse('shape/dim-range', text);
}

export function broadcast(a, b) {
  const rank = Math.max(a.length, b.length);
  const made = [];
  for (let axis = 0; axis < rank; axis += 1) {
    const [x, y] = [a[a.length - rank + axis] ?? 1, b[b.length - rank + axis] ?? 1];
    const [left, right] = [axis < rank - a.length ? 1 : x, axis < rank - b.length ? 1 : y];
    if (left === 1) made.push(right);
    else if (right === 1 || left === right) made.push(left);
    else _refuse('shape/broadcast', `Operands could not be broadcast together with shapes ${a} and ${b}.`, 'Counted from the last axis, sizes have to be equal, or one of them 1.');
  }
  return made;
}

export function sameShape(a, b, prefix) {
  if (a.length !== b.length || a.some((size, axis) => size !== b[axis])) _refuse('shape/broadcast', `${prefix} Shapes ${a} and ${b} must match`);
}

/** A shape with one open size filled in. */
export function resolved(shape, size) {
  let known = 1;
  let open = -1;
  for (let axis = 0; axis < shape.length; axis += 1) {
    if (shape[axis] >= 0) known *= shape[axis];
    else if (shape[axis] === -1) {
      if (open !== -1) _refuse('shape/view-size', `Shapes can only have 1 implicit size. Found -1 at dim ${open} and dim ${axis}`);
      open = axis;
    } else if (shape[axis] < 0) _refuse('shape/view-size', `Shapes can not be < 0. Found ${shape[axis]} at dim ${axis}`);
  }
  if (open === -1) {
    if (size > 0 && size !== known) _refuse('shape/view-size', `Size(${size}) must match the product of shape ${shape}`, `There are ${size} values, and ${shape.join(' · ')} is ${known}: change a size, or leave one to be worked out as -1.`);
    return shape;
  }
  if (known === 0) _refuse('shape/view-size', `Cannot infer the missing size in [${shape}] when there are 0 elements`);
  if (size % known !== 0) _refuse('shape/view-size', `The implicit shape can't be a fractional number. Got ${size} / ${known}`, `There are ${size} values: the sizes beside -1 have to divide that.`);
  return shape.map((one, axis) => (axis === open ? size / known : one));
}

export function elementsOf(tensor) {
  return sizeOf(tensor.shape);
}
