/** The help of the command line; that of `check` lists the rules as the catalogue has them. */
import { ruleMetadata } from '../policy/rule-pages';

export const usage = `Shape Inspector: the shape of every tensor in PyTorch code, without running it.

Usage:
  shape-inspector check PATH... [options]      what would fail at run time, or is wrong
  shape-inspector trace ENTRY [options]        the shapes of a program's expressions
  shape-inspector summary ENTRY [options]      a model as a table
  shape-inspector lsp --stdio                  the language server, for editors

Options:
  --root DIR       a folder that imports are looked for in (repeatable)
  --format FORMAT  how to print: text (default) or json; check: github and sarif as well
  --class NAME     summary: the model class to build, with its default arguments
  --input NAME=SHAPE  summary: the shape of an argument of forward(), such as x=1,3,224,224
  -h, --help       this text; 'shape-inspector check --help' for the options of check
  -V, --version    the version

Exit status: 0 nothing found, 1 findings, 2 could not run.
`;

/** The help of \`check\`. */
export function checkUsage(): string {
  const width = Math.max(...ruleMetadata.map(({ id }) => id.length));
  return `Finds what would fail at run time, or is wrong, in PyTorch code.

Usage:
  shape-inspector check PATH... [options]

PATH is a file, a folder, a pattern such as 'models/**/*.py', or - for standard input.

Options:
  --select RULES         only these rules: ids, families or all, with commas between them (repeatable)
  --extend-select RULES  these rules besides
  --ignore RULES         not these rules; the more exact name wins
  --exclude PATTERN      leave files out (repeatable)
  --fix                  repair what has a safe fix
  --unsafe-fixes         with --fix and --diff: unsafe fixes as well
  --diff                 print what --fix would change, and change nothing
  --statistics           how often each rule fires, instead of the findings
  --format FORMAT        text (default), json, github or sarif
  --exit-zero            exit with 0 even where something was found
  --stdin-filename NAME  what the program on standard input is called (default: stdin.py)
  --root DIR             a folder that imports are looked for in (repeatable)

Settings are read from the nearest pyproject.toml ([tool.shape-inspector]) or package.json ("shapeInspector").
A comment silences a finding: # shape-inspector: ignore[norm/redundant-bias]

Exit status: 0 nothing found, 1 findings, 2 could not run.

Rules (hints are told where they are selected):
${ruleMetadata.map(({ id, severity, summary }) => `  ${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}`).join('\n')}
`;
}
