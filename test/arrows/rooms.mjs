// The rooms of the house and what each may import. The one table of arrows: the lint configuration is made of it, and
// a test shows that each ban fires.

/** Room (a folder) to the rooms that it may import; a room may always import itself. */
export const mayImport = {
  'kernels/dims': [],
  'kernels/wasm': [],
  'kernels/ops': ['kernels/dims', 'kernels/wasm'],
  'kernels/graph': ['kernels/ops', 'kernels/dims'],
  'kernels/rules': ['kernels/graph', 'kernels/ops', 'kernels/dims'],
  'extension/syntax': [],
  'extension/interpreter': ['extension/syntax', 'kernels/dims'],
  'extension/libraries': ['extension/interpreter', 'extension/syntax', 'kernels/ops', 'kernels/graph', 'kernels/dims'],
  'extension/analysis': [
    'extension/libraries', 'extension/interpreter', 'extension/syntax', 'extension/protocol',
    'kernels/rules', 'kernels/graph', 'kernels/ops', 'kernels/dims',
  ],
  'extension/protocol': [],
  'extension/policy': ['extension/analysis', 'extension/protocol', 'extension/syntax', 'kernels/rules'],
  'extension/server': ['extension/policy', 'extension/analysis', 'extension/protocol', 'extension/syntax'],
  'extension/cli': ['extension/policy', 'extension/analysis', 'extension/protocol', 'extension/syntax'],
  'extension/client': ['extension/protocol'],
  webview: ['kernels/dims', 'kernels/wasm', 'kernels/ops', 'kernels/graph', 'kernels/rules', 'extension/protocol'],
};

/** Packages that only some rooms may import (by the start of their name). */
export const packages = {
  'node:': ['extension/cli'],
  vscode: ['extension/client'],
  'vscode-languageclient': ['extension/client'],
  'vscode-languageserver': ['extension/server'],
  'web-tree-sitter': ['extension/syntax'],
};

/** The pattern for imports of a room, seen from any depth of another. */
function pathOf(room) {
  const folder = room.split('/').at(-1);
  return `(^|/)${folder}/`;
}

/** What the files of a room may not import, as `no-restricted-imports` patterns. */
export function bansOf(room) {
  const rooms = Object.keys(mayImport).filter((other) => other !== room && !mayImport[room].includes(other));
  const bannedRooms = rooms.map((other) => ({ regex: `^\\.\\.?/.*${pathOf(other).replace('(^|/)', '')}`, message: `${room} may not import ${other}` }));
  const bannedPackages = Object.entries(packages)
    .filter(([, allowed]) => !allowed.includes(room))
    .map(([name]) => ({ regex: name.endsWith(':') ? `^${name}` : `^${name}(/|$)`, message: `${room} may not import ${name}` }));
  return [...bannedRooms, ...bannedPackages];
}
