/** The analysis of one file as a program, as plain data that threads can hand over. */
import { diagnose } from '../analysis/diagnostic';
import type { Diagnostic } from '../analysis/diagnostic';
import type { SourceHost } from '../analysis/host';
import { placesThatRan } from '../analysis/finding';
import { shapesInvolved } from '../analysis/involved';
import type { Pins } from '../analysis/pin';
import { analyseProgram } from '../analysis/program';

export interface Found extends Diagnostic {
  /** Of the tensors that the place names: `x [2, 4608]`. */
  readonly shapes: readonly string[];
}

export interface Analysed {
  /** Why the analysis did not come to its end; null when it did. */
  readonly stopped: string | null;
  /** Where it stopped; null where no place is to blame. */
  readonly stoppedAt: { readonly path: string; readonly start: number } | null;
  readonly found: readonly Found[];
  /** Where layers ran, right or wrong: as `path:start:end`. */
  readonly ran: readonly string[];
}

/** Runs a file and tells what is wrong in it and in what it imports. */
export function analyse(host: SourceHost, entry: string, roots: readonly string[], pins: Pins): Analysed {
  const program = analyseProgram(host, entry, { roots, pins });
  const [site] = program.stoppedAt;
  return {
    stopped: program.stopped,
    stoppedAt: site === undefined ? null : { path: site.file.path, start: site.range.start },
    ran: placesThatRan(program),
    found: diagnose(program).map((diagnostic) => ({ ...diagnostic, shapes: shapesInvolved(program, diagnostic.path, diagnostic.range) })),
  };
}
