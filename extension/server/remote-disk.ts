/** Files of a workspace that is not on this machine, or that a worker cannot read: asked of the client, by whole files. */
import type { Connection, InitializeParams } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { readFileRequest } from '../protocol/request';
import type { ReadFileParams, ReadFileResult } from '../protocol/request';
import type { Disk } from './files';

/** Files by path, fetched from the client when an analysis has asked for them. */
export function remoteDisk(connection: Connection, params: InitializeParams): Disk {
  const base = URI.parse(params.workspaceFolders?.[0]?.uri ?? 'file:///');
  const held = new Map<string, { readonly text: string | null; readonly stamp: string }>();
  const wanted = new Set<string>();
  let fetched = 0;
  return {
    read: (path) => {
      const file = held.get(path);
      if (file === undefined) wanted.add(path);
      return file?.text;
    },
    // A folder without `__init__.py` is found by its files alone.
    isDirectory: () => false,
    list: () => [],
    stamp: (path) => {
      const file = held.get(path);
      return file === undefined || file.text === null ? null : file.stamp;
    },
    fetch: async () => {
      const paths = [...wanted];
      wanted.clear();
      await Promise.all(
        paths.map(async (path) => {
          const asked: ReadFileParams = { uri: base.with({ path }).toString() };
          const { text } = await connection.sendRequest<ReadFileResult>(readFileRequest, asked);
          fetched += 1;
          held.set(path, { text, stamp: String(fetched) });
        }),
      );
      return paths.some((path) => typeof held.get(path)?.text === 'string');
    },
    forget: (path) => {
      held.delete(path);
    },
  };
}
