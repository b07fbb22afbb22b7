// Products of matrices. C[m, n] = sum over k of A[m, k] * B[k, n], in tiles of 4 rows by 8 columns.
//
// The rows of A are read where they are. B is packed: panels of 8 columns, [k][8], of at most `blockK` k and `blockColumns`
// columns at a time, which stay in the second cache while the rows of A pass by.
//
// Where C's columns lie is told by a table of addresses, so that a panel may reach over the end of an image.
import { at } from './window';

const blockK: i32 = 768;
/** Columns that are packed at a time. */
export const blockColumns: i32 = 256;
const blockRows: i32 = 64;

/** Bytes of one tile, which is kept at the beginning of every scratch. */
const tileBytes: usize = 128;

// @ts-ignore: decorator
@inline
/** How many k a block has where there are K: blocks of about the same size. */
export function evenBlock(K: i32): i32 {
  const blocks = (K + blockK - 1) / blockK;
  return blocks == 0 ? 0 : (K + blocks - 1) / blocks;
}

// @ts-ignore: decorator
@inline
/** From one panel to the next: never a multiple of what a cache's sets repeat after. */
export function panelBytes(k: i32): usize {
  return (<usize>k << 5) + 64;
}

// @ts-ignore: decorator
@inline
/** The first address at or after this one where a cache line begins. */
export function aligned(address: usize): usize {
  return (address + 63) & ~63;
}

/** Bytes that a packed block takes, its table of columns and the tile before it included. */
export function packedBytes(k: i32, columns: i32): usize {
  return aligned(tileBytes + (<usize>(columns + 8) << 2)) + panelBytes(k) * ((columns + 7) >> 3);
}

// @ts-ignore: decorator
@inline
/** The table of columns in a scratch. */
export function columnTable(scratch: usize): usize {
  return scratch + tileBytes;
}

// @ts-ignore: decorator
@inline
/** The packed panels in a scratch. */
export function packedPanels(scratch: usize, columns: i32): usize {
  return aligned(scratch + tileBytes + (<usize>(columns + 8) << 2));
}

// @ts-ignore: decorator
@inline
function fma(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

// @ts-ignore: decorator
@inline
/** Stores a row of a tile at `c`: added to what is there, or to the row's bias, where there is one. */
function storeRow(c: usize, near: v128, far: v128, bias: usize, accumulate: bool): void {
  if (accumulate) {
    near = f32x4.add(near, v128.load(c));
    far = f32x4.add(far, v128.load(c, 16));
  } else if (bias) {
    const start = v128.load32_splat(bias);
    near = f32x4.add(near, start);
    far = f32x4.add(far, start);
  }
  v128.store(c, near);
  v128.store(c, far, 16);
}

// @ts-ignore: decorator
@inline
/** Stores four columns of a tile, of which each holds its four rows side by side. */
function storeColumns(columns: usize, offset: usize, r0: v128, r1: v128, r2: v128, r3: v128, bias: usize, accumulate: bool): void {
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  storeColumn(load<usize>(columns) + offset, v128.shuffle<f64>(low01, low23, 0, 2), bias, accumulate);
  storeColumn(load<usize>(columns, 4) + offset, v128.shuffle<f64>(low01, low23, 1, 3), bias, accumulate);
  storeColumn(load<usize>(columns, 8) + offset, v128.shuffle<f64>(high01, high23, 0, 2), bias, accumulate);
  storeColumn(load<usize>(columns, 12) + offset, v128.shuffle<f64>(high01, high23, 1, 3), bias, accumulate);
}

// @ts-ignore: decorator
@inline
function storeColumn(c: usize, sum: v128, bias: usize, accumulate: bool): void {
  if (accumulate) sum = f32x4.add(sum, v128.load(c));
  else if (bias) sum = f32x4.add(sum, v128.load(bias));
  v128.store(c, sum);
}

/**
 * One tile: four rows of A, `aStep` bytes apart, with a panel of B, over `count` > 0 steps. Into rows from `c` on that are `rowStep` bytes apart, or,
 * where `columns` is given, into columns `c` bytes after the addresses in that table.
 *
 * The exits between the steps are more than the ends of the loop: a compiler that moves all loads of a block to its beginning
 * (V8) would else run out of registers.
 */
export function tile(
  count: i32, a: usize, aStep: usize, b: usize, c: usize, rowStep: usize, columns: usize, bias: usize, accumulate: bool,
): void {
  let s00 = f32x4.splat(0);
  let s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  while (true) {
    const a1 = a + aStep;
    const a2 = a + (aStep << 1);
    const a3 = a1 + (aStep << 1);
    let near = v128.load(b), far = v128.load(b, 16);
    let x = v128.load32_splat(a); s00 = fma(s00, x, near); s01 = fma(s01, x, far);
    x = v128.load32_splat(a1); s10 = fma(s10, x, near); s11 = fma(s11, x, far);
    x = v128.load32_splat(a2); s20 = fma(s20, x, near); s21 = fma(s21, x, far);
    x = v128.load32_splat(a3); s30 = fma(s30, x, near); s31 = fma(s31, x, far);
    if (count == 1) break;
    near = v128.load(b, 32); far = v128.load(b, 48);
    x = v128.load32_splat(a, 4); s00 = fma(s00, x, near); s01 = fma(s01, x, far);
    x = v128.load32_splat(a1, 4); s10 = fma(s10, x, near); s11 = fma(s11, x, far);
    x = v128.load32_splat(a2, 4); s20 = fma(s20, x, near); s21 = fma(s21, x, far);
    x = v128.load32_splat(a3, 4); s30 = fma(s30, x, near); s31 = fma(s31, x, far);
    if (count == 2) break;
    near = v128.load(b, 64); far = v128.load(b, 80);
    x = v128.load32_splat(a, 8); s00 = fma(s00, x, near); s01 = fma(s01, x, far);
    x = v128.load32_splat(a1, 8); s10 = fma(s10, x, near); s11 = fma(s11, x, far);
    x = v128.load32_splat(a2, 8); s20 = fma(s20, x, near); s21 = fma(s21, x, far);
    x = v128.load32_splat(a3, 8); s30 = fma(s30, x, near); s31 = fma(s31, x, far);
    if (count == 3) break;
    near = v128.load(b, 96); far = v128.load(b, 112);
    x = v128.load32_splat(a, 12); s00 = fma(s00, x, near); s01 = fma(s01, x, far);
    x = v128.load32_splat(a1, 12); s10 = fma(s10, x, near); s11 = fma(s11, x, far);
    x = v128.load32_splat(a2, 12); s20 = fma(s20, x, near); s21 = fma(s21, x, far);
    x = v128.load32_splat(a3, 12); s30 = fma(s30, x, near); s31 = fma(s31, x, far);
    if (count == 4) break;
    near = v128.load(b, 128); far = v128.load(b, 144);
    x = v128.load32_splat(a, 16); s00 = fma(s00, x, near); s01 = fma(s01, x, far);
    x = v128.load32_splat(a1, 16); s10 = fma(s10, x, near); s11 = fma(s11, x, far);
    x = v128.load32_splat(a2, 16); s20 = fma(s20, x, near); s21 = fma(s21, x, far);
    x = v128.load32_splat(a3, 16); s30 = fma(s30, x, near); s31 = fma(s31, x, far);
    if (count == 5) break;
    near = v128.load(b, 160); far = v128.load(b, 176);
    x = v128.load32_splat(a, 20); s00 = fma(s00, x, near); s01 = fma(s01, x, far);
    x = v128.load32_splat(a1, 20); s10 = fma(s10, x, near); s11 = fma(s11, x, far);
    x = v128.load32_splat(a2, 20); s20 = fma(s20, x, near); s21 = fma(s21, x, far);
    x = v128.load32_splat(a3, 20); s30 = fma(s30, x, near); s31 = fma(s31, x, far);
    if (count == 6) break;
    near = v128.load(b, 192); far = v128.load(b, 208);
    x = v128.load32_splat(a, 24); s00 = fma(s00, x, near); s01 = fma(s01, x, far);
    x = v128.load32_splat(a1, 24); s10 = fma(s10, x, near); s11 = fma(s11, x, far);
    x = v128.load32_splat(a2, 24); s20 = fma(s20, x, near); s21 = fma(s21, x, far);
    x = v128.load32_splat(a3, 24); s30 = fma(s30, x, near); s31 = fma(s31, x, far);
    if (count == 7) break;
    near = v128.load(b, 224); far = v128.load(b, 240);
    x = v128.load32_splat(a, 28); s00 = fma(s00, x, near); s01 = fma(s01, x, far);
    x = v128.load32_splat(a1, 28); s10 = fma(s10, x, near); s11 = fma(s11, x, far);
    x = v128.load32_splat(a2, 28); s20 = fma(s20, x, near); s21 = fma(s21, x, far);
    x = v128.load32_splat(a3, 28); s30 = fma(s30, x, near); s31 = fma(s31, x, far);
    count -= 8;
    if (count == 0) break;
    a += 32;
    b += 256;
  }
  if (columns) {
    storeColumns(columns, c, s00, s10, s20, s30, bias, accumulate);
    storeColumns(columns + 16, c, s01, s11, s21, s31, bias, accumulate);
    return;
  }
  storeRow(c, s00, s01, bias, accumulate);
  storeRow(c + rowStep, s10, s11, bias ? bias + 4 : 0, accumulate);
  storeRow(c + 2 * rowStep, s20, s21, bias ? bias + 8 : 0, accumulate);
  storeRow(c + 3 * rowStep, s30, s31, bias ? bias + 12 : 0, accumulate);
}

/**
 * Multiplies `rows` rows of A, `aStep` bytes apart, by the block that is packed in `scratch`, whose table says where each of its
 * columns begins in C; C's rows are `rowStep` bytes apart. `k` is what a panel holds.
 */
export function multiplyPacked(
  scratch: usize, columns: i32, k: i32, a: usize, aStep: usize, rows: i32, rowStep: usize, bias: usize, accumulate: bool,
): void {
  const table = columnTable(scratch);
  const panels = packedPanels(scratch, columns);
  for (let firstRow = 0; firstRow < rows; firstRow += blockRows) {
    const endRow = min(firstRow + blockRows, rows);
    let panel = panels;
    for (let column = 0; column < columns; column += 8, panel += panelBytes(k)) {
      const entry = at(table, column);
      const start = load<usize>(entry);
      const isWhole = column + 8 <= columns;
      const isRun = isWhole && load<usize>(entry, 28) - start == 28;
      for (let row = firstRow; row < endRow; row += 4) {
        const offset = <usize>row * rowStep;
        const rowBias = bias ? at(bias, row) : 0;
        const from = a + <usize>row * aStep;
        const left = endRow - row;
        if (left >= 4 && isRun) tile(k, from, aStep, panel, start + offset, rowStep, 0, rowBias, accumulate);
        else if (left >= 4 && isWhole && rowStep == 4) tile(k, from, aStep, panel, offset, 0, entry, rowBias, accumulate);
        else if (left >= 4 || row >= 4) {
          // The last rows once more with those before them, which are not stored again.
          const again = max(4 - left, 0);
          tile(k, from - <usize>again * aStep, aStep, panel, scratch, 32, 0, 0, false);
          spill(scratch + (<usize>again << 5), entry, offset, rowStep, 4 - again, min(columns - column, 8), rowBias, accumulate);
        } else {
          for (let one = 0; one < left; one++) {
            tile(k, from + <usize>one * aStep, 0, panel, scratch, 32, 0, 0, false);
            spill(scratch, entry, offset + <usize>one * rowStep, rowStep, 1, min(columns - column, 8), bias ? at(rowBias, one) : 0, accumulate);
          }
        }
      }
    }
  }
}

/** Puts a part of a tile where it belongs. */
function spill(from: usize, table: usize, offset: usize, rowStep: usize, rows: i32, columns: i32, bias: usize, accumulate: bool): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const to = load<usize>(at(table, column)) + offset;
      let sum = load<f32>(at(from, column));
      if (accumulate) sum += load<f32>(to);
      else if (bias) sum += load<f32>(at(bias, row));
      store<f32>(to, sum);
    }
    from += 32;
    offset += rowStep;
  }
}

/** Turns rows into columns: to[c][r] = from[r][c]. Steps, in bytes, are those from row to row. */
export function transpose(from: usize, fromStep: usize, to: usize, toStep: usize, rows: i32, columns: i32): void {
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    let p0 = from, p1 = from + fromStep, p2 = from + 2 * fromStep, p3 = from + 3 * fromStep;
    let target = to;
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      const r0 = v128.load(p0), r1 = v128.load(p1), r2 = v128.load(p2), r3 = v128.load(p3);
      const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      v128.store(target, v128.shuffle<f64>(low01, low23, 0, 2));
      target += toStep;
      v128.store(target, v128.shuffle<f64>(low01, low23, 1, 3));
      target += toStep;
      v128.store(target, v128.shuffle<f64>(high01, high23, 0, 2));
      target += toStep;
      v128.store(target, v128.shuffle<f64>(high01, high23, 1, 3));
      target += toStep;
      p0 += 16; p1 += 16; p2 += 16; p3 += 16;
    }
    for (; column < columns; column++) {
      store<f32>(target, load<f32>(p0));
      store<f32>(target, load<f32>(p1), 4);
      store<f32>(target, load<f32>(p2), 8);
      store<f32>(target, load<f32>(p3), 12);
      target += toStep;
      p0 += 4; p1 += 4; p2 += 4; p3 += 4;
    }
    from += 4 * fromStep;
    to += 16;
  }
  for (; row < rows; row++) {
    let target = to;
    for (let p = from, end = at(from, columns); p < end; p += 4) {
      store<f32>(target, load<f32>(p));
      target += toStep;
    }
    from += fromStep;
    to += 4;
  }
}

/** Packs `columns` columns and k rows of a B whose rows (`bCol` = 4) or columns (`bRow` = 4) are runs; steps in bytes. */
function pack(b: usize, bRow: usize, bCol: usize, panel: usize, k: i32, columns: i32): void {
  for (let column = 0; column < columns; column += 8, b += 8 * bCol, panel += panelBytes(k)) {
    const count = min(columns - column, 8);
    if (count < 8) memory.fill(panel, 0, <usize>k << 5);
    if (bCol != 4) {
      transpose(b, bCol, panel, 32, count, k);
      continue;
    }
    let from = b;
    for (let to = panel, end = panel + (<usize>k << 5); to < end; to += 32) {
      if (count == 8) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
      } else for (let index = 0; index < count; index++) store<f32>(at(to, index), load<f32>(at(from, index)));
      from += bRow;
    }
  }
}

/** Bytes of scratch that `gemm` wants for these sizes. */
export function gemm_scratch(N: i32, K: i32): i32 {
  const k = evenBlock(K);
  return <i32>(packedBytes(k, min(N, blockColumns)) + ((<usize>(k * blockRows)) << 2) + 64);
}

/**
 * C = A * B + bias of each row, which may be 0. Steps are in elements: of each matrix one of the two is 1, of A the step from
 * column to column where that is possible: else it is transposed on the way.
 */
export function gemm(
  a: usize, aRow: i32, aCol: i32, b: usize, bRow: i32, bCol: i32, c: usize, cRow: i32, cCol: i32, M: i32, N: i32, K: i32, bias: usize, scratch: usize,
): void {
  if (K == 0) {
    for (let m = 0; m < M; m++) for (let n = 0; n < N; n++) store<f32>(at(c, m * cRow + n * cCol), bias ? load<f32>(at(bias, m)) : 0);
    return;
  }
  const blockK = evenBlock(K);
  const turned = scratch + aligned(packedBytes(blockK, min(N, blockColumns)));
  for (let k = 0; k < K; k += blockK) {
    const depth = min(blockK, K - k);
    for (let n = 0; n < N; n += blockColumns) {
      const columns = min(blockColumns, N - n);
      const table = columnTable(scratch);
      for (let column = 0; column < columns; column++) store<usize>(at(table, column), at(c, (n + column) * cCol));
      pack(at(b, k * bRow + n * bCol), <usize>bRow << 2, <usize>bCol << 2, packedPanels(scratch, columns), depth, columns);
      const first = k == 0 ? bias : 0;
      if (aCol == 1) {
        multiplyPacked(scratch, columns, depth, at(a, k), <usize>aRow << 2, M, <usize>cRow << 2, first, k > 0);
        continue;
      }
      for (let m = 0; m < M; m += blockRows) {
        const rows = min(blockRows, M - m);
        transpose(at(a, m * aRow + k * aCol), <usize>aCol << 2, turned, <usize>depth << 2, depth, rows);
        if (m > 0) for (let column = 0; column < columns; column++) store<usize>(at(table, column), load<usize>(at(table, column)) + (<usize>(blockRows * cRow) << 2));
        multiplyPacked(scratch, columns, depth, turned, <usize>depth << 2, rows, <usize>cRow << 2, first ? at(first, m) : 0, k > 0);
      }
    }
  }
}
