/** `shape-inspector trace`: what one program's run would see. */
import { resolve } from 'node:path';
import { analyseProgram } from '../analysis/program';
import { reportProgram } from '../analysis/report';
import { isScript } from '../syntax/source-language';
import type { Report, ReportedShape } from '../protocol/report';
import { LineIndex } from '../syntax/line-index';
import { languagesOf } from '../syntax/source-language';
import { InputError, UsageError } from './failure';
import { nodeHost } from './node-host';
import { nodeParser } from './parser';

/** Prints the trace; returns the exit status. */
export async function trace(entry: string, roots: readonly string[], format: string): Promise<number> {
  if (format !== 'json' && format !== 'text') throw new UsageError(`trace knows the formats text and json, not '${format}'`);
  const path = resolve(entry);
  const host = nodeHost(await nodeParser(__dirname, languagesOf([path])));
  if (host.source(path) === null) throw new InputError(`cannot read ${entry}`);
  const program = analyseProgram(host, path, { roots: roots.map((root) => resolve(root)) });
  const report = reportProgram(program);
  for (const { path: at, start, exception } of program.abandoned) {
    const { line, character } = new LineIndex(program.sources.get(at)?.text ?? '').position(start);
    process.stderr.write(`${at}:${String(line + 1)}:${String(character + 1)}: given up: ${exception}\n`);
  }
  process.stdout.write(format === 'json' ? `${JSON.stringify(report)}\n` : traceText(report));
  return report.files.some((file) => file.diagnostics.some((diagnostic) => diagnostic.severity === 'error' || diagnostic.severity === 'warning')) ? 1 : 0;
}

/** Distinct shapes that a line of text lists; the JSON has them all. */
const mostShapes = 8;

function shapeList(shapes: readonly ReportedShape[], unknown: string): string {
  const more = shapes.length - mostShapes;
  return [...shapes.slice(0, mostShapes).map((shape) => shapeText(shape, unknown)), ...(more > 0 ? [`${String(more)} more`] : [])].join(' | ');
}

/** `unknown`: how the language writes a size that is not known; in TensorFlow.js that is its own word for an open one. */
function shapeText(shape: ReportedShape, unknown: string): string {
  return 'tuple' in shape ? `(${shape.tuple.map((one) => shapeText(one, unknown)).join(', ')})` : `[${shape.map((dim) => dim ?? unknown).join(', ')}]`;
}

function traceText(report: Report): string {
  const lines: string[] = [];
  for (const file of report.files) {
    for (const { range, kind, shapes, count } of file.expressions) {
      const where = `${file.path}:${String(range.start.line + 1)}:${String(range.start.character + 1)}`;
      lines.push(`${where}: ${kind} ${shapeList(shapes, isScript(file.path) ? 'null' : '?')}${count > 1 ? ` (${String(count)} times)` : ''}`);
    }
    for (const { range, severity, code, message } of file.diagnostics) {
      lines.push(`${file.path}:${String(range.start.line + 1)}:${String(range.start.character + 1)}: ${severity} [${code}] ${message}`);
    }
  }
  if (report.stopped !== null) lines.push(`stopped: ${report.stopped}`);
  return lines.map((line) => `${line}\n`).join('');
}
