// What is measured: the op, the sizes, the bytes that must move at least, and the goal.
const count = (shape) => shape.reduce((product, size) => product * size, 1);
const bytes = (...shapes) => 4 * shapes.reduce((sum, shape) => sum + count(shape), 0);
const pooled = ([n, c, h, w], k, s, p) => [n, c, Math.floor((h + 2 * p - k) / s) + 1, Math.floor((w + 2 * p - k) / s) + 1];
const text = (shape) => `[${shape.join(',')}]`;

const pool = (kind, x, k, s, p, goal) => {
  const out = pooled(x, k, s, p);
  const moved = { max_pool_indices: bytes(x, out, out), max_pool_backward: bytes(out, out, x), avg_pool_backward: bytes(out, x) }[kind] ?? bytes(x, out);
  return { title: `${kind} ${k}x${k} s${s} p${p} ${text(x)}`, kind, x, k, s, p, out, bytes: moved, goal };
};
const plain = (kind, x, goal, rest = {}) => ({ title: `${kind} ${text(x)}`, kind, x, out: x, bytes: bytes(x, x), eps: 1e-5, goal, ...rest });
const conv = (x, w, goal) => ({ title: `conv2d 3x3 p1 ${text(x)} x ${text(w)}`, kind: 'conv2d', x, w, p: 1, out: [x[0], w[0], x[2], x[3]], bytes: null, goal });
const linear = (x, w, goal) => ({ title: `linear ${text(x)} x ${text(w)}`, kind: 'linear', x, w, out: [x[0], w[0]], bytes: null, goal });
const small = (item) => ({ ...item, title: `small ${item.title}`, bytes: null, isSmall: true });
/** The same at a size that no vector divides, held against the case before it. */
const odd = (item) => ({ ...item, isOdd: true });

/** Goals: at most so much of a peer's time, of the time that the bytes take, or so many microseconds. */
export const cases = [
  pool('max_pool', [8, 64, 112, 112], 3, 2, 1, { 'ort-node': 0.75, limit: 1.2 }),
  odd(pool('max_pool', [8, 64, 111, 113], 3, 2, 1, {})),
  pool('max_pool_indices', [8, 64, 112, 112], 3, 2, 1, { 'ort-node': 0.1 }),
  odd(pool('max_pool_indices', [8, 64, 111, 113], 3, 2, 1, {})),
  pool('max_pool', [8, 64, 112, 112], 2, 2, 0, { 'ort-node': 0.65 }),
  odd(pool('max_pool', [8, 64, 111, 113], 2, 2, 0, {})),
  odd(pool('max_pool', [3, 17, 61, 47], 2, 2, 0, {})),
  pool('max_pool', [8, 64, 56, 56], 3, 1, 1, {}),
  odd(pool('max_pool', [8, 64, 55, 57], 3, 1, 1, {})),
  pool('avg_pool', [8, 64, 56, 56], 3, 1, 1, { 'ort-node': 0.4 }),
  odd(pool('avg_pool', [8, 64, 55, 57], 3, 1, 1, {})),
  { title: 'adaptive_avg (1,1) [8,2048,7,7]', kind: 'adaptive_avg', x: [8, 2048, 7, 7], out: [8, 2048, 1, 1], bytes: bytes([8, 2048, 7, 7], [8, 2048]), goal: { 'ort-node': 0.75 } },
  plain('batch_norm_train', [32, 64, 56, 56], { 'ort-node': 0.25, limit: 1.4 }),
  odd(plain('batch_norm_train', [31, 67, 55, 57], {})),
  plain('batch_norm_eval', [32, 64, 56, 56], { best: 1.1 }),
  plain('layer_norm', [8, 197, 768], { best: 0.6 }),
  odd(plain('layer_norm', [8, 197, 771], {})),
  plain('group_norm', [8, 256, 32, 32], { best: 0.75 }, { groups: 32 }),
  plain('softmax', [8, 12, 197, 197], { 'tfjs-wasm': 0.9 }),
  conv([1, 64, 56, 56], [64, 64, 3, 3], { 'tfjs-wasm': 0.6, torch: 2.2 }),
  odd(conv([1, 61, 55, 57], [67, 61, 3, 3], {})),
  linear([256, 768], [3072, 768], { 'ort-web': 0.6 }),
  odd(linear([253, 771], [3067, 771], {})),
  pool('max_pool_backward', [8, 64, 112, 112], 3, 2, 1, { torch: 0.9 }),
  pool('avg_pool_backward', [8, 64, 56, 56], 3, 1, 1, {}),
  plain('batch_norm_backward', [32, 64, 56, 56], { torch: 0.75 }, { bytes: bytes([32, 64, 56, 56]) * 3 }),
  plain('layer_norm_backward', [8, 197, 768], { torch: 1.4 }, { bytes: bytes([8, 197, 768]) * 3 }),
  small(pool('max_pool', [1, 1, 8, 8], 2, 2, 0, { microseconds: 2 })),
  small(plain('layer_norm', [4, 16], { microseconds: 2 })),
  small(plain('batch_norm_train', [8, 4, 8, 8], { microseconds: 4 })),
];

/** The numbers that every peer gets: uniform from a linear congruential generator. */
export function inputsOf({ kind, x, w, out }) {
  let state = 2463534242;
  const draw = (shape, scale = 1, shift = 0) => Float32Array.from({ length: count(shape) }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state / 2147483648 - 1) * scale + shift;
  });
  const isNorm = kind.includes('norm');
  const width = kind.startsWith('layer_norm') ? x.at(-1) : x[1];
  return {
    x: draw(x, 1, isNorm ? 3 : 0),
    dy: draw(out),
    ...(w && { w: draw(w, 0.1), b: draw([w[0]], 0.1) }),
    ...(isNorm && { gamma: draw([width], 0.5, 1), beta: draw([width]), mean: draw([width], 0.1, 3), variance: draw([width], 0.1, 0.4) }),
  };
}
