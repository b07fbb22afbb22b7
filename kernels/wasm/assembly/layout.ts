// The same numbers in another order: axes exchanged, runs joined or taken apart. Works on any 32-bit numbers.
import { transpose } from './gemm';
import { at } from './window';

/** y [planes, columns, rows] of x [planes, rows, columns]. */
export function transpose_planes(x: usize, y: usize, planes: i32, rows: i32, columns: i32): void {
  const bytes = <usize>(rows * columns) << 2;
  for (let plane = 0; plane < planes; plane++) {
    transpose(x, <usize>columns << 2, y, <usize>rows << 2, rows, columns);
    x += bytes;
    y += bytes;
  }
}

/** y with its axes in any order: a table of each axis' size and of x's step along it, in elements, then a place for its counter. */
export function permute(x: usize, y: usize, table: usize, rank: i32): void {
  const counters = at(table, 2 * rank);
  const last = rank - 1;
  const size = load<i32>(at(table, 2 * last));
  const step = <usize>load<i32>(at(table, 2 * last), 4) << 2;
  for (let axis = 0; axis < rank; axis++) {
    store<i32>(at(counters, axis), 0);
    if (load<i32>(at(table, 2 * axis)) == 0) return;
  }
  while (true) {
    const end = at(y, size);
    let from = x;
    if (step == 4) for (; y + 16 <= end; y += 16, from += 16) v128.store(y, v128.load(from));
    for (; y < end; y += 4, from += step) store<i32>(y, load<i32>(from));
    let axis = last - 1;
    for (; axis >= 0; axis--) {
      const entry = at(table, 2 * axis);
      const counter = load<i32>(at(counters, axis)) + 1;
      x = at(x, load<i32>(entry, 4));
      store<i32>(at(counters, axis), counter);
      const length = load<i32>(entry);
      if (counter < length) break;
      store<i32>(at(counters, axis), 0);
      x = at(x, -length * load<i32>(entry, 4));
    }
    if (axis < 0) return;
  }
}

/** Copies `rows` runs of `size` numbers that are so many numbers apart. */
export function copy_rows(from: usize, fromStep: i32, to: usize, toStep: i32, rows: i32, size: i32): void {
  for (let row = 0; row < rows; row++) {
    let next = from;
    let target = to;
    const end = at(to, size);
    for (; target + 16 <= end; target += 16, next += 16) v128.store(target, v128.load(next));
    for (; target < end; target += 4, next += 4) store<i32>(target, load<i32>(next));
    from = at(from, fromStep);
    to = at(to, toStep);
  }
}
