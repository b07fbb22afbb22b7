// Where windows begin and end. A table holds for each place of the output a first and an end position along one axis.

/** Tables the windows that a kernel slides; the address after the table. Taps in the padding are left out. */
export function tableWindows(table: usize, out: i32, size: i32, kernel: i32, stride: i32, pad: i32, dilation: i32): usize {
  for (let place = 0; place < out; place++) {
    let start = place * stride - pad;
    const end = min(start + (kernel - 1) * dilation + 1, size);
    if (start < 0) start += (dilation - 1 - start) / dilation * dilation;
    store<i32>(table, start);
    store<i32>(table, end, 4);
    table += 8;
  }
  return table;
}

/** Tables the bins of adaptive pooling: place i covers floor(i*size/out) to ceil((i+1)*size/out). */
export function tableBins(table: usize, out: i32, size: i32): usize {
  for (let place = 0; place < out; place++) {
    store<i32>(table, <i32>(<i64>place * size / out));
    store<i32>(table, <i32>((<i64>(place + 1) * size + out - 1) / out), 4);
    table += 8;
  }
  return table;
}

/** Whether some window of a table holds nothing: dilated taps may step over a whole axis. */
export function hasEmptyWindow(table: usize, out: i32): bool {
  for (const end = table + (<usize>out << 3); table < end; table += 8) {
    if (load<i32>(table) >= load<i32>(table, 4)) return true;
  }
  return false;
}

// @ts-ignore: decorator
@inline
/** The address of element `index` of a run of 4-byte numbers. */
export function at(pointer: usize, index: i32): usize {
  return pointer + (<usize>index << 2);
}

// @ts-ignore: decorator
@inline
/** Four numbers that lie so many apart. */
export function strided(from: usize, stride: i32): v128 {
  if (stride == 1) return v128.load(from);
  if (stride == 2) return v128.shuffle<f32>(v128.load(from), v128.load(from, 16), 0, 2, 4, 6);
  const step = <usize>stride << 2;
  let numbers = v128.load32_zero(from);
  numbers = v128.load32_lane(from + step, numbers, 1);
  numbers = v128.load32_lane(from + 2 * step, numbers, 2);
  return v128.load32_lane(from + 3 * step, numbers, 3);
}
