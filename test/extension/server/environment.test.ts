import assert from 'node:assert/strict';
import type { MarkupContent } from 'vscode-languageserver-protocol';
import { interpreterNotification, reanalyseNotification } from '../../../extension/protocol/request';
import type { StatusParams } from '../../../extension/protocol/request';
import { environmentOf, InstalledPackages } from '../../../extension/server/environment';
import type { Disk } from '../../../extension/server/files';
import { startSession } from './session';
import type { Session } from './session';

const site = '/work/.venv/lib/python3.12/site-packages';

/** A virtual environment with a package that builds on torch, one that does not, torch itself, and one that is edited elsewhere. */
const files = new Map<string, string>([
  ['/work/.venv/pyvenv.cfg', 'home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.12.3\n'],
  [`${site}/blocks/__init__.py`, 'import torch\nfrom torch import nn\nfrom .mlp import *\nclass Twice(nn.Module):\n    def forward(self, x):\n        return torch.cat([x, x], 1)\ndef broken():\n    raise RuntimeError("not built")\n'],
  [`${site}/blocks/mlp.py`, 'from torch import nn\nclass Mlp(nn.Module):\n    def __init__(self, width):\n        super().__init__()\n        self.fc = nn.Linear(width, 4 * width)\n    def forward(self, x):\n        return self.fc(x)\n'],
  [`${site}/torch_blocks-1.0.dist-info/METADATA`, 'Name: torch-blocks\nRequires-Dist: torch>=2.0\nRequires-Dist: numpy\n'],
  [`${site}/torch_blocks-1.0.dist-info/RECORD`, 'blocks/__init__.py,sha256=x,9\nblocks/mlp.py,,\ntorch_blocks-1.0.dist-info/METADATA,,\n'],
  [`${site}/tables/__init__.py`, 'def size():\n    return 5\n'],
  [`${site}/tables-1.0.dist-info/METADATA`, 'Name: tables\nRequires-Dist: torchy\n'],
  [`${site}/tables-1.0.dist-info/top_level.txt`, 'tables\n'],
  [`${site}/torch/__init__.py`, 'def zeros(*size):\n    return None\n'],
  [`${site}/torch-2.13.dist-info/METADATA`, 'Name: torch\n'],
  [`${site}/_mine.pth`, '# mine\nimport sys; sys.path.append("x")\n/elsewhere/src\n/gone\n'],
  ['/elsewhere/src/mine/__init__.py', 'WIDTH = 6\n'],
  ['/opt/python/lib/python3.11/site-packages/chosen.py', 'WIDTH = 9\n'],
  ['/opt/python/lib/python3.11/site-packages/chosen-1.dist-info/METADATA', 'Requires-Dist: torch (>=1)\n'],
  ['/opt/python/lib/python3.11/site-packages/chosen-1.dist-info/RECORD', 'chosen.py,,\n'],
  ['/work/vendor/extra.py', 'WIDTH = 7\n'],
]);

const folders = new Set([...files.keys()].flatMap((path) => path.split('/').map((_, depth, parts) => parts.slice(0, depth).join('/'))));

const disk: Disk = {
  read: (path) => files.get(path) ?? null,
  isDirectory: (path) => folders.has(path),
  list: (path) => [...new Set([...files.keys()].filter((file) => file.startsWith(`${path}/`)).map((file) => file.slice(path.length + 1).split('/')[0] ?? ''))],
  stamp: (path) => (files.has(path) ? '1' : null),
  fetch: () => Promise.resolve(false),
};

describe('the Python environment', () => {
  it('is the one that a folder of the workspace holds', () => {
    assert.deepEqual(environmentOf(disk, ['/work'], null), { name: '.venv (Python 3.12)', sitePackages: [site], editable: ['/elsewhere/src'] });
    assert.deepEqual(environmentOf(disk, ['/elsewhere'], null), { name: null, sitePackages: [], editable: [] });
  });

  for (const path of ['/opt/python/bin/python3.11', '/opt/python', 'C:\\nowhere\\python.exe']) {
    it(`is that of the interpreter that is chosen: ${path}`, () => {
      const { name, sitePackages } = environmentOf(disk, ['/work'], { path, name: '3.11 (conda)' });
      assert.deepEqual([name, sitePackages], path.startsWith('/opt') ? ['3.11 (conda)', ['/opt/python/lib/python3.11/site-packages']] : [null, []]);
    });
  }

  it('tells of the packages that build on torch, and of no others', () => {
    const packages = new InstalledPackages(disk, environmentOf(disk, ['/work'], null));
    assert.deepEqual(packages.foldersOf('blocks'), ['/elsewhere/src', site]);
    assert.deepEqual(packages.foldersOf('tables'), ['/elsewhere/src']);
  });
});

describe('imports of installed packages', () => {
  const uri = 'file:///work/net.py';
  let session: Session;
  let statuses: StatusParams[] = [];
  afterEach(() => {
    session.stop();
  });
  const open = async (text: string, others?: ReadonlyMap<string, unknown>): Promise<void> => {
    session = await startSession(files, {}, others === undefined ? undefined : {}, others);
    statuses = session.statuses;
    await session.open(uri, text);
  };
  const shapeOf = async (name: string): Promise<string> => {
    const document = session.document(uri);
    const hover = await session.hover(uri, document.positionAt(document.getText().lastIndexOf(`${name} =`)));
    return (hover?.contents as MarkupContent | undefined)?.value ?? '';
  };

  it('are followed, relative and starred ones too', async () => {
    await open('import torch\nfrom blocks import Mlp, Twice\nx = Mlp(3)(torch.zeros(2, 3))\ny = Twice()(x)\n');
    assert.match(await shapeOf('x'), /x: \[2, 12\]/);
    assert.match(await shapeOf('y'), /y: \[2, 24\]/);
    const { files: own, installed, environment } = statuses.findLast(({ busy }) => !busy) ?? assert.fail('no status');
    assert.deepEqual([own, installed, environment], [1, 2, '.venv (Python 3.12)']);
  });

  it('never stand in for the model of torch', async () => {
    await open('import torch\nx = torch.zeros(2, 3)\n');
    assert.match(await shapeOf('x'), /x: \[2, 3\]/);
    await session.hover(uri, { line: 0, character: 0 });
    assert.equal(statuses.findLast(({ busy }) => !busy)?.installed, 0);
  });

  it('do not report what goes wrong in the packages', async () => {
    await open('import torch\nimport blocks\nfrom blocks import missing\nfrom blocks.nowhere import thing\nblocks.broken()\nx = blocks.Mlp(3)(torch.zeros(2, 4))\nz = missing(torch.zeros(1))\n');
    assert.deepEqual((await session.diagnostics(uri)).diagnostics, []);
  });

  it('leave alone what has nothing to do with tensors', async () => {
    await open('import torch\nimport tables\nx = torch.zeros(tables.size(), 2)\n');
    assert.match(await shapeOf('x'), /x: \[\?, 2\]/);
  });

  it('see packages that are edited elsewhere, and extra paths', async () => {
    await open('import torch\nfrom mine import WIDTH\nfrom extra import WIDTH as W\nx = torch.zeros(WIDTH, W)\n', new Map([['python.analysis', { extraPaths: ['./vendor'] }]]));
    for (let attempt = 0; attempt < 50 && !(await shapeOf('x')).includes('[6, 7]'); attempt += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.match(await shapeOf('x'), /x: \[6, 7\]/);
  });

  it('follow the interpreter that is chosen, and files when they are read again', async () => {
    await open('import torch\nfrom chosen import WIDTH\nx = torch.zeros(WIDTH)\n');
    assert.match(await shapeOf('x'), /x: \[\.\.\.\]/);
    await session.notify(interpreterNotification, { interpreter: { path: '/opt/python/bin/python3', name: 'chosen' } });
    assert.match(await shapeOf('x'), /x: \[9\]/);
    files.set('/opt/python/lib/python3.11/site-packages/chosen.py', 'WIDTH = 10\n');
    await session.notify(reanalyseNotification, null);
    assert.match(await shapeOf('x'), /x: \[10\]/);
  });
});
