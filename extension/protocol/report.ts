/** The report of the command line: fixed, other tools read it. */

/** Zero-based; characters are UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface TextRange {
  readonly start: Position;
  readonly end: Position;
}

/** A size: a number, a symbolic expression, or null when it is not known. */
export type ReportedDim = number | string | null;

export type ReportedShape = readonly ReportedDim[] | { readonly tuple: readonly ReportedShape[] };

export interface ReportedExpression {
  readonly range: TextRange;
  readonly kind: 'call' | 'binop' | 'subscript' | 'param';
  /** Distinct shapes in the order first seen. */
  readonly shapes: readonly ReportedShape[];
  readonly count: number;
}

export interface ReportedLayer {
  readonly range: TextRange;
  /** Class name: `Conv2d`. */
  readonly op: string;
  readonly bias: boolean;
  readonly instances: number;
  /** How often which torch function took the layer's output. */
  readonly consumers: Readonly<Record<string, number>>;
}

export type Severity = 'error' | 'warning' | 'info' | 'hint';

export interface ReportedDiagnostic {
  readonly range: TextRange;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly related: readonly { readonly path: string; readonly range: TextRange; readonly message: string }[];
  /** Of a notebook: the number of the cell, from one; the range is in it. */
  readonly cell?: number;
}

export interface ReportedFile {
  readonly path: string;
  readonly expressions: readonly ReportedExpression[];
  readonly layers: readonly ReportedLayer[];
  readonly diagnostics: readonly ReportedDiagnostic[];
}

export interface Report {
  readonly version: 1;
  readonly entry: string;
  /** Why the analysis did not come to its end. */
  readonly stopped: string | null;
  readonly files: readonly ReportedFile[];
}
