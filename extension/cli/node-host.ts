/** Source files from the disk, parsed once. */
import { readFileSync, statSync } from 'node:fs';
import type { ParsedFile, SourceHost } from '../analysis/host';
import { readNotebook } from '../analysis/notebook';
import { mostBytes } from '../protocol/request';
import type { SourceParser } from '../syntax/parser';
import type { SourceModule } from '../syntax/ir';

/** The text of a file, of a notebook that of its code; null where it is none that can be read. */
export function readText(path: string): string | null {
  try {
    const stats = statSync(path);
    if (!stats.isFile() || (stats.size > mostBytes && !isNotebook(path))) return null;
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    return isNotebook(path) ? (readNotebook(text)?.text ?? null) : text;
  } catch {
    return null;
  }
}

export function isNotebook(path: string): boolean {
  return path.endsWith('.ipynb');
}

/** A host over the file system. Unreadable files count as absent; `texts` stand in for what is on the disk. */
export function nodeHost(parser: SourceParser, texts: ReadonlyMap<string, string> = new Map()): SourceHost {
  const files = new Map<string, ParsedFile | null>();
  const folders = new Map<string, boolean>();
  const pieces = new Map<string, SourceModule>();
  const load = (path: string): ParsedFile | null => {
    const text = texts.get(path) ?? readText(path);
    let module: SourceModule | null = null;
    return text === null ? null : { text, module: () => (module ??= parser.parseFile(path, text).module()) };
  };
  return {
    parse: (text, language) => {
      let module = pieces.get(text);
      if (module === undefined) {
        module = parser.parse(text, language).module();
        pieces.set(text, module);
      }
      return module;
    },
    source: (path) => {
      let file = files.get(path);
      if (file === undefined) {
        file = load(path);
        files.set(path, file);
      }
      return file;
    },
    isDirectory: (path) => {
      let answer = folders.get(path);
      if (answer === undefined) {
        answer = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
        folders.set(path, answer);
      }
      return answer;
    },
  };
}
