/** The grammars that files are parsed with. JavaScript is read as TypeScript with JSX, of which it is a part. */
export type SourceLanguage = 'python' | 'typescript' | 'tsx';

export const sourceLanguages: readonly SourceLanguage[] = ['python', 'typescript', 'tsx'];

/** The endings of TypeScript and JavaScript files. */
export const scriptExtensions: readonly string[] = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs'];

/** The language of a file, by its name. */
export function languageOf(path: string): SourceLanguage {
  const extension = /\.[a-z]+$/i.exec(path)?.[0].toLowerCase() ?? '';
  if (!scriptExtensions.includes(extension)) return 'python';
  return /^\.[mc]?ts$/.test(extension) ? 'typescript' : 'tsx';
}

/** Whether a file is TypeScript or JavaScript. */
export function isScript(path: string): boolean {
  return languageOf(path) !== 'python';
}

/** The grammars that programs need which these files start: a script may import any other. */
export function languagesOf(paths: readonly string[]): readonly SourceLanguage[] {
  return paths.some(isScript) ? sourceLanguages : ['python'];
}
