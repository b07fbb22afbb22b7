/** What only the page of the browser knows: pictures, and what is written on it. Asked of the process that drives it, over a file. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const results = process.env['SHAPE_INSPECTOR_TEST_RESULTS'] ?? '';

interface Ask {
  /** A picture is taken into `.vscode-test/results/screenshots/NAME.png`. */
  readonly name?: string;
  /** First, the mouse goes over a text of a line, and the hover is waited for. */
  readonly hover?: { readonly line: string; readonly text: string };
  /** A text that is waited for. */
  readonly text?: string;
  /** The name of a button that is pressed. */
  readonly button?: string;
}

/** Has the page photographed, with the mouse over a text if asked. */
export async function screenshot(name: string, hover?: Ask['hover']): Promise<void> {
  await ask(hover === undefined ? { name } : { name, hover }, `screenshot ${name}`);
}

/** Waits until a text is on the page, and takes a picture. */
export async function seen(text: string, name: string): Promise<void> {
  await ask({ text, name }, `'${text}' on the page`);
}

/** Presses a button on the page; false where there is no page to press it on. */
export async function press(button: string): Promise<boolean> {
  return ask({ button }, `button ${button}`);
}

/** A VS Code on the desktop has no page: nothing is asked, and that is told. */
async function ask(what: Ask, name: string): Promise<boolean> {
  if (process.env['SHAPE_INSPECTOR_NO_SCREENSHOTS'] !== undefined) return false;
  const file = join(results, 'page.ask');
  // Whole from the moment it is there: the other side may look at any time.
  writeFileSync(`${file}.new`, JSON.stringify(what));
  renameSync(`${file}.new`, file);
  for (let waited = 0; existsSync(file); waited += 100) {
    if (waited > 20_000) throw new Error(`no ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const failed = join(results, 'page.failed');
  if (!existsSync(failed)) return true;
  const reason = readFileSync(failed, 'utf8');
  rmSync(failed);
  throw new Error(`no ${name}: ${reason}`);
}
