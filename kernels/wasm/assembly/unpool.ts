// Max unpooling: values go back to where their maxima were.

/** Puts each value at its place in a plane of zeros. The first place that is outside the plane, or -1. */
export function max_unpool(x: usize, indices: usize, y: usize, planes: i32, inPlane: i32, outPlane: i32): i32 {
  memory.fill(y, 0, (<usize>planes * outPlane) << 2);
  for (let plane = 0; plane < planes; plane++) {
    for (const end = x + (<usize>inPlane << 2); x < end; x += 4) {
      const place = load<i32>(indices);
      if (<u32>place >= <u32>outPlane) return plane * inPlane + inPlane - <i32>((end - x) >> 2);
      store<f32>(y + (<usize>place << 2), load<f32>(x));
      indices += 4;
    }
    y += <usize>outPlane << 2;
  }
  return -1;
}

/** Gathers the gradients from where the values went. */
export function max_unpool_backward(dy: usize, indices: usize, dx: usize, planes: i32, inPlane: i32, outPlane: i32): void {
  for (let plane = 0; plane < planes; plane++) {
    for (const end = dx + (<usize>inPlane << 2); dx < end; dx += 4) {
      store<f32>(dx, load<f32>(dy + (<usize>load<i32>(indices) << 2)));
      indices += 4;
    }
    dy += <usize>outPlane << 2;
  }
}
