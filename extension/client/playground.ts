/** The playground's panel: one beside the editor, which takes whatever line it is opened from. */
import * as vscode from 'vscode';
import { argumentsRequest, openPlaygroundCommand, received, sceneRequest, toEditorSchema } from '../protocol/playground';
import type { ArgumentsParams, ArgumentsResult, SceneParams, SceneResult, ToEditor, ToPage } from '../protocol/playground';
import type { GetClient } from './get-client';
import { placeOf, reveal, toEdit, toParams } from './place';
import type { Place } from './place';

const viewType = 'shapeInspector.playground';

/** What the page is to show. */
type Opening = ToPage;

/** Registers the command and the panel. */
export function registerPlayground(context: vscode.ExtensionContext, client: GetClient): void {
  const playground = new Playground(context, client);
  context.subscriptions.push(
    vscode.commands.registerCommand(openPlaygroundCommand, (uri?: unknown, position?: unknown, view?: unknown) => playground.open(placeOf(uri, position), typeof view === 'string' ? view : null)),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: (panel) => {
        playground.adopt(panel);
        return Promise.resolve();
      },
    }),
  );
}

/** The panel is not disposed of with the extension: it outlives a reload of the window. */
class Playground {
  private panel: vscode.WebviewPanel | null = null;
  /** What the page has not asked for yet. */
  private waiting: Opening | null = null;
  private isReady = false;
  private place: Place | null = null;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly client: GetClient,
  ) {}

  /** Opens the op at a place. */
  async open(place: Place | null, view: string | null): Promise<void> {
    const opening = place === null ? null : await this.openingOf(place, view);
    if (opening === null) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No layer or tensor operation with a known shape is on this line. Put the cursor on a layer or a call of PyTorch or TensorFlow.js.'));
      return;
    }
    this.place = place;
    if (this.panel === null) {
      const panel = vscode.window.createWebviewPanel(viewType, vscode.l10n.t('Playground'), { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
      this.waiting = opening;
      this.adopt(panel);
      return;
    }
    this.panel.reveal(undefined, true);
    this.send(opening);
  }

  /** Takes over a panel: a new one, or one from before the window was reloaded, whose page has kept what it showed. */
  adopt(panel: vscode.WebviewPanel): void {
    const assets = vscode.Uri.joinPath(this.context.extensionUri, 'dist');
    this.panel = panel;
    this.isReady = false;
    panel.webview.options = { enableScripts: true, localResourceRoots: [assets] };
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const known = received(toEditorSchema, message);
      if (known !== null) void this.receive(known);
    });
    panel.onDidDispose(() => {
      if (this.panel === panel) this.panel = null;
    });
    panel.webview.html = pageOf(panel.webview, assets);
  }

  private send(message: ToPage): void {
    if (this.isReady) void this.panel?.webview.postMessage(message);
    else this.waiting = message;
  }

  private async openingOf(place: Place, view: string | null): Promise<Opening | null> {
    // The server answers for open documents.
    await vscode.workspace.openTextDocument(place.uri);
    const params: SceneParams = toParams(place);
    const scene = await (await this.client()).sendRequest<SceneResult>(sceneRequest, params);
    return scene === null ? null : { kind: 'scene', scene, view };
  }

  private async receive(message: ToEditor): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.isReady = true;
        if (this.waiting !== null) this.send(this.waiting);
        this.waiting = null;
        return;
      case 'reveal': {
        const at = new vscode.Position(message.line, message.character);
        await reveal(vscode.Uri.parse(message.uri), new vscode.Range(at, at));
        return;
      }
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        this.send({ kind: 'notice', text: vscode.l10n.t('{0} copied', message.what) });
        return;
      case 'save':
        await this.save(message.name, message.bytes);
        return;
      case 'apply':
        this.send({ kind: 'notice', text: await this.apply(message) });
    }
  }

  private async save(name: string, bytes: Uint8Array): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) });
    if (target === undefined) return;
    try {
      await vscode.workspace.fs.writeFile(target, bytes);
      this.send({ kind: 'notice', text: vscode.l10n.t('Saved {0}', target.path) });
    } catch (error) {
      void vscode.window.showErrorMessage(vscode.l10n.t('{0} could not be written: {1}', target.path, error instanceof Error ? error.message : String(error)));
    }
  }

  /** Writes arguments into the source, as an edit that can be undone; returns what to tell. */
  private async apply({ uri, documentVersion, node, values }: Extract<ToEditor, { kind: 'apply' }>): Promise<string> {
    const params: ArgumentsParams = { uri, documentVersion, node, values };
    const result = await (await this.client()).sendRequest<ArgumentsResult>(argumentsRequest, params);
    if ('refused' in result) return result.refused;
    if (!(await vscode.workspace.applyEdit(toEdit(result.edits)))) return vscode.l10n.t('The edit was refused by the editor.');
    const opening = this.place === null ? null : await this.openingOf(this.place, null);
    if (opening !== null) this.send(opening);
    return vscode.l10n.t('The source line has the new parameters; undo takes them back.');
  }
}

function pageOf(webview: vscode.Webview, assets: vscode.Uri): string {
  const at = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(assets, name)).toString();
  const nonce = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data: blob:`,
    `script-src 'nonce-${nonce}' 'wasm-unsafe-eval'`,
    `connect-src ${webview.cspSource}`,
    'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="preload" as="fetch" crossorigin href="${at('webview-worker.js')}">
<link rel="preload" as="fetch" crossorigin href="${at('kernels.wasm')}">
<link rel="stylesheet" href="${at('webview.css')}">
<title>Shape Inspector Playground</title>
</head>
<body>
<div id="app" data-worker="${at('webview-worker.js')}" data-kernels="${at('kernels.wasm')}"></div>
<script nonce="${nonce}" src="${at('webview.js')}"></script>
</body>
</html>`;
}
