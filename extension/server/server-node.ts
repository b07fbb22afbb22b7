/** The language server as a Node process: reads files from the disk. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { mostBytes } from '../protocol/request';
import { loadParser } from '../syntax/parser';
import type { SourceLanguage } from '../syntax/source-language';
import { serve } from './connection';
import type { Disk } from './files';
import { remoteDisk } from './remote-disk';

const disk: Disk = {
  read: (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null;
    }
  },
  isDirectory: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  list: (path) => {
    try {
      return readdirSync(path);
    } catch {
      return [];
    }
  },
  stamp: (path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true && stats.size <= mostBytes ? `${String(stats.mtimeMs)}:${String(stats.size)}` : null;
  },
  fetch: () => Promise.resolve(false),
};

const grammar = (name: SourceLanguage) => (): Uint8Array => readFileSync(join(__dirname, `tree-sitter-${name}.wasm`));

serve(createConnection(ProposedFeatures.all), {
  parser: () => loadParser({ runtime: readFileSync(join(__dirname, 'web-tree-sitter.wasm')), grammars: { python: grammar('python'), typescript: grammar('typescript'), tsx: grammar('tsx') } }),
  // The files of a virtual workspace are not on this disk, whatever lies here at the same path.
  disk: (connection, params) => ((params.workspaceFolders ?? []).some(({ uri }) => !uri.startsWith('file:')) ? remoteDisk(connection, params) : disk),
});
