/** `shape-inspector check`: what is wrong in files and folders, printed or repaired. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { Configuration, settingCode } from '../policy/config-file';
import { noSettings, selectorProblem } from '../policy/settings';
import type { Settings } from '../policy/settings';
import { compatible, edited } from '../policy/repair';
import { matches, told } from '../policy/told';
import type { Diagnostic } from '../analysis/diagnostic';
import { cellAt, readNotebook } from '../analysis/notebook';
import { rangeIn } from '../analysis/report';
import type { TextRange } from '../protocol/report';
import { LineIndex } from '../syntax/line-index';
import type { SourceParser } from '../syntax/parser';
import { languagesOf } from '../syntax/source-language';
import type { Found } from './analyse';
import { UsageError } from './failure';
import { shownPath } from './format/finding';
import type { Finding } from './format/finding';
import { githubReport } from './format/github';
import { sarifReport } from './format/sarif';
import { statisticsReport, textReport } from './format/text';
import { Merge } from './merge';
import { isNotebook, readText } from './node-host';
import { nodeParser } from './parser';
import { analyseAll } from './pool';
import { Progress } from './progress';
import { sourceFiles } from './source-files';

export const checkFormats: readonly string[] = ['text', 'json', 'github', 'sarif'];

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly roots: readonly string[];
  readonly format: string;
  /** Lists of rules, as given: null where not. */
  readonly select: readonly string[] | null;
  readonly extendSelect: readonly string[];
  readonly ignore: readonly string[];
  readonly exclude: readonly string[];
  readonly fix: boolean;
  readonly unsafeFixes: boolean;
  readonly diff: boolean;
  readonly exitZero: boolean;
  readonly statistics: boolean;
  /** What the program on standard input is called. */
  readonly stdinFilename: string;
  readonly version: string;
}

/** A repair may lead to another one: so often is looked again. */
const mostRounds = 10;

interface Told {
  readonly findings: readonly Finding[];
}

/** Prints what was found; returns the exit status. */
export async function check(options: CheckOptions): Promise<number> {
  const { format } = options;
  if (!checkFormats.includes(format)) throw new UsageError(`check knows the formats ${checkFormats.join(', ')}, not '${format}'`);
  if (options.paths.length === 0) throw new UsageError('check needs a file, a folder, or - for standard input');
  for (const selector of [...(options.select ?? []), ...options.extendSelect, ...options.ignore]) {
    const problem = selectorProblem(selector);
    if (problem !== null) throw new UsageError(problem);
  }
  const parser = await nodeParser(__dirname, ['python']);
  const run = new CheckRun(options, parser);
  await parser.prepare(languagesOf(run.entries));
  for (const path of run.unreadable) process.stderr.write(`${shownPath(path)}: cannot be read${isNotebook(path) ? ' as a notebook' : ': it is too large, or not allowed'}\n`);
  const before = await run.look();
  const { fixed, remaining } = options.fix || options.diff ? await run.repair(before) : { fixed: 0, remaining: before };
  if (options.diff) return run.printDiff();
  run.write();
  process.stdout.write(reportOf(remaining.findings, fixed, options));
  if (run.unreadable.length > 0) return 2;
  return remaining.findings.length === 0 || options.exitZero ? 0 : 1;
}

function reportOf(findings: readonly Finding[], fixed: number, { format, statistics, version }: CheckOptions): string {
  switch (format) {
    case 'json': {
      const paths = [...new Set(findings.map(({ path }) => path))];
      return `${JSON.stringify({ version: 1, files: paths.map((path) => ({ path, diagnostics: findings.filter((one) => one.path === path).map(({ diagnostic }) => diagnostic) })) })}\n`;
    }
    case 'github':
      return githubReport(findings);
    case 'sarif':
      return sarifReport(findings, version);
    default:
      return statistics ? statisticsReport(findings) : textReport(findings, fixed);
  }
}

function shifted({ start, end }: TextRange, lines: number): TextRange {
  return { start: { ...start, line: start.line + lines }, end: { ...end, line: end.line + lines } };
}

class CheckRun {
  /** Files that were asked for and cannot be read. */
  readonly unreadable: readonly string[];
  readonly entries: readonly string[];
  /** Texts that differ from the disk: standard input, and what was repaired. */
  private readonly texts = new Map<string, string>();
  private readonly originals = new Map<string, string>();
  private readonly configuration: Configuration;
  private readonly input: string | null;

  constructor(
    private readonly options: CheckOptions,
    private readonly parser: SourceParser,
  ) {
    const { paths, roots, select, extendSelect, ignore, exclude } = options;
    this.input = paths.includes('-') ? resolve(options.stdinFilename) : null;
    if (this.input !== null) this.texts.set(this.input, readFileSync(0, 'utf8'));
    const given: Settings = { ...noSettings, importRoots: roots };
    this.configuration = new Configuration(readText, given, process.cwd());
    this.commandLine = (settings) => ({
      ...settings,
      select: select ?? settings.select,
      extendSelect: [...settings.extendSelect, ...extendSelect],
      ignore: [...settings.ignore, ...ignore],
      exclude: [...settings.exclude, ...exclude],
    });
    const files = sourceFiles(paths.filter((path) => path !== '-')).filter((path) => {
      const { settings, folder } = this.configuration.settingsFor(path);
      return !this.commandLine(settings).exclude.some((pattern) => matches(pattern, path, folder));
    });
    const readable = files.filter((path) => readText(path) !== null);
    this.unreadable = files.filter((path) => !readable.includes(path));
    this.entries = [...(this.input === null ? [] : [this.input]), ...readable];
  }

  /** What the command line says counts before what a file says. */
  private readonly commandLine: (settings: Settings) => Settings;

  private textOf(path: string): string | null {
    return this.texts.get(path) ?? readText(path);
  }

  /** Analyses all files, and tells what is wrong. */
  async look(): Promise<Told> {
    const merge = new Merge();
    const progress = new Progress(this.entries.length);
    const roots = new Set(this.options.roots.map((root) => resolve(root)));
    const pins = new Map<string, ReadonlyMap<string, string>>();
    for (const entry of this.entries) {
      const { settings, folder } = this.configuration.settingsFor(entry);
      for (const [name, shapes] of settings.pins) pins.set(name, shapes);
      for (const root of settings.importRoots) roots.add(resolve(folder, root));
    }
    const stopped: string[] = [];
    await analyseAll({ entries: this.entries, roots: [...roots], pins, texts: this.texts }, (entry, analysed) => {
      progress.advance(shownPath(entry));
      const { stopped: why, stoppedAt: at } = analysed;
      const place = at === null ? '' : ` at ${shownPath(at.path)}:${String(new LineIndex(this.textOf(at.path) ?? '').position(at.start).line + 1)}`;
      if (why !== null) stopped.push(`${shownPath(entry)}: ${why}${place}; what was found before is shown\n`);
      merge.add(analysed);
    });
    progress.finish();
    process.stderr.write(stopped.sort().join(''));
    const byPath = merge.byPath();
    const checked = new Set(this.entries);
    // A file with a comment that silences something is looked at even where nothing was found.
    const paths = [...new Set([...byPath.keys(), ...this.entries])].sort();
    return { findings: [...this.settingFindings(), ...paths.flatMap((path) => this.toldIn(path, byPath.get(path) ?? [], checked.has(path)))] };
  }

  private toldIn(path: string, found: readonly Found[], isChecked: boolean): readonly Finding[] {
    const text = this.textOf(path);
    if (text === null) return [];
    const { settings, folder } = this.configuration.settingsFor(path);
    const notebook = isNotebook(path) ? readNotebook(readFileSync(path, 'utf8')) : null;
    const shown = told(path, text, () => this.parser.parseFile(path, text).module().comments, found, { settings: this.commandLine(settings), folder, hints: false, unused: isChecked });
    const lines = new LineIndex(text);
    const rangeOf = (other: string, range: Diagnostic['range']): TextRange => rangeIn(other === path ? lines : new LineIndex(this.textOf(other) ?? ''), range);
    return shown.map((diagnostic): Finding => {
      const { code, message, severity, related } = diagnostic;
      const range = rangeIn(lines, diagnostic.range);
      const cell = notebook === null ? null : cellAt(notebook, range.start.line);
      // A notebook is repaired in its editor.
      const fixes = cell === null ? diagnostic.fixes : [];
      const own = cell === null ? range : shifted(range, cell.line - range.start.line);
      return {
        path, fixes, shapes: 'shapes' in diagnostic ? (diagnostic as Found).shapes : [], line: lines.lineText(range.start.line),
        diagnostic: { range: own, ...(cell === null ? {} : { cell: cell.number }), severity: severity === 'info' ? 'hint' : severity, code, message, related: related.map((one) => ({ path: one.path, range: rangeOf(one.path, one.range), message: one.message })) },
      };
    }).sort((a, b) => (a.diagnostic.cell ?? 0) - (b.diagnostic.cell ?? 0) || a.diagnostic.range.start.line - b.diagnostic.range.start.line || a.diagnostic.range.start.character - b.diagnostic.range.start.character);
  }

  /** What is wrong in the configuration itself. */
  private settingFindings(): readonly Finding[] {
    return this.configuration.files().flatMap(({ path, text, problems }) => {
      const lines = new LineIndex(text);
      return problems.map((problem): Finding => {
        const range = rangeIn(lines, problem);
        return { path, shapes: [], fixes: [], line: lines.lineText(range.start.line), diagnostic: { range, severity: 'error', code: settingCode, message: problem.message, related: [] } };
      });
    });
  }

  /** Applies fixes until none is left, on texts in memory. */
  async repair(before: Told): Promise<{ readonly fixed: number; readonly remaining: Told }> {
    let [fixed, remaining] = [0, before];
    const mine = new Set(this.entries);
    for (let round = 0; round < mostRounds; round += 1) {
      const fixes = remaining.findings.flatMap((finding) => finding.fixes.slice(0, 1)).filter(({ safety }) => safety === 'safe' || this.options.unsafeFixes);
      const inside = fixes.filter(({ edits }) => edits.every(({ path }) => mine.has(path)));
      const { edits, count } = compatible(inside);
      if (count === 0) break;
      for (const path of new Set(edits.map((edit) => edit.path))) {
        const text = this.textOf(path) ?? '';
        if (!this.originals.has(path)) this.originals.set(path, text);
        this.texts.set(path, edited(text, edits.filter((edit) => edit.path === path)));
      }
      fixed += count;
      remaining = await this.look();
    }
    return { fixed, remaining };
  }

  /** Prints what would change; 1 where anything would. */
  printDiff(): number {
    const changed = [...this.originals].filter(([path, original]) => this.texts.get(path) !== original);
    process.stdout.write(changed.map(([path, original]) => createTwoFilesPatch(shownPath(path), shownPath(path), original, this.texts.get(path) ?? original, '', '', { headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true } })).join(''));
    process.stderr.write(changed.length === 0 ? 'Nothing would be fixed.\n' : '');
    return changed.length === 0 || this.options.exitZero ? 0 : 1;
  }

  /** Writes what was repaired; the repaired standard input is printed. */
  write(): void {
    for (const [path, original] of this.originals) {
      const text = this.texts.get(path);
      if (text === undefined || text === original) continue;
      if (path === this.input) process.stdout.write(text);
      else writeFileSync(path, readFileSync(path, 'utf8').startsWith('\uFEFF') ? `\uFEFF${text}` : text);
    }
  }
}
