/** A language server and a client in one process, over streams in memory. */
import { PassThrough } from 'node:stream';
import { createConnection } from 'vscode-languageserver/node';
import { StreamMessageReader, StreamMessageWriter, createProtocolConnection } from 'vscode-languageserver-protocol/node';
import type { ClientCapabilities, CodeAction, ConfigurationParams, Hover, InitializeResult, InlayHint, Position, PublishDiagnosticsParams, Range } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { statusNotification } from '../../../extension/protocol/request';
import type { InitializationOptions, StatusParams } from '../../../extension/protocol/request';
import { serve } from '../../../extension/server/connection';
import { pythonParser } from '../../parser';

export interface Session {
  readonly initialized: InitializeResult;
  /** The client's own copy of a document. */
  readonly document: (uri: string) => TextDocument;
  readonly open: (uri: string, text: string) => Promise<void>;
  readonly change: (uri: string, changes: TextDocumentContentChangeEvent[]) => Promise<void>;
  readonly close: (uri: string) => Promise<void>;
  readonly hover: (uri: string, position: Position) => Promise<Hover | null>;
  readonly hints: (uri: string) => Promise<readonly InlayHint[]>;
  readonly actions: (uri: string, range: Range) => Promise<readonly CodeAction[]>;
  /** The diagnostics of a document's present version. */
  readonly diagnostics: (uri: string) => Promise<PublishDiagnosticsParams>;
  /** Everything published, in order. */
  readonly published: readonly PublishDiagnosticsParams[];
  /** What the server told of its work, in order. */
  readonly statuses: StatusParams[];
  /** Any other request. */
  readonly notify: (method: string, params: unknown) => Promise<void>;
  readonly request: <R>(method: string, params: unknown) => Promise<R>;
  readonly stop: () => void;
}

/** Starts a server whose disk holds `files`, by path. */
export async function startSession(files: ReadonlyMap<string, string> = new Map(), initializationOptions: InitializationOptions = {}, settings?: unknown, others: ReadonlyMap<string, unknown> = new Map(), capabilities: ClientCapabilities = {}): Promise<Session> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  serve(server, {
    parser: pythonParser,
    disk: () => ({
      read: (path) => files.get(path) ?? null,
      isDirectory: (path) => [...files.keys()].some((file) => file.startsWith(`${path}/`)),
      list: (path) => [...new Set([...files.keys()].filter((file) => file.startsWith(`${path}/`)).map((file) => file.slice(path.length + 1).split('/')[0] ?? ''))],
      stamp: (path) => (files.has(path) ? '1' : null),
      fetch: () => Promise.resolve(false),
    }),
  });
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const published: PublishDiagnosticsParams[] = [];
  const waiting: (() => void)[] = [];
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
    for (const wake of waiting.splice(0)) wake();
  });
  const statuses: StatusParams[] = [];
  client.onNotification(statusNotification, (params: StatusParams) => {
    statuses.push(params);
  });
  client.onRequest('client/registerCapability', () => null);
  client.onRequest('workspace/configuration', ({ items }: ConfigurationParams) => items.map(({ section }) => (section === 'shapeInspector' ? settings : others.get(section ?? ''))));
  client.onRequest('workspace/inlayHint/refresh', () => null);
  client.listen();
  const initialized = await client.sendRequest<InitializeResult>('initialize', {
    processId: null, rootUri: 'file:///work', workspaceFolders: [{ uri: 'file:///work', name: 'work' }], capabilities: { ...capabilities, workspace: { ...capabilities.workspace, configuration: settings !== undefined } }, initializationOptions,
  });
  await client.sendNotification('initialized', {});
  const documents = new Map<string, TextDocument>();
  const document = (uri: string): TextDocument => {
    const found = documents.get(uri);
    if (found === undefined) throw new Error(`${uri} is not open`);
    return found;
  };
  return {
    initialized,
    document,
    published,
    statuses,
    open: async (uri, text) => {
      const languageId = uri.endsWith('.py') ? 'python' : 'typescript';
      documents.set(uri, TextDocument.create(uri, languageId, 1, text));
      await client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    },
    change: async (uri, changes) => {
      const next = TextDocument.update(document(uri), changes, document(uri).version + 1);
      documents.set(uri, next);
      await client.sendNotification('textDocument/didChange', { textDocument: { uri, version: next.version }, contentChanges: changes });
    },
    close: (uri) => client.sendNotification('textDocument/didClose', { textDocument: { uri } }),
    hover: (uri, position) => client.sendRequest('textDocument/hover', { textDocument: { uri }, position }),
    hints: async (uri) => {
      const range = { start: { line: 0, character: 0 }, end: { line: document(uri).lineCount, character: 0 } };
      return (await client.sendRequest<InlayHint[] | null>('textDocument/inlayHint', { textDocument: { uri }, range })) ?? [];
    },
    actions: async (uri, range) => (await client.sendRequest<CodeAction[] | null>('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [] } })) ?? [],
    diagnostics: async (uri) => {
      for (;;) {
        const found = published.find((one) => one.uri === uri && one.version === document(uri).version);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    notify: (method, params) => client.sendNotification(method, params),
    request: (method, params) => client.sendRequest(method, params),
    stop: () => {
      client.dispose();
      server.dispose();
    },
  };
}
