/** Hands out and takes back the bytes of one growing WebAssembly memory. */

const pageBytes = 65536;
/** Blocks start where a cache line does. */
const alignment = 64;

/** What is free: ordered by start, neighbours always merged. */
interface Gap {
  start: number;
  end: number;
}

/** More was asked for than there is. */
export class OutOfMemory extends Error {
  constructor(bytes: number) {
    super(`can't allocate memory: you tried to allocate ${String(bytes)} bytes.`);
  }
}

/** First fit over an ordered list of gaps: freed neighbours merge, so the same work takes the same memory for ever. */
export class Arena {
  private readonly gaps: Gap[] = [];
  /** Block starts to their sizes. */
  private readonly blocks = new Map<number, number>();
  /** Nothing beyond was ever handed out. */
  private top: number;
  private used = 0;

  constructor(private readonly memory: WebAssembly.Memory, base: number) {
    this.top = Math.ceil(base / alignment) * alignment;
  }

  /** Bytes handed out and not yet taken back. */
  get bytesInUse(): number {
    return this.used;
  }

  /** The pointer to a new block; its bytes are what was there before. */
  allocate(bytes: number): number {
    const size = Math.max(alignment, Math.ceil(bytes / alignment) * alignment);
    const start = this.take(size);
    this.blocks.set(start, size);
    this.used += size;
    return start;
  }

  /** Takes a block back. */
  release(pointer: number): void {
    const size = this.blocks.get(pointer);
    if (size === undefined) throw new Error('released memory that was not allocated');
    this.blocks.delete(pointer);
    this.used -= size;
    this.putBack(pointer, pointer + size);
  }

  private take(size: number): number {
    const index = this.gaps.findIndex(({ start, end }) => end - start >= size);
    const gap = this.gaps[index];
    if (gap === undefined) return this.extend(size);
    const { start } = gap;
    gap.start += size;
    if (gap.start === gap.end) this.gaps.splice(index, 1);
    return start;
  }

  /** A block at the top, grown into the memory where it does not reach so far. */
  private extend(size: number): number {
    const start = this.top;
    const missing = start + size - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / pageBytes));
      } catch {
        throw new OutOfMemory(size);
      }
    }
    this.top = start + size;
    return start;
  }

  private putBack(start: number, end: number): void {
    const at = this.firstGapFrom(start);
    const [before, after] = [this.gaps[at - 1], this.gaps[at]];
    const joinsBefore = before?.end === start;
    const joinsAfter = after?.start === end;
    if (before !== undefined && joinsBefore) {
      before.end = end;
      if (after !== undefined && joinsAfter) {
        before.end = after.end;
        this.gaps.splice(at, 1);
      }
    } else if (after !== undefined && joinsAfter) after.start = start;
    else this.gaps.splice(at, 0, { start, end });
    const last = this.gaps.at(-1);
    if (last?.end === this.top) {
      this.top = last.start;
      this.gaps.pop();
    }
  }

  private firstGapFrom(start: number): number {
    let [low, high] = [0, this.gaps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.gaps[middle]?.start ?? Infinity) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
