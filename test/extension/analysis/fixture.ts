/**
 * Fixtures: real Python with marks.
 *
 *   x = self.pool(x)
 *   #   ^^^^^^^^^^^^ [2, 64, 56, 56]      carets name that exact range; a single one the widest fact that starts there
 *   y = self.fc(x)  # error: [shape/linear-features] "mat1 and mat2"
 *
 * `A | B` lists shapes in call order, `?` is a size that is not known, `none` asserts silence. Every diagnostic must be
 * marked. `# file: b.py` starts a further file.
 */
import type { SourceHost } from '../../../extension/analysis/host';
import type { SourceModule } from '../../../extension/syntax/ir';
import type { SourceParser } from '../../../extension/syntax/parser';
import type { SourceLanguage } from '../../../extension/syntax/source-language';

export interface ShapeMark {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  /** Null for the widest fact that starts there. */
  readonly end: number | null;
  readonly expected: string;
}

export interface DiagnosticMark {
  readonly file: string;
  readonly line: number;
  readonly severity: string;
  readonly code: string;
  readonly text: string;
}

export interface Fixture {
  readonly entry: string;
  readonly files: ReadonlyMap<string, string>;
  readonly shapes: readonly ShapeMark[];
  readonly diagnostics: readonly DiagnosticMark[];
}

const shapeLine = /^(\s*#\s*)(\^+)\s+(.+?)\s*$/;
const diagnosticMark = /#\s*(error|warning|hint): \[([\w/-]+)\](?: "(.*)")?\s*$/;

/** Reads a fixture; its first file is the entry. */
export function readFixture(name: string, source: string): Fixture {
  const files = new Map<string, string>();
  const shapes: ShapeMark[] = [];
  const diagnostics: DiagnosticMark[] = [];
  let file = name;
  let lines: string[] = [];
  for (const line of source.split('\n')) {
    const next = /^# file: (\S+)$/.exec(line);
    if (next !== null) {
      files.set(file, lines.join('\n'));
      file = next[1] ?? file;
      lines = [];
      continue;
    }
    const shape = shapeLine.exec(line);
    if (shape !== null) {
      const start = shape[1]?.length ?? 0;
      const length = shape[2]?.length ?? 1;
      let marked = lines.length - 1;
      while (marked > 0 && shapeLine.test(lines[marked] ?? '')) marked -= 1;
      shapes.push({ file, line: marked, start, end: length === 1 ? null : start + length, expected: shape[3] ?? '' });
    }
    const found = diagnosticMark.exec(line);
    if (found !== null) diagnostics.push({ file, line: lines.length, severity: found[1] ?? '', code: found[2] ?? '', text: found[3] ?? '' });
    lines.push(line);
  }
  files.set(file, lines.join('\n'));
  return { entry: name, files, shapes, diagnostics };
}

/** Preludes, the same in all programs. */
const preludes = new Map<string, SourceModule>();

function preludeOf(parser: SourceParser, text: string, language?: SourceLanguage): SourceModule {
  const held = preludes.get(text) ?? parser.parse(text, language).module();
  // Pieces of a program are small and many.
  if (text.length > 200) preludes.set(text, held);
  return held;
}

/** A host over files in memory. */
export function memoryHost(parser: SourceParser, files: ReadonlyMap<string, string>): SourceHost {
  const parsed = new Map([...files].map(([path, text]) => {
    const module = parser.parseFile(path, text).module();
    return [path, { text, module: () => module }] as const;
  }));
  return {
    parse: (text, language) => preludeOf(parser, text, language),
    source: (path) => parsed.get(path) ?? null,
    isDirectory: (path) => [...files.keys()].some((file) => file.startsWith(`${path}/`)),
  };
}
