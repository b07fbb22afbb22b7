/** What the playground's page and the editor tell each other, and what the editor asks the server for it. */
import * as v from 'valibot';
import { sceneSchema } from './scene';
import type { Position, TextRange } from './report';
import type { Scene } from './scene';

/** Opens the playground at a place: arguments are a document's URI, a position, and the view if not the one that fits. */
export const openPlaygroundCommand = 'shapeInspector.openPlayground';

/** Client asks the server for the scene at a place; null where no op is. */
export const sceneRequest = 'shapeInspector/scene';

export interface SceneParams {
  readonly uri: string;
  readonly position: Position;
}

export type SceneResult = Scene | null;

/** Client asks the server how arguments of a call become what the playground has made of them. */
export const argumentsRequest = 'shapeInspector/arguments';

export interface ArgumentsParams {
  readonly uri: string;
  readonly documentVersion: number;
  /** Number of the node in the program's graph. */
  readonly node: number;
  /** Python text by the parameter's name. */
  readonly values: Readonly<Record<string, string>>;
}

/** Edits, or why there are none. */
export type ArgumentsResult =
  | { readonly edits: readonly { readonly uri: string; readonly range: TextRange; readonly text: string }[] }
  | { readonly refused: string };

/** From the editor to the page. */
export const toPageSchema = v.variant('kind', [
  v.object({ kind: v.literal('scene'), scene: sceneSchema, view: v.nullable(v.string()) }),
  /** What became of a request of the page, to be read out. */
  v.object({ kind: v.literal('notice'), text: v.string() }),
]);

/** From the page to the editor. */
export const toEditorSchema = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('reveal'), uri: v.string(), line: v.number(), character: v.number() }),
  v.object({ kind: v.literal('apply'), uri: v.string(), documentVersion: v.number(), node: v.number(), values: v.record(v.string(), v.string()) }),
  v.object({ kind: v.literal('copy'), text: v.string(), what: v.string() }),
  v.object({ kind: v.literal('save'), name: v.string(), bytes: v.instance(Uint8Array) }),
]);

export type ToPage = v.InferOutput<typeof toPageSchema>;
export type ToEditor = v.InferOutput<typeof toEditorSchema>;

/** The message as the schema has it; null where it is anything else. */
export function received<S extends v.GenericSchema>(schema: S, message: unknown): v.InferOutput<S> | null {
  const result = v.safeParse(schema, message);
  return result.success ? result.output : null;
}
