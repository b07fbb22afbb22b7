// Writes ONNX models of a few nodes: the protocol buffer of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3 by its field numbers.
const utf8 = new TextEncoder();

function joined(parts) {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

function varint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Uint8Array.from([...bytes, Number(rest)]);
}

const integer = (field, value) => joined([varint(field << 3), varint(value)]);
const message = (field, ...parts) => {
  const body = joined(parts.map((part) => (typeof part === 'string' ? utf8.encode(part) : part)));
  return joined([varint((field << 3) | 2), varint(body.length), body]);
};
const float = (field, value) => joined([varint((field << 3) | 5), new Uint8Array(Float32Array.of(value).buffer)]);

function attribute(name, value) {
  if (Array.isArray(value)) return message(5, message(1, name), ...value.map((item) => integer(8, item)), integer(20, 7));
  if (Number.isInteger(value)) return message(5, message(1, name), integer(3, value), integer(20, 2));
  return message(5, message(1, name), float(2, value), integer(20, 1));
}

const elementType = (data) => (data instanceof BigInt64Array ? 7 : 1);

/** A graph that grows by what is added; names are made up on the way. */
export class Graph {
  constructor() {
    this.nodes = [];
    this.constants = [];
    this.inputs = [];
    this.names = 0;
  }

  name() {
    this.names += 1;
    return `t${this.names}`;
  }

  constant(shape, data) {
    const name = this.name();
    const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.constants.push(message(5, ...shape.map((size) => integer(1, size)), integer(2, elementType(data)), message(8, name), message(9, raw)));
    return name;
  }

  scalar(value) {
    return this.constant([], Float32Array.of(value));
  }

  integers(...values) {
    return this.constant([values.length], BigInt64Array.from(values.map(BigInt)));
  }

  input(name, shape) {
    this.inputs.push(this.value(11, name, shape));
    return name;
  }

  value(field, name, shape, type = 1) {
    const sizes = shape.map((size) => message(1, integer(1, size)));
    return message(field, message(1, name), message(2, message(1, integer(1, type), message(2, ...sizes))));
  }

  /** Adds a node; returns its outputs' names, or the one. */
  node(type, inputs, attributes = {}, outputs = 1) {
    const names = Array.from({ length: outputs }, () => this.name());
    const fields = Object.entries(attributes).map(([name, value]) => attribute(name, value));
    this.nodes.push(message(1, ...inputs.map((name) => message(1, name)), ...names.map((name) => message(2, name)), message(4, type), ...fields));
    return outputs === 1 ? names[0] : names;
  }

  /** The model's bytes; `outputs` are names with their shapes and element types. */
  model(outputs) {
    const results = outputs.map(([name, shape, type]) => this.value(12, name, shape, type));
    return joined([integer(1, 8), message(7, ...this.nodes, message(2, 'bench'), ...this.constants, ...this.inputs, ...results), message(8, message(1, ''), integer(2, 18))]);
  }
}
