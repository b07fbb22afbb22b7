/** Random edits, one after the other, against the server: in the end it tells what it tells of the final text alone. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { startSession } from '../extension/server/session';
import type { Session } from '../extension/server/session';
import { parameters } from './attempt';

const sources = ['test/sample/healthy.py', 'test/sample/mistakes.py', 'test/sample/unrun.py', 'test/sample/digits.ts', 'test/extension/libraries/tensorflowjs/program/unet.ts'].map((path) => ({ uri: `file:///work/${path.slice(path.lastIndexOf('/') + 1)}`, text: readFileSync(path, 'utf8') }));

const pieces = ['(', ')', ':', '\n', '\r\n', '    ', '\t', '3', 'x', ' = ', ', ', '"', "'''", '#', '//', '`', '{', '}', 'é𝒳', '😀', 'torch.zeros(2, 3)', 'nn.Linear(4, 5)', 'return ', 'for i in range(3):\n', 'tf.zeros([2, 3])'];

/** Where in the text, from 0 to 1; how many characters go; what comes. Whether something is asked in between. */
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), removed: fc.nat(12), inserted: fc.oneof(fc.constantFrom(...pieces), fc.constant('')), asks: fc.boolean() });

/** All that is shown of a document, as text. */
async function shown(session: Session, uri: string): Promise<string> {
  const hints = (await session.hints(uri)).map(({ position, label }) => `${String(position.line)}:${String(position.character)}${JSON.stringify(label)}`);
  const { diagnostics } = await session.diagnostics(uri);
  return [...hints, ...diagnostics.map(({ range, code, message }) => `${JSON.stringify(range)} ${String(code)} ${message as string}`)].join('\n');
}

describe('edited sources', () => {
  it('are shown as their final text alone would be', async () => {
    let telling = 0;
    let runs = 0;
    await fc.assert(fc.asyncProperty(fc.constantFrom(...sources), fc.array(edit, { minLength: 1, maxLength: 8 }), async ({ uri, text }, edits) => {
      const [session, fresh] = [await startSession(), await startSession()];
      try {
        await session.open(uri, text);
        for (const { at, removed, inserted, asks } of edits) {
          const document = session.document(uri);
          const { length } = document.getText();
          const start = Math.floor(at * length);
          await session.change(uri, [{ range: { start: document.positionAt(start), end: document.positionAt(Math.min(length, start + removed)) }, text: inserted }]);
          if (asks) await session.hints(uri);
        }
        await fresh.open(uri, session.document(uri).getText());
        const last = await shown(session, uri);
        assert.equal(last, await shown(fresh, uri));
        runs += 1;
        if (last !== '') telling += 1;
      } finally {
        session.stop();
        fresh.stop();
      }
    }), parameters(20, 0.1));
    // Most texts keep something to tell.
    assert.ok(telling >= runs / 2, `${String(telling)} of ${String(runs)}`);
  });
});
