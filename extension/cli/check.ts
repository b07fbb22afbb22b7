/** `shape-inspector check`: diagnostics of files and folders. */
import { readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { analyseProgram } from '../analysis/program';
import { reportProgram } from '../analysis/report';
import type { ReportedDiagnostic } from '../protocol/report';
import { LineIndex } from '../syntax/line-index';
import { InputError, UsageError } from './failure';
import { nodeHost } from './node-host';
import { nodeParser } from './parser';

/** Folders that hold no code of the project's own. */
const skippedFolders = new Set(['node_modules', '__pycache__', 'site-packages', 'venv', 'env', 'build', 'dist']);

interface Finding {
  readonly path: string;
  readonly diagnostic: ReportedDiagnostic;
}

/** Prints the diagnostics; returns the exit status. */
export async function check(paths: readonly string[], roots: readonly string[], format: string): Promise<number> {
  if (!['text', 'json', 'github', 'sarif'].includes(format)) throw new UsageError(`check knows the formats text, json, github and sarif, not '${format}'`);
  if (paths.length === 0) throw new UsageError('check needs a file or folder');
  const host = nodeHost(await nodeParser());
  const entries = paths.flatMap((path) => pythonFiles(resolve(path)));
  const files = new Map<string, Map<string, ReportedDiagnostic>>();
  for (const entry of entries) {
    const report = reportProgram(analyseProgram(host, entry, { roots: roots.map((root) => resolve(root)) }));
    if (report.stopped !== null) process.stderr.write(`${shown(entry)}: ${report.stopped}; what was found before is shown\n`);
    for (const file of report.files) {
      const known = files.get(file.path) ?? new Map<string, ReportedDiagnostic>();
      files.set(file.path, known);
      for (const diagnostic of file.diagnostics) known.set(JSON.stringify([diagnostic.range, diagnostic.code, diagnostic.message]), diagnostic);
    }
  }
  // Hints are advice that reasonable people dispute: the editor shows them, a check does not fail on them.
  const reported = [...files].map(([path, diagnostics]) => ({ path, diagnostics: [...diagnostics.values()].filter(({ severity }) => severity !== 'hint') }));
  const findings = reported
    .flatMap(({ path, diagnostics }) => diagnostics.map((diagnostic): Finding => ({ path, diagnostic })))
    .sort((a, b) => a.path.localeCompare(b.path) || a.diagnostic.range.start.line - b.diagnostic.range.start.line);
  switch (format) {
    case 'json':
      process.stdout.write(`${JSON.stringify({ version: 1, files: reported })}\n`);
      break;
    case 'github':
      process.stdout.write(findings.map(githubLine).join(''));
      break;
    case 'sarif':
      process.stdout.write(`${JSON.stringify(sarif(findings))}\n`);
      break;
    default:
      process.stdout.write(findings.map((finding) => textOf(finding, host.source(finding.path)?.text ?? '')).join(''));
      process.stdout.write(findings.length === 0 ? 'All checks passed.\n' : `Found ${String(findings.length)} ${findings.length === 1 ? 'problem' : 'problems'}.\n`);
  }
  return findings.length === 0 ? 0 : 1;
}

function pythonFiles(path: string): readonly string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new InputError(`no such file or folder: ${shown(path)}`);
  if (!stats.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((item) => {
      if (item.isDirectory()) return item.name.startsWith('.') || skippedFolders.has(item.name) ? [] : pythonFiles(join(path, item.name));
      return item.name.endsWith('.py') ? [join(path, item.name)] : [];
    });
}

/** A path as the user would write it. */
function shown(path: string): string {
  const inside = relative(process.cwd(), path);
  return inside === '' || inside.startsWith('..') ? path : inside;
}

function place({ path, diagnostic: { range } }: Finding): string {
  return `${shown(path)}:${String(range.start.line + 1)}:${String(range.start.character + 1)}`;
}

function textOf(finding: Finding, text: string): string {
  const { code, message, range, severity } = finding.diagnostic;
  const line = new LineIndex(text).lineText(range.start.line);
  const end = range.end.line === range.start.line ? range.end.character : line.length;
  const number = String(range.start.line + 1);
  const margin = ' '.repeat(number.length);
  const marks = '^'.repeat(Math.max(1, end - range.start.character));
  return `${place(finding)}: ${severity} [${code}] ${message}\n${margin} |\n${number} | ${line}\n${margin} | ${' '.repeat(range.start.character)}${marks}\n\n`;
}

/** A workflow command of GitHub Actions: newlines and percent signs are escaped. */
function githubLine({ path, diagnostic }: Finding): string {
  const level = diagnostic.severity === 'error' ? 'error' : diagnostic.severity === 'warning' ? 'warning' : 'notice';
  const { start, end } = diagnostic.range;
  const escape = (value: string): string => value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const where = `file=${shown(path)},line=${String(start.line + 1)},endLine=${String(end.line + 1)},col=${String(start.character + 1)},title=${diagnostic.code}`;
  return `::${level} ${where}::${escape(diagnostic.message)}\n`;
}

function sarif(findings: readonly Finding[]): unknown {
  const levels = { error: 'error', warning: 'warning', info: 'note', hint: 'note' } as const;
  const rules = [...new Set(findings.map(({ diagnostic }) => diagnostic.code))];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Shape Inspector', rules: rules.map((id) => ({ id })) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ path, diagnostic: { code, message, range, severity } }) => ({
          ruleId: code,
          level: levels[severity],
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: shown(path) },
                region: { startLine: range.start.line + 1, startColumn: range.start.character + 1, endLine: range.end.line + 1, endColumn: range.end.character + 1 },
              },
            },
          ],
        })),
      },
    ],
  };
}
