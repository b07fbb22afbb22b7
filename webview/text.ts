/** Numbers, shapes and arguments as people read and write them. */
import type { SceneDatum } from '../extension/protocol/scene';

/** A number in few digits. */
export function numberText(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e6) return value.toExponential(Math.max(0, digits - 2)).replace('e+', 'e').replace('-', '−').replace('e-', 'e−');
  // Digits before the point are never made up.
  return String(size >= 10 ** digits ? Math.round(value) : Number(value.toPrecision(digits))).replace('-', '−');
}

/** A count with its thousands apart. */
export function countText(value: number): string {
  return value.toLocaleString('en-US');
}

export function shapeText(shape: readonly (number | string | null)[]): string {
  return `[${shape.map((size) => size ?? '?').join(', ')}]`;
}

/** Bytes in the unit that fits. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Milliseconds in few digits. */
export function timeText(milliseconds: number): string {
  return milliseconds < 0.1 ? `${(milliseconds * 1000).toFixed(0)} µs` : `${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`;
}

/** An argument as Python writes it. */
export function pythonText(value: SceneDatum): string {
  switch (value.kind) {
    case 'int':
      return String(value.value ?? '?');
    case 'float':
      return floatText(value.value);
    case 'bool':
      return value.value === null ? '?' : value.value ? 'True' : 'False';
    case 'str':
      return value.value === null ? '?' : `'${value.value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    case 'none':
      return 'None';
    case 'list': {
      const items = (value.items ?? []).map(pythonText);
      return items.length === 1 ? `(${items[0] ?? ''},)` : `(${items.join(', ')})`;
    }
    default:
      return '?';
  }
}

function floatText(value: number | string | null): string {
  if (value === null) return '?';
  if (typeof value === 'string') return `float('${value === 'Infinity' ? 'inf' : value === '-Infinity' ? '-inf' : 'nan'}')`;
  return Number.isInteger(value) ? `${String(value)}.0` : String(value);
}

/** An argument as JavaScript writes it. */
export function scriptText(value: SceneDatum): string {
  switch (value.kind) {
    case 'int':
    case 'float':
      return String(value.value ?? '?');
    case 'bool':
      return String(value.value ?? '?');
    case 'str':
      return value.value === null ? '?' : `'${value.value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    case 'none':
      return 'null';
    case 'list':
      return `[${(value.items ?? []).map(scriptText).join(', ')}]`;
    default:
      return '?';
  }
}

const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Reads what was entered for a parameter; null where it says nothing. */
export function readArgument(text: string): SceneDatum | null {
  const trimmed = text.trim();
  if (/^(none|null)?$/i.test(trimmed)) return { kind: 'none' };
  if (/^(true|false)$/i.test(trimmed)) return { kind: 'bool', value: /^true$/i.test(trimmed) };
  if (/^[+-]?\d+$/.test(trimmed)) return { kind: 'int', value: Number(trimmed) };
  if (number.test(trimmed)) return { kind: 'float', value: Number(trimmed) };
  if (/^[+-]?inf(inity)?$/i.test(trimmed)) return { kind: 'float', value: trimmed.startsWith('-') ? '-Infinity' : 'Infinity' };
  if (/^[[(].*[\])]$/.test(trimmed) || trimmed.includes(',')) {
    const inner = trimmed.replace(/^[[(]/, '').replace(/[\])]$/, '').replace(/,\s*$/, '');
    const items = inner.trim() === '' ? [] : inner.split(',').map(readArgument);
    return items.every((item) => item !== null) ? { kind: 'list', items } : null;
  }
  const quoted = /^(['"])(.*)\1$/.exec(trimmed);
  return /^[\w-]+$/.test(quoted?.[2] ?? trimmed) ? { kind: 'str', value: quoted?.[2] ?? trimmed } : null;
}

/** Reads numbers with anything usual between them; null where something is not a number. */
export function readNumbers(text: string): readonly number[] | null {
  const words = text.split(/[\s,[\]()]+/).filter((word) => word !== '');
  const numbers = words.map((word) => (/^[+-]?(inf|nan)$/i.test(word) ? Number(word.replace(/inf/i, 'Infinity').replace(/nan/i, 'NaN')) : number.test(word) ? Number(word) : null));
  return numbers.every((one) => one !== null) ? numbers : null;
}
