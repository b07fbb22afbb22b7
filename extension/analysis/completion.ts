/**
 * The numbers that a layer wants while its constructor is being typed: the program runs with a probe in place of the layer,
 * which tells what flows into it.
 */
import { compare, format } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { Shape } from '../../kernels/ops/tensor-type';
import type { Site } from '../interpreter/exception';
import type { InstanceValue } from '../interpreter/value';
import type { FunctionCode, SourceModule, Statement } from '../syntax/ir';
import { statementBlocks } from '../syntax/walk';
import { shapeText } from './fact';
import { runsOf, subtreeOf } from './layer';
import { moduleNames } from './name';
import type { Program } from './program';

/** What can stand for an argument. */
export interface Suggestion {
  readonly text: string;
  /** What it is, and what it follows from. */
  readonly detail: string;
  /** Found by running what the layer is a part of; else what the layer above it makes. */
  readonly isCertain: boolean;
}

/** One way to fill an argument from the shape of the input. */
interface Filled {
  readonly value: Dim | readonly Dim[];
  readonly detail: string;
}

/** By parameter, in the order of the constructor; null where the input says nothing. */
type Layer = Readonly<Record<string, ((input: Shape) => readonly Filled[]) | null>>;

const only = (value: Dim | undefined, detail: string): readonly Filled[] => (value === undefined || value === null ? [] : [{ value, detail }]);

/** The features of each element: the last size. */
const features = (input: Shape): readonly Filled[] => only(input.at(-1), 'last size');
/** The channels of a map of so many axes, with samples or without. */
const channels = (axes: number) => (input: Shape): readonly Filled[] => only(input.length === axes + 2 ? input[1] : input.length === axes + 1 && axes > 0 ? input[0] : undefined, 'channels');
/** The second size, whatever the rank. */
const second = (input: Shape): readonly Filled[] => only(input.length > 1 ? input[1] : undefined, 'channels');
/** Numbers of groups that divide the channels. */
const groups = (input: Shape): readonly Filled[] => {
  const width = input.length > 1 ? input[1] : null;
  return typeof width !== 'number' ? [] : [32, 16, 8, 4].filter((count) => count < width && width % count === 0).map((value) => ({ value, detail: `divides the ${String(width)} channels` }));
};
const normalized = (input: Shape): readonly Filled[] => [
  ...features(input),
  ...(input.length > 2 ? [{ value: input.slice(1), detail: 'all but the samples' }] : []),
];
/** A window that halves a map, and one that takes all of it. */
const window = (axes: number) => (input: Shape): readonly Filled[] => {
  const map = input.length === axes + 2 ? input.slice(2) : input.length === axes + 1 ? input.slice(1) : [];
  const sizes = map.filter((size) => typeof size === 'number');
  if (sizes.length === 0 || sizes.length < map.length) return [];
  const all = sizes.every((size) => size === sizes[0]) ? sizes[0] : sizes;
  return [
    ...(sizes.every((size) => size >= 2) ? [{ value: 2, detail: `half, ${sizes.map((size) => Math.floor(size / 2)).join(' × ')},` }] : []),
    { value: all ?? null, detail: 'the whole map' },
  ];
};

const ranks = [1, 2, 3] as const;
const ofRank = (name: string, layer: (rank: 1 | 2 | 3) => Layer): readonly (readonly [string, Layer])[] => ranks.map((rank) => [`${name}${String(rank)}d`, layer(rank)]);

const layers: ReadonlyMap<string, Layer> = new Map<string, Layer>([
  ['Linear', { in_features: features }],
  ...ofRank('Conv', (rank) => ({ in_channels: channels(rank) })),
  ...ofRank('ConvTranspose', (rank) => ({ in_channels: channels(rank) })),
  ['BatchNorm1d', { num_features: second }],
  ['BatchNorm2d', { num_features: channels(2) }], ['BatchNorm3d', { num_features: channels(3) }], ['SyncBatchNorm', { num_features: second }],
  ...ofRank('InstanceNorm', (rank) => ({ num_features: channels(rank) })),
  ['GroupNorm', { num_groups: groups, num_channels: second }],
  ['LayerNorm', { normalized_shape: normalized }], ['RMSNorm', { normalized_shape: normalized }],
  ...ofRank('MaxPool', (rank) => ({ kernel_size: window(rank) })),
  ...ofRank('AvgPool', (rank) => ({ kernel_size: window(rank) })),
  ['PReLU', { num_parameters: second }],
  ['RNN', { input_size: features }], ['LSTM', { input_size: features }], ['GRU', { input_size: features }],
  ['MultiheadAttention', { embed_dim: features }],
  ['TransformerEncoderLayer', { d_model: features }], ['TransformerDecoderLayer', { d_model: features }],
]);

/** The call that is being typed. */
interface Typed {
  readonly start: number;
  readonly open: number;
  /** The name that is called, without what it is an attribute of. */
  readonly name: string;
  readonly parameter: string;
}

/** The call whose argument the offset is in, where that is of a layer with something to tell; null elsewhere. */
export function typedAt(text: string, offset: number): Typed | null {
  let depth = 0;
  let position = 0;
  for (let at = offset - 1; at >= 0 && at > offset - 2000; at -= 1) {
    const mark = text[at] ?? '';
    if (')]}'.includes(mark)) depth += 1;
    else if (mark === ',' && depth === 0) position += 1;
    else if ('([{'.includes(mark)) {
      depth -= 1;
      if (depth >= 0) continue;
      const callee = mark === '(' ? /[\w.]+$/.exec(text.slice(Math.max(0, at - 200), at))?.[0] : undefined;
      const name = callee?.split('.').at(-1) ?? '';
      const layer = layers.get(name);
      // The argument so far: nothing, the start of a name or number, or that of a keyword.
      const argument = /^\s*(?:(\w+)\s*=\s*)?\w*$/.exec(text.slice(text.slice(at + 1, offset).lastIndexOf(',') + at + 2, offset));
      const parameter = layer === undefined || argument === null ? undefined : (argument[1] ?? Object.keys(layer)[position]);
      return callee === undefined || parameter === undefined || layer?.[parameter] == null ? null : { start: at - callee.length, open: at, name, parameter };
    }
  }
  return null;
}

/** Where the bracket that stands at `open` is closed. */
function closeOf(text: string, open: number): number | null {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const mark = text[at] ?? '';
    if ('([{'.includes(mark)) depth += 1;
    else if (')]}'.includes(mark)) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return null;
}

/** Where a call may end: at its bracket if that is on its line, else there or with the line, as the rest of the text makes sense. */
function endsOf(text: string, { open }: Typed): readonly number[] {
  const newline = text.indexOf('\n', open);
  const lineEnd = newline < 0 ? text.length : newline;
  const close = closeOf(text, open);
  if (close !== null && close <= lineEnd) return [close];
  const cut = /\s*(#.*)?$/.exec(text.slice(open, lineEnd))?.index ?? lineEnd - open;
  return close === null ? [open + cut] : [open + cut, close];
}

/** The innermost function that an offset is in. */
function functionAt(body: readonly Statement[], offset: number): FunctionCode | null {
  for (const statement of body) {
    if (offset < statement.start || offset > statement.end) continue;
    if (statement.kind === 'function') return functionAt(statement.code.body(), offset) ?? statement.code;
    const inner = statement.kind === 'class' ? functionAt(statement.body, offset) : statementBlocks(statement).map((block) => functionAt(block, offset)).find((found) => found !== null);
    if (inner !== null && inner !== undefined) return inner;
  }
  return null;
}

/** Stands before the program. What flows into the probe is told by its `relu`; what comes out of it is not known. */
const probe = `import torch as _torch_
class _Probe_(_torch_.nn.Module):
    def __init__(self, names):
        super().__init__()
        self.names = names
    def forward(self, *args, **kwargs):
        _torch_.relu(args[0])
        return _unknown_
`;

/** What an argument that is being typed could be. `run` analyses a changed text of the file. */
export function completionsAt(text: string, offset: number, parse: (text: string) => SourceModule, run: (text: string) => Program): readonly Suggestion[] {
  const typed = typedAt(text, offset);
  const fill = typed === null ? undefined : layers.get(typed.name)?.[typed.parameter];
  if (typed === null || fill === undefined || fill === null) return [];
  const [best] = endsOf(text, typed)
    .map((end) => ({ end, module: parse(`${text.slice(0, typed.start)}_Probe_({})${text.slice(end)}`) }))
    .sort((a, b) => a.module.problems.length - b.module.problems.length);
  if (best === undefined) return [];
  const names = functionAt(best.module.body, typed.start)?.parameters.slice(1).filter(({ kind }) => !kind.startsWith('var')).map(({ name }) => name) ?? [];
  const call = `_Probe_({${names.map((name) => `'${name}': ${name}`).join(', ')}})`;
  const program = run(`${probe}${text.slice(0, typed.start)}${call}${text.slice(best.end)}`);
  const inputs = probedInputs(program);
  if (inputs.length > 0) return suggestionsOf(inputs, fill, '', true);
  const above = layerAbove(program);
  return above === null ? [] : suggestionsOf(above.inputs, fill, `what ${above.name} makes, `, false);
}

/** A shape that flows into an instance of the probe, and the variables at its constructor. */
interface Probed {
  readonly shape: Shape;
  readonly names: ReadonlyMap<string, Dim>;
}

function namesOf(module: InstanceValue): ReadonlyMap<string, Dim> {
  const held = module.attributes.get('names');
  const entries = held?.kind === 'dict' ? [...held.entries.values()] : [];
  return new Map(entries.flatMap(({ key, value }) => (key.kind === 'str' && key.value !== null && value.kind === 'int' ? [[key.value, value.value] as const] : [])));
}

function probesOf(program: Program): readonly InstanceValue[] {
  return program.recorder.modules().filter((module) => module.class.name === '_Probe_' && (program.recorder.constructedAt(module)[0]?.range.start ?? 0) >= probe.length);
}

function probedInputs(program: Program): readonly Probed[] {
  return program.recorder.nodes.flatMap((node): Probed[] => {
    const module = node.module?.instance as InstanceValue | undefined;
    const [site] = node.site as readonly Site[];
    const shape = node.inputs[0]?.type.shape ?? null;
    if (node.op !== 'relu' || module?.class.name !== '_Probe_' || site === undefined || site.range.start >= probe.length || shape === null) return [];
    return [{ shape, names: namesOf(module) }];
  });
}

/** The layer that the same function constructs just before, with what it makes. */
function layerAbove(program: Program): { readonly name: string; readonly inputs: readonly Probed[] } | null {
  const { recorder } = program;
  const [first] = probesOf(program);
  const [site] = first === undefined ? [] : recorder.constructedAt(first);
  if (first === undefined || site === undefined) return null;
  const before = recorder.modules().flatMap((module) => {
    const [made] = recorder.constructedAt(module);
    return made !== undefined && made.function?.code === site.function?.code && made.file === site.file && made.range.end <= site.range.start ? [{ module, end: made.range.end }] : [];
  });
  const last = Math.max(0, ...before.map(({ end }) => end));
  const names = moduleNames(recorder);
  const modules = before.filter(({ end }) => end === last).map(({ module }) => module);
  const inputs = modules.flatMap((module): Probed[] => {
    const shape = runsOf(program, subtreeOf(module)).at(-1)?.outputs[0]?.type.shape ?? null;
    return shape === null ? [] : [{ shape, names: namesOf(first) }];
  });
  return modules[0] === undefined || inputs.length === 0 ? null : { name: names.get(modules[0]) ?? modules[0].class.name, inputs };
}

function suggestionsOf(inputs: readonly Probed[], fill: (input: Shape) => readonly Filled[], from: string, isCertain: boolean): readonly Suggestion[] {
  const found = new Map<string, Suggestion>();
  const [first] = inputs;
  if (first === undefined) return [];
  const origin = `${from}${shapeText({ shape: first.shape, dtype: null })}`;
  const suggest = (text: string, detail: string): void => {
    if (!found.has(text)) found.set(text, { text, detail: `${detail} of ${origin}`, isCertain });
  };
  const filled = inputs.map(({ shape, names }) => ({ names, ways: fill(shape) }));
  const values = [...new Set(filled.flatMap(({ ways }) => ways.slice(0, 1).map(({ value }) => written(value) ?? '?')))];
  // A variable that is the number wherever the line runs.
  const variables = [...first.names.keys()].filter((name) => filled.every(({ names, ways }) => {
    const value = ways[0]?.value;
    const own = names.get(name);
    return value !== undefined && own !== undefined && own !== null && !isList(value) && compare(own, value) === 'equal';
  }));
  const [way] = filled[0]?.ways ?? [];
  const isGeneral = values.length > 1 || values[0] === '?';
  if (isGeneral && way !== undefined) for (const name of variables) suggest(name, way.detail);
  for (const { ways } of filled) {
    for (const { value, detail } of ways) {
      const text = written(value);
      if (text !== null && (values.length === 1 || variables.length === 0)) suggest(text, detail);
    }
  }
  if (!isGeneral && way !== undefined) for (const name of variables) suggest(name, way.detail);
  return [...found.values()];
}

function isList(value: Filled['value']): value is readonly Dim[] {
  return Array.isArray(value);
}

/** A number in Python's words; null where it is not known. */
function written(value: Filled['value']): string | null {
  if (isList(value)) {
    const sizes = value.map(written);
    return sizes.includes(null) ? null : `[${sizes.join(', ')}]`;
  }
  return typeof value === 'number' ? format(value) : null;
}
