/** What the page shows and what the user has chosen: signals, and the ways to change them. */
import { computed, effect, signal } from '@preact/signals';
import * as v from 'valibot';
import { received } from '../extension/protocol/playground';
import { sceneSchema } from '../extension/protocol/scene';
import type { Scene, SceneDatum } from '../extension/protocol/scene';
import { savedState, saveState, tell } from './editor';
import type { EngineClient } from './engine/client';
import { fitted, hasLearned, withLearned } from './engine/learned';
import { sampleKinds } from './engine/task';
import type { Layer, RunResult, Sample, Upstream } from './engine/task';
import { Settler, layerOfNode, nameOfNode } from './settle';
import { windowKind } from './window';

export const views = ['layer', 'norm', 'block', 'model'] as const;
export type View = (typeof views)[number];

/** Small planes that are shown at once. */
export const planesShown = 12;

export const engine = signal<EngineClient | null>(null);
export const scene = signal<Scene | null>(null);
export const view = signal<View>('layer');
/** The layer as it has been changed. */
export const layer = signal<Layer | null>(null);
/** As it stands in the source. */
export const original = signal<Layer | null>(null);
export const sample = signal<Sample>({ kind: 'normal', seed: 0, given: null });
export const upstream = signal<Upstream | null>({ kind: 'ones' });
export const plane = signal(0);
/** The last run that went well, and why the present parameters do not. */
export const result = signal<RunResult | null>(null);
export const refusal = signal<string | null>(null);
/** The parameter changed last: where a refusal is told. */
export const lastChanged = signal<string | null>(null);
/** Read out by screen readers. */
export const notice = signal('');
/** Milliseconds from the last change to its picture. */
export const latency = signal(0);

/** The scene's node that is shown. */
export const node = computed(() => scene.value?.nodes[scene.value.focus] ?? null);

/** What the layer is called. */
export const title = computed(() => {
  const [current, shown] = [scene.value, node.value];
  if (current === null || shown === null) return '';
  const type = shown.layer === null ? null : (current.layers[shown.layer]?.type ?? null);
  const name = nameOfNode(current, shown);
  return type === null || type === name ? name : `${name}: ${type}`;
});

/** Whether the layer is drawn with windows. */
export const isWindowed = computed(() => layer.value !== null && windowKind(layer.value.op) !== null);

/** The parameters that differ from the source, by the names and in the words of its language. */
export const changes = computed((): Readonly<Record<string, string>> => {
  const fields = result.value?.description.fields ?? [];
  const before = originalValues.value;
  return Object.fromEntries(fields.flatMap(({ label, text }) => (before.has(label) && before.get(label) !== text ? [[label, text] as const] : [])));
});

/** The parameters as they stand in the source. */
const originalValues = signal<ReadonlyMap<string, string>>(new Map());

/** Shows a scene; the view is the one that fits, unless one is named. */
export function openScene(opened: Scene, named: string | null): void {
  const at = opened.nodes[opened.focus];
  if (at === undefined) return;
  const first = layerOfNode(opened, at, new Settler());
  scene.value = opened;
  originalValues.value = new Map();
  original.value = first;
  layer.value = first;
  plane.value = 0;
  result.value = null;
  refusal.value = null;
  lastChanged.value = null;
  notice.value = '';
  view.value = views.find((one) => one === named) ?? (/norm$/.test(first.op) ? 'norm' : 'layer');
}

/** Shows another node of the scene. */
export function focusNode(index: number): void {
  if (scene.value !== null) openScene({ ...scene.value, focus: index }, 'layer');
}

/** Gives a parameter another value. */
export function setField(name: string, value: SceneDatum): void {
  const current = layer.value;
  if (current === null) return;
  lastChanged.value = name;
  const learned = hasLearned(current.op) ? withLearned(current, name, value) : null;
  layer.value = learned ?? { ...current, args: { ...current.args, [name]: value } };
}

/** Gives the input another shape. */
export function setInputShape(shape: readonly number[]): void {
  const current = layer.value;
  if (current === null) return;
  lastChanged.value = 'input';
  layer.value = fitted({ ...current, operands: current.operands.map((operand, index) => (index === 0 ? { ...operand, shape } : operand)) });
}

/** Back to what stands in the source. */
export function resetLayer(): void {
  layer.value = original.value;
  lastChanged.value = null;
}

/** Writes the changed parameters into the source line. */
export function applyChanges(): void {
  const [current, shown] = [scene.value, node.value];
  if (current !== null && shown !== null) tell({ kind: 'apply', uri: current.uri, documentVersion: current.documentVersion, node: shown.id, values: { ...changes.value } });
}

/** Goes to a place of the source. */
export function reveal(place: { readonly uri: string; readonly range: { readonly start: { readonly line: number; readonly character: number } } } | null): void {
  if (place !== null) tell({ kind: 'reveal', uri: place.uri, ...place.range.start });
}

async function runLayer(client: EngineClient, current: Layer, chosen: { readonly sample: Sample; readonly upstream: Upstream | null; readonly plane: number }): Promise<void> {
  const start = performance.now();
  const answer = await client.ask({ kind: 'run', layer: current, ...chosen, others: planesShown });
  if (answer === null) return;
  refusal.value = answer.refusal;
  if (originalValues.value.size === 0 && current === original.value) {
    originalValues.value = new Map(answer.description.fields.map(({ label, text }) => [label, text]));
  }
  // What is refused keeps the last good picture; its form shows what was entered.
  if (answer.run !== null || result.value === null) result.value = answer;
  else result.value = { ...result.value, description: { ...result.value.description, fields: answer.description.fields } };
  // Until it is on the screen.
  requestAnimationFrame(() => setTimeout(() => {
    latency.value = performance.now() - start;
  }));
}

const savedSchema = v.object({
  scene: sceneSchema,
  view: v.picklist(views),
  layer: v.custom<Layer>((value) => typeof value === 'object' && value !== null && 'op' in value && 'channelsLast' in value && 'args' in value && 'operands' in value),
  plane: v.number(),
  upstream: v.nullable(v.variant('kind', [v.object({ kind: v.literal('ones') }), v.object({ kind: v.literal('random') }), v.object({ kind: v.literal('cell'), index: v.number() })])),
  sample: v.object({
    kind: v.picklist([...sampleKinds, 'given']),
    seed: v.number(),
    given: v.nullable(v.object({ shape: v.array(v.number()), values: v.array(v.number()), name: v.string(), channelsLast: v.boolean() })),
  }),
});

/** Goes on where the page was before it was hidden, moved or reloaded. */
export function restore(): void {
  const saved = received(savedSchema, savedState());
  if (saved === null) return;
  openScene(saved.scene, saved.view);
  layer.value = saved.layer;
  plane.value = saved.plane;
  upstream.value = saved.upstream;
  const { given } = saved.sample;
  sample.value = { ...saved.sample, given: given === null ? null : { ...given, values: Float32Array.from(given.values) } };
}

/** Keeps numbers up to date with what is chosen. */
export function keepRunning(): void {
  effect(() => {
    const [client, current] = [engine.value, layer.value];
    const chosen = { sample: sample.value, upstream: upstream.value, plane: plane.value };
    if (client === null || current === null) return;
    runLayer(client, current, chosen).catch((error: unknown) => {
      refusal.value = error instanceof Error ? error.message : String(error);
    });
  });
  effect(() => {
    const given = sample.value.given;
    // A picture may be too large to keep with the window.
    const kept = given !== null && given.values.length > 65_536 ? { ...sample.value, kind: 'normal' as const, given: null } : sample.value;
    saveState({
      version: 1, scene: scene.value, view: view.value, layer: layer.value, plane: plane.value, upstream: upstream.value,
      sample: { ...kept, given: kept.given === null ? null : { ...kept.given, values: [...kept.given.values] } },
    });
  });
}
