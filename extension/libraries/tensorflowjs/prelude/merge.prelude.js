// Layers that take several tensors.
import { Layer } from 'tfjs:layer';
import { invalid, isShapes, refuse, sameSizes, shown } from 'tfjs:shape';

function elementwise(a, b) {
  if (a.length < b.length) return elementwise(b, a);
  if (b.length === 0) return a;
  const lead = a.length - b.length;
  return a.map((size, axis) => {
    if (axis < lead) return size;
    const other = b[axis - lead];
    if (size === null || other === null || size < 0 || other < 0) return null;
    if (size === 1) return other;
    if (other === 1 || size === other) return size;
    return refuse('shape/broadcast', `Operands could not be broadcast together with shapes ${shown(a)} ${shown(b)}`, 'A merge takes tensors of one shape: give both branches the same strides, padding and filters.');
  });
}

export class Merge extends Layer {
  constructor(config) {
    super(config ?? {});
    this.supportsMasking = true;
  }
  batches_(shapes) {
    return [...new Set(shapes.map((shape) => shape[0]).filter((size) => size !== null))];
  }
  build(inputShape) {
    const shapes = isShapes(inputShape) ? inputShape : [inputShape];
    if (shapes.length < 2) invalid(`A merge layer should be called on an Array of at least 2 inputs. Got ${shapes.length} input(s).`);
    if (this.batches_(shapes).length > 1) invalid(`Can not merge tensors with different batch sizes. Got tensors with shapes: ${shown(shapes)}.`);
    shapes.map((shape) => shape.slice(1)).reduce(elementwise);
    this.built = true;
  }
  computeOutputShape(inputShape) {
    const shapes = isShapes(inputShape) ? inputShape : [inputShape];
    const batches = this.batches_(shapes);
    return [batches.length === 1 ? batches[0] : null, ...shapes.map((shape) => shape.slice(1)).reduce(elementwise)];
  }
}
export class Add extends Merge {
  static className = 'Add';
  op_() {
    return { op: 'add' };
  }
}
export class Multiply extends Merge {
  static className = 'Multiply';
  op_() {
    return { op: 'mul' };
  }
}
export class Average extends Merge {
  static className = 'Average';
}
export class Maximum extends Merge {
  static className = 'Maximum';
}
export class Minimum extends Merge {
  static className = 'Minimum';
}

/** A shape without what `splice(axis, 1)` takes away: negative axes count from the end, those past it take nothing. */
function spliced(shape, axis) {
  const at = axis < 0 ? Math.max(shape.length + axis, 0) : axis;
  return shape.filter((_, index) => index !== at);
}

export class Concatenate extends Merge {
  static className = 'Concatenate';
  constructor(config) {
    super(config);
    this.axis = config?.axis ?? -1;
  }
  build(inputShape) {
    if (!isShapes(inputShape) || inputShape.length === 1) invalid('A `Concatenate` layer should be called on a list of at least 2 inputs');
    const [first, ...others] = inputShape.map((shape) => spliced(shape, this.axis));
    if (others.some((shape) => !sameSizes(first, shape))) refuse('shape/cat-sizes', `A \`Concatenate\` layer requires inputs with matching shapes except for the concat axis. Got input shapes: ${shown(inputShape)}`, 'Only along the axis that they are joined by may sizes differ: give the branches the same strides and padding.');
    this.built = true;
  }
  computeOutputShape(inputShape) {
    if (!isShapes(inputShape)) invalid('A `Concatenate` layer should be called on a list of inputs.');
    const [first] = inputShape;
    const axis = this.axis < 0 ? first.length + this.axis : this.axis;
    const sizes = inputShape.map((shape) => shape[axis]);
    if (axis >= first.length) return [...first, null];
    const total = sizes.some((size) => size === null) ? null : sizes.reduce((sum, size) => sum + size, 0);
    return first.map((size, index) => (index === axis ? total : size));
  }
  op_() {
    return { op: 'cat', dim: this.axis };
  }
}

export class Dot extends Merge {
  static className = 'Dot';
  constructor(config) {
    super(config);
    this.axes = config.axes;
    this.normalize = config.normalize ?? false;
  }
  axesOf_(a, b) {
    if (Array.isArray(this.axes)) return this.axes;
    return [a, b].map((shape) => (this.axes < 0 ? this.axes + shape.length : this.axes));
  }
  build(inputShape) {
    const [a, b] = this.pair_(inputShape);
    const [i, j] = this.axesOf_(a, b);
    if (a[i] !== b[j]) refuse('shape/matmul', `Dimension incompatibility: ${a[i]} !== ${b[j]}`);
    this.built = true;
  }
  pair_(inputShape) {
    if (!isShapes(inputShape) || inputShape.length !== 2) invalid('A `Dot` layer should be called on a list of exactly 2 inputs.');
    if (inputShape.some((shape) => shape.length > 3)) invalid('Dot layer does not support tensors of 4D or higher rank yet.');
    return inputShape;
  }
  computeOutputShape(inputShape) {
    const [a, b] = this.pair_(inputShape);
    const [i, j] = this.axesOf_(a, b);
    const made = [...spliced(a, i), ...spliced(b, j).slice(1)];
    return made.length === 1 ? [...made, 1] : made;
  }
}

export const layers = {
  add: (config) => new Add(config),
  multiply: (config) => new Multiply(config),
  average: (config) => new Average(config),
  maximum: (config) => new Maximum(config),
  minimum: (config) => new Minimum(config),
  concatenate: (config) => new Concatenate(config),
  dot: (config) => new Dot(config),
};
