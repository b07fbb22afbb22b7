/** Diagnostics: what would fail at run time, where, and what to do. */
import type { Severity } from '../protocol/report';
import type { Range } from '../syntax/ir';
import type { Program } from './program';

export interface Related {
  readonly path: string;
  readonly range: Range;
  readonly message: string;
}

export interface Diagnostic {
  readonly path: string;
  readonly range: Range;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly related: readonly Related[];
}

/** The diagnostics of a program, each once. */
export function diagnose(program: Program): readonly Diagnostic[] {
  return program.problems.flatMap((problem): Diagnostic[] => {
    const [site] = problem.path;
    if (site === undefined) return [];
    return [{ path: site.file.path, range: site.range, severity: 'error', code: problem.code, message: problem.text, related: [] }];
  });
}
