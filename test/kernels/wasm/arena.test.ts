import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Arena, OutOfMemory } from '../../../kernels/wasm/arena';

function arena(maximum = 64): { readonly memory: WebAssembly.Memory; readonly arena: Arena } {
  const memory = new WebAssembly.Memory({ initial: 1, maximum });
  return { memory, arena: new Arena(memory, 100) };
}

describe('arena', () => {
  it('hands out blocks that do not overlap, whatever comes and goes', () => {
    const step = fc.record({ size: fc.oneof(fc.nat(5000), fc.nat(60_000)), drop: fc.nat(), keep: fc.boolean() });
    fc.assert(fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const { memory, arena: mine } = arena(1000);
      const live: { readonly pointer: number; readonly size: number; readonly mark: number }[] = [];
      steps.forEach(({ size, drop, keep }, mark) => {
        if (!keep && live.length > 0) {
          const [gone] = live.splice(drop % live.length, 1);
          if (gone) mine.release(gone.pointer, gone.size);
        }
        const pointer = mine.allocate(size);
        assert.equal(pointer % 64, 0);
        new Uint8Array(memory.buffer, pointer, size).fill(mark);
        live.push({ pointer, size, mark });
      });
      for (const { pointer, size, mark } of live) assert.ok(new Uint8Array(memory.buffer, pointer, size).every((byte) => byte === mark));
      for (const { pointer, size } of live) mine.release(pointer, size);
      assert.equal(mine.bytesInUse, 0);
    }));
  });

  it('uses again what was given back, merged', () => {
    const { memory, arena: mine } = arena();
    const pointers = Array.from({ length: 100 }, () => mine.allocate(5000));
    const grown = memory.buffer.byteLength;
    for (const index of [...pointers.keys()].sort((a, b) => (a * 37) % 100 - (b * 37) % 100)) mine.release(pointers[index] ?? NaN, 5000);
    mine.release(mine.allocate(400_000), 400_000);
    assert.equal(memory.buffer.byteLength, grown);
    assert.equal(mine.bytesInUse, 0);
  });

  it('keeps large blocks of one size from being equal in their last bits', () => {
    const { arena: mine } = arena(1000);
    const pointers = Array.from({ length: 8 }, () => mine.allocate(1 << 20));
    assert.equal(new Set(pointers.map((pointer) => pointer % 4096)).size, 8);
    const [first = NaN] = pointers;
    mine.release(first, 1 << 20);
    assert.equal(mine.allocate(1 << 20), first);
  });

  it('says when there is no more, and goes on', () => {
    const { arena: mine } = arena(4);
    assert.throws(() => mine.allocate(10_000_000), OutOfMemory);
    mine.release(mine.allocate(100_000), 100_000);
    assert.equal(mine.bytesInUse, 0);
  });
});
