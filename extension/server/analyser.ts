/** Keeps one analysis per open document, of its newest version. Results of an old version are never handed out. */
import * as l10n from '@vscode/l10n';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { SourceHost } from '../analysis/host';
import type { Pins } from '../analysis/pin';
import { analyseProgram } from '../analysis/program';
import type { Program } from '../analysis/program';
import { mostBytes } from '../protocol/request';
import type { Disk, Files } from './files';
import { pathOf } from './files';

export interface Analysis {
  readonly version: number;
  readonly path: string;
  readonly program: Program;
}

export interface AnalyserOptions {
  readonly files: Files;
  readonly disk: Disk;
  /** Folders that imports of a file are looked for in. */
  readonly rootsOf: (path: string) => readonly string[];
  /** Folders that the source of an installed package may be read from. */
  readonly installed: (name: string) => readonly string[];
  /** Shapes of arguments that the settings say. */
  readonly pinsOf: (path: string) => Pins;
  /** Called when a document has a new result. */
  readonly onResult: (document: TextDocument, analysis: Analysis) => void;
  /** Called when files have come that were not at hand. */
  readonly onFetched: () => void;
  readonly onBusy: (document: TextDocument) => void;
  readonly onError: (error: unknown) => void;
}

/** An analysis that took no longer is not worth waiting for a pause in typing. */
const immediate = 50;

/** Before a longer one, typing pauses as long as it takes, but no longer than this. */
const longestPause = 200;

/** An analysis takes no longer than this. */
const longest = 8000;

export class Analyser {
  private readonly results = new Map<string, Analysis>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** How long the last analysis of each document took, in milliseconds. */
  private readonly durations = new Map<string, number>();
  private readonly running = new Map<string, Promise<void>>();

  constructor(private readonly options: AnalyserOptions) {}

  /** A document has changed: its result is stale, and a new one is worked out when typing pauses. */
  changed(document: TextDocument): void {
    clearTimeout(this.timers.get(document.uri));
    const duration = this.durations.get(document.uri) ?? longestPause;
    this.timers.set(document.uri, setTimeout(() => void this.run(document), duration <= immediate ? 0 : Math.min(duration, longestPause)));
  }

  /** The analysis of the document's present text; null when it could not be had, or the text changed meanwhile. */
  async current(document: TextDocument): Promise<Analysis | null> {
    const { version } = document;
    if (this.results.get(document.uri)?.version !== version) await this.run(document);
    const analysis = this.results.get(document.uri);
    return analysis?.version === document.version && document.version === version ? analysis : null;
  }

  /** A file has changed: a document whose program touches it is analysed again. */
  dependsOn(document: TextDocument, path: string): void {
    const analysis = this.results.get(document.uri);
    if (analysis === undefined || !analysis.program.sources.has(path)) return;
    this.results.delete(document.uri);
    this.changed(document);
  }

  closed(document: TextDocument): void {
    clearTimeout(this.timers.get(document.uri));
    this.timers.delete(document.uri);
    this.durations.delete(document.uri);
    this.results.delete(document.uri);
  }

  /** Forgets every result: files or settings that they rest on have changed. */
  invalidate(documents: readonly TextDocument[]): void {
    this.results.clear();
    for (const document of documents) this.changed(document);
  }

  /** The program as it would be with another text of a document, within so many milliseconds. */
  trial(document: TextDocument, text: string, milliseconds: number): Program {
    const { files } = this.options;
    const path = pathOf(document.uri);
    const changed = files.apart(text);
    return this.programOf({ isDirectory: files.isDirectory, parse: files.parse, source: (asked) => (asked === path ? changed : files.source(asked)) }, path, milliseconds);
  }

  /** What is too large is not analysed, and that is told. */
  private programOf(host: SourceHost, path: string, milliseconds: number): Program {
    const { rootsOf, installed, pinsOf } = this.options;
    const isLarge = (host.source(path)?.text.length ?? 0) > mostBytes;
    const nothing: SourceHost = { source: () => null, isDirectory: () => false, parse: (text, language) => host.parse(text, language) };
    const deadline = Date.now() + milliseconds;
    const program = analyseProgram(isLarge ? nothing : host, path, {
      roots: rootsOf(path),
      installed,
      pins: pinsOf(path),
      checkpoint: () => (Date.now() > deadline ? l10n.t('the analysis stopped after {0} s', milliseconds / 1000) : null),
    });
    return isLarge ? { ...program, stopped: l10n.t('the file is larger than {0} MB: its shapes are not worked out', mostBytes / 1e6) } : program;
  }

  private async run(document: TextDocument): Promise<void> {
    clearTimeout(this.timers.get(document.uri));
    await this.running.get(document.uri);
    if (this.results.get(document.uri)?.version === document.version) return;
    const running = this.analyse(document).catch(this.options.onError);
    this.running.set(document.uri, running);
    await running;
    this.running.delete(document.uri);
  }

  private async analyse(document: TextDocument): Promise<void> {
    const { files, disk, onBusy, onFetched, onResult } = this.options;
    const { version } = document;
    const path = pathOf(document.uri);
    onBusy(document);
    await files.prepare(path);
    const start = performance.now();
    let program: Program | null = null;
    do {
      if (program !== null) onFetched();
      program = this.programOf(files, path, longest);
      // Files that are not at hand are fetched, and the program is run again with them.
    } while (document.version === version && (await disk.fetch()));
    this.durations.set(document.uri, performance.now() - start);
    const analysis: Analysis = { version, path, program };
    if (document.version !== version) return;
    this.results.set(document.uri, analysis);
    onResult(document, analysis);
  }
}
