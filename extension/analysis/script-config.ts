/** Where `tsconfig.json` and `package.json` say that names lead. */
import { parse } from 'jsonc-parser';
import type { SourceHost } from './host';
import { folderOf } from './path';

/** A member of plain data; undefined where there is none. */
function member(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** The nearest file of a name, in a folder or one around it. */
function nearest(host: SourceHost, folder: string, name: string): { readonly folder: string; readonly data: unknown } | null {
  for (let at = folder; ; at = folderOf(at)) {
    const file = host.source(at === '/' ? `/${name}` : `${at}/${name}`);
    if (file !== null) return { folder: at, data: parse(file.text, [], { allowTrailingComma: true }) as unknown };
    if (at === '' || at === '/') return null;
  }
}

/** What a pattern with one star says of a name: `@/*` to `src/*` makes `@/a` `src/a`. */
function substituted(pattern: string, target: string, name: string): string | null {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === name ? target : null;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  if (!name.startsWith(before) || !name.endsWith(after) || name.length < before.length + after.length) return null;
  return target.replace('*', name.slice(before.length, name.length - after.length));
}

/** The paths that the compiler's `paths` and `baseUrl` give a name. */
export function configOf(host: SourceHost, folder: string, name: string): readonly string[] {
  const config = nearest(host, folder, 'tsconfig.json') ?? nearest(host, folder, 'jsconfig.json');
  const options = member(config?.data, 'compilerOptions');
  if (config === null || options === undefined) return [];
  const baseUrl = member(options, 'baseUrl');
  const base = typeof baseUrl === 'string' ? `${config.folder}/${baseUrl}` : config.folder;
  const paths = member(options, 'paths');
  const found: string[] = [];
  for (const [pattern, targets] of typeof paths === 'object' && paths !== null ? Object.entries(paths) : []) {
    for (const target of Array.isArray(targets) ? (targets as readonly unknown[]) : []) {
      const path = typeof target === 'string' ? substituted(pattern, target, name) : null;
      if (path !== null) found.push(`${base}/${path}`);
    }
  }
  return typeof baseUrl === 'string' ? [...found, `${base}/${name}`] : found;
}

/** The path in what `exports` or `imports` of a package say of a key; conditions that mean source come first. */
function conditional(entry: unknown): string | null {
  if (typeof entry === 'string') return entry;
  for (const condition of ['source', 'development', 'import', 'module', 'node', 'default', 'require']) {
    const found = conditional(member(entry, condition));
    if (found !== null) return found;
  }
  return null;
}

/** The paths that a package gives its own name (`exports`) and its private names (`imports`). */
export function packageOf(host: SourceHost, folder: string, name: string): readonly string[] {
  const own = nearest(host, folder, 'package.json');
  if (own === null) return [];
  const title = member(own.data, 'name');
  const isOwn = typeof title === 'string' && (name === title || name.startsWith(`${title}/`));
  if (!isOwn && !name.startsWith('#')) return [];
  const key = isOwn ? `.${name.slice(title.length)}` : name;
  const table = member(own.data, isOwn ? 'exports' : 'imports');
  const found: string[] = [];
  if (typeof table === 'object' && table !== null) {
    for (const [pattern, entry] of Object.entries(table as Readonly<Record<string, unknown>>)) {
      const target = conditional(entry);
      const path = target === null ? null : substituted(pattern, target, key);
      if (path !== null) found.push(`${own.folder}/${path}`);
    }
  }
  const whole = conditional(table) ?? member(own.data, 'module') ?? member(own.data, 'main');
  if (isOwn && key === '.' && typeof whole === 'string') found.push(`${own.folder}/${whole}`);
  return found;
}
