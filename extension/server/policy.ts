/** What counts in the editor: its own settings, the configuration files of the workspace, and the comments in a document. */
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver';
import type { Diagnostic as Finding } from '../analysis/diagnostic';
import { Configuration, settingCode } from '../policy/config-file';
import { locatedValue } from '../policy/located';
import { noSettings, readSettings } from '../policy/settings';
import type { Settings } from '../policy/settings';
import { told } from '../policy/told';
import { LineIndex } from '../syntax/line-index';
import type { Analysis } from './analyser';
import { findingsOf } from './diagnostic';

/** Settings that are the editor's alone. */
const editorKeys = ['inlayHints', 'diagnostics', 'codeLens', 'outline', 'trace'];

export class Policy {
  private editor: Settings = noSettings;
  private configuration: Configuration;
  /** Configuration files whose problems were published. */
  private readonly published = new Set<string>();

  /** `read` gives the text of a file; patterns of the editor's settings are meant from `home`. */
  constructor(
    private readonly read: (path: string) => string | null,
    private readonly home: string,
  ) {
    this.configuration = this.fresh();
  }

  /** Takes the editor's settings; returns what is wrong with them. */
  configure(given: unknown): readonly string[] {
    const { settings, problems } = readSettings(locatedValue(given ?? {}), 'camel', editorKeys);
    this.editor = settings;
    this.reload();
    return problems.map(({ message }) => message);
  }

  /** Forgets what the files said. */
  reload(): void {
    this.configuration = this.fresh();
  }

  /** The findings of an analysis that are told in its document. */
  findings(analysis: Analysis): readonly Finding[] {
    const { path, program } = analysis;
    const source = program.sources.get(path);
    if (source === undefined) return [];
    return told(path, source.text, () => source.module().comments, findingsOf(analysis), { ...this.configuration.settingsFor(path), hints: true, unused: false });
  }

  /** Shapes of arguments that the settings say for a file. */
  pins(path: string): Settings['pins'] {
    return this.configuration.settingsFor(path).settings.pins;
  }

  /** Folders that imports of a file are looked for in, besides the workspace's. */
  importRoots(path: string): readonly string[] {
    const { settings, folder } = this.configuration.settingsFor(path);
    return settings.importRoots.map((root) => (root.startsWith('/') ? root : `${folder}/${root}`));
  }

  /** What is wrong in the configuration files, by path; files that have been put right are there with nothing. */
  problems(): ReadonlyMap<string, readonly Diagnostic[]> {
    const found = new Map<string, readonly Diagnostic[]>([...this.published].map((path) => [path, []]));
    for (const { path, text, problems } of this.configuration.files()) {
      const lines = new LineIndex(text);
      if (problems.length > 0 || found.has(path)) {
        found.set(path, problems.map(({ start, end, message }) => ({
          range: { start: lines.position(start), end: lines.position(end) }, severity: DiagnosticSeverity.Error, source: 'Shape Inspector', code: settingCode, message,
        })));
      }
    }
    this.published.clear();
    for (const [path, diagnostics] of found) if (diagnostics.length > 0) this.published.add(path);
    return found;
  }

  private fresh(): Configuration {
    return new Configuration(this.read, this.editor, this.home);
  }
}
