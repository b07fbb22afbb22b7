/** The command line: `shape-inspector check | trace | summary | lsp`. Exit 0 clean, 1 findings, 2 could not run. */
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { check } from './check';
import { UsageError } from './failure';
import { checkUsage, usage } from './help';
import { serveThread } from './pool';
import { summary } from './summary';
import { trace } from './trace';

declare const SHAPE_INSPECTOR_VERSION: string;

const common = { root: { type: 'string', multiple: true }, format: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;

async function run(argv: readonly string[]): Promise<number> {
  const [command, ...rest] = argv;
  switch (command) {
    case '--help':
    case '-h':
    case 'help':
      process.stdout.write(usage);
      return 0;
    case '--version':
    case '-V':
      process.stdout.write(`shape-inspector ${SHAPE_INSPECTOR_VERSION}\n`);
      return 0;
    case 'check':
      return runCheck(rest);
    case 'trace': {
      const { values, positionals } = parsed(() => parseArgs({ args: [...rest], allowPositionals: true, options: common }));
      return values.help === true ? helped(usage) : trace(only(positionals, command), values.root ?? [], values.format ?? 'text');
    }
    case 'summary': {
      const { values, positionals } = parsed(() => parseArgs({ args: [...rest], allowPositionals: true, options: { ...common, class: { type: 'string' }, input: { type: 'string', multiple: true } } }));
      return values.help === true ? helped(usage) : summary(only(positionals, command), values.root ?? [], values.class ?? null, values.input ?? []);
    }
    case 'lsp':
      return serveEditor(rest);
    case undefined:
      throw new UsageError('no command given');
    default:
      throw new UsageError(`unknown command '${command}'`);
  }
}

/** Hands the process over to the language server, which is a bundle of its own beside this one. */
function serveEditor(args: readonly string[]): number {
  const { values, positionals } = parsed(() => parseArgs({ args: [...args], allowPositionals: true, options: { stdio: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } }));
  if (values.help === true) return helped(usage);
  if (positionals.length > 0 || values.stdio !== true) throw new UsageError('lsp talks over standard input and output alone: shape-inspector lsp --stdio');
  createRequire(__filename)('./server-node.js');
  return 0;
}

async function runCheck(args: readonly string[]): Promise<number> {
  const list = { type: 'string', multiple: true } as const;
  const flag = { type: 'boolean' } as const;
  const { values, positionals } = parsed(() => parseArgs({
    args: [...args], allowPositionals: true,
    options: {
      ...common, select: list, 'extend-select': list, ignore: list, exclude: list, fix: flag, 'unsafe-fixes': flag, diff: flag, statistics: flag, 'exit-zero': flag, 'stdin-filename': { type: 'string' },
    },
  }));
  if (values.help === true) return helped(checkUsage());
  const named = (given: readonly string[] | undefined): readonly string[] => (given ?? []).flatMap((one) => one.split(',')).map((one) => one.trim()).filter((one) => one !== '');
  return check({
    paths: positionals, roots: values.root ?? [], format: values.format ?? 'text',
    select: values.select === undefined ? null : named(values.select), extendSelect: named(values['extend-select']), ignore: named(values.ignore), exclude: values.exclude ?? [],
    fix: values.fix === true, unsafeFixes: values['unsafe-fixes'] === true, diff: values.diff === true,
    statistics: values.statistics === true, exitZero: values['exit-zero'] === true,
    stdinFilename: values['stdin-filename'] ?? 'stdin.py', version: SHAPE_INSPECTOR_VERSION,
  });
}

/** Node's own words for an option that is not known are a usage error. */
function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function helped(text: string): number {
  process.stdout.write(text);
  return 0;
}

function only(positionals: readonly string[], command: string): string {
  const [entry, ...others] = positionals;
  if (entry === undefined) throw new UsageError(`${command} needs a file`);
  if (others.length > 0) throw new UsageError(`${command} takes one file, not ${String(positionals.length)}`);
  return entry;
}

function failed(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`shape-inspector: ${message}\n${error instanceof UsageError ? "Try 'shape-inspector --help'.\n" : ''}`);
  process.exitCode = 2;
}

// Its own threads start with the same file.
if (isMainThread) {
  run(process.argv.slice(2)).then((status) => { process.exitCode = status; }, failed);
} else {
  serveThread().catch(failed);
}
