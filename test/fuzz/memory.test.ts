/** What is closed is let go of: the heap after a garbage collection is what it was, however often files come and go. */
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startSession } from '../extension/server/session';

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes in use after a collection. */
function used(): number {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

const textOf = (width: number): string => `import torch
from torch import nn
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(392, ${String(width)}))
out = net(torch.randn(4, 3, 16, 16))
`;

describe('memory of the server', () => {
  it('is what it was once files are closed', async () => {
    const session = await startSession();
    try {
      const uris = Array.from({ length: 60 }, (_, index) => `file:///work/model${String(index)}.py`);
      const [opened, closed]: [number[], number[]] = [[], []];
      for (let round = 0; round < 3; round += 1) {
        for (const [index, uri] of uris.entries()) {
          await session.open(uri, textOf(index + 1));
          await session.change(uri, [{ text: textOf(index + 2) }]);
          await session.hints(uri);
        }
        opened.push(used());
        for (const uri of uris) await session.close(uri);
        await session.request('textDocument/hover', { textDocument: { uri: uris[0] }, position: { line: 0, character: 0 } });
        closed.push(used());
      }
      console.log(`      ${opened.map((value, round) => `${value.toFixed(0)} MB open, ${(closed[round] ?? 0).toFixed(0)} MB closed`).join('; ')}`);
      const [first = 0] = closed;
      assert.ok(Math.max(...opened) > first + 5, 'what is open is held');
      assert.ok((closed.at(-1) ?? Infinity) < first + 5, 'what is closed is not');
    } finally {
      session.stop();
    }
  });
});
