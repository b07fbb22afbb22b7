/** Diagnostics: what would fail at run time or is wrong, where, and what to do. The one source of them for editor and command line. */
import { rules } from '../../kernels/rules/catalogue';
import type { Severity } from '../protocol/report';
import type { Range } from '../syntax/ir';
import { diagnosticsOfRule } from './finding';
import type { Fix } from './fix';
import { diagnosticsOfProblem } from './problem';
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
  readonly fixes: readonly Fix[];
}

/** The diagnostics of a program, each once, in the order found. */
export function diagnose(program: Program): readonly Diagnostic[] {
  const found = [...program.problems.flatMap((problem) => diagnosticsOfProblem(program, problem)), ...rules.flatMap((rule) => diagnosticsOfRule(program, rule))];
  const unique = new Map<string, Diagnostic>();
  for (const diagnostic of found) {
    // The first error of a place is what PyTorch raises: what comes behind it never runs.
    const key = `${diagnostic.path}:${String(diagnostic.range.start)}:${String(diagnostic.range.end)}:${diagnostic.severity === 'error' ? 'error' : diagnostic.code}`;
    if (!unique.has(key)) unique.set(key, diagnostic);
  }
  return [...unique.values()];
}
