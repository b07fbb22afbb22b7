/** `shape-inspector summary`: a model as a table. */
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { SourceHost } from '../analysis/host';
import { analyseProgram } from '../analysis/program';
import { reportProgram } from '../analysis/report';
import { summarise, summaryTable } from '../analysis/summary';
import { languagesOf } from '../syntax/source-language';
import { InputError, UsageError } from './failure';
import { nodeHost } from './node-host';
import { nodeParser } from './parser';

/** Prints the table; returns the exit status. */
export async function summary(entry: string, roots: readonly string[], className: string | null, inputs: readonly string[]): Promise<number> {
  const path = resolve(entry);
  const host = nodeHost(await nodeParser(__dirname, languagesOf([path])));
  if (host.source(path) === null) throw new InputError(`cannot read ${entry}`);
  if (className === null && inputs.length > 0) throw new UsageError('--input needs --class: without it the program runs as it stands');
  const program =
    className === null
      ? analyseProgram(host, path, { roots: roots.map((root) => resolve(root)) })
      : analyseProgram(...driver(host, path, className, inputs), { roots: roots.map((root) => resolve(root)) });
  const rows = summarise(program);
  const problems = reportProgram(program).files.flatMap((file) => file.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message));
  for (const message of problems) process.stderr.write(`error: ${message}\n`);
  if (rows.length === 0) {
    const why = program.abandoned.map(({ exception }) => exception).at(-1) ?? program.stopped ?? 'no layer runs in it';
    const hint = className === null ? ' Name a class with --class and the shape of its input with --input.' : '';
    throw new InputError(`no model ran in ${entry}: ${why}.${hint}`);
  }
  process.stdout.write(summaryTable(rows));
  return problems.length > 0 ? 1 : 0;
}

/** A small program that builds the class and runs it, in the entry's folder. */
function driver(host: SourceHost, path: string, className: string, inputs: readonly string[]): [SourceHost, string] {
  const args = inputs.map((input) => {
    const match = /^(\w+)=(\d+(?:,\d+)*)(?::(\w+))?$/.exec(input);
    if (match === null) throw new UsageError(`--input takes NAME=1,3,224,224 or NAME=1,16:int64, not '${input}'`);
    const [, name = '', sizes = '', dtype = 'float32'] = match;
    return `${name}=torch.zeros(${sizes}, dtype=torch.${dtype})`;
  });
  if (!/^[A-Za-z_]\w*$/.test(className)) throw new UsageError(`'${className}' is no class name`);
  const text = `import torch\nfrom ${basename(path, extname(path))} import ${className}\nmodel = ${className}()\nmodel(${args.join(', ')})\n`;
  const virtual = join(dirname(path), '<summary>.py');
  const file = { text, module: () => host.parse(text) };
  return [{ ...host, source: (asked) => (asked === virtual ? file : host.source(asked)) }, virtual];
}
