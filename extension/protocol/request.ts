/** Requests beyond LSP between the client and the server. */

/** Larger files are data, not models: they are not read. */
export const mostBytes = 4_000_000;

/** Server asks the client for a file that it cannot read itself (virtual workspaces, vscode.dev). */
export const readFileRequest = 'shapeInspector/readFile';

export interface ReadFileParams {
  readonly uri: string;
}

/** The file's text; null when there is none. */
export interface ReadFileResult {
  readonly text: string | null;
}

/** Server asks the client for the grammar of a language, where it cannot read it itself. */
export const readGrammarRequest = 'shapeInspector/readGrammar';

export interface ReadGrammarParams {
  readonly language: 'python' | 'typescript' | 'tsx';
}

export interface ReadGrammarResult {
  readonly bytes: Uint8Array;
}

/** Server tells the client how the analysis of a document stands. */
export const statusNotification = 'shapeInspector/status';

export interface StatusParams {
  readonly uri: string;
  readonly busy: boolean;
  /** Why the analysis did not come to its end; null when it did. */
  readonly stopped: string | null;
  /** Files of the project that the program touches, and of installed packages. */
  readonly files: number;
  readonly installed: number;
  /** The environment whose packages are read, as a person knows it; null where there is none. */
  readonly environment: string | null;
}

/** Client tells the server which Python a person has chosen; null where that is not known. */
export const interpreterNotification = 'shapeInspector/interpreter';

export interface InterpreterParams {
  readonly interpreter: { readonly path: string; readonly name: string | null } | null;
}

/** Client asks the server to forget everything and analyse again. */
export const reanalyseNotification = 'shapeInspector/reanalyse';

/** What the client hands over at the start. */
export interface InitializationOptions {
  /** Bytes of the parser's wasm file, for servers that cannot read it. */
  readonly runtime?: Uint8Array;
  /** What people read, in the language of the editor: translations by the English text. */
  readonly translations?: Readonly<Record<string, string>>;
  /** The client has a playground: links and lenses that open it are given. */
  readonly playground?: boolean;
}

/** `shapeInspector.*` settings of the editor alone; those of what is told are read by the policy. */
export interface Settings {
  readonly inlayHints: { readonly enabled: boolean };
  readonly diagnostics: { readonly enabled: boolean };
  readonly codeLens: { readonly enabled: boolean };
  readonly outline: { readonly enabled: boolean };
}

export const defaultSettings: Settings = { inlayHints: { enabled: true }, diagnostics: { enabled: true }, codeLens: { enabled: true }, outline: { enabled: true } };
