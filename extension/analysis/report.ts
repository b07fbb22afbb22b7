/** A program's facts as the plain data that the command line prints. */
import { isConcrete, format } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { Report, ReportedDiagnostic, ReportedDim, ReportedExpression, ReportedFile, ReportedLayer, ReportedShape, TextRange } from '../protocol/report';
import { LineIndex } from '../syntax/line-index';
import type { Range } from '../syntax/ir';
import { diagnose } from './diagnostic';
import type { Diagnostic } from './diagnostic';
import type { Described, Fact } from './fact';
import type { Program } from './program';

const reportedKinds = new Set<string>(['call', 'binop', 'subscript', 'param']);

function reportedDim(dim: Dim): ReportedDim {
  return dim === null || isConcrete(dim) ? dim : format(dim);
}

/** The shape of a value; null where the rank of a part is not known. */
function reportedShape(value: Described): ReportedShape | null {
  if (value.kind === 'tensor') return value.type.shape === null ? null : value.type.shape.map(reportedDim);
  const items = value.items.map(reportedShape);
  return items.includes(null) ? null : { tuple: items.filter((item) => item !== null) };
}

function reportedShapes(fact: Fact): readonly ReportedShape[] {
  const shapes = new Map<string, ReportedShape>();
  for (const { value } of fact.seen.values()) {
    const shape = reportedShape(value);
    if (shape !== null) shapes.set(JSON.stringify(shape), shape);
  }
  return [...shapes.values()];
}

/** Converts offsets of one text into LSP positions. */
export function rangeIn(lines: LineIndex, range: Range): TextRange {
  return { start: lines.position(range.start), end: lines.position(range.end) };
}

/** The report of a program: every file that it touched, in the order of first use. */
export function reportProgram(program: Program): Report {
  const lines = new Map([...program.sources].map(([path, source]) => [path, new LineIndex(source.text)]));
  const diagnostics = diagnose(program);
  const layers = program.recorder.layers();
  const files = [...lines].map(([path, index]): ReportedFile => {
    const facts = program.facts.get(path)?.all() ?? [];
    const expressions = facts.filter((fact) => reportedKinds.has(fact.kind)).flatMap((fact): ReportedExpression[] => {
      const shapes = reportedShapes(fact);
      return shapes.length === 0 ? [] : [{ range: rangeIn(index, fact), kind: fact.kind as ReportedExpression['kind'], shapes, count: fact.count }];
    });
    return {
      path,
      expressions,
      layers: layers
        .filter((layer) => layer.site.file.path === path)
        .map((layer): ReportedLayer => ({
          range: rangeIn(index, layer.site.range), op: layer.type, bias: layer.bias, instances: layer.instances, consumers: Object.fromEntries(layer.consumers),
        })),
      diagnostics: diagnostics.filter((diagnostic) => diagnostic.path === path).map((diagnostic) => reportedDiagnostic(diagnostic, lines)),
    };
  });
  return { version: 1, entry: program.entry, stopped: program.stopped, files };
}

function reportedDiagnostic(diagnostic: Diagnostic, lines: ReadonlyMap<string, LineIndex>): ReportedDiagnostic {
  const range = (path: string, at: Range): TextRange => {
    const index = lines.get(path);
    return index === undefined ? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } : rangeIn(index, at);
  };
  return {
    range: range(diagnostic.path, diagnostic.range),
    severity: diagnostic.severity,
    code: diagnostic.code,
    message: diagnostic.message,
    related: diagnostic.related.map((related) => ({ path: related.path, range: range(related.path, related.range), message: related.message })),
  };
}
