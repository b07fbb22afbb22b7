/** What a module imports as soon as it runs, read off its text: without parsing it. */

export interface EagerImport {
  readonly level: number;
  readonly module: string;
  /** What `from ... import` names. */
  readonly names: readonly string[];
}

const statement = /^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]*)|import[ \t]+([^\n#]+))/gm;

/** The statements at the top level, each with the lines indented below it. */
export function topLevelChunks(text: string): readonly string[] {
  return text.split(/\n(?=[^\s)\]}#])/);
}

/** The imports at the top level and in the blocks there that do run: not those for a type checker, nor those of functions. */
export function eagerImports(text: string): readonly EagerImport[] {
  return topLevelChunks(text)
    .filter((chunk) => !/^(?:@|def\b|async\b|class\b)/.test(chunk) && !/^if\b[^\n]*TYPE_CHECKING/.test(chunk))
    .flatMap((chunk) => [...chunk.matchAll(statement)])
    .flatMap(([, dots = '', module = '', names, plain]): readonly EagerImport[] => {
      if (plain !== undefined) return plain.split(',').map((name) => ({ level: 0, module: name.trim().replace(/\s.*$/, ''), names: [] }));
      return [{ level: dots.length, module, names: (names ?? '').replace(/#.*$/gm, '').split(',').flatMap((name) => /\w+/.exec(name)?.[0] ?? []) }];
    });
}
