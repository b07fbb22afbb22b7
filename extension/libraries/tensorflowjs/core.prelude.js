export function zeros(shape) {
  return _zeros(shape);
}

class Layer {
  constructor(config = {}) {
    this.name = config.name ?? null;
  }
  apply(inputs) {
    return this.call(inputs);
  }
}

export const layers = { Layer };
