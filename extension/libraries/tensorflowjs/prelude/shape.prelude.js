// Sizes and how they are spoken of. A null size is one that is open: a batch.

export class ValueError extends Error {}

export function invalid(text, advice) {
  return _refuse('shape/arguments', text, advice);
}

/** `advice`: what to change, in one sentence. */
export function refuse(code, text, advice) {
  return _refuse(code, text, advice);
}

export function listOf(value) {
  return Array.isArray(value) ? value : [value];
}

/** A shape of shapes of one is that shape. */
export function only(list) {
  return list.length === 1 ? list[0] : list;
}

export function isShapes(shape) {
  return Array.isArray(shape) && Array.isArray(shape[0]);
}

export function onlyShape(shape) {
  return isShapes(shape) ? shape[0] : shape;
}

export function sizeOf(shape) {
  let size = 1;
  for (const one of shape) size *= one;
  return size;
}

export function withoutAxis(shape, axis) {
  return shape.filter((_, index) => index !== axis);
}

export function sameSizes(a, b) {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** Numbers for each spatial axis, from one for all or a list. */
export function perAxis(value, rank, name) {
  if (typeof value === 'number') return Array.from({ length: rank }, () => value);
  if (value.length !== rank) invalid(`The ${name} argument must be an integer or tuple of ${rank} integers. Received: ${value.length} elements.`);
  for (const one of value) {
    if (Number.isInteger(one) === false) invalid(`The ${name} argument must be an integer or tuple of ${rank} integers. Received: ${JSON.stringify(value)} including a non-integer number ${one}`);
  }
  return value;
}

function list(values) {
  return values.join(',');
}

/** One of a few words, or nothing. */
export function oneOf(value, kind, words) {
  if (value === undefined || value === null || typeof value !== 'string' || words.includes(value)) return value;
  return invalid(`${value} is not a valid ${kind}.  Valid values are ${list(words)} or null/undefined.`);
}

export function paddingMode(value) {
  return oneOf(value ?? 'valid', 'PaddingMode', ['valid', 'same', 'causal']);
}

export function dataFormat(value) {
  return oneOf(value ?? 'channelsLast', 'DataFormat', ['channelsFirst', 'channelsLast']);
}

/** What a window leaves of an axis. */
export function windowed(size, window, padding, stride, dilation = 1) {
  if (size === null) return null;
  const reach = window + (window - 1) * (dilation - 1);
  const length = padding === 'same' ? size : size - reach + 1;
  return Math.floor((length + stride - 1) / stride);
}

/** What a transposed window makes of an axis. */
export function widened(size, window, padding, stride) {
  if (size === null) return null;
  return padding === 'same' ? size * stride : size * stride + Math.max(window - stride, 0);
}

export function positiveInteger(value, name) {
  if (Array.isArray(value)) value.forEach((one, index) => positiveInteger(one, `element ${index + 1} of ${name}`));
  else if (typeof value !== 'number' || Number.isInteger(value) === false || value <= 0) invalid(`Expected ${name} to be a positive integer, but got ${shown(value)}.`);
  return value;
}

/** A value as TensorFlow.js puts it into messages. */
export function shown(value) {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(shown).join(',')}]`;
  if (typeof value === 'string') return `"${value}"`;
  return `${value}`;
}
