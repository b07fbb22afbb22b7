/** The Python, TypeScript and JavaScript files and the notebooks that paths, folders and patterns stand for. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { scriptExtensions } from '../syntax/source-language';
import { InputError } from './failure';

/** Folders that hold no code of the project's own. */
const skipped = ['node_modules', '__pycache__', 'site-packages', 'venv', 'env', 'build', 'dist'].map((name) => `**/${name}/**`).concat('**/*.d.{ts,mts,cts}', '**/*.min.js');

/** Absolute paths, sorted, each once. Throws where a path or pattern finds nothing. */
export function sourceFiles(paths: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() === true) found.add(resolve(path));
    else if (stats?.isDirectory() === true) for (const file of globSync(`**/*.{py,ipynb,${scriptExtensions.map((ending) => ending.slice(1)).join(',')}}`, { cwd: resolve(path), ignore: skipped, absolute: true, followSymbolicLinks: false })) found.add(file);
    else {
      const files = isDynamicPattern(path) ? globSync(path.replaceAll('\\', '/'), { ignore: skipped, absolute: true, followSymbolicLinks: false }) : [];
      if (files.length === 0) throw new InputError(`no such file or folder: ${path}`);
      for (const file of files) found.add(file);
    }
  }
  return [...found].sort();
}

