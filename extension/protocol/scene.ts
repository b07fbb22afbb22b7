/**
 * A piece of a program for the playground: op applications with their arguments, as plain data. Sizes are numbers, or text
 * that kernels/dims reads. All that crosses between windows and processes is validated on arrival.
 */
import * as v from 'valibot';

const dim = v.nullable(v.union([v.number(), v.string()]));
const place = v.object({
  uri: v.string(),
  range: v.object({ start: v.object({ line: v.number(), character: v.number() }), end: v.object({ line: v.number(), character: v.number() }) }),
});

/** A size: a number, a symbolic expression, or null. */
export type SceneDim = v.InferOutput<typeof dim>;

/** An argument: as kernels/ops has it, with tensors by their number in the scene. */
export type SceneDatum =
  | { readonly kind: 'int'; readonly value: SceneDim }
  /** A number that JSON has no word for is text: `inf`. */
  | { readonly kind: 'float'; readonly value: number | string | null }
  | { readonly kind: 'bool'; readonly value: boolean | null }
  | { readonly kind: 'str'; readonly value: string | null }
  | { readonly kind: 'none' }
  | { readonly kind: 'list'; readonly items: readonly SceneDatum[] | null }
  | { readonly kind: 'dtype'; readonly value: string | null }
  | { readonly kind: 'tensor'; readonly tensor: number }
  | { readonly kind: 'slice'; readonly start: SceneDatum; readonly stop: SceneDatum; readonly step: SceneDatum }
  | { readonly kind: 'ellipsis' }
  | { readonly kind: 'unknown' };

const datum: v.GenericSchema<SceneDatum> = v.variant('kind', [
  v.object({ kind: v.literal('int'), value: dim }),
  v.object({ kind: v.literal('float'), value: v.nullable(v.union([v.number(), v.string()])) }),
  v.object({ kind: v.literal('bool'), value: v.nullable(v.boolean()) }),
  v.object({ kind: v.literal('str'), value: v.nullable(v.string()) }),
  v.object({ kind: v.literal('none') }),
  v.object({ kind: v.literal('list'), items: v.nullable(v.array(v.lazy(() => datum))) }),
  v.object({ kind: v.literal('dtype'), value: v.nullable(v.string()) }),
  v.object({ kind: v.literal('tensor'), tensor: v.number() }),
  v.object({ kind: v.literal('slice'), start: v.lazy(() => datum), stop: v.lazy(() => datum), step: v.lazy(() => datum) }),
  v.object({ kind: v.literal('ellipsis') }),
  v.object({ kind: v.literal('unknown') }),
]);

const tensor = v.object({ shape: v.nullable(v.array(dim)), dtype: v.nullable(v.string()) });

const layer = v.object({
  /** Dotted path below the model: `layer2.0.conv1`. */
  path: v.string(),
  /** Class name: `Conv2d`. */
  type: v.string(),
  /** Learned numbers; null when not known. */
  parameters: dim,
  /** The constructor call. */
  at: v.nullable(place),
});

const node = v.object({
  /** Its number in the graph of the program. */
  id: v.number(),
  op: v.string(),
  /** Its maps hold their channels along the last axis, as TensorFlow.js's do. */
  channelsLast: v.boolean(),
  args: v.record(v.string(), datum),
  /** Tensors that it takes, and of each the op's parameter and the node of the scene that made it. */
  inputs: v.array(v.number()),
  parameters: v.array(v.string()),
  producers: v.array(v.nullable(v.number())),
  outputs: v.array(v.number()),
  layer: v.nullable(v.number()),
  /** Dotted path of the module whose method applied it; '' for the model itself. */
  module: v.string(),
  training: v.nullable(v.boolean()),
  macs: dim,
  /** The call that applied it. */
  at: v.nullable(place),
});

export const sceneSchema = v.object({
  uri: v.string(),
  /** Of the document that it was made of. */
  documentVersion: v.number(),
  /** The file and the model: `resnet.py`, `ResNet`. */
  file: v.string(),
  model: v.string(),
  tensors: v.array(tensor),
  layers: v.array(layer),
  nodes: v.array(node),
  /** The node at the cursor. */
  focus: v.number(),
  /** The nodes around it: from, and up to but without. */
  block: v.tuple([v.number(), v.number()]),
});

export type Scene = v.InferOutput<typeof sceneSchema>;
export type SceneNode = v.InferOutput<typeof node>;
export type SceneLayer = v.InferOutput<typeof layer>;
export type ScenePlace = v.InferOutput<typeof place>;
