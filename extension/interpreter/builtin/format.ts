/** Text from values: format specifications (f-strings, `format`, `str.format`) and `%`. */
import { isConcrete } from '../../../kernels/dims/dim';
import { findAttribute } from '../attribute';
import { classOf } from '../class';
import { fail } from '../exception';
import { getItem } from '../item';
import { iterate } from '../iterate';
import type { Machine } from '../machine';
import { repr, text } from '../operator';
import { bind, callSpecial } from '../special';
import { float, int, str, unknownStr } from '../value';
import type { CallArguments, StrValue, Value } from '../value';

interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly isAlternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | null;
  readonly type: string;
}

const specPattern = /^(?:(.)?([<>=^]))?([+\- ])?z?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;

function parseSpec(source: string): Spec {
  const match = specPattern.exec(source);
  if (match === null) return fail('ValueError', 'Invalid format specifier');
  const [, fill, align, sign, alternate, zero, width, grouping, precision, type] = match;
  return {
    fill: fill ?? (zero === undefined ? ' ' : '0'),
    align: align ?? (zero === undefined ? '' : '='),
    sign: sign ?? '-',
    isAlternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping: grouping ?? '',
    precision: precision === undefined ? null : Number(precision),
    type: type ?? '',
  };
}

/** `format(value, spec)`; null when the text is not known. Raises ValueError for what the value's type cannot do. */
export function formatValue(machine: Machine, value: Value, spec: string): string | null {
  if (value.kind === 'instance' || value.kind === 'object') {
    if (bind(machine, value, '__format__') !== null) {
      const custom = callSpecial(machine, value, '__format__', str(spec));
      return custom?.kind === 'str' ? custom.value : null;
    }
  }
  if (spec === '') return text(machine, value);
  // A specification with fields in it (`{x:{width}}`), or one whose width nobody has room for.
  if (spec.includes('{') || /\d{6}/.test(spec)) return null;
  switch (value.kind) {
    case 'str': {
      const parsed = parseSpec(spec);
      if (parsed.type !== '' && parsed.type !== 's') return failType(parsed.type, 'str');
      if (value.value === null) return null;
      const shown = parsed.precision === null ? value.value : Array.from(value.value).slice(0, parsed.precision).join('');
      return pad(shown, parsed, '<');
    }
    case 'int':
      return isConcrete(value.value) ? formatInt(machine, value.value, parseSpec(spec)) : null;
    case 'bool':
      return value.value === null ? null : formatInt(machine, Number(value.value), parseSpec(spec));
    case 'float':
      return value.value === null ? null : formatFloat(machine, value.value, parseSpec(spec));
    default:
      if (value.kind === 'unknown' || value.kind === 'instance' || value.kind === 'object') return null;
      return fail('TypeError', `unsupported format string passed to ${classOf(value)?.name ?? 'object'}.__format__`);
  }
}

function failType(type: string, of: string): never {
  return fail('ValueError', `Unknown format code '${type}' for object of type '${of}'`);
}

function pad(shown: string, spec: Spec, align: string): string {
  const missing = spec.width - Array.from(shown).length;
  if (missing <= 0) return shown;
  const chosen = spec.align === '' || spec.align === '=' ? align : spec.align;
  const before = chosen === '<' ? 0 : chosen === '>' ? missing : Math.floor(missing / 2);
  return spec.fill.repeat(before) + shown + spec.fill.repeat(missing - before);
}

/** Sign, prefix and digits put together: grouped, and padded between sign and digits where asked. */
function assemble(isNegative: boolean, prefix: string, digits: string, spec: Spec, group = 3): string {
  const sign = isNegative ? '-' : spec.sign === '-' ? '' : spec.sign;
  const [, whole = '', tail = ''] = /^([0-9a-zA-Z]*?)((?:[.eE%].*)?)$/s.exec(digits) ?? [];
  const isHex = group === 4;
  const body = isHex ? digits : whole;
  const rest = isHex ? '' : tail;
  const grouped = (source: string): string => {
    if (spec.grouping === '') return source;
    const parts: string[] = [];
    for (let end = source.length; end > 0; end -= group) parts.unshift(source.slice(Math.max(0, end - group), end));
    return parts.join(spec.grouping);
  };
  if (spec.align !== '=') return pad(sign + prefix + grouped(body) + rest, spec, '>');
  let filled = body;
  const widthOf = (source: string): number => sign.length + prefix.length + grouped(source).length + rest.length;
  if (spec.fill === '0') {
    while (widthOf(filled) < spec.width) filled = `0${filled}`;
    return sign + prefix + grouped(filled) + rest;
  }
  return sign + prefix + spec.fill.repeat(Math.max(0, spec.width - widthOf(body))) + grouped(body) + rest;
}

function formatInt(machine: Machine, value: number, spec: Spec): string {
  const size = Math.abs(value);
  switch (spec.type) {
    case '':
    case 'd':
    case 'n':
      if (spec.precision !== null) return fail('ValueError', 'Precision not allowed in integer format specifier');
      return assemble(value < 0, '', String(size), spec);
    case 'b':
    case 'o':
    case 'x':
    case 'X': {
      const digits = size.toString(spec.type === 'b' ? 2 : spec.type === 'o' ? 8 : 16);
      const shown = spec.type === 'X' ? digits.toUpperCase() : digits;
      return assemble(value < 0, spec.isAlternate ? `0${spec.type}` : '', shown, spec, 4);
    }
    case 'c':
      return pad(String.fromCodePoint(size), spec, '<');
    case 's':
      return failType('s', 'int');
    default:
      return formatFloat(machine, value, spec, 'int');
  }
}

function formatFloat(machine: Machine, value: number, spec: Spec, of = 'float'): string {
  const isNegative = value < 0 || Object.is(value, -0);
  const size = Math.abs(value);
  const upper = (shown: string): string => (/[EFG]/.test(spec.type) ? shown.toUpperCase() : shown);
  if (!Number.isFinite(value)) {
    const shown = Number.isNaN(value) ? 'nan' : 'inf';
    const zeroFree = { ...spec, fill: spec.align === '=' && spec.fill === '0' ? ' ' : spec.fill, align: spec.align === '=' ? '>' : spec.align };
    return assemble(value < 0, '', `${upper(shown)}${spec.type === '%' ? '%' : ''}`, zeroFree);
  }
  switch (spec.type) {
    case '':
      return assemble(isNegative, '', spec.precision === null ? (repr(machine, float(size)) ?? '') : general(size, spec.precision, false, true), spec);
    case 'f':
    case 'F':
      return assemble(isNegative, '', fixed(size, spec.precision ?? 6), spec);
    case 'e':
    case 'E':
      return assemble(isNegative, '', upper(exponential(size, spec.precision ?? 6)), spec);
    case 'g':
    case 'G':
    case 'n':
      return assemble(isNegative, '', upper(general(size, spec.precision ?? 6, spec.isAlternate, false)), spec);
    case '%':
      return assemble(isNegative, '', `${fixed(size * 100, spec.precision ?? 6)}%`, spec);
    default:
      return failType(spec.type, of);
  }
}

/** Fixed-point digits of a number that is not negative; exact ties go to the even digit, as in C. */
export function fixed(size: number, precision: number): string {
  if (size >= 1e21) return BigInt(size).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '');
  const scaled = size * 10 ** precision;
  const below = Math.floor(scaled);
  if (scaled < 2 ** 52 && scaled - below === 0.5 && below % 2 === 0 && scaled / 10 ** precision === size && Number.isInteger(size * 2 ** (precision + 1))) {
    return (below / 10 ** precision).toFixed(precision);
  }
  return size.toFixed(Math.min(precision, 100));
}

function exponential(size: number, precision: number): string {
  return size.toExponential(Math.min(precision, 100)).replace(/e([+-])(\d)$/, 'e$10$2');
}

/** C's `%g`: fixed or exponential by size, trailing zeros dropped. */
function general(size: number, precision: number, keepsZeros: boolean, addsDot: boolean): string {
  const digits = Math.max(precision, 1);
  const scientific = exponential(size, digits - 1);
  const exponent = Number(scientific.slice(scientific.indexOf('e') + 1));
  if (size !== 0 && (exponent < -4 || exponent >= (addsDot ? digits - 1 : digits))) {
    const [mantissa = '', power = ''] = scientific.split('e');
    return `${keepsZeros ? mantissa : dropZeros(mantissa)}e${power}`;
  }
  const shown = fixed(size, Math.max(0, digits - 1 - (size === 0 ? 0 : exponent)));
  const short = keepsZeros ? shown : dropZeros(shown);
  return addsDot && !short.includes('.') ? `${short}.0` : short;
}

function dropZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

/** `str.format` */
export function formatFields(machine: Machine, template: string, args: CallArguments): string | null {
  let automatic = 0;
  const fieldValue = (path: string): Value | null => {
    const [, head = '', tail = ''] = /^([^.[]*)(.*)$/s.exec(path) ?? [];
    const key = head === '' ? String(automatic++) : head;
    const isNumber = /^\d+$/.test(key);
    let value = isNumber ? args.positional[Number(key)] : args.keyword.get(key);
    if (value === undefined) {
      if (args.open) return null;
      return isNumber ? fail('IndexError', `Replacement index ${key} out of range for positional args tuple`) : fail('KeyError', `'${key}'`);
    }
    for (const [, attribute, index] of tail.matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)) {
      if (attribute !== undefined) value = findAttribute(machine, value, attribute) ?? fail('AttributeError', `no attribute '${attribute}'`);
      else value = getItem(machine, value, /^\d+$/.test(index ?? '') ? int(Number(index)) : str(index ?? ''));
    }
    return value;
  };
  const fill = (source: string): string | null => {
    let result: string | null = '';
    const put = (part: string | null): void => {
      result = result === null || part === null ? null : result + part;
    };
    for (let at = 0; at < source.length; at += 1) {
      const character = source.charAt(at);
      if ((character === '{' || character === '}') && source.charAt(at + 1) === character) {
        put(character);
        at += 1;
      } else if (character === '{') {
        const end = closing(source, at);
        put(field(source.slice(at + 1, end)));
        at = end;
      } else if (character === '}') fail('ValueError', "Single '}' encountered in format string");
      else put(character);
    }
    return result;
  };
  const field = (source: string): string | null => {
    const [, path = '', conversion = '', spec = ''] = /^([^!:]*)(?:!([rsa]))?(?::(.*))?$/s.exec(source) ?? [];
    const value = fieldValue(path);
    const filled = spec.includes('{') ? fill(spec) : spec;
    if (value === null || filled === null) return null;
    const converted = conversion === '' ? value : str(conversion === 's' ? text(machine, value) : repr(machine, value));
    return formatValue(machine, converted, filled);
  };
  return fill(template);
}

/** Where the field that opens at an offset closes. */
function closing(source: string, open: number): number {
  let depth = 0;
  for (let at = open; at < source.length; at += 1) {
    if (source.charAt(at) === '{') depth += 1;
    if (source.charAt(at) === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return fail('ValueError', open === source.length - 1 ? "Single '{' encountered in format string" : "expected '}' before end of string");
}

/** `format % args`. */
export function formatPercent(machine: Machine, format: StrValue, args: Value): Value {
  if (format.value === null || format.isBytes) return unknownStr;
  const given = args.kind === 'tuple' ? iterate(machine, args) : { items: [args], rest: null };
  let position = 0;
  const seen = { isMissing: false, isKnown: true, usesNames: false };
  const take = (): Value => {
    const value = given.items[position];
    position += 1;
    if (value === undefined) seen.isMissing = true;
    return value ?? unknownStr;
  };
  const shown = format.value.replace(
    /%(?:\(([^)]*)\))?([#0\- +]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?(.)/gs,
    (_, name: string | undefined, flags: string, width: string | undefined, precision: string | undefined, type: string) => {
      if (type === '%') return '%';
      const number = (source: string | undefined): number | null => {
        if (source !== '*') return source === undefined ? null : Number(source);
        const value = take();
        return value.kind === 'int' && isConcrete(value.value) ? value.value : null;
      };
      const wide = number(width);
      const precise = number(precision);
      if (name !== undefined) seen.usesNames = true;
      const result = percentField(machine, name === undefined ? take() : getItem(machine, args, str(name)), flags, wide ?? 0, precise, type);
      if (result === null) seen.isKnown = false;
      return result ?? '';
    },
  );
  if (given.rest !== null) return unknownStr;
  if (seen.isMissing) return fail('TypeError', 'not enough arguments for format string');
  if (!seen.usesNames && position < given.items.length && (args.kind === 'tuple' || !['dict', 'list', 'unknown', 'instance', 'object'].includes(args.kind))) {
    return fail('TypeError', 'not all arguments converted during string formatting');
  }
  return str(seen.isKnown ? shown : null);
}

function percentField(machine: Machine, value: Value, flags: string, width: number, precision: number | null, type: string): string | null {
  const isLeft = flags.includes('-');
  const spec: Spec = {
    fill: flags.includes('0') && !isLeft ? '0' : ' ',
    align: isLeft ? '<' : flags.includes('0') ? '=' : '>',
    sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '-',
    isAlternate: flags.includes('#'),
    width,
    grouping: '',
    precision,
    type: type === 'i' || type === 'u' ? 'd' : type,
  };
  if (type === 's' || type === 'r' || type === 'a') {
    const shown = type === 's' ? text(machine, value) : repr(machine, value);
    return shown === null ? null : pad(precision === null ? shown : shown.slice(0, precision), { ...spec, fill: ' ' }, '>');
  }
  const number = value.kind === 'bool' ? (value.value === null ? null : Number(value.value)) : value.kind === 'int' || value.kind === 'float' ? value.value : undefined;
  if (number === undefined) {
    if (type === 'c' && value.kind === 'str') return value.value;
    if (value.kind === 'str' || value.kind === 'none' || value.kind === 'list' || value.kind === 'dict') {
      const wanted = 'eEfFgG'.includes(type) ? `must be real number, not ${classOf(value)?.name ?? ''}` : `%${type} format: a real number is required, not ${classOf(value)?.name ?? ''}`;
      return fail('TypeError', wanted);
    }
    return null;
  }
  if (!isConcrete(number)) return null;
  if ('eEfFgG'.includes(type)) return formatFloat(machine, number, spec);
  const whole = Math.trunc(number);
  if (spec.type === 'd' && precision !== null) return assemble(whole < 0, '', String(Math.abs(whole)).padStart(precision, '0'), { ...spec, precision: null });
  return formatInt(machine, whole, { ...spec, precision: null });
}
