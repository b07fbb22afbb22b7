/** What a module's `__all__` lists, read off its text: a star import binds these names without running, or even parsing, the module. */

const assignment = /^__all__(?:\s*:[^=\n]+)?\s*=\s*(\[[^\][]*\]|\([^()]*\))[ \t]*(?:#.*)?$/m;
const string = /(["'])(\w+)\1/g;

/** The names, where one literal list or tuple of plain strings at the top level is all that is said of `__all__`; null otherwise. */
export function listedNames(text: string): readonly string[] | null {
  const listed = assignment.exec(text)?.[1];
  if (listed === undefined || text.split('__all__').length !== 2) return null;
  const inside = listed.slice(1, -1).replace(/#.*$/gm, '');
  const names = [...inside.matchAll(string)].map(([, , name = '']) => name);
  return inside.replace(string, '').replace(/[\s,]/g, '') === '' ? names : null;
}
