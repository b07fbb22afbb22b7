import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Arena, OutOfMemory } from '../../../kernels/wasm/arena';

function arena(maximum = 64): { readonly memory: WebAssembly.Memory; readonly arena: Arena } {
  const memory = new WebAssembly.Memory({ initial: 1, maximum });
  return { memory, arena: new Arena(memory, 100) };
}

describe('arena', () => {
  it('hands out blocks that do not overlap, whatever comes and goes', () => {
    const step = fc.record({ size: fc.nat(5000), drop: fc.nat(), keep: fc.boolean() });
    fc.assert(fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const { memory, arena: mine } = arena(1000);
      const live: { readonly pointer: number; readonly size: number; readonly mark: number }[] = [];
      steps.forEach(({ size, drop, keep }, mark) => {
        if (!keep && live.length > 0) {
          const [gone] = live.splice(drop % live.length, 1);
          if (gone) mine.release(gone.pointer);
        }
        const pointer = mine.allocate(size);
        assert.equal(pointer % 64, 0);
        new Uint8Array(memory.buffer, pointer, size).fill(mark);
        live.push({ pointer, size, mark });
      });
      for (const { pointer, size, mark } of live) assert.ok(new Uint8Array(memory.buffer, pointer, size).every((byte) => byte === mark));
      for (const { pointer } of live) mine.release(pointer);
      assert.equal(mine.bytesInUse, 0);
    }));
  });

  it('uses again what was given back, merged', () => {
    const { memory, arena: mine } = arena();
    const pointers = Array.from({ length: 100 }, () => mine.allocate(5000));
    const grown = memory.buffer.byteLength;
    for (const index of [...pointers.keys()].sort((a, b) => (a * 37) % 100 - (b * 37) % 100)) mine.release(pointers[index] ?? NaN);
    mine.release(mine.allocate(400_000));
    assert.equal(memory.buffer.byteLength, grown);
  });

  it('says when there is no more, and goes on', () => {
    const { arena: mine } = arena(4);
    assert.throws(() => mine.allocate(10_000_000), OutOfMemory);
    mine.release(mine.allocate(100_000));
    assert.equal(mine.bytesInUse, 0);
  });

  it('does not take back what it has not given', () => {
    const { arena: mine } = arena();
    const pointer = mine.allocate(10);
    mine.release(pointer);
    assert.throws(() => {
      mine.release(pointer);
    });
  });
});
