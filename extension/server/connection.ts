/** The language server over any connection: documents in, answers out. Every request is guarded. */
import * as l10n from '@vscode/l10n';
import { CodeActionKind, CodeLensRefreshRequest, DidChangeConfigurationNotification, TextDocumentSyncKind } from 'vscode-languageserver';
import type { Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { Diagnostic as Finding } from '../analysis/diagnostic';
import { modelRequest, pinRequest, summaryRequest } from '../protocol/model';
import type { ModelParams, PinParams, PinResult } from '../protocol/model';
import { argumentsRequest, sceneRequest } from '../protocol/playground';
import type { ArgumentsParams, ArgumentsResult, SceneParams } from '../protocol/playground';
import { defaultSettings, interpreterNotification, reanalyseNotification, statusNotification } from '../protocol/request';
import type { InitializationOptions, InterpreterParams, Settings, StatusParams } from '../protocol/request';
import type { SourceParser } from '../syntax/parser';
import { Analyser } from './analyser';
import type { Analysis } from './analyser';
import { codeActions, fixAllKind } from './code-action';
import { completionItems, completionsOf, triggerCharacters } from './completion';
import { stopOf, toDiagnostic } from './diagnostic';
import { environmentOf, InstalledPackages, noEnvironment } from './environment';
import type { Interpreter } from './environment';
import { Files, pathOf } from './files';
import type { Disk } from './files';
import { hover } from './hover';
import { inlayHints, withTooltip } from './inlay-hint';
import type { HintPlace } from './inlay-hint';
import { describeModel, lensesOf, pin, summaryOf } from './model';
import { documentSymbols, outlineLabel } from './outline';
import { notebookSync, Pages } from './page';
import type { Locate } from './page';
import { argumentsOf, sceneOf } from './playground';
import { Policy } from './policy';
import type { View } from './view';

export interface Platform {
  /** Loads the parser; asked once. */
  readonly parser: (params: InitializeParams) => Promise<SourceParser>;
  readonly disk: (connection: Connection, params: InitializeParams) => Disk;
}

/** Serves a connection until it closes. */
export function serve(connection: Connection, platform: Platform): void {
  let settings: Settings = defaultSettings;
  let policy: Policy | null = null;
  let folders: readonly string[] = [];
  let analyser: Analyser | null = null;
  let files: Files | null = null;
  let disk: Disk | null = null;
  let interpreter: Interpreter | null = null;
  let environment = noEnvironment;
  let packages: InstalledPackages | null = null;
  let extraPaths: readonly string[] = [];
  let base = URI.file('/');
  let asksConfiguration = false;
  let refreshesHints = false;
  let refreshesLenses = false;
  let opensPlayground = false;
  let edits: View['edits'] = 'plain';

  const logged = (error: unknown): void => {
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };

  const pages = new Pages(() => base, {
    onChanged: (document) => {
      analyser?.changed(document);
      // A change in one file may change what another one shows.
      for (const other of pages.all()) if (other !== document) analyser?.dependsOn(other, pathOf(document.uri));
    },
    onClosed: (document) => {
      analyser?.closed(document);
      files?.forget(pathOf(document.uri));
    },
    onPagesClosed: (uris) => {
      for (const uri of uris) void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
  });

  const locateIn = ({ program }: Analysis): Locate => (path, range) => pages.locate(path, range, program.sources.get(path)?.text ?? '');

  /** Answers a request about a page from the newest analysis of its text; null when there is none. */
  const answer = async <T>(uri: string, give: (view: View) => T): Promise<T | null> => {
    const document = pages.textOf(uri);
    if (document === undefined || analyser === null) return null;
    try {
      const analysis = await analyser.current(document);
      const page = pages.page(uri);
      return analysis === null || page === undefined ? null : give({ page, analysis, locate: locateIn(analysis), versionOf: (of) => pages.page(of)?.version ?? null, edits, opensPlayground });
    } catch (error) {
      logged(error);
      return null;
    }
  };

  const publish = (document: TextDocument, analysis: Analysis): void => {
    for (const [path, problems] of policy?.problems() ?? []) void connection.sendDiagnostics({ uri: pages.uriOf(path), diagnostics: [...problems] });
    const findings = settings.diagnostics.enabled ? (policy?.findings(analysis) ?? []) : [];
    const locate = locateIn(analysis);
    const stop = settings.diagnostics.enabled ? stopOf(analysis, locate) : null;
    const located = [...findings.map((finding) => ({ uri: locate(finding.path, finding.range).uri, diagnostic: toDiagnostic(finding, locate) })), ...(stop === null ? [] : [stop])];
    for (const { uri, version } of pages.of(document)) {
      void connection.sendDiagnostics({ uri, version, diagnostics: located.filter((one) => one.uri === uri).map(({ diagnostic }) => diagnostic) });
    }
    if (refreshesHints) void connection.languages.inlayHint.refresh();
    const { stopped, sources, installed } = analysis.program;
    report({ uri: document.uri, busy: false, stopped, files: sources.size - installed.size, installed: installed.size, environment: environment.name });
  };

  const report = (status: StatusParams): void => {
    void connection.sendNotification(statusNotification, status);
  };

  /** Looks for the packages of the environment. */
  const lookForPackages = (): void => {
    if (disk === null) return;
    environment = environmentOf(disk, folders, interpreter);
    packages = new InstalledPackages(disk, environment);
  };

  /** Everything anew: files or settings that the results rest on have changed. */
  const reanalyse = (): void => {
    lookForPackages();
    policy?.reload();
    analyser?.invalidate(pages.all());
    if (refreshesLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
  };

  const askSettings = async (): Promise<void> => {
    if (!asksConfiguration) return;
    const [given, python] = (await connection.workspace.getConfiguration([{ section: 'shapeInspector' }, { section: 'python.analysis' }])) as unknown[];
    extraPaths = extraPathsOf(python).flatMap((path) => (path.startsWith('/') ? [path] : folders.map((folder) => `${folder}/${path.replace(/^\.\//, '')}`)));
    settings = mergeSettings(given);
    const problems = policy?.configure(given) ?? [];
    if (problems.length > 0) connection.window.showWarningMessage(l10n.t('Settings of Shape Inspector: {0}', problems.join(' ')));
    reanalyse();
  };

  connection.onInitialize(async (params): Promise<InitializeResult> => {
    const roots = (params.workspaceFolders ?? []).map(({ uri }) => uri);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- what older clients send in place of folders
    if (roots.length === 0 && params.rootUri !== null) roots.push(params.rootUri);
    folders = roots.map(pathOf);
    const [first] = roots;
    if (first !== undefined) base = URI.parse(first);
    asksConfiguration = params.capabilities.workspace?.configuration === true;
    const given = params.initializationOptions as InitializationOptions | undefined;
    l10n.config({ contents: given?.translations ?? {} });
    opensPlayground = given?.playground === true;
    refreshesHints = params.capabilities.workspace?.inlayHint?.refreshSupport === true;
    refreshesLenses = params.capabilities.workspace?.codeLens?.refreshSupport === true;
    edits = params.capabilities.workspace?.workspaceEdit?.documentChanges === true ? 'versioned' : 'plain';
    const parser = await platform.parser(params);
    const read = platform.disk(connection, params);
    disk = read;
    lookForPackages();
    files = new Files(parser, read, () => pages.all());
    policy = new Policy((path) => pages.textAt(path)?.getText() ?? read.read(path) ?? null, folders[0] ?? '');
    analyser = new Analyser({
      files,
      disk: read,
      rootsOf: (path) => [...folders, ...(policy?.importRoots(path) ?? []), ...extraPaths],
      installed: (name) => packages?.foldersOf(name) ?? [],
      pinsOf: (path) => policy?.pins(path) ?? new Map(),
      onResult: publish,
      onFetched: () => policy?.reload(),
      onBusy: (document) => {
        report({ uri: document.uri, busy: true, stopped: null, files: 0, installed: 0, environment: environment.name });
      },
      onError: logged,
    });
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        notebookDocumentSync: notebookSync(['python']),
        hoverProvider: true,
        inlayHintProvider: { resolveProvider: true },
        codeLensProvider: {},
        completionProvider: { triggerCharacters },
        documentSymbolProvider: { label: outlineLabel() },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind] },
      },
    };
  });

  connection.onInitialized(() => {
    if (asksConfiguration) void connection.client.register(DidChangeConfigurationNotification.type, { section: ['shapeInspector', 'python.analysis'] });
    askSettings().catch(logged);
  });
  connection.onDidChangeConfiguration(() => {
    askSettings().catch(logged);
  });
  connection.onNotification(interpreterNotification, (params: InterpreterParams) => {
    ({ interpreter } = params);
    reanalyse();
  });
  connection.onNotification(reanalyseNotification, () => {
    files?.clear();
    reanalyse();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) disk?.forget?.(pathOf(uri));
    reanalyse();
  });
  const findingsIn = ({ analysis }: View): readonly Finding[] => policy?.findings(analysis) ?? [];

  connection.onHover((params) => answer(params.textDocument.uri, (view) => hover(view, findingsIn(view), params.position)));
  connection.languages.inlayHint.on((params) =>
    settings.inlayHints.enabled ? answer(params.textDocument.uri, (view) => inlayHints(view, params.range)) : null,
  );
  connection.languages.inlayHint.resolve(async (hint) => {
    const uri = (hint.data as Partial<HintPlace> | undefined)?.uri;
    return (uri === undefined ? null : await answer(uri, (view) => withTooltip(view, findingsIn(view), hint))) ?? hint;
  });
  connection.onCodeAction((params) => answer(params.textDocument.uri, (view) => codeActions(view, findingsIn(view), params)));

  connection.onDocumentSymbol((params) => (settings.outline.enabled ? answer(params.textDocument.uri, documentSymbols) : null));
  connection.onCompletion((params) => {
    // What is being typed is seldom whole: it is not the newest analysis that tells, but one of a text that is.
    const document = pages.textOf(params.textDocument.uri);
    const page = pages.page(params.textDocument.uri);
    if (document === undefined || page === undefined || analyser === null || files === null) return null;
    try {
      return completionItems(completionsOf(document, page.offsetAt(params.position), analyser, files));
    } catch (error) {
      logged(error);
      return null;
    }
  });
  connection.onCodeLens((params) => (settings.codeLens.enabled ? answer(params.textDocument.uri, lensesOf) : null));
  connection.onRequest(modelRequest, (params: ModelParams) => answer(params.uri, (view) => describeModel(view, params.position)));
  connection.onRequest(summaryRequest, (params: ModelParams) => answer(params.uri, (view) => summaryOf(view, params.position)));
  connection.onRequest(pinRequest, async (params: PinParams): Promise<PinResult> =>
    (await answer(params.uri, (view) => pin(view, params))) ?? { refused: l10n.t('The file is not open: open it, and try again.') },
  );
  connection.onRequest(sceneRequest, (params: SceneParams) => answer(params.uri, (view) => sceneOf(view, params.position)));
  connection.onRequest(argumentsRequest, async (params: ArgumentsParams): Promise<ArgumentsResult> =>
    (await answer(params.uri, (view) => argumentsOf(view, params))) ?? { refused: l10n.t('The file is not open: open it, and the line in the playground again.') },
  );

  pages.listen(connection);
  connection.listen();
}

/** Settings as given, with defaults for what is missing or of another type. */
function mergeSettings(given: unknown): Settings {
  const section = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null && name in value ? (value as Record<string, unknown>)[name] : undefined);
  const flag = (name: keyof Settings): boolean => {
    const enabled = section(section(given, name), 'enabled');
    return typeof enabled === 'boolean' ? enabled : defaultSettings[name].enabled;
  };
  return {
    inlayHints: { enabled: flag('inlayHints') },
    diagnostics: { enabled: flag('diagnostics') },
    codeLens: { enabled: flag('codeLens') },
    outline: { enabled: flag('outline') },
  };
}

/** `python.analysis.extraPaths`, where it is a list of text. */
function extraPathsOf(given: unknown): readonly string[] {
  const paths: unknown = typeof given === 'object' && given !== null && 'extraPaths' in given ? given.extraPaths : [];
  return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string').map((path) => path.replaceAll('\\', '/')) : [];
}
