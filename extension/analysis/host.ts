/** What an analysis asks of the world outside: source text by path. It does no IO of its own. */
import type { SourceModule } from '../syntax/ir';
import type { SourceLanguage } from '../syntax/source-language';

export interface SourceHost {
  /** The IR of a file; null when there is no such file or it cannot be read. The same object as long as the text is the same. */
  readonly source: (path: string) => ParsedFile | null;
  readonly isDirectory: (path: string) => boolean;
  /** The IR of a text that is no file (a library's prelude); the same object for the same text. */
  readonly parse: (text: string, language?: SourceLanguage) => SourceModule;
}

export interface ParsedFile {
  readonly text: string;
  readonly module: () => SourceModule;
}
