import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

interface Seen {
  readonly failure?: string;
  readonly diagnostics: readonly string[];
  readonly hover: string;
  readonly hints: readonly string[];
  readonly actions: readonly string[];
  readonly fixed: string;
}

/** Opens a file in a Neovim without settings of its own; what it shows is printed by the script. */
async function neovim(file: string): Promise<Seen> {
  const child = spawn('nvim', ['--headless', '--clean', '-c', `luafile ${resolve('test/extension/cli/neovim.lua')}`], {
    env: { ...process.env, SHAPE_INSPECTOR_FILE: file, SHAPE_INSPECTOR_SERVER: resolve('dist/cli.js') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  await new Promise<void>((done, fail) => {
    child.on('error', (error) => {
      fail(new Error(`Neovim is needed for this test (Debian: apt-get install neovim): ${error.message}`));
    });
    child.on('close', () => {
      done();
    });
  });
  assert.ok(output.startsWith('{'), `${output}\n${errors}`);
  return JSON.parse(output) as Seen;
}

describe('the language server in Neovim', () => {
  let folder = '';
  let seen: Seen | null = null;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'neovim-'));
    cpSync('test/sample', folder, { recursive: true });
    seen = await neovim(join(folder, 'mistakes.py'));
    assert.equal(seen.failure, undefined);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('reports mistakes in the words of PyTorch', () => {
    assert.ok(seen?.diagnostics.includes('shape/linear-features: mat1 and mat2 shapes cannot be multiplied (8x4608 and 512x10)'), seen?.diagnostics.join('\n'));
  });

  it('shows a shape on hover, without links that only VS Code follows', () => {
    assert.match(seen?.hover ?? '', /\[8, 4608\]/);
    assert.doesNotMatch(seen?.hover ?? '', /command:/);
  });

  it('answers inlay hints, which Neovim draws from 0.10 on', () => {
    assert.ok(seen?.hints.some((label) => /^: \[8, \d+/.test(label)), seen?.hints.join('\n'));
  });

  it('repairs by a code action, and offers nothing that only VS Code can do', () => {
    assert.match(seen?.fixed ?? '', /nn\.Linear\(4608, 10\)/);
    assert.ok(!(seen?.actions ?? []).some((title) => title.includes('Playground')), seen?.actions.join('\n'));
  });
});
