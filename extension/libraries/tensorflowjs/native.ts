/** What the preludes of TensorFlow.js may use besides JavaScript itself. */
import { isConsequence } from '../../interpreter/exception';
import { callBack } from '../../interpreter/javascript/callback';
import { makeScriptError } from '../../interpreter/javascript/error';
import { iterate } from '../../interpreter/javascript/iterate';
import { makeArray, scriptNative } from '../../interpreter/javascript/object';
import { ownProperties } from '../../interpreter/javascript/property';
import { callPath, projectFrame, Raised } from '../../interpreter/machine';
import type { Machine } from '../../interpreter/machine';
import type { Problem } from '../../interpreter/exception';
import { bool, native, str, undefinedValue, unknown } from '../../interpreter/value';
import type { ObjectValue, Value } from '../../interpreter/value';
import { recorderOf } from '../torch/binding';
import { graphTensor, isTensor, makeTensor } from '../torch/tensor';
import { applied, calledFunction, constructed, exchanged, modelled, weighed } from './layer';
import { isSymbolic, symbolicClass, tensorClass, tensorOfShape, variableClass } from './tensor';

function snakeCase(name: string): string {
  const parted = name.replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2').replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  return parted.startsWith('_') ? `private${parted}` : parted;
}

function problemOf(machine: Machine, code: Value | undefined, text: Value | undefined, advice?: Value): Problem | null {
  // Words with an unknown part tell nothing.
  if (code?.kind !== 'str' || code.value === null || text?.kind !== 'str' || text.value === null) return null;
  return { code: code.value, text: text.value, exception: 'Error', path: callPath(machine), detail: null, ...(advice?.kind === 'str' && advice.value !== null ? { advice: advice.value } : {}) };
}

/** TensorFlow.js would throw here; `advice` says what to change. */
function refuse(machine: Machine, code?: Value, text?: Value, advice?: Value): never {
  const problem = problemOf(machine, code, text, advice);
  throw new Raised(makeScriptError('Error', problem?.text ?? ''), null, problem);
}

/** TensorFlow.js goes on here, with what nobody wants. */
function tell(machine: Machine, code?: Value, text?: Value): Value {
  const problem = problemOf(machine, code, text);
  const isCertain = machine.guarded === 0 && machine.uncertain === 0 && projectFrame(machine) !== null && !isConsequence(machine);
  if (problem !== null && isCertain) machine.report(problem);
  return undefinedValue;
}

/** Real tensors of a shape, or of each of several. */
function made(machine: Machine, _inputs: Value | undefined, shape: Value = unknown, dtype?: Value): Value {
  if (shape.kind === 'list' && shape.items.some((item) => item.kind === 'list')) return makeArray(shape.items.map((one) => tensorOfShape(tensorClass, one, dtype)));
  return tensorOfShape(tensorClass, shape, dtype);
}

function tensorsIn(machine: Machine, value: Value | undefined): readonly ObjectValue[] {
  return value === undefined ? [] : iterate(machine, value).items.filter(isTensor);
}

/** Notes an op in the layer graph. */
function record(machine: Machine, name?: Value, inputs?: Value, output?: Value, described?: Value): Value {
  if (name?.kind === 'str' && name.value !== null && output !== undefined && isTensor(output)) calledFunction(machine, name.value, tensorsIn(machine, inputs), output, described);
  return undefinedValue;
}

/** Gives tensors the ops as methods: their first argument is the tensor. */
function addMethods(machine: Machine, ops: Value = unknown): Value {
  for (const [name, run] of ownProperties(machine, ops)) {
    for (const type of [tensorClass, symbolicClass]) {
      if (!type.attributes.has(name)) type.attributes.set(name, native(name, (at, { positional: args }) => callBack(at, run, ...args)));
    }
  }
  return undefinedValue;
}

const functions: Readonly<Record<string, Parameters<typeof scriptNative>[1]>> = {
  _tensor: (_, shape, dtype) => tensorOfShape(tensorClass, shape, dtype),
  _symbolic: (_, shape, dtype, layer, index) => {
    const tensor = tensorOfShape(symbolicClass, shape, dtype);
    if (layer !== undefined) tensor.attributes.set('sourceLayer', layer);
    if (index !== undefined) tensor.attributes.set('outputTensorIndex', index);
    return tensor;
  },
  _variable: (_, initial) => (initial !== undefined && isTensor(initial) ? makeTensor(graphTensor(initial).type, variableClass) : unknown),
  _made: made,
  _anyTensor: () => makeTensor({ shape: null, dtype: null }, tensorClass),
  _anything: () => unknown,
  _anyList: () => makeArray([], unknown),
  _someOf: (_, element = unknown) => makeArray([], element),
  _isTensor: (_, value) => (value?.kind === 'unknown' ? bool(null) : bool(value !== undefined && isTensor(value))),
  _isSymbolic: (_, value) => bool(isSymbolic(value)),
  _isUnknown: (_, value) => bool(value === undefined || value.kind === 'unknown'),
  _isTyped: (_, value) => (value?.kind === 'unknown' ? bool(null) : bool(value?.kind === 'list' && value.class !== null)),
  _typeOfTyped: (_, value) => str(value?.kind === 'list' && /^U?[Ii]nt/.test(value.class?.name ?? '') ? 'int32' : 'float32'),
  _open: (_, value = unknown) => {
    if (value.kind === 'instance') value.open = true;
    return value;
  },
  _refuse: refuse,
  _silent: tell,
  _op: record,
  _applied: applied,
  _constructed: constructed,
  _weighed: weighed,
  _modelled: modelled,
  _exchanged: exchanged,
  _methods: addMethods,
  _summary: () => undefinedValue,
  _run: (machine, model, run) => (model?.kind === 'instance' ? recorderOf(machine).run(machine, model, () => callBack(machine, run)) : callBack(machine, run)),
  // MaxPooling2D: max_pooling2d.
  _snakeCase: (_, name) => str(name?.kind === 'str' && name.value !== null ? snakeCase(name.value) : null),
  _stepped: (machine) => {
    recorderOf(machine).step();
    return undefinedValue;
  },
};

const values = { _Tensor: tensorClass, _Variable: variableClass, _SymbolicTensor: symbolicClass };

/** The names that preludes may use besides their own. */
export const natives: ReadonlyMap<string, Value> = new Map<string, Value>([...Object.entries(functions).map(([name, run]): [string, Value] => [name, scriptNative(name, run)]), ...Object.entries(values)]);
