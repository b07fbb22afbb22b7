import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { mayImport, packages } from './rooms.mjs';

const rooms = Object.keys(mayImport);

/** The rule's messages for a file of a room with one import. */
async function messages(eslint: ESLint, room: string, specifier: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(`import { x } from '${specifier}';\nexport const y = x;\n`, { filePath: join(room, 'virtual.mjs') });
  return (result?.messages ?? []).map((message) => message.message);
}

/** How a file of one room would name a file of another. */
function specifierOf(from: string, to: string): string {
  const up = '../'.repeat(from.split('/').length);
  return from.split('/')[0] === to.split('/')[0] && to.includes('/') && from.includes('/') ? `../${to.split('/').slice(1).join('/')}/thing` : `${up}${to}/thing`;
}

describe('the arrows between the rooms', () => {
  let eslint: ESLint;
  before(async () => {
    const { bansOf } = await import('./rooms.mjs');
    eslint = new ESLint({
      overrideConfigFile: true,
      overrideConfig: rooms.map((room) => ({ files: [`${room}/**`], rules: { 'no-restricted-imports': ['error', { patterns: bansOf(room) }] } })),
    });
  });

  for (const from of rooms) {
    for (const to of rooms) {
      if (from === to) continue;
      const allowed = (mayImport[from] as readonly string[]).includes(to);
      it(`${from} ${allowed ? 'may' : 'may not'} import ${to}`, async () => {
        const found = await messages(eslint, from, specifierOf(from, to));
        if (allowed) assert.deepEqual(found, []);
        else assert.ok(found.some((message) => message.includes(`${from} may not import ${to}`)), found.join('\n'));
      });
    }
    for (const [name, users] of Object.entries(packages)) {
      const allowed = (users).includes(from);
      const specifier = name.endsWith(':') ? `${name}fs` : name;
      it(`${from} ${allowed ? 'may' : 'may not'} import ${specifier}`, async () => {
        const found = await messages(eslint, from, specifier);
        assert.equal(found.length > 0, !allowed, found.join('\n'));
      });
    }
  }
});
