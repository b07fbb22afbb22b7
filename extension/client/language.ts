/** The languages that are served: the one place that says which documents concern the extension. */
import * as vscode from 'vscode';

interface Language {
  /** VS Code's ids of it. */
  readonly ids: readonly string[];
  /** An import of a framework that is understood. */
  readonly framework: RegExp;
  /** Endings of its files. */
  readonly endings: readonly string[];
}

const languages: readonly Language[] = [
  { ids: ['python'], framework: /^[ \t]*(?:from|import)[ \t][^#\n]*\b(?:py)?torch/m, endings: ['py'] },
  { ids: ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'], framework: /@tensorflow\/tfjs/, endings: ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'] },
];

/** Schemes of documents that are files, or will be: an old version in a diff, for one, is not. */
const fileSchemes = ['file', 'untitled', 'vscode-notebook-cell', 'vscode-remote', 'vscode-vfs'];

/** What the language server is asked about: files of the languages, also in the file systems of the workspace. */
export function documentSelector(): { language: string; scheme: string }[] {
  const schemes = new Set([...fileSchemes, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)]);
  return languages.flatMap(({ ids }) => ids.flatMap((language) => [...schemes].map((scheme) => ({ language, scheme }))));
}

/** Files whose changes change what is known. */
export const watchedFiles = `**/{${[...languages.flatMap(({ endings }) => endings.map((ending) => `*.${ending}`)), 'pyproject.toml', 'package.json'].join(',')}}`;

/** Whether a document is in a language that is served. */
export function isServed(document: vscode.TextDocument): boolean {
  return vscode.languages.match(documentSelector(), document) > 0;
}

/** Whether a text of a document imports a framework: a cheap test of the text, which decides whether there is anything to do. */
function importsFramework(document: vscode.TextDocument, text: string): boolean {
  return languages.some(({ ids, framework }) => ids.includes(document.languageId) && framework.test(text));
}

/** Calls `found` once: when the first open document imports a framework, now or as it is typed. Nothing is looked at after that. */
export function onFirstImport(found: () => void): vscode.Disposable {
  const listening: vscode.Disposable[] = [];
  const stop = (): void => {
    for (const one of listening.splice(0)) one.dispose();
  };
  const look = (document: vscode.TextDocument, text: string): void => {
    if (listening.length === 0 || !importsFramework(document, text) || !isServed(document)) return;
    stop();
    found();
  };
  listening.push(
    vscode.workspace.onDidOpenTextDocument((document) => {
      look(document, document.getText());
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      // Only the lines that have changed.
      for (const { range, text } of contentChanges) look(document, document.getText(new vscode.Range(range.start.line, 0, range.start.line + text.split('\n').length, 0)));
    }),
  );
  for (const document of vscode.workspace.textDocuments) look(document, document.getText());
  return new vscode.Disposable(stop);
}
