/** What the extension costs the editor, measured inside the extension host of a real VS Code: numbers left in a file. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventually, open, positionOf } from '../../vscode/document';
import { serverProcesses } from '../../vscode/server-process';

const results = process.env['SHAPE_INSPECTOR_TEST_RESULTS'] ?? '';

/** Megabytes that a process holds. */
function memoryOf(id: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(id)}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

async function hovered(document: vscode.TextDocument, at: vscode.Position): Promise<boolean> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
  return hovers.some(({ contents }) => contents.some((content) => content instanceof vscode.MarkdownString && content.value.includes('[4, 10]')));
}

export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('shape-inspector.shape-inspector');
  assert.ok(extension !== undefined && !extension.isActive, 'the extension waits for a file of its languages');
  const before = process.memoryUsage().rss;
  const start = performance.now();
  await extension.activate();
  const activation = performance.now() - start;
  assert.deepEqual(serverProcesses(), []);
  const host = (process.memoryUsage().rss - before) / 1024 / 1024;
  const opening = performance.now();
  const document = await open('healthy.py');
  const at = positionOf(document, 'logits = model(images)', 'logits');
  await eventually(async () => ((await hovered(document, at)) ? true : null), 'hover');
  const firstHover = performance.now() - opening;
  const warm: number[] = [];
  for (let round = 0; round < 30; round += 1) {
    const asked = performance.now();
    assert.ok(await hovered(document, at));
    warm.push(performance.now() - asked);
  }
  const fresh: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '\n');
    await vscode.workspace.applyEdit(edit);
    const asked = performance.now();
    assert.ok(await hovered(document, at.translate(round + 1)));
    fresh.push(performance.now() - asked);
  }
  const [server] = serverProcesses();
  assert.ok(server !== undefined);
  writeFileSync(join(results, 'editor.json'), JSON.stringify({ activation, host, firstHover, warm, fresh, server: memoryOf(server) }));
  await vscode.commands.executeCommand('workbench.action.files.revert');
}
