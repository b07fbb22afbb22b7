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
export async function run(text: string, file = entry): Promise<Program> {
  return analyseProgram(memoryHost(await pythonParser(), new Map([[file, text]])), file, { roots: [''] });
}

/** What is told of a program of one file that nothing else runs. */
export async function diagnosticsOf(text: string, file = entry): Promise<readonly Diagnostic[]> {
  return toldOf(await run(text, file), file);
}

/** What is told of a program where nothing is set. */
export function toldOf(program: Program, file = entry): readonly Diagnostic[] {
  const source = program.sources.get(file);
  return told(file, source?.text ?? '', () => source?.module().comments ?? [], diagnose(program), { settings: noSettings, folder: '', hints: true, unused: true });
}
