/**
 * Signatures of native functions as text: `pad(input, pad, mode='constant', value=None)`, as Python writes them.
 *
 * Defaults are Python literals; what is no literal (`<no value>`, `torch.float32`) is an unknown value. Annotations are
 * skipped. Calls are bound as CPython binds them, and refused in its words.
 */
import type { Parameter } from '../syntax/ir';
import { fail } from './exception';
import type { Machine } from './machine';
import { bool, dict, ellipsis, float, int, keyOf, list, native, none, str, tuple, unknown } from './value';
import type { CallArguments, ClassValue, NativeFunction, Value } from './value';

export interface SignatureParameter {
  readonly name: string;
  readonly kind: Parameter['kind'];
  /** Null for a parameter that must be given. */
  readonly default: Value | null;
}

export interface Signature {
  /** What error messages call the function. */
  readonly name: string;
  readonly parameters: readonly SignatureParameter[];
  readonly positions: ReadonlyMap<string, number>;
}

/** The values of the parameters of one call. */
export interface BoundArguments {
  /** The parameter's value: what was given, or its default. */
  readonly get: (name: string) => Value;
  /** Whether the call gave the parameter a value. */
  readonly has: (name: string) => boolean;
}

/** A signature of parameters that are made, not parsed. */
export function makeSignature(name: string, parameters: readonly SignatureParameter[]): Signature {
  return { name, parameters, positions: new Map(parameters.map((parameter, index) => [parameter.name, index])) };
}

/** Parses a signature. Throws where the text is none: signatures are ours, so that is a mistake of this program. */
export function parseSignature(text: string): Signature {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open < 0 || close < open) throw new Error(`not a signature: ${text}`);
  const parameters: SignatureParameter[] = [];
  let kind: SignatureParameter['kind'] = 'positional';
  for (const part of splitTop(text.slice(open + 1, close), ',')) {
    if (part === '/') {
      for (const [index, parameter] of parameters.entries()) parameters[index] = { ...parameter, kind: 'positional-only' };
    } else if (part === '*') {
      kind = 'keyword-only';
    } else if (part.startsWith('**')) {
      parameters.push({ name: nameIn(part.slice(2), text), kind: 'var-keyword', default: null });
    } else if (part.startsWith('*')) {
      parameters.push({ name: nameIn(part.slice(1), text), kind: 'var-positional', default: null });
      kind = 'keyword-only';
    } else {
      const [name = '', ...rest] = splitTop(part, '=');
      parameters.push({ name: nameIn(name, text), kind, default: rest.length === 0 ? null : parseLiteral(rest.join('=')) });
    }
  }
  const names = new Set(parameters.map((parameter) => parameter.name));
  if (names.size !== parameters.length) throw new Error(`a parameter is named twice: ${text}`);
  return makeSignature(shownName(text.slice(0, open).trim()), parameters);
}

/** The parameter's name, without its annotation. */
function nameIn(part: string, text: string): string {
  const [name = ''] = part.split(':');
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name.trim())) throw new Error(`'${part}' is no parameter: ${text}`);
  return name.trim();
}

/** `torch.nn.Conv2d.__init__` is `Conv2d.__init__` in messages, `torch.nn.functional.pad` is `pad`. */
function shownName(path: string): string {
  const parts = path.split('.');
  const isMethod = /^[A-Z]/.test(parts.at(-2) ?? '');
  return parts.slice(isMethod ? -2 : -1).join('.');
}

/** Splits at a character outside brackets and quotes; empty parts are dropped. */
function splitTop(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (character === "'" || character === '"') quote = character;
    else if ('([{<'.includes(character)) depth += 1;
    else if (')]}'.includes(character) || (character === '>' && text.charAt(at - 1) !== '-')) depth -= 1;
    else if (character === separator && depth === 0) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts.filter((part) => part !== '');
}

const words: Readonly<Partial<Record<string, Value>>> = { None: none, True: bool(true), False: bool(false), '...': ellipsis, Ellipsis: ellipsis };

const escapes: Readonly<Partial<Record<string, string>>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

/** The value of a Python literal; unknown for any other text. */
export function parseLiteral(source: string): Value {
  const text = source.trim();
  const word = words[text];
  if (word !== undefined) return word;
  if (/^[+-]?\d[\d_]*$/.test(text)) return int(Number(text.replaceAll('_', '')));
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return float(Number(text));
  const quoted = /^(['"])(.*)\1$/s.exec(text)?.[2];
  if (quoted !== undefined) return str(quoted.replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character));
  const inner = text.slice(1, -1);
  if (text.startsWith('[') && text.endsWith(']')) return list(splitTop(inner, ',').map(parseLiteral));
  if (text === '{}') return dict();
  if (text.startsWith('(') && text.endsWith(')')) {
    const items = splitTop(inner, ',');
    const [only] = items;
    return items.length === 1 && only !== undefined && !inner.trimEnd().endsWith(',') ? parseLiteral(only) : tuple(items.map(parseLiteral));
  }
  return unknown;
}

/** The value of each parameter by position, and which of them were given. Raises TypeError as CPython would. */
function bindValues(signature: Signature, args: CallArguments): { readonly values: readonly Value[]; readonly given: ReadonlySet<number> } {
  const { parameters, positions, name } = signature;
  const values = new Array<Value | undefined>(parameters.length).fill(undefined);
  const given = new Set<number>();
  const collector = parameters.findIndex((parameter) => parameter.kind === 'var-keyword');
  const takes = parameters.filter((parameter) => parameter.kind === 'positional' || parameter.kind === 'positional-only').length;
  for (const [index, value] of args.positional.slice(0, takes).entries()) {
    values[index] = value;
    given.add(index);
  }
  const extra = dict();
  extra.open = args.open;
  const misplaced: string[] = [];
  for (const [key, value] of args.keyword) {
    const at = positions.get(key);
    const parameter = at === undefined ? undefined : parameters[at];
    if (at === undefined || parameter === undefined || parameter.kind === 'positional-only' || parameter.kind.startsWith('var')) {
      if (collector >= 0) extra.entries.set(keyOf(str(key)) ?? key, { key: str(key), value });
      else if (parameter?.kind === 'positional-only') misplaced.push(key);
      else fail('TypeError', `${name}() got an unexpected keyword argument '${key}'`);
    } else if (given.has(at)) fail('TypeError', `${name}() got multiple values for argument '${key}'`);
    else {
      values[at] = value;
      given.add(at);
    }
  }
  if (misplaced.length > 0) fail('TypeError', `${name}() got some positional-only arguments passed as keyword arguments: '${misplaced.join(', ')}'`);
  const surplus = args.positional.slice(takes);
  const star = parameters.findIndex((parameter) => parameter.kind === 'var-positional');
  if (star >= 0) {
    values[star] = args.open ? tuple([], unknown) : tuple(surplus);
    if (surplus.length > 0) given.add(star);
  } else if (surplus.length > 0) failSurplus(signature, args, takes);
  if (collector >= 0) {
    values[collector] = extra;
    if (extra.entries.size > 0) given.add(collector);
  }
  const missing: SignatureParameter[] = [];
  const bound = values.map((value, index) => {
    const parameter = parameters[index];
    if (value !== undefined || parameter === undefined) return value ?? unknown;
    if (args.open) return unknown;
    if (parameter.default === null) missing.push(parameter);
    return parameter.default ?? unknown;
  });
  if (missing.length > 0) failMissing(name, missing);
  return { values: bound, given };
}

function failSurplus(signature: Signature, args: CallArguments, takes: number): never {
  const needed = signature.parameters.filter((parameter) => parameter.kind.startsWith('positional') && parameter.default === null).length;
  const count = args.positional.length;
  const named = [...args.keyword.keys()].filter((key) => signature.parameters[signature.positions.get(key) ?? -1]?.kind === 'keyword-only').length;
  const range = needed < takes ? `from ${String(needed)} to ${String(takes)}` : String(takes);
  const given =
    named > 0
      ? `${String(count)} positional argument${count === 1 ? '' : 's'} (and ${String(named)} keyword-only argument${named === 1 ? '' : 's'}) were`
      : `${String(count)} ${count === 1 ? 'was' : 'were'}`;
  return fail('TypeError', `${signature.name}() takes ${range} positional argument${needed === takes && takes === 1 ? '' : 's'} but ${given} given`);
}

function failMissing(name: string, missing: readonly SignatureParameter[]): never {
  const positional = missing.filter((parameter) => parameter.kind !== 'keyword-only');
  const shown = (positional.length > 0 ? positional : missing).map((parameter) => `'${parameter.name}'`);
  const last = shown.pop() ?? '';
  const names = shown.length === 0 ? last : `${shown.join(', ')}${shown.length > 1 ? ',' : ''} and ${last}`;
  const sort = positional.length > 0 ? 'positional' : 'keyword-only';
  return fail('TypeError', `${name}() missing ${String(shown.length + 1)} required ${sort} argument${shown.length === 0 ? '' : 's'}: ${names}`);
}

/**
 * Binds the arguments of a call to the parameters, by name: defaults filled in, `*args` as a tuple, `**kwargs` as a dict.
 * Raises TypeError as CPython would. Where star arguments are not known, parameters without a value are unknown.
 */
export function bindSignature(signature: Signature, args: CallArguments): Map<string, Value> {
  const { values } = bindValues(signature, args);
  return new Map(signature.parameters.map((parameter, index) => [parameter.name, values[index] ?? unknown]));
}

/** Binds the arguments of a call; without the map that `bindSignature` makes. */
export function bindArguments(signature: Signature, args: CallArguments): BoundArguments {
  const { values, given } = bindValues(signature, args);
  const at = (name: string): number => {
    const position = signature.positions.get(name);
    if (position === undefined) throw new Error(`${signature.name} has no parameter ${name}`);
    return position;
  };
  return { get: (name) => values[at(name)] ?? unknown, has: (name) => given.has(at(name)) };
}

/** A native function by its signature. */
export function defineNative(text: string, run: (machine: Machine, args: BoundArguments) => Value): NativeFunction {
  const signature = parseSignature(text);
  return native(signature.name, (machine, args) => run(machine, bindArguments(signature, args)));
}

/** What native functions of a module do, by signature. */
export type NativeTable = Readonly<Record<string, (machine: Machine, args: BoundArguments) => Value>>;

/** Native functions by name, from a table by signature. */
export function defineNatives(table: NativeTable): ReadonlyMap<string, NativeFunction> {
  const made = Object.entries(table).map(([text, run]) => defineNative(text, run));
  return new Map(made.map((one) => [one.name, one]));
}

/** Methods by signature, without their `self`. */
export type MethodTable<T> = Readonly<Record<string, (machine: Machine, self: T, args: BoundArguments) => Value>>;

/** Gives a class native methods for values of one kind; on any other value they tell nothing. */
export function addMethods<K extends Value['kind']>(type: ClassValue, kind: K, methods: MethodTable<Extract<Value, { readonly kind: K }>>): void {
  const isOfKind = (value: Value | undefined): value is Extract<Value, { readonly kind: K }> => value?.kind === kind;
  for (const [text, run] of Object.entries(methods)) {
    const signature = parseSignature(text);
    type.attributes.set(
      signature.name,
      native(signature.name, (machine, args) => {
        const [self, ...rest] = args.positional;
        if (!isOfKind(self)) return unknown;
        return run(machine, self, bindArguments(signature, { ...args, positional: rest }));
      }),
    );
  }
}
