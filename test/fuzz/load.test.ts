/** The server as a process of its own, under load: many files, quick edits, questions in between, some of them taken back. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationTokenSource, StreamMessageReader, StreamMessageWriter, createProtocolConnection } from 'vscode-languageserver-protocol/node';
import type { Hover, InlayHint, MarkupContent, ProtocolConnection, PublishDiagnosticsParams } from 'vscode-languageserver-protocol/node';

const seconds = Number(process.env['FUZZ_SECONDS'] ?? 4);
const count = Number(process.env['FUZZ_FILES'] ?? 30);
const perSecond = 30;

const block = `from torch import nn


class Block(nn.Module):
    def __init__(self, inside, outside):
        super().__init__()
        self.conv = nn.Conv2d(inside, outside, 3, padding=1)
        self.norm = nn.BatchNorm2d(outside)

    def forward(self, x):
        return self.norm(self.conv(x))
`;

function textOf(width: number): string {
  return `import torch
from torch import nn
from block import Block

net = nn.Sequential(Block(3, 8), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(8 * 8 * 8, ${String(width)}))
out = net(torch.randn(4, 3, 16, 16))
pair = torch.stack([out, out])
`;
}

/** A server in a folder, with what it has published last of each document. */
class Server {
  readonly published = new Map<string, PublishDiagnosticsParams>();
  private readonly process: ChildProcess;
  private readonly client: ProtocolConnection;

  constructor(private readonly folder: string) {
    this.process = spawn(process.execPath, ['dist/server-node.js', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const { stdin, stdout } = this.process;
    assert.ok(stdin !== null && stdout !== null);
    this.client = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      const before = this.published.get(params.uri)?.version ?? 0;
      assert.ok((params.version ?? 0) >= before, `an answer for version ${String(params.version)} after one for ${String(before)}`);
      this.published.set(params.uri, params);
    });
    this.client.onRequest('client/registerCapability', () => null);
    this.client.listen();
  }

  async start(): Promise<void> {
    const uri = `file://${this.folder}`;
    await this.client.sendRequest('initialize', { processId: null, rootUri: uri, workspaceFolders: [{ uri, name: 'load' }], capabilities: {} });
    await this.client.sendNotification('initialized', {});
  }

  open(uri: string, text: string, version = 1): Promise<void> {
    return this.client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'python', version, text } });
  }

  change(uri: string, version: number, text: string): Promise<void> {
    return this.client.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
  }

  close(uri: string): Promise<void> {
    return this.client.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** The text of a hover; null where it was taken back. */
  async hover(uri: string, line: number, isTakenBack = false): Promise<string | null> {
    const source = new CancellationTokenSource();
    const asked = this.client.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri }, position: { line, character: 0 } }, source.token);
    if (isTakenBack) source.cancel();
    try {
      return ((await asked)?.contents as MarkupContent | undefined)?.value ?? '';
    } catch (error) {
      if (isTakenBack) return null;
      throw error;
    }
  }

  async hints(uri: string): Promise<string> {
    const hints = await this.client.sendRequest<InlayHint[] | null>('textDocument/inlayHint', { textDocument: { uri }, range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } } });
    return JSON.stringify((hints ?? []).map(({ position, label }) => [position.line, typeof label === 'string' ? label : label.map(({ value }) => value).join('')]));
  }

  complete(uri: string): Promise<unknown> {
    return this.client.sendRequest('textDocument/completion', { textDocument: { uri }, position: { line: 4, character: 30 } });
  }

  /** Megabytes that the process holds. */
  memory(): number {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(this.process.pid)}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  }

  isRunning(): boolean {
    return this.process.exitCode === null;
  }

  stop(): void {
    this.client.dispose();
    this.process.kill();
  }
}

const quantile = (values: readonly number[], share: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

describe('a server under load', () => {
  it('loses no edit, gives no stale answer, and lets go of what is closed', async function () {
    this.timeout(0);
    const folder = mkdtempSync(join(tmpdir(), 'load-'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'block.py'), block);
    // Two windows on one folder: each its own server.
    const [server, other] = [new Server(folder), new Server(folder)];
    const times: number[] = [];
    try {
      await Promise.all([server.start(), other.start()]);
      const uris = Array.from({ length: count }, (_, index) => `file://${join(folder, `model${String(index)}.py`)}`);
      const versions = new Map(uris.map((uri) => [uri, 1]));
      const widths = new Map(uris.map((uri, index) => [uri, index + 1]));
      for (const uri of uris) await server.open(uri, textOf(widths.get(uri) ?? 1));
      await server.hover(uris.at(-1) ?? '', 5);
      const before = server.memory();
      const end = performance.now() + seconds * 1000;
      const asked: Promise<unknown>[] = [];
      for (let edits = 0; performance.now() < end; edits += 1) {
        const uri = uris[(edits * 7) % count] ?? '';
        const [version, width] = [(versions.get(uri) ?? 1) + 1, 1 + (edits % 50)];
        versions.set(uri, version);
        widths.set(uri, width);
        await server.change(uri, version, textOf(width));
        if (edits % 3 === 0) {
          const start = performance.now();
          asked.push(server.hover(uri, 5).then((text) => {
            times.push(performance.now() - start);
            // Of this text, or of one that came after the question.
            if (versions.get(uri) === version) assert.match(text ?? '', new RegExp(`\\[4, ${String(width)}\\]`));
          }));
        }
        if (edits % 4 === 1) asked.push(server.hover(uri, 5, true));
        if (edits % 5 === 2) asked.push(server.complete(uri));
        await new Promise((resolve) => setTimeout(resolve, 1000 / perSecond));
      }
      await Promise.all(asked);
      for (const uri of uris) {
        assert.match(await server.hover(uri, 5) ?? '', new RegExp(`\\[4, ${String(widths.get(uri))}\\]`));
        assert.equal(server.published.get(uri)?.version, versions.get(uri));
      }
      const [some = ''] = uris;
      await other.open(some, textOf(widths.get(some) ?? 1));
      assert.equal(await other.hints(some), await server.hints(some));
      const during = server.memory();
      for (const uri of uris) await server.close(uri);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(await server.hover(some, 5), '');
      assert.ok(server.isRunning());
      const after = server.memory();
      console.log(`      ${String(count)} files, ${String(seconds)} s at ${String(perSecond)} edits a second: hover p50 ${quantile(times, 0.5).toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms; ${before.toFixed(0)} MB before, ${during.toFixed(0)} MB at the end, ${after.toFixed(0)} MB when all is closed`);
      assert.ok(during < before + 250, `${String(before)} MB became ${String(during)} MB`);
    } finally {
      server.stop();
      other.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
