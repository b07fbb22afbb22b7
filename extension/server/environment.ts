/** The Python environment of a workspace: where its packages are installed. Files are read, nothing is run. */
import type { Disk } from './files';

/** What a client knows of the interpreter that a person has chosen. */
export interface Interpreter {
  /** Of the executable, or of the environment's folder. */
  readonly path: string;
  /** `3.12 ('.venv')`; null where the client has no words for it. */
  readonly name: string | null;
}

export interface Environment {
  /** As a person knows it; null where there is none. */
  readonly name: string | null;
  /** Folders that hold installed packages. */
  readonly sitePackages: readonly string[];
  /** Folders of packages that are installed to be edited. */
  readonly editable: readonly string[];
}

export const noEnvironment: Environment = { name: null, sitePackages: [], editable: [] };

/** Folders of a workspace that hold an environment by convention. */
const conventional = ['.venv', 'venv', 'env', '.env'];

const slashes = (path: string): string => path.replaceAll('\\', '/').replace(/\/+$/, '');
const isAbsolute = (path: string): boolean => /^(\/|[A-Za-z]:\/)/.test(path);

/** The folder of an environment: of its executable `bin/python`, or itself. */
function prefixOf(path: string): string {
  return slashes(path).replace(/\/(bin|Scripts)\/python[^/]*$/i, '').replace(/\/python[^/]*\.exe$/i, '');
}

/** The folders of installed packages below a prefix; those of the newest Python first. */
function sitePackagesOf(disk: Disk, prefix: string): readonly string[] {
  const version = (name: string): number => Number(/^python3\.(\d+)$/.exec(name)?.[1] ?? -1);
  const found: string[] = [];
  for (const lib of ['lib', 'lib64', 'local/lib']) {
    const [newest] = disk.list(`${prefix}/${lib}`).filter((name) => version(name) >= 0).sort((a, b) => version(b) - version(a));
    if (newest !== undefined) found.push(`${prefix}/${lib}/${newest}/site-packages`, `${prefix}/${lib}/${newest}/dist-packages`);
  }
  return [...found, `${prefix}/lib/python3/dist-packages`, `${prefix}/Lib/site-packages`].filter((folder) => disk.isDirectory(folder));
}

/** The folders that `.pth` files name: packages that are installed to be edited. Lines that are programs are left alone. */
function pathFiles(disk: Disk, folder: string): readonly string[] {
  return disk.list(folder).filter((name) => name.endsWith('.pth')).flatMap((name) =>
    (disk.read(`${folder}/${name}`) ?? '').split(/\r?\n/)
      .map((line) => slashes(line.trim()))
      .filter((line) => line !== '' && !line.startsWith('#') && !/^import\s/.test(line))
      .map((line) => (isAbsolute(line) ? line : `${folder}/${line}`))
      .filter((path) => disk.isDirectory(path)),
  );
}

/** `home = /usr/bin` of a `pyvenv.cfg`. */
function settingsOf(disk: Disk, prefix: string): ReadonlyMap<string, string> {
  const lines = (disk.read(`${prefix}/pyvenv.cfg`) ?? '').split(/\r?\n/).map((line) => /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line));
  return new Map(lines.flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? ''] as const])));
}

/** The environment of the interpreter that is chosen, else the one that a folder of the workspace holds. */
export function environmentOf(disk: Disk, folders: readonly string[], interpreter: Interpreter | null): Environment {
  const own = folders.flatMap((folder) => conventional.map((name) => `${folder}/${name}`)).find((prefix) => typeof disk.read(`${prefix}/pyvenv.cfg`) === 'string');
  const prefix = interpreter === null ? own : prefixOf(interpreter.path);
  if (prefix === undefined) return noEnvironment;
  const settings = settingsOf(disk, prefix);
  const home = settings.get('home');
  const prefixes = [prefix, ...(settings.get('include-system-site-packages')?.toLowerCase() === 'true' && home !== undefined ? [prefixOf(`${slashes(home)}/python`)] : [])];
  const sitePackages = [...new Set(prefixes.flatMap((one) => sitePackagesOf(disk, one)))];
  if (sitePackages.length === 0) return noEnvironment;
  const version = settings.get('version') ?? settings.get('version_info');
  const folder = folders.find((one) => prefix.startsWith(`${one}/`));
  const name = interpreter?.name ?? `${folder === undefined ? prefix : prefix.slice(folder.length + 1)}${version === undefined ? '' : ` (Python ${version.split('.').slice(0, 2).join('.')})`}`;
  return { name, sitePackages, editable: [...new Set(sitePackages.flatMap((one) => pathFiles(disk, one)))] };
}

/** The installed packages that build on torch, by folder: the others tell nothing of tensors, and are not read. */
export class InstalledPackages {
  private readonly found = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly disk: Disk,
    private readonly environment: Environment,
  ) {}

  /** Folders that the source of a top-level package may be read from. */
  foldersOf(name: string): readonly string[] {
    const { sitePackages, editable } = this.environment;
    return [...editable, ...sitePackages.filter((folder) => this.builtOnTorch(folder).has(name))];
  }

  private builtOnTorch(folder: string): ReadonlySet<string> {
    let names = this.found.get(folder);
    if (names === undefined) {
      names = new Set(this.disk.list(folder).filter((name) => name.endsWith('.dist-info')).flatMap((info) => this.namesOf(`${folder}/${info}`)));
      this.found.set(folder, names);
    }
    return names;
  }

  /** The top-level names that a distribution installs, if it asks for torch. */
  private namesOf(info: string): readonly string[] {
    if (!/^Requires-Dist:\s*torch(?![\w-])/m.test(this.disk.read(`${info}/METADATA`) ?? '')) return [];
    const listed = this.disk.read(`${info}/top_level.txt`);
    if (typeof listed === 'string') return listed.split(/\s+/).filter((name) => name !== '');
    const record = (this.disk.read(`${info}/RECORD`) ?? '').split('\n').flatMap((line) => /^(\w+)(?:\/__init__)?\.py,/.exec(line)?.[1] ?? []);
    return [...new Set(record)];
  }
}
