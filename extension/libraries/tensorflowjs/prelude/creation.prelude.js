// Ops that make tensors, and those of images, signals and matrices.
import { broadcast, checkSizes, inferredShape, inferredType, make, tensorOf } from 'tfjs:convert';
import { invalid, sizeOf } from 'tfjs:shape';

function made(values, shape, dtype, inferred) {
  if (_isUnknown(values)) return _tensor(shape ?? null, dtype ?? null);
  const type = dtype ?? inferredType(values);
  if (shape !== undefined && shape !== null) {
    if (shape.some((size) => size < 0 || Number.isInteger(size) === false)) invalid(`Tensor must have a shape comprised of positive integers but got shape [${shape}].`);
    const [wanted, has] = [sizeOf(shape), sizeOf(inferred)];
    if (wanted !== has) _refuse('shape/view-size', `Based on the provided shape, [${shape}], the tensor should have ${wanted} values but has ${has}`);
    inferred.forEach((size, axis) => {
      const isFlat = axis === inferred.length - 1 ? size !== sizeOf(shape.slice(axis)) : true;
      if (size !== shape[axis] && isFlat) _refuse('shape/view-size', `Error creating a new Tensor. Inferred shape (${inferred}) does not match the provided shape (${shape}). `);
    });
  }
  return _tensor(shape ?? inferred, type, values);
}

function ofRank(rank) {
  const name = `tensor${rank}d`;
  return (values, shape, dtype) => {
    if (values === undefined || values === null) invalid('The input to the tensor constructor must be a non-null value.');
    if (rank === 1) {
      const inferred = inferredShape(values);
      if (inferred.length !== 1) _refuse('shape/rank', 'tensor1d() requires values to be a flat/TypedArray');
      // The second argument is the element type: a vector's shape is its length.
      return made(values, null, shape, inferred);
    }
    if (shape !== undefined && shape !== null && shape.length !== rank) _refuse('shape/rank', `${name}() requires shape to have ${['', '', 'two', 'three', 'four', 'five', 'six'][rank]} numbers`);
    const inferred = inferredShape(values);
    if (inferred.length !== rank && inferred.length !== 1) _refuse('shape/rank', `${name}() requires values to be number${'[]'.repeat(rank)} or flat/TypedArray`);
    if (inferred.length === 1 && (shape === undefined || shape === null)) _refuse('shape/rank', `${name}() requires shape to be provided when \`values\` are a flat ${rank === 2 ? 'TypedArray' : 'array'}`.replace('a flat TypedArray', 'a flat/TypedArray'));
    return made(values, shape, dtype, inferred);
  };
}

const image = (name) => (images, size) => {
  const given = tensorOf(images, 'images', name);
  if (given.rank !== 3 && given.rank !== 4) _refuse('shape/rank', `Error in ${name}: x must be rank 3 or 4, but got rank ${given.rank}.`);
  if (size.length !== 2) invalid(`Error in ${name}: new shape must 2D, but got shape ${size}.`);
  const result = make([...given.shape.slice(0, -3), ...size, given.shape[given.rank - 1]], name === 'resizeBilinear' ? 'float32' : given.dtype);
  _op('interpolate', [given], result);
  return result;
};

function steps(start, stop, step) {
  if (step === 0) invalid('Cannot have a step of zero');
  const same = start === stop;
  const up = start < stop && step < 0;
  const down = stop < start && step > 1;
  if (same || up || down) return 0;
  const toward = stop < start && step === 1 ? -1 : step;
  return Math.abs(Math.ceil((stop - start) / toward));
}

const random = (dtype = 'float32') => (shape, a, b, type) => make(shape, (typeof type === 'string' ? type : undefined) ?? dtype);
const square = () => _tensor([], 'float32');

export const ops = {
  tensor: (values, shape, dtype) => made(values, shape, dtype, inferredShape(values)),
  tensor1d: ofRank(1), tensor2d: ofRank(2), tensor3d: ofRank(3), tensor4d: ofRank(4), tensor5d: ofRank(5), tensor6d: ofRank(6),
  scalar: (value, dtype) => {
    if (Array.isArray(value)) _refuse('shape/rank', 'Error creating a new Scalar: value must be a primitive (number|boolean|string)');
    return _tensor([], dtype ?? inferredType(value), value);
  },
  zeros: (shape, dtype = 'float32') => make(shape, dtype),
  ones: (shape, dtype = 'float32') => make(shape, dtype),
  fill: (shape, value, dtype) => make(shape, dtype ?? inferredType(value)),
  eye: (rows, columns = rows, batchShape = [], dtype = 'float32') => make([...(batchShape ?? []), rows, columns ?? rows], dtype),
  linspace: (start, stop, count) => {
    if (count <= 0) invalid('The number of values should be positive.');
    return make([count], 'float32');
  },
  range: (start, stop, step = 1, dtype = 'float32') => make([steps(start, stop, step)], dtype),
  randomNormal: (shape, mean, deviation, dtype = 'float32') => make(shape, dtype),
  randomStandardNormal: (shape, dtype = 'float32') => make(shape, dtype),
  randomUniform: (shape, low, high, dtype = 'float32') => make(shape, dtype),
  randomUniformInt: (shape) => make(shape, 'int32'),
  truncatedNormal: (shape, mean, deviation, dtype = 'float32') => make(shape, dtype),
  randomGamma: (shape, alpha, beta, dtype = 'float32') => make(shape, dtype),
  rand: (shape, draw, dtype = 'float32') => make(shape, dtype),
  multinomial: (logits, count) => {
    const given = tensorOf(logits, 'logits', 'multinomial');
    if (given.rank > 2) _refuse('shape/rank', `Rank of probabilities must be 1 or 2, but is ${given.rank}`);
    return make(given.rank === 1 ? [count] : [given.shape[0], count], 'int32');
  },
  variable: (initial) => _variable(initial),
  diag: (x) => {
    const given = tensorOf(x, 'x', 'diag');
    return make([...given.shape, ...given.shape], given.dtype);
  },
  movingAverage: (v, x, decay, step, zeroDebias = true) => {
    const given = tensorOf(x, 'x', 'movingAverage');
    if (zeroDebias && (step === undefined || step === null)) invalid('When using zeroDebias: true, step is required.');
    return make(given.shape, given.dtype);
  },
  basicLSTMCell: (forgetBias, kernel, bias, data, c, h) => {
    const given = tensorOf(kernel, 'lstmKernel', 'basicLSTMCell');
    const state = [tensorOf(data, 'data', 'basicLSTMCell').shape[0], given.shape[1] / 4];
    return [make(state, 'float32'), make(state, 'float32')];
  },
};

export const imageOps = {
  resizeBilinear: image('resizeBilinear'),
  resizeNearestNeighbor: image('resizeNearestNeighbor'),
  flipLeftRight: (x) => tensorOf(x, 'image', 'flipLeftRight'),
  rotateWithOffset: (x) => tensorOf(x, 'image', 'rotateWithOffset'),
  grayscaleToRGB: (x) => {
    const given = tensorOf(x, 'image', 'grayscaleToRGB');
    return make([...given.shape.slice(0, -1), 3], given.dtype);
  },
  rgbToGrayscale: (x) => {
    const given = tensorOf(x, 'image', 'rgbToGrayscale');
    return make([...given.shape.slice(0, -1), 1], given.dtype);
  },
  cropAndResize: (x, boxes, indices, size) => {
    const given = tensorOf(x, 'image', 'cropAndResize');
    return make([tensorOf(boxes, 'boxes', 'cropAndResize').shape[0], ...size, given.shape[3]], 'float32');
  },
};

export const signalOps = {
  hammingWindow: (length) => make([length], 'float32'),
  hannWindow: (length) => make([length], 'float32'),
  frame: (signal, length, step, padEnd = false) => {
    const given = tensorOf(signal, 'signal', 'frame');
    const size = sizeOf(given.shape);
    const count = padEnd ? Math.ceil(size / step) : Math.max(0, Math.floor((size - length) / step) + 1);
    return make([count, length], 'float32');
  },
  stft: (signal, frameLength, frameStep, fftLength) => {
    const given = tensorOf(signal, 'signal', 'stft');
    let length = fftLength ?? 1;
    if (fftLength === undefined || fftLength === null) while (length < frameLength) length *= 2;
    return make([Math.max(0, Math.floor((sizeOf(given.shape) - frameLength) / frameStep) + 1), Math.floor(length / 2) + 1], 'complex64');
  },
};

export const spectralOps = {
  fft: (x) => make(tensorOf(x, 'x', 'fft').shape, 'complex64'),
  ifft: (x) => make(tensorOf(x, 'x', 'ifft').shape, 'complex64'),
  rfft: (x, length) => {
    const { shape } = tensorOf(x, 'x', 'rfft');
    return make([...shape.slice(0, -1), Math.floor((length ?? shape[shape.length - 1]) / 2) + 1], 'complex64');
  },
  irfft: (x) => {
    const { shape } = tensorOf(x, 'x', 'irfft');
    return make([...shape.slice(0, -1), (shape[shape.length - 1] - 1) * 2], 'float32');
  },
};

export const linalgOps = {
  bandPart: (x) => make(tensorOf(x, 'a', 'bandPart').shape, 'float32'),
  gramSchmidt: (xs) => (Array.isArray(xs) ? xs.map((x) => make(x.shape, x.dtype)) : make(xs.shape, xs.dtype)),
  qr: (x, fullMatrices = false) => {
    const { shape } = tensorOf(x, 'x', 'qr');
    const lead = shape.slice(0, -2);
    const [rows, columns] = [shape[shape.length - 2], shape[shape.length - 1]];
    const inner = fullMatrices ? rows : Math.min(rows, columns);
    return [make([...lead, rows, inner], 'float32'), make([...lead, inner, columns], 'float32')];
  },
};
