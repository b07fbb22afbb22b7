/** Small programs run for what is said of them. */
import { diagnose } from '../../../extension/analysis/diagnostic';
import type { Diagnostic } from '../../../extension/analysis/diagnostic';
import { analyseProgram } from '../../../extension/analysis/program';
import type { Program } from '../../../extension/analysis/program';
import { noSettings } from '../../../extension/policy/settings';
import { told } from '../../../extension/policy/told';
import { pythonParser } from '../../parser';
import { memoryHost } from '../../extension/analysis/fixture';

export const entry = 'main.py';

/** Runs a program of one file. */
export async function run(text: string): Promise<Program> {
  return analyseProgram(memoryHost(await pythonParser(), new Map([[entry, text]])), entry, { roots: [''] });
}

/** What is told of a program of one file that nothing else runs. */
export async function diagnosticsOf(text: string): Promise<readonly Diagnostic[]> {
  return toldOf(await run(text));
}

/** What is told of a program where nothing is set. */
export function toldOf(program: Program): readonly Diagnostic[] {
  const source = program.sources.get(entry);
  return told(entry, source?.text ?? '', () => source?.module().comments ?? [], diagnose(program), { settings: noSettings, folder: '', hints: true, unused: true });
}
