/** Source files from the disk, parsed once. */
import { readFileSync, statSync } from 'node:fs';
import type { ParsedFile, SourceHost } from '../analysis/host';
import type { PythonParser } from '../syntax/parser';
import type { SourceModule } from '../syntax/ir';

/** Larger files are data, not models. */
const mostBytes = 4_000_000;

/** A host over the file system. Unreadable files count as absent. */
export function nodeHost(parser: PythonParser): SourceHost {
  const files = new Map<string, ParsedFile | null>();
  const folders = new Map<string, boolean>();
  const texts = new Map<string, SourceModule>();
  const load = (path: string): ParsedFile | null => {
    let text: string;
    try {
      const stats = statSync(path);
      if (!stats.isFile() || stats.size > mostBytes) return null;
      text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    } catch {
      return null;
    }
    let module: SourceModule | null = null;
    return { text, module: () => (module ??= parser.parse(text).module()) };
  };
  return {
    parse: (text) => {
      let module = texts.get(text);
      if (module === undefined) {
        module = parser.parse(text).module();
        texts.set(text, module);
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
