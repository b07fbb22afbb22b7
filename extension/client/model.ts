/** What the lenses above a model do: pin the shape of an input, show the summary. */
import * as vscode from 'vscode';
import { inputShapeCommand, modelRequest, pinRequest, summaryCommand, summaryRequest } from '../protocol/model';
import type { ModelDescription, ModelResult, PinParams, PinResult, SummaryResult } from '../protocol/model';
import type { GetClient } from './get-client';
import { placeOf, reveal, toEdit, toParams, toRange } from './place';
import type { Place } from './place';

const scheme = 'shape-inspector-summary';
const noModel = (): string => vscode.l10n.t('No model that runs is here. Put the cursor on a module class or on a function that makes a model.');

/** Registers the commands of the lenses. */
export function registerModel(context: vscode.ExtensionContext, client: GetClient): void {
  const summaries = new Summaries(client);
  context.subscriptions.push(
    vscode.commands.registerCommand(inputShapeCommand, (uri?: unknown, position?: unknown) => pinInput(client, placeOf(uri, position))),
    vscode.commands.registerCommand(summaryCommand, (uri?: unknown, position?: unknown) => summaries.show(placeOf(uri, position))),
    vscode.workspace.registerTextDocumentContentProvider(scheme, summaries),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      summaries.changed(document.uri);
    }),
  );
}

/** Pins the shape of an input where nothing calls the model; where the program does, shows that call. */
async function pinInput(client: GetClient, place: Place | null): Promise<void> {
  const model = place === null ? null : await (await client()).sendRequest<ModelResult>(modelRequest, toParams(place));
  if (place === null || model === null) {
    void vscode.window.showInformationMessage(noModel());
    return;
  }
  if (model.call !== null) {
    await reveal(vscode.Uri.parse(model.call.uri), toRange(model.call.range));
    vscode.window.setStatusBarMessage(vscode.l10n.t('The input of {0} comes from this call', model.name), 5000);
    return;
  }
  if (model.inputs.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} says itself what it takes: there is no input to pin.', model.name));
    return;
  }
  const input = await chooseInput(model);
  if (input === null) return;
  const asked = async (shape: string): Promise<PinResult> => {
    const params: PinParams = { uri: place.uri.toString(), position: model.position, parameter: input.parameter, shape };
    return (await client()).sendRequest<PinResult>(pinRequest, params);
  };
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Shape of {0} in {1}', input.parameter, model.name),
    prompt: vscode.l10n.t('Sizes between brackets: numbers, names such as N, ? where anything goes. Leave it empty to take the pin back.'),
    placeHolder: '[N, 3, 224, 224]',
    value: input.shape ?? '',
    validateInput: async (text) => {
      const result = await asked(text);
      return 'refused' in result ? result.refused : null;
    },
  });
  if (typed === undefined) return;
  const where = await chooseWhere();
  const result = await asked(typed);
  if (where === null) return;
  if ('refused' in result) void vscode.window.showWarningMessage(result.refused);
  else if (where === 'comment') await vscode.workspace.applyEdit(toEdit(result.edits));
  else if (model.pinnedFunction !== null) await keepInSettings(place.uri, model.pinnedFunction, input.parameter, result.shape);
}

async function chooseInput({ name, inputs }: ModelDescription): Promise<ModelDescription['inputs'][number] | null> {
  if (inputs.length < 2) return inputs[0] ?? null;
  const items = inputs.map((input) => ({ label: input.parameter, description: input.shape ?? vscode.l10n.t('not known'), input }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which input of {0}?', name) }))?.input ?? null;
}

/** Where pins are kept: as the settings say, else as the person says now. */
async function chooseWhere(): Promise<'comment' | 'workspace' | null> {
  const said = vscode.workspace.getConfiguration('shapeInspector').get<string>('codeLens.pin');
  if (said === 'comment' || said === 'workspace') return said;
  const items = [
    { label: `$(comment) ${vscode.l10n.t('In a comment')}`, description: vscode.l10n.t('above the method, for everybody who reads the code'), where: 'comment' as const },
    { label: `$(settings-gear) ${vscode.l10n.t('In the workspace settings')}`, description: 'shapeInspector.pins', where: 'workspace' as const },
  ];
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Keep the shape'), placeHolder: vscode.l10n.t('The setting shapeInspector.codeLens.pin answers this for good') }))?.where ?? null;
}

type Pins = Readonly<Record<string, Readonly<Record<string, string>>>>;

async function keepInSettings(uri: vscode.Uri, name: string, parameter: string, shape: string | null): Promise<void> {
  const settings = vscode.workspace.getConfiguration('shapeInspector', uri);
  const held = settings.inspect<Pins>('pins');
  const isWorkspace = vscode.workspace.workspaceFolders !== undefined;
  const pins = (isWorkspace ? held?.workspaceValue : held?.globalValue) ?? {};
  const own = Object.entries({ ...pins[name], [parameter]: shape }).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  const others = Object.entries(pins).filter(([key]) => key !== name);
  const next = Object.fromEntries(own.length === 0 ? others : [...others, [name, Object.fromEntries(own)]]);
  await settings.update('pins', Object.keys(next).length === 0 ? undefined : next, isWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global);
}

/** Summaries as documents that are read, and stay true while their source is edited. */
class Summaries implements vscode.TextDocumentContentProvider {
  private readonly change = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.change.event;
  private readonly shown = new Map<string, { readonly place: Place; readonly document: vscode.Uri; timer?: ReturnType<typeof setTimeout> }>();

  constructor(private readonly client: GetClient) {}

  async show(place: Place | null): Promise<void> {
    const model = place === null ? null : await (await this.client()).sendRequest<ModelResult>(modelRequest, toParams(place));
    if (place === null || model === null) {
      void vscode.window.showInformationMessage(noModel());
      return;
    }
    const document = vscode.Uri.from({ scheme, path: `/${model.name} summary`, query: place.uri.toString() });
    this.shown.set(document.toString(), { place: { uri: place.uri, position: new vscode.Position(model.position.line, model.position.character) }, document });
    this.change.fire(document);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true });
  }

  async provideTextDocumentContent(document: vscode.Uri): Promise<string> {
    const place = this.shown.get(document.toString())?.place;
    const summary = place === undefined ? null : await (await this.client()).sendRequest<SummaryResult>(summaryRequest, toParams(place));
    return summary?.text ?? `${vscode.l10n.t('The model does not run as the file stands now.')}\n`;
  }

  /** The source of some summaries has changed: they are made anew when typing pauses. */
  changed(source: vscode.Uri): void {
    for (const one of this.shown.values()) {
      if (one.place.uri.toString() !== source.toString()) continue;
      clearTimeout(one.timer);
      one.timer = setTimeout(() => {
        this.change.fire(one.document);
      }, 500);
    }
  }
}
