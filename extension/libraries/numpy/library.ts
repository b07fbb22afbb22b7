/** NumPy as far as models take their sizes and rates from it: numbers, and vectors of known numbers. The rest is not known. */
import { mul } from '../../../kernels/dims/dim';
import { makeClass } from '../../interpreter/class';
import { iterate } from '../../interpreter/iterate';
import { nativeModule } from '../../interpreter/module';
import type { Library } from '../../interpreter/module';
import { addMethods, defineNatives } from '../../interpreter/signature';
import type { BoundArguments, NativeTable } from '../../interpreter/signature';
import { float, int, iterator, list, none, object, unknown, unknownFloat } from '../../interpreter/value';
import type { ObjectValue, Value } from '../../interpreter/value';

/** Longer vectors are data. */
const longest = 4096;

/** A vector whose numbers are known, each as Python would hold it. */
const arrayClass = makeClass('ndarray', { module: 'numpy', open: true });

function elementsOf(self: ObjectValue): readonly Value[] {
  return self.data as readonly Value[];
}

addMethods(arrayClass, 'object', {
  'tolist()': (_, self) => list(elementsOf(self)),
  '__iter__()': (_, self) => iterator(() => ({ items: [...elementsOf(self)], rest: null })),
  '__len__()': (_, self) => int(elementsOf(self).length),
  '__getitem__(index, /)': (_, self, args) => {
    const at = numberOf(args.get('index'));
    const elements = elementsOf(self);
    return at === null || args.get('index').kind !== 'int' ? unknown : (elements[at < 0 ? at + elements.length : at] ?? unknown);
  },
});

function numberOf(value: Value): number | null {
  return (value.kind === 'int' || value.kind === 'float') && typeof value.value === 'number' ? value.value : null;
}

function linspace(args: BoundArguments): Value {
  const [start, stop, count] = [numberOf(args.get('start')), numberOf(args.get('stop')), numberOf(args.get('num'))];
  const endpoint = args.get('endpoint');
  if (start === null || stop === null || count === null || count < 0 || count > longest || endpoint.kind !== 'bool' || endpoint.value === null) return unknown;
  const steps = endpoint.value ? count - 1 : count;
  const step = steps > 0 ? (stop - start) / steps : 0;
  return object(arrayClass, Array.from({ length: count }, (_, at) => float(endpoint.value === true && at === steps && at > 0 ? stop : at * step + start)));
}

function arange(args: BoundArguments): Value {
  const [first, second, by] = [args.get('start'), args.get('stop'), args.get('step')];
  const [from, to] = second.kind === 'none' ? [int(0), first] : [first, second];
  const [start, stop, step] = [numberOf(from), numberOf(to), numberOf(by)];
  if (start === null || stop === null || step === null || step === 0) return unknown;
  const count = Math.max(0, Math.ceil((stop - start) / step));
  if (count > longest) return unknown;
  const isWhole = [from, to, by].every(({ kind }) => kind === 'int');
  return object(arrayClass, Array.from({ length: count }, (_, at) => (isWhole ? int(start + at * step) : float(start + at * step))));
}

const ofNumber: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt, exp: Math.exp, log: Math.log, log2: Math.log2, log10: Math.log10, ceil: Math.ceil, floor: Math.floor, sin: Math.sin, cos: Math.cos, tanh: Math.tanh,
};

const scalars: NativeTable = Object.fromEntries(Object.entries(ofNumber).map(([name, run]) => [`${name}(x, /)`, (_machine: unknown, args: BoundArguments): Value => {
  const value = args.get('x');
  if (value.kind !== 'int' && value.kind !== 'float') return unknown;
  const x = numberOf(value);
  const result = x === null ? NaN : run(x);
  return Number.isFinite(result) ? float(result) : unknownFloat;
}]));

const names = new Map<string, Value>([
  ...defineNatives({
    ...scalars,
    'linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0)': (_, args) => linspace(args),
    'arange(start, stop=None, step=1, dtype=None)': (_, args) => arange(args),
    'prod(a, axis=None, dtype=None)': (machine, args) => {
      const given = args.get('a');
      if ((given.kind !== 'list' && given.kind !== 'tuple') || args.get('axis').kind !== 'none') return unknown;
      const { items, rest } = iterate(machine, given);
      if (rest !== null || items.length === 0 || items.some(({ kind }) => kind !== 'int')) return unknown;
      return items.reduce((product, item) => int(mul(product.kind === 'int' ? product.value : null, item.kind === 'int' ? item.value : null)), int(1));
    },
  }),
  ['pi', float(Math.PI)],
  ['e', float(Math.E)],
  ['inf', float(Infinity)],
  ['nan', float(NaN)],
  ['newaxis', none],
  ['ndarray', arrayClass],
]);

/** The modules of NumPy. */
export function numpyLibrary(): Library {
  const numpy = nativeModule('numpy', names);
  return { packages: ['numpy'], find: (name) => (name === 'numpy' ? numpy : null) };
}
