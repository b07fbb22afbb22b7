// Ops that change shapes, take parts and put tensors together.
import { axesOf, elementsOf, make, resolved, tensorOf, tensorsOf } from 'tfjs:convert';
import { invalid, sameSizes, sizeOf } from 'tfjs:shape';

function of(name, x, wanted = 'string_or_numeric') {
  return tensorOf(x, 'x', name, wanted);
}

function moved(op, given, made, parameters) {
  _op(op, [given], made, parameters);
  return made;
}

export const ops = {
  reshape: (x, shape) => {
    const given = of('reshape', x);
    return moved('reshape', given, make(resolved(shape, elementsOf(given)), given.dtype));
  },
  transpose: (x, perm) => {
    const given = of('transpose', x);
    const order = perm ?? given.shape.map((_, axis) => given.rank - 1 - axis);
    if (given.rank !== order.length) _refuse('shape/dim-range', `Error in transpose: rank of input ${given.rank} must match length of perm ${order}.`);
    for (const axis of order) if (axis < 0 || axis >= given.rank) _refuse('shape/dim-range', `All entries in 'perm' must be between 0 and ${given.rank - 1} but got ${order}`);
    return moved('permute', given, make(order.map((axis) => given.shape[axis]), given.dtype));
  },
  expandDims: (x, axis = 0) => {
    const given = of('expandDims', x);
    if (axis > given.rank) _refuse('shape/dim-range', 'Axis must be <= rank of the tensor');
    if (axis < 0 && -(given.rank + 1) > axis) _refuse('shape/dim-range', `Axis must be in the interval [${-(given.rank + 1)}, ${given.rank}]`);
    const at = axis < 0 ? given.rank + axis + 1 : axis;
    return moved('unsqueeze', given, make([...given.shape.slice(0, at), 1, ...given.shape.slice(at)], given.dtype));
  },
  squeeze: (x, axis) => {
    const given = of('squeeze', x);
    const axes = axis === undefined || axis === null || axis.length === 0 ? null : axesOf(axis, given.shape);
    if (axes !== null) for (const one of axes) if (given.shape[one] !== 1) _refuse('shape/view-size', `Can't squeeze axis ${one} since its dim '${given.shape[one]}' is not 1`);
    return moved('squeeze', given, make(given.shape.filter((size, index) => (axes === null ? size !== 1 : !axes.includes(index))), given.dtype));
  },
  tile: (x, reps) => {
    const given = of('tile', x);
    if (given.rank !== reps.length) _refuse('shape/rank', `Error in transpose: rank of input ${given.rank} must match length of reps ${reps}.`);
    return make(given.shape.map((size, axis) => size * reps[axis]), given.dtype);
  },
  broadcastTo: (x, shape) => {
    const given = tensorOf(x, 'broadcastTo', 'x');
    if (shape.some((size) => !(size > 0) || size % 1 !== 0)) invalid(`broadcastTo(): Invalid broadcast shape [${shape}].`);
    if (shape.length < given.rank) _refuse('shape/broadcast', `broadcastTo(): shape.length=${shape.length} < input.rank=${given.rank}.`);
    const lead = shape.length - given.rank;
    const input = shape.map((_, axis) => (axis < lead ? 1 : given.shape[axis - lead]));
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      if (input[axis] !== shape[axis] && input[axis] !== 1) _refuse('shape/broadcast', `broadcastTo(): [${given.shape}] cannot be broadcast to [${shape}].`);
    }
    return make(shape, given.dtype);
  },
  pad: (x, paddings) => {
    const given = of('pad', x);
    if (given.rank === 0) invalid('pad(scalar) is not defined. Pass non-scalar to pad');
    if (paddings.length === given.rank) return moved('pad', given, make(paddings.map(([before, after], axis) => before + given.shape[axis] + after), given.dtype));
    _silent('shape/rank', `pad() is given ${paddings.length} paddings for an input of rank ${given.rank}: TensorFlow.js computes on with sizes that are no numbers.`);
    return _tensor(paddings.map(([before, after], axis) => (axis < given.rank ? before + given.shape[axis] + after : null)), given.dtype);
  },
  mirrorPad: (x, paddings, mode) => {
    const given = of('mirrorPad', x);
    if (mode !== 'reflect' && mode !== 'symmetric') invalid(`Invalid mode. Mode must be either reflect or symmetric. Got ${mode}.`);
    if (given.rank === 0) invalid('mirrorPad(scalar) is not defined. Pass non-scalar to mirrorPad');
    if (paddings.length !== given.rank) invalid(`Padding doesn't match input. Must be ${given.rank}. Got ${paddings.length}.`);
    const less = mode === 'reflect' ? 1 : 0;
    paddings.forEach((pair, axis) => {
      if (pair.length !== 2) invalid('Invalid number of paddings. Must be length of 2 each.');
      const most = given.shape[axis] - less;
      if (pair.some((one) => one < 0 || one > most)) invalid(`Padding in dimension ${axis} cannot be greater than or equal to ${most} or less than 0 for input of shape ${given.shape}`);
    });
    return make(given.shape.map((size, axis) => size + paddings[axis][0] + paddings[axis][1]), given.dtype);
  },
  reverse: (x, axis) => {
    const given = of('reverse', x);
    axesOf(axis, given.shape);
    return make(given.shape, given.dtype);
  },
  slice: (x, begin, size) => {
    const given = of('slice', x);
    if (given.rank === 0) invalid('Slicing scalar is not supported');
    const starts = typeof begin === 'number' ? [begin] : begin;
    const from = given.shape.map((_, axis) => starts[axis] ?? 0);
    const sizes = size === undefined || size === null ? [] : typeof size === 'number' ? [size] : size;
    const taken = given.shape.map((whole, axis) => {
      const wanted = sizes[axis] ?? -1;
      return wanted >= 0 ? wanted : whole - from[axis];
    });
    taken.forEach((one, axis) => {
      if (from[axis] + one > given.shape[axis]) _refuse('shape/dim-range', `Error in slice${given.rank}D: begin[${axis}] + size[${axis}] (${from[axis] + one}) would overflow input.shape[${axis}] (${given.shape[axis]})`, `The axis has ${given.shape[axis]} places: begin and size may not reach beyond; a size of -1 goes to its end.`);
    });
    if (taken.some((one) => one < 0)) _silent('shape/dim-range', `slice() starts at [${from}], past the end of the input [${given.shape}]: TensorFlow.js computes on with negative sizes.`);
    return _tensor(taken, given.dtype);
  },
  stridedSlice: (x, begin, end, strides, beginMask = 0, endMask = 0, ellipsisMask = 0, newAxisMask = 0, shrinkAxisMask = 0) => {
    const given = of('stridedSlice', x);
    if (ellipsisMask !== 0 || newAxisMask !== 0) return _anyTensor();
    const steps = strides ?? begin.map(() => 1);
    const shape = [];
    given.shape.forEach((size, axis) => {
      if (axis >= begin.length) {
        shape.push(size);
        return;
      }
      const step = steps[axis];
      const clamp = (at) => Math.max(0, Math.min(size, at < 0 ? at + size : at));
      if ((shrinkAxisMask >> axis) % 2 === 1) return;
      const from = (beginMask >> axis) % 2 === 1 ? 0 : clamp(begin[axis]);
      const to = (endMask >> axis) % 2 === 1 ? size : clamp(end[axis]);
      shape.push(Math.max(0, Math.ceil((to - from) / step)));
    });
    return make(shape, given.dtype);
  },
  gather: (x, indices, axis = 0, batchDims = 0) => {
    const given = of('gather', x);
    const places = tensorOf(indices, 'indices', 'gather', 'int32');
    const [at] = axesOf(axis, given.shape);
    return moved('gather', given, make([...given.shape.slice(0, at), ...places.shape.slice(batchDims), ...given.shape.slice(at + 1)], given.dtype));
  },
  gatherND: (x, indices) => {
    const given = of('gatherND', x);
    const places = tensorOf(indices, 'indices', 'gatherND', 'int32');
    const depth = places.shape[places.rank - 1];
    return make([...places.shape.slice(0, -1), ...given.shape.slice(depth)], given.dtype);
  },
  scatterND: (indices, updates, shape) => {
    const [places, given] = [tensorOf(indices, 'indices', 'scatterND', 'int32'), tensorOf(updates, 'updates', 'scatterND', 'string_or_numeric')];
    const depth = places.rank > 1 ? places.shape[places.rank - 1] : 1;
    const lead = places.rank > 1 ? places.rank - 1 : 1;
    given.shape.forEach((size, axis) => {
      if (axis < lead || size === shape[axis - lead + depth]) return;
      invalid(`Must have updates.shape = indices.shape[:batchDim] + shape[sliceDim:], got updates.shape: ${given.shape}, indices.shape: ${places.shape}, shape: ${shape}, sliceDim: ${depth}, and batchDim: ${lead}. updates.shape[${axis}] (${size}) != shape[${axis}] (${shape[axis - lead + depth]})`);
    });
    return make(shape, given.dtype);
  },
  oneHot: (indices, depth, onValue = 1, offValue = 0, dtype = 'int32') => {
    if (depth < 2) invalid(`Error in oneHot: depth must be >=2, but it is ${depth}`);
    const given = tensorOf(indices, 'indices', 'oneHot', 'int32');
    return make([...given.shape, depth], dtype);
  },
  depthToSpace: (x, block, dataFormat = 'NHWC') => {
    const given = of('depthToSpace', x);
    const [height, width, depth] = dataFormat === 'NHWC' ? given.shape.slice(1) : [given.shape[2], given.shape[3], given.shape[1]];
    if (depth % (block * block) !== 0) invalid(`Dimension size must be evenly divisible by ${block * block} but is ${depth} for depthToSpace with input shape ${given.shape}`);
    const channels = depth / (block * block);
    return make(dataFormat === 'NHWC' ? [given.shape[0], height * block, width * block, channels] : [given.shape[0], channels, height * block, width * block], given.dtype);
  },
  spaceToBatchND: (x, blockShape, paddings) => {
    const given = of('spaceToBatchND', x);
    const padded = given.shape.map((size, axis) => (axis > 0 && axis <= blockShape.length ? size + paddings[axis - 1][0] + paddings[axis - 1][1] : size));
    if (blockShape.some((block, axis) => padded[axis + 1] % block !== 0)) invalid(`input spatial dimensions ${given.shape.slice(1)} with paddings ${paddings} must be divisible by blockShapes ${blockShape}`);
    return make(padded.map((size, axis) => (axis === 0 ? size * sizeOf(blockShape) : axis <= blockShape.length ? size / blockShape[axis - 1] : size)), given.dtype);
  },
  batchToSpaceND: (x, blockShape, crops) => {
    const given = of('batchToSpaceND', x);
    const product = sizeOf(blockShape);
    if (given.shape[0] % product !== 0) invalid(`input tensor batch is ${given.shape[0]} but is not divisible by the product of the elements of blockShape ${blockShape.join(' * ')} === ${product}`);
    return make(given.shape.map((size, axis) => (axis === 0 ? size / product : axis <= blockShape.length ? size * blockShape[axis - 1] - crops[axis - 1][0] - crops[axis - 1][1] : size)), given.dtype);
  },
  concat: (tensors, axis = 0) => {
    if (!Array.isArray(tensors) || tensors.length < 1) invalid('Pass at least one tensor to concat');
    const given = tensorsOf(tensors, 'tensors', 'concat');
    if (given.length === 1) return copyOf(given[0]);
    const [at] = axesOf(axis, given[0].shape);
    const { rank } = given[0];
    given.forEach((one, index) => {
      if (one.rank !== rank) _refuse('shape/cat-sizes', `Error in concat${rank}D: rank of tensors[${index}] must be the same as the rank of the rest (${rank})`);
    });
    given.forEach((one, index) => {
      one.shape.forEach((size, on) => {
        if (on !== at && size !== given[0].shape[on]) _refuse('shape/cat-sizes', `Error in concat${rank}D: Shape of tensors[${index}] (${one.shape}) does not match the shape of the rest (${given[0].shape}) along the non-concatenated axis ${index}.`, 'Only along the axis that they are joined by may sizes differ.');
      });
    });
    const total = given.reduce((sum, one) => sum + one.shape[at], 0);
    const made = make(given[0].shape.map((size, on) => (on === at ? total : size)), given[0].dtype);
    _op('cat', given, made);
    return made;
  },
  stack: (tensors, axis = 0) => {
    const given = tensorsOf(tensors, 'tensors', 'stack');
    if (given.length < 1) invalid('Pass at least one tensor to tf.stack');
    const [first] = given;
    if (axis > first.rank) _refuse('shape/dim-range', 'Axis must be <= rank of the tensor');
    for (const one of given) if (!sameSizes(one.shape, first.shape)) _refuse('shape/cat-sizes', `All tensors passed to stack must have matching shapes Shapes ${first.shape} and ${one.shape} must match`, 'stack takes tensors of one shape; concat joins along an axis that may differ.');
    const at = axis < 0 ? first.rank + axis + 1 : axis;
    return make([...first.shape.slice(0, at), given.length, ...first.shape.slice(at)], first.dtype);
  },
  unstack: (x, axis = 0) => {
    const given = of('unstack', x);
    if (!(axis >= -given.rank && axis < given.rank)) _refuse('shape/dim-range', `Axis = ${axis} is not in [-${given.rank}, ${given.rank})`);
    const at = axis < 0 ? axis + given.rank : axis;
    const shape = given.shape.filter((_, on) => on !== at);
    return Array.from({ length: given.shape[at] }, () => make(shape, given.dtype));
  },
  split: (x, sizes, axis = 0) => {
    const given = of('split', x);
    const [at] = axesOf(axis, given.shape);
    const whole = given.shape[at];
    let parts;
    if (typeof sizes === 'number') {
      if (whole % sizes !== 0) invalid('Number of splits must evenly divide the axis.');
      parts = Array.from({ length: sizes }, () => whole / sizes);
    } else {
      const open = sizes.filter((one) => one === -1).length;
      if (open > 1) invalid('There should be only one negative value in split array.');
      const known = sizes.reduce((sum, one) => (one > 0 ? sum + one : sum), 0);
      parts = sizes.map((one) => (one === -1 ? whole - known : one));
      if (whole !== parts.reduce((sum, one) => sum + one, 0)) invalid('The sum of sizes must match the size of the axis dimension.');
    }
    return parts.map((part) => make(given.shape.map((size, on) => (on === at ? part : size)), given.dtype));
  },
  meshgrid: (x, y, { indexing = 'xy' } = {}) => {
    if (indexing !== 'xy' && indexing !== 'ij') invalid(`${indexing} is not a valid third argument to meshgrid`);
    if (x === undefined) return [];
    const a = tensorOf(x, 'x', 'meshgrid');
    if (y === undefined) return [a];
    const b = tensorOf(y, 'y', 'meshgrid');
    const [w, h] = [elementsOf(a), elementsOf(b)];
    const shape = indexing === 'xy' ? [h, w] : [w, h];
    return [make(shape, a.dtype), make(shape, b.dtype)];
  },
};

function copyOf(given) {
  return make(given.shape, given.dtype);
}

for (const rank of [1, 2, 3, 4]) {
  ops[`concat${rank}d`] = (tensors, axis = 0) => ops.concat(tensors, axis);
  ops[`slice${rank}d`] = (x, begin, size) => ops.slice(x, begin, size);
  ops[`reverse${rank}d`] = (x, axis) => ops.reverse(x, axis);
  ops[`pad${rank}d`] = (x, paddings, value) => ops.pad(x, rank === 1 ? [paddings] : paddings, value);
}
