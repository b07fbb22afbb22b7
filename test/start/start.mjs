// `npm start`: a real VS Code with the extension on the sample workspace.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setUp } from '../run.mjs';
import { address, install, root, serve } from './host.mjs';

const sample = join(root, 'test', 'sample');

async function main() {
  await setUp();
  console.log('Building the extension ...');
  const build = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  if (build.status !== 0) throw new Error('The build failed: see above.');
  if (spawnSync('code', ['--version'], { stdio: 'ignore' }).status === 0) {
    console.log('Opening VS Code on the sample workspace ...');
    spawn('code', ['--new-window', `--extensionDevelopmentPath=${root}`, sample], { stdio: 'inherit', detached: true }).unref();
    return;
  }
  console.log('There is no `code` on this machine (https://code.visualstudio.com has it): serving VS Code for the browser instead.');
  await install();
  const host = await serve();
  console.log(`\nOpen this address in a browser (Ctrl+C stops):\n\n  ${address(host.port, sample)}\n`);
  process.on('SIGINT', () => {
    host.stop();
    process.exit(0);
  });
}

main().catch((error) => {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
});
