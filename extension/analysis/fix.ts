/** Fixes as edits of the source text: exactly what they say, and nothing else. */
import type { Call, Range, SourceModule } from '../syntax/ir';
import type { Site } from '../interpreter/exception';
import type { ParsedFile } from './host';

export interface Edit extends Range {
  readonly path: string;
  readonly text: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** A parser of one expression's text. */
export type Parse = (text: string) => SourceModule;

/** The call at a site, its ranges within its own text. */
function callAt(site: Site, source: ParsedFile | undefined, parse: Parse): Call | null {
  if (source === undefined) return null;
  // In parentheses, so that its line breaks need no indentation.
  const [statement] = parse(`(${source.text.slice(site.range.start, site.range.end)})`).body;
  return statement?.kind === 'expression' && statement.value.kind === 'call' ? statement.value : null;
}

/** Sets an argument of the call at a site; null where it is not plain in the text which one it is. */
export function setArgument(site: Site, source: ParsedFile | undefined, parse: Parse, name: string, position: number, value: string, from: 'constant' | 'any'): Edit | null {
  const call = callAt(site, source, parse);
  if (call === null || call.arguments.some((argument) => argument.spread !== 'none')) return null;
  // The parenthesis that the text was put into.
  const shift = site.range.start - 1;
  const positional = call.arguments.filter((argument) => argument.name === null);
  const given = call.arguments.find((argument) => argument.name === name) ?? positional[position];
  if (given !== undefined) {
    if (from === 'constant' && given.value.kind !== 'constant') return null;
    return { path: site.file.path, start: shift + given.value.start, end: shift + given.value.end, text: value };
  }
  const last = call.arguments.at(-1);
  if (from === 'constant' || last === undefined) return null;
  const end = shift + last.end;
  return { path: site.file.path, start: end, end, text: `, ${name}=${value}` };
}
