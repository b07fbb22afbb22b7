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
  const program = await run(text);
  const found = diagnose(program);
  return told(entry, text, () => program.sources.get(entry)?.module().comments ?? [], found, { settings: noSettings, folder: '', hints: true, unused: true });
}
