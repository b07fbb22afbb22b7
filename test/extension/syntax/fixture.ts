import { readdirSync, readFileSync } from 'node:fs';

/** One case of a fixture file: `# Title`, a source, `==>`, and what is expected of it. */
export interface FixtureCase {
  readonly title: string;
  readonly source: string;
  readonly expected: string;
}

/** Reads the cases of every fixture file in a folder, by file. */
export function fixtures(folder: string): ReadonlyMap<string, readonly FixtureCase[]> {
  return new Map(readdirSync(folder).map((name) => [name, fixtureCases(readFileSync(`${folder}/${name}`, 'utf8'))]));
}

function fixtureCases(text: string): readonly FixtureCase[] {
  // An expectation holds no line that starts with #, so that such a line starts the next case.
  const matches = [...text.matchAll(/^# (.*)\n([^]*?\n)==>\n([^]*?)(?=\n# |(?![^]))/gm)];
  if (matches.length === 0 || matches.length !== text.split('\n==>\n').length - 1) throw new Error('a case is not read');
  return matches.map(([, title = '', source = '', expected = '']) => ({ title, source, expected: expected.trim() }));
}
