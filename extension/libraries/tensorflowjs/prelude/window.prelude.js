// Ops that slide a window, and batch norm.
import { broadcast, make, tensorOf } from 'tfjs:convert';
import { invalid, sizeOf } from 'tfjs:shape';

function per(value, rank) {
  if (typeof value === 'number') return Array.from({ length: rank }, () => value);
  if (value.length === rank) return value;
  return value.length === 1 ? Array.from({ length: rank }, () => value[0]) : value.slice(-rank);
}

function isOne(value) {
  return Array.isArray(value) ? value.every((one) => one === 1) : value === 1;
}

/** Demands what TensorFlow.js's kernels do. */
function checkSteps(strides, dilations, name) {
  if (!isOne(strides) && !isOne(dilations)) invalid(`Error in ${name}: Either strides or dilations must be 1. Got strides ${strides} and dilations '${dilations}'`);
}

/** What a window leaves of the spatial axes; `pad` is 'same', 'valid', a number, or what is put before and after on each axis. */
function left(sizes, windows, strides, pad, dilations, isFirst = false) {
  const pads = !Array.isArray(pad) ? [] : isFirst ? pad.slice(2) : pad.slice(1, -1);
  return sizes.map((size, axis) => {
    const [window, stride, dilation] = [windows[axis], strides[axis], dilations === undefined ? 1 : dilations[axis]];
    const reach = dilation <= 1 ? window : window + (window - 1) * (dilation - 1);
    if (pad === 'same') return Math.ceil(size / stride);
    if (pad === 'valid') return Math.ceil((size - reach + 1) / stride);
    // With one number for all sides, TensorFlow.js measures a map's width by its window's height and vertical stride.
    if (typeof pad === 'number') return Math.floor((size - windows[sizes.length === 2 ? 0 : axis] + 2 * pad) / strides[sizes.length === 2 ? 0 : axis]) + 1;
    return Math.floor((size - reach + pads[axis][0] + pads[axis][1]) / stride) + 1;
  });
}

/** Gives an input without a batch one for the while. */
function batched(x, rank, run) {
  if (x.rank !== rank + 1) return run(x.shape);
  const [, ...shape] = run([1, ...x.shape]);
  return shape;
}

function convolved(name, rank, x, filter, strides, pad, format, dilations) {
  const given = tensorOf(x, 'x', name, 'float32');
  const kernel = tensorOf(filter, 'filter', name, 'float32');
  const isFirst = format === 'NCHW' || format === 'NCDHW' || format === 'NCW';
  const shape = batched(given, rank, (input) => {
    if (input.length !== rank + 2) _refuse('shape/rank', `Error in ${name}: input must be rank ${rank + 2}, but got rank ${input.length}.`);
    if (kernel.rank !== rank + 2) _refuse('shape/rank', `Error in ${name}: filter must be rank ${rank + 2}, but got rank ${kernel.rank}.`);
    const depth = isFirst ? input[1] : input[input.length - 1];
    if (depth !== kernel.shape[rank]) _refuse('shape/conv-channels', `Error in ${name}: depth of input (${depth}) must match input depth for filter ${kernel.shape[rank]}.`, `A filter is [...kernel, inChannels, outChannels]: its inChannels have to be ${depth}.`);
    checkSteps(strides, dilations, rank === 1 ? 'conv1D' : `conv${rank}D`);
    const space = left(isFirst ? input.slice(2) : input.slice(1, -1), kernel.shape, per(strides, rank), pad, per(dilations, rank), isFirst);
    const channels = kernel.shape[rank + 1];
    return isFirst ? [input[0], channels, ...space] : [input[0], ...space, channels];
  });
  const made = make(shape, 'float32');
  _op(`conv${rank}d`, [given, kernel], made, { names: ['input', 'weight'], stride: per(strides, rank), padding: pad, dilation: dilations === undefined ? undefined : per(dilations, rank), channels: isFirst ? 'channelsFirst' : 'channelsLast' });
  return made;
}

export const ops = {
  conv1d: (x, filter, stride, pad, dataFormat = 'NWC', dilation = 1) => {
    const made = convolved('conv1d', 1, x, filter, stride, pad, dataFormat, dilation);
    if (typeof pad !== 'number' || pad === 0) return made;
    // It is run as a map of height 1, whose height is padded as well: TensorFlow.js cannot put the result back into its shape.
    const width = x.shape[x.rank - 2] + 2 * pad;
    const sizes = [...made.shape.slice(0, -2), width, made.shape[made.rank - 1]];
    return _refuse('shape/view-size', `Size(${sizeOf(sizes) * (1 + 2 * pad)}) must match the product of shape ${sizes}`);
  },
  conv2d: (x, filter, strides, pad, dataFormat = 'NHWC', dilations = [1, 1]) => convolved('conv2d', 2, x, filter, strides, pad, dataFormat, dilations),
  conv3d: (x, filter, strides, pad, dataFormat = 'NDHWC', dilations = [1, 1, 1]) => convolved('conv3d', 3, x, filter, strides, pad, dataFormat, dilations),
  depthwiseConv2d: (x, filter, strides, pad, dataFormat = 'NHWC', dilations = [1, 1]) => {
    const [given, kernel] = [tensorOf(x, 'x', 'depthwiseConv2d', 'float32'), tensorOf(filter, 'filter', 'depthwiseConv2d', 'float32')];
    const shape = batched(given, 2, (input) => {
      if (input.length !== 4) _refuse('shape/rank', `Error in depthwiseConv2d: input must be rank 4, but got rank ${input.length}.`);
      if (kernel.rank !== 4) _refuse('shape/rank', `Error in depthwiseConv2d: filter must be rank 4, but got rank ${kernel.rank}.`);
      const depth = dataFormat === 'NHWC' ? input[3] : input[1];
      if (depth !== kernel.shape[2]) _refuse('shape/conv-channels', `Error in depthwiseConv2d: number of input channels (${depth}) must match the inChannels dimension in filter ${kernel.shape[2]}.`);
      checkSteps(strides, dilations, 'depthwiseConv2d');
      const space = left(dataFormat === 'NHWC' ? input.slice(1, 3) : input.slice(2), kernel.shape, per(strides, 2), pad, per(dilations, 2), dataFormat !== 'NHWC');
      const channels = depth * kernel.shape[3];
      return dataFormat === 'NHWC' ? [input[0], ...space, channels] : [input[0], channels, ...space];
    });
    const made = make(shape, 'float32');
    _op('conv2d', [given, kernel], made, { names: ['input', 'weight'], stride: per(strides, 2), padding: pad, dilation: per(dilations, 2), isDepthwise: true, channels: dataFormat === 'NHWC' ? 'channelsLast' : 'channelsFirst' });
    return made;
  },
  separableConv2d: (x, depthwiseFilter, pointwiseFilter, strides, pad, dilation = [1, 1], dataFormat = 'NHWC') => {
    const depthwise = tensorOf(depthwiseFilter, 'depthwiseFilter', 'separableConv2d');
    const pointwise = tensorOf(pointwiseFilter, 'pointwiseFilter', 'separableConv2d');
    if (depthwise.rank !== 4) _refuse('shape/rank', `Error in separableConv2d: depthwise filter must be rank 4, but got rank ${depthwise.rank}.`);
    if (pointwise.rank !== 4) _refuse('shape/rank', `Error in separableConv2d: pointwise filter must be rank 4, but got rank ${depthwise.rank}.`);
    if (pointwise.shape[0] !== 1) invalid(`Error in separableConv2d: the first dimension of pointwise filter  must be 1, but got ${pointwise.shape[0]}.`);
    if (pointwise.shape[1] !== 1) invalid(`Error in separableConv2d: the second dimension of pointwise filter must be 1, but got ${pointwise.shape[1]}.`);
    const channels = depthwise.shape[2] * depthwise.shape[3];
    if (pointwise.shape[2] !== channels) _refuse('shape/conv-channels', `Error in separableConv2d: the third dimension of pointwise filter must be ${channels}, but got ${pointwise.shape[2]}.`);
    const spread = ops.depthwiseConv2d(x, depthwise, strides, pad, dataFormat, dilation);
    return ops.conv2d(spread, pointwise, 1, 'valid', dataFormat);
  },
  conv2dTranspose: (x, filter, outputShape, strides, pad) => {
    const [given, kernel] = [tensorOf(x, 'x', 'conv2dTranspose'), tensorOf(filter, 'filter', 'conv2dTranspose')];
    const sizes = outputShape.length === 3 ? [1, ...outputShape] : outputShape;
    const depth = given.shape[given.rank - 1];
    const wanted = sizes[3];
    if (wanted !== kernel.shape[2]) _refuse('shape/conv-channels', `Error in conv2dDerInput: depth of input (${wanted}) must match input depth for filter ${kernel.shape[2]}.`);
    if (depth !== kernel.shape[3]) _refuse('shape/conv-channels', `Error in conv2dDerInput: depth of output (${depth}) must match output depth for filter ${kernel.shape[3]}.`);
    const made = make(outputShape, 'float32');
    _op('conv_transpose2d', [given, kernel], made, { names: ['input', 'weight'], stride: per(strides, 2), padding: pad, channels: 'channelsLast' });
    return made;
  },
  conv3dTranspose: (x, filter, outputShape) => make(outputShape, 'float32'),
  batchNorm: (x, mean, variance, offset, scale) => {
    const given = tensorOf(x, 'x', 'batchNorm');
    const [m, v] = [tensorOf(mean, 'mean', 'batchNorm'), tensorOf(variance, 'variance', 'batchNorm')];
    const [o, s] = [offset, scale].map((one, index) => (one === undefined || one === null ? null : tensorOf(one, index === 0 ? 'offset' : 'scale', 'batchNorm')));
    if (m.rank !== v.rank) _refuse('shape/rank', 'Batch normalization gradient requires mean and variance to have equal ranks.');
    if (o !== null && m.rank !== o.rank) _refuse('shape/rank', 'Batch normalization gradient requires mean and offset to have equal ranks.');
    if (s !== null && m.rank !== s.rank) _refuse('shape/rank', 'Batch normalization gradient requires mean and scale to have equal ranks.');
    const channels = given.shape[given.rank - 1];
    const wrong = [m, v, o, s].find((one) => one !== null && one.rank === 1 && one.shape[0] !== channels && one.shape[0] !== 1);
    // TensorFlow.js reads on from the start of what is too short, and leaves out what is too long.
    if (wrong !== undefined) _silent('norm/num-features', `Batch norm of ${channels} channels is given statistics of ${wrong.shape[0]}: TensorFlow.js computes on with the wrong ones.`);
    const made = make(given.shape, given.dtype);
    const held = { running_mean: m, running_var: v, bias: o, weight: s };
    const names = Object.keys(held).filter((name) => held[name] !== null);
    _op('batch_norm', [given, ...names.map((name) => held[name])], made, { names: ['input', ...names], axis: -1, training: false });
    return made;
  },
  localResponseNormalization: (x) => {
    const given = tensorOf(x, 'x', 'localResponseNormalization');
    if (given.rank !== 4 && given.rank !== 3) {
      _refuse('shape/rank', `Error in localResponseNormalization: x must be rank 3 or 4 but got
               rank ${given.rank}.`);
    }
    return make(given.shape, given.dtype);
  },
};
ops.batchNorm2d = ops.batchNorm;
ops.batchNorm3d = ops.batchNorm;
ops.batchNorm4d = ops.batchNorm;

function pooled(name, kind, rank, x, filterSize, strides, pad) {
  const given = tensorOf(x, 'x', name, kind === 'max' ? 'numeric' : 'float32');
  const shape = batched(given, rank, (input) => {
    if (input.length !== rank + 2) _refuse('shape/rank', `Error in ${name}: ${kind === 'max' && rank === 2 ? 'input' : 'x'} must be rank ${rank + 2} but got rank ${input.length}.`);
    return [input[0], ...left(input.slice(1, -1), per(filterSize, rank), per(strides, rank), pad), input[input.length - 1]];
  });
  const made = make(shape, given.dtype);
  if (shape.some((size) => size === 0)) _silent('pooling/empty-output', `The pool is larger than its input [${given.shape}]: TensorFlow.js computes on with the shape [${shape}], which holds no values.`);
  _op(`${kind}_pool${rank}d`, [given], made, { kernel_size: per(filterSize, rank), stride: per(strides, rank), padding: pad, channels: 'channelsLast' });
  return made;
}
ops.maxPool = (x, filterSize, strides, pad) => pooled('maxPool', 'max', 2, x, filterSize, strides, pad);
ops.avgPool = (x, filterSize, strides, pad) => pooled('avgPool', 'avg', 2, x, filterSize, strides, pad);
ops.maxPool3d = (x, filterSize, strides, pad) => pooled('maxPool3d', 'max', 3, x, filterSize ?? [1, 1, 1], strides, pad);
ops.avgPool3d = (x, filterSize, strides, pad) => pooled('avgPool3d', 'avg', 3, x, filterSize, strides, pad);
ops.pool = (x, windowShape, kind, pad, dilations, strides) => pooled(`${kind}Pool`, kind, 2, x, windowShape, strides ?? 1, pad);
ops.maxPoolWithArgmax = (x, filterSize, strides, pad) => {
  const result = ops.maxPool(x, filterSize, strides, pad);
  return { result, indexes: make(result.shape, 'int32') };
};
ops.dilation2d = (x, filter, strides, pad) => {
  const [given, kernel] = [tensorOf(x, 'x', 'dilation2d'), tensorOf(filter, 'filter', 'dilation2d')];
  return make(batched(given, 2, (input) => [input[0], ...left(input.slice(1, 3), kernel.shape, per(strides, 2), pad), input[3]]), given.dtype);
};

// Products.
ops.matMul = (a, b, transposeA = false, transposeB = false) => {
  const [x, y] = [tensorOf(a, 'a', 'matMul'), tensorOf(b, 'b', 'matMul')];
  const [rows, inner] = transposeA ? [x.shape[x.rank - 1], x.shape[x.rank - 2]] : [x.shape[x.rank - 2], x.shape[x.rank - 1]];
  const [other, columns] = transposeB ? [y.shape[y.rank - 1], y.shape[y.rank - 2]] : [y.shape[y.rank - 2], y.shape[y.rank - 1]];
  const lead = broadcast(x.shape.slice(0, -2), y.shape.slice(0, -2));
  if (inner !== other) _refuse('shape/matmul', `Error in matMul: inner shapes (${inner}) and (${other}) of Tensors with shapes ${x.shape} and ${y.shape} and transposeA=${transposeA} and transposeB=${transposeB} must match.`, `${inner} columns meet ${other} rows: transpose one of them, or change a size.`);
  const made = make([...lead, rows, columns], x.dtype);
  _op(transposeA || transposeB ? 'matMul' : 'matmul', [x, y], made);
  return made;
};
ops.dot = (a, b) => {
  const [x, y] = [tensorOf(a, 't1', 'dot'), tensorOf(b, 't2', 'dot')];
  if (!(x.rank === 1 || x.rank === 2) || !(y.rank === 1 || y.rank === 2)) _refuse('shape/rank', `Error in dot: inputs must all be rank 1 or 2, but got ranks ${x.rank} and ${y.rank}.`);
  const [inner, other] = [x.shape[x.rank - 1], y.shape[0]];
  if (inner !== other) _refuse('shape/matmul', `Error in dot: inner dimensions of inputs must match, but got ${inner} and ${other}.`, 'Transpose one of them, or change a size.');
  return make([...x.shape.slice(0, -1), ...y.shape.slice(1)], x.dtype);
};
ops.outerProduct = (a, b) => {
  const [x, y] = [tensorOf(a, 'v1', 'outerProduct'), tensorOf(b, 'v2', 'outerProduct')];
  if (x.rank !== 1 || y.rank !== 1) _refuse('shape/rank', `Error in outerProduct: inputs must be rank 1, but got ranks ${x.rank} and ${y.rank}.`);
  return make([x.shape[0], y.shape[0]], x.dtype);
};
ops.einsum = (equation, ...tensors) => {
  const given = tensors.map((one, index) => tensorOf(one, `tensors[${index}]`, 'einsum'));
  const [inputs, output = ''] = equation.replaceAll(' ', '').split('->');
  const parts = inputs.split(',');
  if (parts.length !== given.length) invalid(`Expected ${parts.length} input tensors, received ${given.length}`);
  const sizes = {};
  parts.forEach((letters, index) => {
    if (new Set(letters).size !== letters.length) invalid(`Found duplicate axes in input component ${letters}. Support for duplicate axes in input is not implemented yet.`);
    [...letters].forEach((letter, axis) => {
      const size = given[index].shape[axis];
      if (sizes[letter] === undefined) sizes[letter] = size;
      else if (sizes[letter] !== size) _refuse('shape/matmul', `Expected dimension ${sizes[letter]} at axis ${axis} of input shaped ${JSON.stringify(given[index].shape)}, but got dimension ${size}`);
    });
  });
  return make([...output].map((letter) => sizes[letter]), given[0].dtype);
};
