#!/usr/bin/env node
/** The command line: `shape-inspector trace | check | summary`. Exit 0 clean, 1 findings, 2 could not run. */
import { parseArgs } from 'node:util';
import { check } from './check';
import { UsageError } from './failure';
import { summary } from './summary';
import { trace } from './trace';

const usage = `Shape Inspector: the shape of every tensor in PyTorch code, without running it.

Usage:
  shape-inspector trace ENTRY [--root DIR]... [--format text|json]
  shape-inspector check PATH... [--root DIR]... [--format text|json|github|sarif]
  shape-inspector summary ENTRY [--class NAME] [--input NAME=1,3,224,224]... [--root DIR]...

Options:
  --root DIR       a folder that imports are looked for in (repeatable)
  --format FORMAT  how to print (default: text)
  --class NAME     the model class to build, with its default arguments
  --input NAME=SHAPE  the shape of an argument of forward()
  --help           this text
  --version        the version

Exit status: 0 nothing found, 1 findings, 2 could not run.
`;

declare const SHAPE_INSPECTOR_VERSION: string;

async function run(argv: readonly string[]): Promise<number> {
  const [command, ...rest] = argv;
  if (command === '--help' || command === '-h' || command === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  if (command === '--version' || command === '-V') {
    process.stdout.write(`shape-inspector ${SHAPE_INSPECTOR_VERSION}\n`);
    return 0;
  }
  if (command === undefined) throw new UsageError('no command given');
  const { values, positionals } = parse(rest);
  if (values.help === true) {
    process.stdout.write(usage);
    return 0;
  }
  const roots = values.root ?? [];
  const format = values.format ?? 'text';
  switch (command) {
    case 'trace':
      return trace(only(positionals, 'trace'), roots, format);
    case 'check':
      return check(positionals, roots, format);
    case 'summary':
      return summary(only(positionals, 'summary'), roots, values.class ?? null, values.input ?? []);
    default:
      throw new UsageError(`unknown command '${command}'`);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        root: { type: 'string', multiple: true },
        format: { type: 'string' },
        class: { type: 'string' },
        input: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function only(positionals: readonly string[], command: string): string {
  const [entry, ...others] = positionals;
  if (entry === undefined) throw new UsageError(`${command} needs a file`);
  if (others.length > 0) throw new UsageError(`${command} takes one file, not ${String(positionals.length)}`);
  return entry;
}

run(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`shape-inspector: ${message}\n${error instanceof UsageError ? "Try 'shape-inspector --help'.\n" : ''}`);
    process.exitCode = 2;
  },
);
