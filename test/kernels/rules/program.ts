/** Small programs run for what is said of them. */
import { diagnose } from '../../../extension/analysis/diagnostic';
import type { Diagnostic } from '../../../extension/analysis/diagnostic';
import { analyseProgram } from '../../../extension/analysis/program';
import type { Program } from '../../../extension/analysis/program';
import { pythonParser } from '../../parser';
import { memoryHost } from '../../extension/analysis/fixture';

export const entry = 'main.py';

/** Runs a program of one file. */
export async function run(text: string): Promise<Program> {
  return analyseProgram(memoryHost(await pythonParser(), new Map([[entry, text]])), entry, { roots: [''] });
}

export async function diagnosticsOf(text: string): Promise<readonly Diagnostic[]> {
  return diagnose(await run(text));
}
