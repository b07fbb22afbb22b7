/** The language server as a browser worker: files are asked of the client. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import type { Connection, InitializeParams } from 'vscode-languageserver/browser';
import { URI } from 'vscode-uri';
import { readFileRequest } from '../protocol/request';
import type { InitializationOptions, ReadFileParams, ReadFileResult } from '../protocol/request';
import { loadParser } from '../syntax/parser';
import { serve } from './connection';
import type { Disk } from './files';

/** Files by path, fetched from the client when an analysis has asked for them. */
function remoteDisk(connection: Connection, params: InitializeParams): Disk {
  const base = URI.parse(params.workspaceFolders?.[0]?.uri ?? 'file:///');
  const held = new Map<string, string | null>();
  const wanted = new Set<string>();
  return {
    read: (path) => {
      const text = held.get(path);
      if (text === undefined) wanted.add(path);
      return text;
    },
    // A folder without `__init__.py` is found by its files alone.
    isDirectory: () => false,
    list: () => [],
    stamp: (path) => (typeof held.get(path) === 'string' ? 'held' : null),
    fetch: async () => {
      const paths = [...wanted];
      wanted.clear();
      await Promise.all(
        paths.map(async (path) => {
          const asked: ReadFileParams = { uri: base.with({ path }).toString() };
          const { text } = await connection.sendRequest<ReadFileResult>(readFileRequest, asked);
          held.set(path, text);
        }),
      );
      return paths.some((path) => held.get(path) !== null);
    },
  };
}

// The types of the page and of a worker exclude each other; in a worker `self` posts to whoever made it.
const scope = self as unknown as Worker;

serve(createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope)), {
  parser: ({ initializationOptions }) => {
    const { runtime, grammar } = initializationOptions as InitializationOptions;
    if (runtime === undefined || grammar === undefined) throw new Error('the client has handed over no parser');
    return loadParser({ runtime, grammar });
  },
  disk: remoteDisk,
});
