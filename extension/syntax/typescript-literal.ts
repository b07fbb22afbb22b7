import type { Constant, Expression, Template } from './ir';
import { malformed, rangeOf } from './python-literal';
import type { PropertyKey, RegularExpression } from './script-ir';
import type { SyntaxNode } from './syntax-node';

/** Lowers a number: one without a fraction is an int, however it is written; a bigint is not known. */
export function lowerScriptNumber(node: SyntaxNode): Expression {
  const text = node.text.replaceAll('_', '');
  const range = rangeOf(node);
  if (/^0\d+$/.test(text)) return { kind: 'constant', ...range, type: 'int', value: Number.parseInt(text, /[89]/.test(text) ? 10 : 8) };
  const value = Number(text);
  if (Number.isNaN(value)) return malformed(node);
  return Number.isSafeInteger(value) ? { kind: 'constant', ...range, type: 'int', value } : { kind: 'constant', ...range, type: 'float', value };
}

/** Lowers a string in quotes. */
export function lowerScriptString(node: SyntaxNode): Constant {
  return { kind: 'constant', ...rangeOf(node), type: 'str', value: unescaped(node.text.slice(1, -1)) };
}

const escapes: Readonly<Partial<Record<string, string>>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0', '\n': '', '\r\n': '', '\u2028': '', '\u2029': '' };

/** What the text between quotes stands for. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\}|(\r\n|[^]))/g, (_, hex?: string, short?: string, long?: string, single?: string) => {
    const code = hex ?? short ?? long;
    if (code === undefined) return escapes[single ?? ''] ?? single ?? '';
    const value = Number.parseInt(code, 16);
    return value > 0x10ffff ? '' : long === undefined ? String.fromCharCode(value) : String.fromCodePoint(value);
  });
}

/** The texts and substitutions of a template string. */
export function templateParts(node: SyntaxNode, lower: (part: SyntaxNode) => Expression, cook = unescaped): Template['parts'] {
  const parts: Template['parts'][number][] = [];
  let at = node.start + 1;
  const text = (end: number): void => {
    if (end > at) parts.push(cook(node.textBetween(at, end).replace(/\r\n?/g, '\n')));
  };
  for (const part of node.children) {
    if (part.type !== 'template_substitution') continue;
    text(part.start);
    const [value] = part.named;
    parts.push({ value: value === undefined || part.isBroken ? malformed(part) : lower(value), conversion: '', format: '' });
    at = part.end;
  }
  text(node.end - 1);
  return parts;
}

/** `/pattern/flags`. */
export function lowerRegex(node: SyntaxNode): RegularExpression {
  return { kind: 'regex', ...rangeOf(node), pattern: node.child('pattern')?.text ?? '', flags: node.child('flags')?.text ?? '' };
}

/** The name of a property, in an object, class or pattern. */
export function lowerKey(node: SyntaxNode | null, lower: (part: SyntaxNode) => Expression): PropertyKey {
  if (node === null) return '';
  switch (node.type) {
    case 'string':
      return unescaped(node.text.slice(1, -1));
    case 'number':
      return String(Number(node.text.replaceAll('_', '')));
    case 'computed_property_name': {
      const [value] = node.named;
      return value === undefined ? malformed(node) : lower(value);
    }
    default:
      return node.text;
  }
}
