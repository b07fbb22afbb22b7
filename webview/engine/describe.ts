/** What is known of a layer without its numbers: its form, its output's shape, or the op's own refusal. */
import { labelOf, valueText } from './dialect';
import { opOf } from './ops';
import { Refusal } from '../../kernels/ops/op';
import type { Application, Datum, Op } from '../../kernels/ops/op';
import type { SceneDatum } from '../../extension/protocol/scene';
import { learnedFields } from './learned';
import type { OwnField } from './learned';
import type { Description, Field, Layer, Operand } from './task';
import { datumOf, sceneDatumOf } from './value';

/** Texts that a parameter chooses from. */
const choices: Readonly<Record<string, readonly string[]>> = {
  mode: ['nearest', 'linear', 'bilinear', 'bicubic', 'trilinear', 'area', 'nearest-exact'],
  approximate: ['none', 'tanh'],
  reduction: ['mean', 'sum', 'none'],
};

/** How TensorFlow.js pads. */
const paddings = ['valid', 'same'];

/** Parameters that a layer decides by its mode, or that change nothing of what is seen. */
const hidden = new Set(['training', 'use_input_stats', 'inplace', 'return_indices', 'antialias', 'recompute_scale_factor']);

/** What is said of an op that this engine has not. */
function unknownOp(op: string): Refusal {
  return new Refusal('shape/arguments', `"${op}" cannot be run in the playground`, 'NotImplementedError');
}

/** The arguments of a layer by parameter; tensors as `tensor` makes them. */
export function argumentsOf<T>(layer: Layer, tensor: (operand: Operand, index: number) => T, listed: (items: readonly T[]) => T): Readonly<Record<string, Datum | T>> {
  const op = opOf(layer);
  const args: Record<string, Datum | T> = Object.fromEntries(Object.entries(layer.args).map(([name, value]) => [name, datumOf(value)]));
  const byName = new Map<string, T[]>();
  layer.operands.forEach((operand, index) => {
    const held = byName.get(operand.name);
    const made = tensor(operand, index);
    if (held === undefined) byName.set(operand.name, [made]);
    else held.push(made);
  });
  for (const [name, items] of byName) {
    const [first] = items;
    const isList = op?.schema[name]?.type === 'list of Tensors';
    if (first !== undefined) args[name] = isList || items.length > 1 ? listed(items) : first;
  }
  return args;
}

/** The layer's op applied to its shapes. */
export function applied(layer: Layer): Application | Refusal {
  const op = opOf(layer);
  if (op === undefined || layer.operands.some(({ name }) => !(name in op.schema))) return unknownOp(layer.op);
  const args = argumentsOf<Datum>(
    layer,
    ({ shape, dtype }) => ({ kind: 'tensor', type: { shape, dtype } }),
    (items) => ({ kind: 'list', items }),
  );
  return op.apply(args);
}

function fieldsOf(op: Op, layer: Layer): readonly Field[] {
  const own = Object.entries(op.schema).flatMap(([name, parameter]): readonly OwnField[] => {
    if (parameter.isTensor || hidden.has(name) || name.startsWith('_') || parameter.type === 'ignored') return [];
    const byDefault = parameter.default === undefined ? null : sceneDatumOf(parameter.default);
    const value: SceneDatum = layer.args[name] ?? byDefault ?? { kind: 'none' };
    if (value.kind === 'unknown') return [];
    const isChosen = layer.channelsLast && name === 'padding';
    return [{ name, type: isChosen ? "'valid' or 'same'" : parameter.type, value: isChosen && value.kind === 'int' ? { kind: 'str', value: 'valid' } : value, default: byDefault, choices: isChosen ? paddings : (choices[name] ?? null) }];
  });
  return [...learnedFields(layer), ...own].flatMap((field) => {
    const label = labelOf(layer, field.name);
    return label === null ? [] : [{ ...field, label, text: valueText(layer, field.value) }];
  });
}

/** All that is known of a layer. */
export function describe(layer: Layer): Description {
  const op = opOf(layer);
  const application = applied(layer);
  const fields = op === undefined ? [] : fieldsOf(op, layer);
  if (application instanceof Refusal) return { fields, layer, outputs: null, refusal: application.text, steps: [], macs: 0, parameters: 0 };
  const { macs, parameters } = application.cost();
  const outputs = application.outputs.map(({ shape }) => shape?.map((dim) => (typeof dim === 'number' ? dim : -1)) ?? []);
  return {
    fields, layer, outputs, refusal: null, steps: application.explain(),
    macs: typeof macs === 'number' ? macs : 0,
    parameters: typeof parameters === 'number' ? parameters : 0,
  };
}
