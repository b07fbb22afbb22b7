// Resizing, where each number of the output is a number of the input, or is mixed of two along each axis. A table tells for each
// place of the output, of all places along T, then H, then W: the first and the second number's place (-1: there is none), and
// their weights.
import { at } from './window';

const entryBytes: usize = 16;

// @ts-ignore: decorator
@inline
function entryOf(table: usize, place: i32): usize {
  return table + <usize>place * entryBytes;
}

/** y = row * weight, or y + row * weight. */
function mix(row: usize, weight: f32, to: usize, size: i32, isFirst: bool): void {
  const factor = f32x4.splat(weight);
  const end = at(to, size);
  for (; to + 16 <= end; to += 16, row += 16) {
    const value = f32x4.mul(factor, v128.load(row));
    v128.store(to, isFirst ? value : f32x4.add(v128.load(to), value));
  }
  for (; to < end; to += 4, row += 4) {
    const value = weight * load<f32>(row);
    store<f32>(to, isFirst ? value : load<f32>(to) + value);
  }
}

/** y of x, planes of T x H x W; `buffer` has room for a row of the input. */
export function upsample(x: usize, y: usize, table: usize, buffer: usize, planes: i32, T: i32, H: i32, W: i32, outT: i32, outH: i32, outW: i32): void {
  const tableH = entryOf(table, outT);
  const tableW = entryOf(tableH, outH);
  const tableEnd = entryOf(tableW, outW);
  for (let plane = 0; plane < planes; plane++) {
    for (let t = 0; t < outT; t++) {
      const entryT = entryOf(table, t);
      for (let h = 0; h < outH; h++) {
        const entryH = entryOf(tableH, h);
        let source = at(x, (load<i32>(entryT) * H + load<i32>(entryH)) * W);
        if (load<i32>(entryT, 4) >= 0 || load<i32>(entryH, 4) >= 0) {
          let isFirst = true;
          for (let second = 0; second < 4; second++) {
            const placeT = load<i32>(entryT + ((second >> 1) << 2));
            const placeH = load<i32>(entryH + ((second & 1) << 2));
            if (placeT < 0 || placeH < 0) continue;
            const weight = load<f32>(entryT + ((second >> 1) << 2), 8) * load<f32>(entryH + ((second & 1) << 2), 8);
            mix(at(x, (placeT * H + placeH) * W), weight, buffer, W, isFirst);
            isFirst = false;
          }
          source = buffer;
        }
        for (let entry = tableW; entry < tableEnd; entry += entryBytes, y += 4) {
          let value = load<f32>(at(source, load<i32>(entry)));
          const second = load<i32>(entry, 4);
          if (second >= 0) value = load<f32>(entry, 8) * value + load<f32>(entry, 12) * load<f32>(at(source, second));
          store<f32>(y, value);
        }
      }
    }
    x = at(x, T * H * W);
  }
}

/** dx of dy, as `upsample` made y of x. */
export function upsample_backward(dy: usize, dx: usize, table: usize, buffer: usize, planes: i32, T: i32, H: i32, W: i32, outT: i32, outH: i32, outW: i32): void {
  const tableH = entryOf(table, outT);
  const tableW = entryOf(tableH, outH);
  const tableEnd = entryOf(tableW, outW);
  memory.fill(dx, 0, <usize>(planes * T * H * W) << 2);
  for (let plane = 0; plane < planes; plane++) {
    for (let t = 0; t < outT; t++) {
      const entryT = entryOf(table, t);
      for (let h = 0; h < outH; h++) {
        const entryH = entryOf(tableH, h);
        memory.fill(buffer, 0, <usize>W << 2);
        for (let entry = tableW; entry < tableEnd; entry += entryBytes, dy += 4) {
          const value = load<f32>(dy);
          const first = at(buffer, load<i32>(entry));
          const second = load<i32>(entry, 4);
          if (second < 0) {
            store<f32>(first, load<f32>(first) + value);
            continue;
          }
          store<f32>(first, load<f32>(first) + load<f32>(entry, 8) * value);
          const next = at(buffer, second);
          store<f32>(next, load<f32>(next) + load<f32>(entry, 12) * value);
        }
        for (let second = 0; second < 4; second++) {
          const placeT = load<i32>(entryT + ((second >> 1) << 2));
          const placeH = load<i32>(entryH + ((second & 1) << 2));
          if (placeT < 0 || placeH < 0) continue;
          const weight = load<f32>(entryT + ((second >> 1) << 2), 8) * load<f32>(entryH + ((second & 1) << 2), 8);
          mix(buffer, weight, at(dx, (placeT * H + placeH) * W), W, false);
        }
      }
    }
    dx = at(dx, T * H * W);
  }
}
