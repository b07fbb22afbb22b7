/** Holds what the analysis says of a generated program against its recorded run. */
import { evaluate, parse } from '../../../../kernels/dims/dim';
import { diagnose } from '../../../../extension/analysis/diagnostic';
import { analyseProgram } from '../../../../extension/analysis/program';
import { reportProgram } from '../../../../extension/analysis/report';
import type { ReportedDim, ReportedExpression, ReportedShape } from '../../../../extension/protocol/report';
import type { SourceParser } from '../../../../extension/syntax/parser';
import { memoryHost } from '../fixture';

type Shape = readonly number[] | { readonly tuple: readonly (readonly number[])[] };

/** A program with its run, as record.py writes them. */
export interface Recorded {
  readonly seed: number;
  readonly text: string;
  readonly entry: string;
  readonly shapes: readonly (readonly [line: number, column: number, endLine: number, endColumn: number, shapes: readonly Shape[]])[];
}

export interface Verdict {
  /** Expressions that ran. */
  readonly expressions: number;
  /** Those of which everything is said that PyTorch saw, and nothing else. */
  readonly exact: number;
  /** What is said and is not so. */
  readonly wrong: readonly string[];
  /** What is left open or said in part. */
  readonly open: readonly string[];
  /** Whether the inputs were supposed to be as those of the run were; with an entry they are. */
  readonly comparable: boolean;
}

function placeOf({ range: { start, end } }: ReportedExpression): string {
  return [start.line + 1, start.character, end.line + 1, end.character].join(':');
}

/** A claim with the real sizes for its symbols, as text; null where something in it stays open. */
function concrete(shape: ReportedShape, sizes: ReadonlyMap<string, number>): string | null {
  const sizeOf = (dim: ReportedDim): number | null => (typeof dim === 'string' ? evaluate(parse(dim), sizes) : dim);
  const sizesOf = (dims: readonly ReportedDim[]): readonly (number | null)[] => dims.map(sizeOf);
  const known = 'tuple' in shape ? { tuple: shape.tuple.map((item) => ('tuple' in item ? [null] : sizesOf(item))) } : sizesOf(shape);
  return ('tuple' in known ? known.tuple.flat() : known).includes(null) ? null : JSON.stringify(known);
}

/** The sizes that symbols of parameters had in the run; null where a parameter is supposed to be of another rank or size. */
function sizesOf(claims: readonly ReportedExpression[], recorded: ReadonlyMap<string, readonly Shape[]>): ReadonlyMap<string, number> | null {
  const sizes = new Map<string, number>();
  const parameters = claims.filter(({ kind }) => kind === 'param').flatMap((claim) => {
    const [real] = recorded.get(placeOf(claim)) ?? [];
    const [supposed] = claim.shapes;
    return real === undefined || 'tuple' in real || supposed === undefined || 'tuple' in supposed ? [] : [{ real, supposed }];
  });
  for (const { real, supposed } of parameters) {
    if (real.length !== supposed.length) return null;
    supposed.forEach((dim, at) => {
      if (typeof dim === 'string' && /^\w+$/.test(dim) && !sizes.has(dim)) sizes.set(dim, real[at] ?? 0);
    });
  }
  const agrees = parameters.every(({ real, supposed }) => [null, JSON.stringify(real)].includes(concrete(supposed, sizes)));
  return agrees ? sizes : null;
}

/** Judges a program as it runs, or its classes alone, which nothing runs then. */
export function judge(parser: SourceParser, { seed, text, entry, shapes }: Recorded, withEntry: boolean): Verdict {
  const path = `program${String(seed)}.py`;
  const analysed = analyseProgram(memoryHost(parser, new Map([[path, withEntry ? text + entry : text]])), path, { roots: [''] });
  const wrong = diagnose(analysed).filter(({ severity }) => severity === 'error').map(({ message, range }) => `${path}: false error at ${String(range.start)}: ${message}`);
  if (analysed.stopped !== null) wrong.push(`${path}: stopped: ${analysed.stopped}`);
  const claims = reportProgram(analysed).files[0]?.expressions ?? [];
  const recorded = new Map(shapes.map(([line, column, endLine, endColumn, seen]) => [[line, column, endLine, endColumn].join(':'), seen]));
  const sizes = withEntry ? new Map<string, number>() : sizesOf(claims, recorded);
  if (sizes === null) return { expressions: 0, exact: 0, wrong, open: [], comparable: false };
  const claimed = new Map<string, Set<string | null>>();
  for (const claim of claims) {
    const place = placeOf(claim);
    claimed.set(place, new Set([...(claimed.get(place) ?? []), ...claim.shapes.map((shape) => concrete(shape, sizes))]));
  }
  const lastLine = text.split('\n').length;
  const [open, counted]: [string[], string[]] = [[], []];
  for (const [place, seen] of recorded) {
    if (!withEntry && Number(place.split(':')[0]) >= lastLine) continue;
    counted.push(place);
    const real = new Set(seen.map((shape) => JSON.stringify(shape)));
    const said = claimed.get(place) ?? new Set();
    const line = `${path}:${place}: ${[...said].join(' ')}, PyTorch: ${[...real].join(' ')}`;
    if ([...said].some((shape) => shape !== null && !real.has(shape))) wrong.push(line);
    else if (said.size !== real.size || said.has(null)) open.push(line);
  }
  return { expressions: counted.length, exact: counted.length - open.length - wrong.length, wrong, open, comparable: true };
}
