// ONNX Runtime, for the web (wasm) and native, one thread. Large inputs are constants of the graph and one element is fetched,
// so that its copies in and out do not count; small cases go through the whole call. What it has no op for is composed.
import { Graph } from './onnx-model.mjs';

function build(graph, item, inputs, x) {
  const { kind, k, s, p, eps, groups, x: shape } = item;
  const [n, c] = shape;
  const window = { kernel_shape: [k, k], strides: [s, s], pads: [p, p, p, p] };
  const perChannel = (name) => graph.constant(kind.startsWith('layer') ? [inputs[name].length] : [c, 1, 1], inputs[name]);
  const vector = (name) => graph.constant([inputs[name].length], inputs[name]);
  const node = (...rest) => graph.node(...rest);
  const inverse = (variance) => node('Reciprocal', [node('Sqrt', [node('Add', [variance, graph.scalar(eps)])])]);
  const axes = kind.startsWith('layer') ? graph.integers(-1) : graph.integers(0, 2, 3);
  const centred = () => {
    const apart = node('Sub', [x, node('ReduceMean', [x, axes])]);
    return [apart, node('ReduceMean', [node('Mul', [apart, apart]), axes])];
  };
  switch (kind) {
    case 'max_pool': return [node('MaxPool', [x], window)];
    case 'max_pool_indices': return node('MaxPool', [x], window, 2);
    case 'avg_pool': return [node('AveragePool', [x], { ...window, count_include_pad: 1 })];
    case 'adaptive_avg': return [node('GlobalAveragePool', [x])];
    case 'softmax': return [node('Softmax', [x], { axis: -1 })];
    case 'batch_norm_eval': return [node('BatchNormalization', [x, ...['gamma', 'beta', 'mean', 'variance'].map(vector)], { epsilon: eps })];
    case 'batch_norm_train': {
      const [apart, variance] = centred();
      return [node('Add', [node('Mul', [apart, node('Mul', [inverse(variance), perChannel('gamma')])]), perChannel('beta')])];
    }
    case 'layer_norm': return [node('LayerNormalization', [x, vector('gamma'), vector('beta')], { axis: -1, epsilon: eps })];
    case 'group_norm': {
      const [ones, zeros] = [graph.constant([groups], new Float32Array(groups).fill(1)), graph.constant([groups], new Float32Array(groups))];
      const normal = node('InstanceNormalization', [node('Reshape', [x, graph.integers(n, groups, -1)]), ones, zeros], { epsilon: eps });
      return [node('Add', [node('Mul', [node('Reshape', [normal, graph.integers(...shape)]), perChannel('gamma')]), perChannel('beta')])];
    }
    case 'conv2d': return [node('Conv', [x, graph.constant(item.w, inputs.w), vector('b')], { kernel_shape: [3, 3], pads: [p, p, p, p] })];
    case 'linear': return [node('Gemm', [x, graph.constant(item.w, inputs.w), vector('b')], { transB: 1 })];
    case 'batch_norm_backward':
    case 'layer_norm_backward': {
      const dy = graph.constant(item.out, inputs.dy);
      const [apart, variance] = centred();
      const scale = inverse(variance);
      const normal = node('Mul', [apart, scale]);
      const scaled = node('Mul', [dy, perChannel('gamma')]);
      const along = node('ReduceMean', [node('Mul', [scaled, normal]), axes]);
      const rest = node('Add', [node('ReduceMean', [scaled, axes]), node('Mul', [normal, along])]);
      return [node('Mul', [node('Sub', [scaled, rest]), scale])];
    }
    default: return null;
  }
}

/** Makes the peer; `load` finds the package. */
export function onnxPeer(load, kind) {
  const ort = load(`onnxruntime-${kind}`);
  if (kind === 'web') Object.assign(ort.env.wasm, { numThreads: 1, simd: true });
  ort.env.logLevel = 'error';
  return {
    name: `ort-${kind}`,
    async prepare(item, inputs) {
      const graph = new Graph();
      const isFed = item.isSmall || item.kind === 'conv2d' || item.kind === 'linear';
      const x = isFed ? graph.input('x', item.x) : graph.constant(item.x, inputs.x);
      const made = build(graph, item, inputs, x);
      if (made === null) return null;
      // One element of each output keeps all of them from being left out.
      const ends = item.out.map(() => 1);
      const first = (name) => graph.node('Slice', [name, graph.integers(...ends.map(() => 0)), graph.integers(...ends)]);
      const outputs = item.isSmall ? made.map((name) => [name, item.out]) : made.map((name, index) => [first(name), ends, index === 0 ? 1 : 7]);
      const options = { graphOptimizationLevel: isFed ? 'all' : 'disabled', intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 };
      const session = await ort.InferenceSession.create(graph.model(outputs), { ...options, executionProviders: [kind === 'web' ? 'wasm' : 'cpu'] });
      const feeds = isFed ? { x: new ort.Tensor('float32', inputs.x, item.x) } : {};
      const result = await session.run(feeds);
      return {
        first: () => Number(result[outputs[0][0]].data[0]),
        runAsync: () => session.run(feeds),
        dispose: () => session.release(),
      };
    },
  };
}
