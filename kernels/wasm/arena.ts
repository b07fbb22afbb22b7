/** Hands out and takes back the bytes of one growing WebAssembly memory. */

const pageBytes = 65536;
/** Blocks start where a cache line does. */
const alignment = 64;

/**
 * Processors take addresses for the same that are equal in their last 12 bits: a kernel that reads one large block and writes
 * another just so far apart runs at half its speed. Large blocks are dealt out over slots of these 4096 bytes.
 */
const aliasBytes = 4096;
/** In the order that they are taken: each far from those before. */
const slots = [0, 4, 2, 6, 1, 5, 3, 7];
const slotBytes = aliasBytes / slots.length;
const largeBytes = 4 * aliasBytes;

function sizeOfBlock(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / alignment)) * alignment;
}

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
  /** How many large blocks start in each slot. */
  private readonly crowds: number[] = slots.map(() => 0);
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
    const size = sizeOfBlock(bytes);
    const slot = size > largeBytes ? this.emptiestSlot() : null;
    const start = this.take(size, slot) ?? this.extend(size, slot, bytes);
    this.used += size;
    if (slot !== null) this.crowds[slot] = (this.crowds[slot] ?? 0) + 1;
    return start;
  }

  /** Takes back a block of so many bytes: what was asked for when it was handed out. */
  release(pointer: number, bytes: number): void {
    const size = sizeOfBlock(bytes);
    this.used -= size;
    if (size > largeBytes) {
      const slot = (pointer % aliasBytes) / slotBytes;
      this.crowds[slot] = (this.crowds[slot] ?? 0) - 1;
    }
    if (pointer + size === this.top && this.gaps.length === 0) this.top = pointer;
    else this.putBack(pointer, pointer + size);
  }

  private emptiestSlot(): number {
    let best = 0;
    let least = Infinity;
    for (const slot of slots) {
      const crowd = this.crowds[slot] ?? 0;
      if (crowd >= least) continue;
      [best, least] = [slot, crowd];
    }
    return best;
  }

  /** From the first gap that is wide enough. */
  private take(size: number, slot: number | null): number | null {
    for (let index = 0; index < this.gaps.length; index += 1) {
      const gap = this.gaps[index];
      if (gap === undefined) continue;
      const start = inSlot(gap.start, slot);
      const end = start + size;
      if (end > gap.end) continue;
      if (start === gap.start && end === gap.end) this.gaps.splice(index, 1);
      else if (start === gap.start) gap.start = end;
      else {
        if (end < gap.end) this.gaps.splice(index + 1, 0, { start: end, end: gap.end });
        gap.end = start;
      }
      return start;
    }
    return null;
  }

  /** From the top, grown into the memory where it does not reach so far. */
  private extend(size: number, slot: number | null, bytes: number): number {
    const start = inSlot(this.top, slot);
    const missing = start + size - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / pageBytes));
      } catch {
        throw new OutOfMemory(bytes);
      }
    }
    // The last gap never touches the top.
    if (start > this.top) this.gaps.push({ start: this.top, end: start });
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

/** The first place from `start` on that is in a slot; `start` itself where it does not matter. */
function inSlot(start: number, slot: number | null): number {
  if (slot === null) return start;
  const wanted = slot * slotBytes;
  return start + ((wanted - (start % aliasBytes) + aliasBytes) % aliasBytes);
}
