/** Source files for the server: open documents first, then what the platform can read; each parsed once per text. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { ParsedFile, SourceHost } from '../analysis/host';
import type { SourceParser, SyntaxTree } from '../syntax/parser';
import type { SourceModule } from '../syntax/ir';
import { languagesOf } from '../syntax/source-language';
import type { SourceLanguage } from '../syntax/source-language';

/** What a platform can read at once. `undefined`: not held yet, ask for it. */
export interface Disk {
  readonly read: (path: string) => string | null | undefined;
  readonly isDirectory: (path: string) => boolean;
  /** The names in a folder; none where that cannot be told. */
  readonly list: (path: string) => readonly string[];
  /** Stamp that changes when the file does; null when it cannot be told. */
  readonly stamp: (path: string) => string | null;
  /** Fetches what was asked for and not held; tells whether anything new came. */
  readonly fetch: () => Promise<boolean>;
  /** A file has changed, come or gone: what is held of it is old. */
  readonly forget?: (path: string) => void;
}

interface Held {
  readonly stamp: string;
  readonly file: ParsedFile;
}

/** The path of a document, as analysis names files. */
export function pathOf(uri: string): string {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath.replaceAll('\\', '/') : parsed.path;
}

export class Files implements SourceHost {
  private readonly held = new Map<string, Held>();
  private readonly trees = new Map<string, SyntaxTree>();
  private readonly texts = new Map<string, SourceModule>();

  constructor(
    private readonly parser: SourceParser,
    private readonly disk: Disk,
    private readonly open: () => readonly TextDocument[],
  ) {}

  source = (path: string): ParsedFile | null => {
    const document = this.open().find((candidate) => pathOf(candidate.uri) === path);
    if (document !== undefined) return this.hold(path, `v${String(document.version)}`, document.getText());
    const stamp = this.disk.stamp(path);
    const held = this.held.get(path);
    if (held !== undefined && stamp !== null && held.stamp === stamp) return held.file;
    const text = this.disk.read(path);
    return text === null || text === undefined ? null : this.hold(path, stamp ?? text, text);
  };

  isDirectory = (path: string): boolean => this.disk.isDirectory(path);

  parse = (text: string, language?: SourceLanguage): SourceModule => {
    let module = this.texts.get(text);
    if (module === undefined) {
      module = this.parser.parse(text, language).module();
      // Preludes are few and stay; pieces of user code are small and many.
      if (text.length > 200) this.texts.set(text, module);
    }
    return module;
  };

  /** A text that is no file: nothing of it is kept. */
  apart(text: string): ParsedFile {
    let module: SourceModule | null = null;
    return { text, module: () => (module ??= this.parser.parse(text).module()) };
  }

  /** Forgets every file. */
  clear(): void {
    for (const path of [...this.trees.keys()]) this.forget(path);
    this.held.clear();
  }

  /** Makes ready for the language of a file. */
  async prepare(path: string): Promise<void> {
    await this.parser.prepare(languagesOf([path]));
  }

  /** Lets go of a closed document's tree. */
  forget(path: string): void {
    this.trees.get(path)?.dispose();
    this.trees.delete(path);
    this.held.delete(path);
  }

  private hold(path: string, stamp: string, text: string): ParsedFile {
    const held = this.held.get(path);
    if (held?.stamp === stamp) return held.file;
    let module: SourceModule | null = null;
    const file: ParsedFile = {
      text,
      module: () => {
        if (module === null) {
          const previous = this.trees.get(path) ?? null;
          const tree = this.parser.parseFile(path, text, previous);
          this.trees.set(path, tree);
          module = tree.module();
        }
        return module;
      },
    };
    this.held.set(path, { stamp, file });
    return file;
  }
}
