/** Numbers, `Math` and what reads numbers from texts. */
import type { Machine } from '../../machine';
import { bool, float, int, native, str, undefinedValue, unknown, unknownBool, unknownFloat, unknownInt, unknownStr } from '../../value';
import type { ClassValue, NativeFunction, Value } from '../../value';
import { addScriptMethods, addStatics, booleanClass, makeObject, numberClass, scriptNative } from '../object';
import type { ScriptMethod } from '../object';
import { knownNumber, number, numberOf, textOf, truth } from '../operator';

/** A function of known numbers; the value for others. */
function calculated(name: string, run: (...args: readonly number[]) => number, otherwise: Value): NativeFunction {
  return scriptNative(name, (machine, ...args) => {
    const known = args.map((value = undefinedValue) => knownNumber(numberOf(machine, value)));
    return known.includes(null) ? otherwise : number(run(...known.filter((value) => value !== null)));
  });
}

/** What rounds a number leaves a whole one as it is, known or not. */
function rounding(name: string, run: (value: number) => number): NativeFunction {
  return scriptNative(name, (machine, value = undefinedValue) => {
    const given = numberOf(machine, value);
    const known = knownNumber(given);
    if (known !== null) return number(run(known));
    return given.kind === 'int' ? given : unknownInt;
  });
}

/** The greatest or least of numbers. */
function extreme(name: 'max' | 'min'): NativeFunction {
  return native(name, (machine, { positional, open }) => {
    const given = positional.map((value) => numberOf(machine, value));
    const known = given.map(knownNumber);
    if (open || known.includes(null)) return given.every((value) => value.kind === 'int') && !open ? unknownInt : given.some((value) => value.kind === 'unknown') || open ? unknown : unknownFloat;
    return number(Math[name](...known.filter((value) => value !== null)));
  });
}

const functions: readonly NativeFunction[] = [
  ...(['floor', 'ceil', 'round', 'trunc'] as const).map((name) => rounding(name, (value) => Math[name](value))),
  extreme('max'), extreme('min'),
  ...(['abs', 'sign'] as const).map((name) => calculated(name, (value = Number.NaN) => Math[name](value), unknown)),
  ...(['sqrt', 'cbrt', 'exp', 'expm1', 'log', 'log2', 'log10', 'log1p', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'fround'] as const).map((name) => calculated(name, (value = Number.NaN) => Math[name](value), unknownFloat)),
  calculated('pow', (x = Number.NaN, y = Number.NaN) => x ** y, unknown),
  calculated('atan2', (y = Number.NaN, x = Number.NaN) => Math.atan2(y, x), unknownFloat),
  calculated('hypot', (...args) => Math.hypot(...args), unknownFloat),
  calculated('imul', (x = 0, y = 0) => Math.imul(x, y), unknownInt),
  native('random', () => unknownFloat),
];

/** `Math`. */
export function makeMath(): Value {
  const constants = (['PI', 'E', 'LN2', 'LN10', 'LOG2E', 'LOG10E', 'SQRT2', 'SQRT1_2'] as const).map((name): [string, Value] => [name, float(Math[name])]);
  return makeObject([...functions.map((made): [string, Value] => [made.name, made]), ...constants]);
}

/** `parseInt`, `parseFloat`, `isNaN`, `isFinite`. */
export const numberFunctions: readonly NativeFunction[] = [
  scriptNative('parseInt', (machine, value = undefinedValue, radix) => {
    if (value.kind === 'int') return value;
    const text = textOf(machine, value);
    const base = radix === undefined || radix.kind === 'undefined' ? undefined : knownNumber(radix);
    return text === null || base === null ? unknownInt : number(Number.parseInt(text, base));
  }),
  scriptNative('parseFloat', (machine, value = undefinedValue) => {
    const text = textOf(machine, value);
    return text === null ? unknownFloat : number(Number.parseFloat(text));
  }),
  scriptNative('isNaN', (machine, value = undefinedValue) => {
    const known = knownNumber(numberOf(machine, value));
    return known === null ? (value.kind === 'int' ? bool(false) : unknownBool) : bool(Number.isNaN(known));
  }),
  scriptNative('isFinite', (machine, value = undefinedValue) => {
    const known = knownNumber(numberOf(machine, value));
    return known === null ? (value.kind === 'int' ? bool(true) : unknownBool) : bool(Number.isFinite(known));
  }),
];

function isNumber(test: (value: number) => boolean, ofInt: boolean) {
  return (_machine: Machine, [value]: readonly Value[]): Value => {
    if (value === undefined || value.kind === 'unknown') return value === undefined ? bool(false) : unknownBool;
    if (value.kind === 'int') return bool(ofInt);
    return value.kind === 'float' ? (value.value === null ? unknownBool : bool(test(value.value))) : bool(false);
  };
}

/** Sets up numbers and booleans. */
export function defineNumbers(): void {
  addScriptMethods(numberClass, {
    toFixed: (machine, self, [digits]) => {
      const value = knownNumber(self);
      const count = digits === undefined ? 0 : knownNumber(numberOf(machine, digits));
      return value === null || count === null || count < 0 || count > 100 ? unknownStr : str(value.toFixed(count));
    },
    toString: ((machine, self, [radix]) => {
      const base = radix === undefined || radix.kind === 'undefined' ? 10 : knownNumber(radix);
      const value = knownNumber(self);
      return value === null || base === null || base < 2 || base > 36 ? str(base === 10 ? textOf(machine, self) : null) : str(value.toString(base));
    }) satisfies ScriptMethod,
    toPrecision: () => unknownStr,
    toExponential: () => unknownStr,
    toLocaleString: () => unknownStr,
    valueOf: ((_machine, self) => self) satisfies ScriptMethod,
  });
  addStatics(numberClass, {
    isInteger: isNumber(Number.isInteger, true),
    isSafeInteger: isNumber(Number.isSafeInteger, true),
    isFinite: isNumber(Number.isFinite, true),
    isNaN: isNumber(Number.isNaN, false),
  });
  for (const made of numberFunctions.slice(0, 2)) numberClass.attributes.set(`static ${made.name}`, made);
  for (const name of ['MAX_SAFE_INTEGER', 'MIN_SAFE_INTEGER', 'MAX_VALUE', 'MIN_VALUE', 'EPSILON', 'POSITIVE_INFINITY', 'NEGATIVE_INFINITY', 'NaN'] as const) {
    numberClass.attributes.set(`static ${name}`, number(Number[name]));
  }
  (numberClass as { construct: ClassValue['construct'] }).construct = (machine, _type, { positional: [value] }) => (value === undefined ? int(0) : numberOf(machine, value));
  addScriptMethods(booleanClass, { toString: ((machine, self) => str(textOf(machine, self))) satisfies ScriptMethod, valueOf: ((_machine, self) => self) satisfies ScriptMethod });
  (booleanClass as { construct: ClassValue['construct'] }).construct = (_machine, _type, { positional: [value] }) => bool(value === undefined ? false : truth(value));
}
