// Optimisers, gradients and datasets.
import { make } from 'tfjs:convert';

class Optimizer {
  minimize(run, returnCost = false) {
    const cost = run();
    _stepped();
    return returnCost ? cost : null;
  }
  computeGradients(run) {
    return gradients.variableGrads(run);
  }
  applyGradients() {
    _stepped();
  }
  getClassName() {
    return this.constructor.name;
  }
  dispose() {}
  setLearningRate() {}
}
const optimizer = () => new Optimizer();

export const train = { sgd: optimizer, momentum: optimizer, adagrad: optimizer, adadelta: optimizer, adam: optimizer, adamax: optimizer, rmsprop: optimizer, Optimizer };

function alike(tensor) {
  return make(tensor.shape, tensor.dtype);
}

const gradients = {
  grad: (run) => (x) => {
    run(x);
    return alike(x);
  },
  grads: (run) => (xs) => {
    run(...xs);
    return xs.map(alike);
  },
  valueAndGrad: (run) => (x) => ({ value: run(x), grad: alike(x) }),
  valueAndGrads: (run) => (xs) => ({ value: run(...xs), grads: xs.map(alike) }),
  variableGrads: (run) => ({ value: run(), grads: _anything() }),
  customGrad: (run) => (...xs) => run(...xs, () => undefined).value,
};
export { gradients as grads };

/** A dataset by one of its elements; undefined where none is known. */
class Dataset {
  constructor(element, size) {
    this.element_ = element;
    this.size = size ?? null;
  }
  map(change) {
    return new Dataset(this.element_ === undefined ? undefined : change(this.element_), this.size);
  }
  mapAsync(change) {
    return this.map(change);
  }
  filter() {
    return new Dataset(this.element_);
  }
  batch(size) {
    return new Dataset(this.element_ === undefined ? undefined : batched(this.element_, size), this.size === null ? null : Math.ceil(this.size / size));
  }
  shuffle() {
    return this;
  }
  repeat() {
    return new Dataset(this.element_);
  }
  prefetch() {
    return this;
  }
  take(count) {
    return new Dataset(this.element_, count);
  }
  skip() {
    return new Dataset(this.element_);
  }
  concatenate() {
    return new Dataset(this.element_);
  }
  async forEachAsync(visit) {
    if (this.element_ !== undefined) visit(this.element_);
  }
  async toArray() {
    return this.element_ === undefined ? _anything() : _someOf(this.element_);
  }
  async iterator() {
    return { next: async () => ({ value: this.element_ ?? _anything(), done: _anything() }) };
  }
}

function batched(element, size) {
  if (_isTensor(element)) return make([size, ...element.shape], element.dtype);
  if (typeof element === 'number') return make([size], 'float32');
  if (Array.isArray(element)) return element.every((one) => typeof one === 'number') ? make([size, element.length], 'float32') : element.map((one) => batched(one, size));
  if (typeof element === 'object' && element !== null) return Object.fromEntries(Object.entries(element).map(([key, one]) => [key, batched(one, size)]));
  return _anything();
}

export const data = {
  array: (items) => new Dataset(items[0], items.length),
  generator: (make_) => {
    const made = make_();
    return new Dataset(typeof made.next === 'function' ? made.next().value : undefined);
  },
  func: (draw) => {
    const drawn = draw();
    return new Dataset(drawn.value ?? drawn);
  },
  zip: (sets) => (Array.isArray(sets) ? new Dataset(sets.map((one) => one.element_)) : new Dataset(Object.fromEntries(Object.entries(sets).map(([key, one]) => [key, one.element_])))),
  csv: () => new Dataset(undefined),
  Dataset,
};
