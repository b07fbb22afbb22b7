/** Reads sizes, as `format` writes them and as Python does. */
import { add, mul, neg, pow, sub, symbol } from './expr';
import { ceilDiv, floorDiv, mod } from './divide';
import { max, min } from './extremum';
import type { Dim } from './expr';

const TOKEN = /\s*(\d+|[\p{L}_][\p{L}\p{N}_.]*|\/\/|\*\*|[-+*/%(),⌊⌋⌈⌉?])/uy;

const PRODUCTS: Readonly<Record<string, (a: Dim, b: Dim) => Dim>> = { '*': mul, '//': floorDiv, '%': mod };
const ROUNDED: Readonly<Record<string, { close: string; divide: (a: Dim, b: Dim) => Dim }>> = {
  '⌊': { close: '⌋', divide: floorDiv },
  '⌈': { close: '⌉', divide: ceilDiv },
  floor: { close: ')', divide: floorDiv },
  ceil: { close: ')', divide: ceilDiv },
};
const EXTREMUMS: Readonly<Record<string, (a: Dim, b: Dim) => Dim>> = { max, min };

/** The size that the text describes, e.g. `H//2`, `(H - 1)//2 + 1`, `ceil(H/2)`, `max(H, 3)`; throws an Error if it is none. */
export function parse(text: string): Dim {
  const tokens = tokensOf(text);
  let position = 0;

  const refuse = (): never => {
    const found = tokens[position];
    throw new Error(`'${text}' is not a dimension: unexpected ${found === undefined ? 'end' : `'${found}'`}`);
  };
  const take = (...wanted: readonly string[]): string | undefined => {
    const token = tokens[position];
    if (token === undefined || !wanted.includes(token)) return undefined;
    position += 1;
    return token;
  };
  const expect = (wanted: string): void => {
    if (take(wanted) === undefined) refuse();
  };

  const parseSum = (): Dim => {
    let result = parseProduct();
    for (let sign = take('+', '-'); sign !== undefined; sign = take('+', '-')) {
      result = (sign === '+' ? add : sub)(result, parseProduct());
    }
    return result;
  };

  const parseProduct = (): Dim => {
    // A leading minus is kept back over the factors, so that their product has the same form as without it.
    let isNegative = take('-') !== undefined;
    let result = parsePower();
    for (let operator = take('*', '//', '%'); operator !== undefined; operator = take('*', '//', '%')) {
      if (operator !== '*' && isNegative) {
        result = neg(result);
        isNegative = false;
      }
      const right = take('-') === undefined ? parsePower() : neg(parsePower());
      result = PRODUCTS[operator]?.(result, right) ?? null;
    }
    return isNegative ? neg(result) : result;
  };

  const parsePower = (): Dim => {
    const base = parseAtom();
    if (take('**') === undefined) return base;
    const exponent = parseAtom();
    return typeof exponent === 'number' ? pow(base, exponent) : refuse();
  };

  const parseRounded = ({ close, divide }: { close: string; divide: (a: Dim, b: Dim) => Dim }): Dim => {
    const numerator = parseProduct();
    expect('/');
    const result = divide(numerator, parsePower());
    expect(close);
    return result;
  };

  const parseAtom = (): Dim => {
    const token = tokens[position] ?? refuse();
    position += 1;
    if (/^\d/.test(token)) return Number.isSafeInteger(Number(token)) ? Number(token) : null;
    if (token === '?') return null;
    if (token === '(') {
      const result = parseSum();
      expect(')');
      return result;
    }
    const isName = /^[\p{L}_]/u.test(token);
    if (isName && take('(') === undefined) return symbol(token);
    const rounded = ROUNDED[token];
    if (rounded !== undefined) return parseRounded(rounded);
    const extremum = EXTREMUMS[token];
    if (extremum !== undefined) {
      let result = parseSum();
      while (take(',') !== undefined) result = extremum(result, parseSum());
      expect(')');
      return result;
    }
    position -= isName ? 2 : 1;
    return refuse();
  };

  const result = parseSum();
  return position === tokens.length ? result : refuse();
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const trimmed = text.trimEnd();
  for (let end = 0; end < trimmed.length; end = TOKEN.lastIndex) {
    TOKEN.lastIndex = end;
    const token = TOKEN.exec(trimmed)?.[1];
    if (token === undefined) throw new Error(`'${text}' is not a dimension: unexpected '${trimmed.slice(end).trim().charAt(0)}'`);
    tokens.push(token);
  }
  return tokens;
}
