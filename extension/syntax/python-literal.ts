import type { Constant, Malformed, Range } from './ir';
import type { SyntaxNode } from './syntax-node';

/** The range of a node alone. */
export function rangeOf({ start, end }: Range): Range {
  return { start, end };
}

/** An expression that could not be understood. */
export function malformed({ start, end }: Range): Malformed {
  return { kind: 'malformed', start, end };
}

/** Lowers an integer, float or complex number. */
export function lowerNumber(node: SyntaxNode): Constant {
  const text = node.text.replaceAll('_', '').toLowerCase();
  const range = rangeOf(node);
  if (text.endsWith('j')) return { kind: 'constant', ...range, type: 'complex' };
  const value = Number(text);
  if (node.type === 'float') return { kind: 'constant', ...range, type: 'float', value };
  return { kind: 'constant', ...range, type: 'int', value: Number.isSafeInteger(value) ? value : null };
}

/** The prefix of a string literal, from its opening token such as `rb"""`. */
export interface StringPrefix {
  readonly isRaw: boolean;
  readonly isBytes: boolean;
  /** An f-string or a template string: `{...}` holds an expression. */
  readonly isTemplate: boolean;
}

/** Reads the prefix of a `string` node. */
export function stringPrefix(node: SyntaxNode): StringPrefix {
  const letters = (node.ofType('string_start')?.text ?? '').toLowerCase();
  return { isRaw: letters.includes('r'), isBytes: letters.includes('b'), isTemplate: letters.includes('f') || letters.includes('t') };
}

/** The value of literal text inside quotes. */
export function stringValue(text: string, prefix: StringPrefix): string {
  // Python reads every line end of a source file as \n.
  const lines = text.replace(/\r\n?/g, '\n');
  const unescaped = prefix.isRaw ? lines : decodeEscapes(lines, prefix.isBytes);
  return prefix.isTemplate ? unescaped.replace(/\{\{|\}\}/g, (braces) => braces.charAt(0)) : unescaped;
}

const singleEscapes = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['\n', ''],
]);

const escape = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g;

/** Decodes backslash escapes; an unknown one stays as it is, as do `\N{...}` and, in bytes, `\u`. */
function decodeEscapes(text: string, isBytes: boolean): string {
  if (!text.includes('\\')) return text;
  return text.replace(escape, (whole: string, hex?: string, short?: string, long?: string, octal?: string, single?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    if (single !== undefined) return singleEscapes.get(single) ?? whole;
    const code = Number.parseInt(short ?? long ?? '', 16);
    return isBytes || Number.isNaN(code) || code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}
