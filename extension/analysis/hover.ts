/** What is known at a place, as Markdown: the shape first, then how it comes to be, what it costs, and where. */
import * as l10n from '@vscode/l10n';
import type { GraphNode } from '../../kernels/graph/layer-graph';
import type { Site } from '../interpreter/exception';
import type { InstanceValue, Value } from '../interpreter/value';
import type { Range } from '../syntax/ir';
import { countText, describedText, shapeText } from './fact';
import type { Fact, ModulePlace } from './fact';
import { macsOf, parametersOf, runsOf, subtreeOf } from './layer';
import { code, codeBlock } from './markdown';
import { moduleNames } from './name';
import type { Program } from './program';

export interface Hover {
  readonly range: Range;
  readonly markdown: string;
  /** Where the layers that it tells of are constructed. */
  readonly constructors: readonly Constructor[];
}

export interface Constructor extends Range {
  readonly type: string;
  readonly path: string;
}

/** A hover is no longer than a screen: lists end with how many more there are. */
const mostShapes = 8;
const mostSteps = 8;
const mostConstructors = 3;

/** The hover for an offset of a file; null where neither a tensor nor a layer is. */
export function hoverAt(program: Program, path: string, offset: number): Hover | null {
  const source = program.sources.get(path);
  if (source === undefined) return null;
  const facts = program.facts.get(path)?.at(offset) ?? [];
  const places = program.places.get(path);
  const place = places?.at(offset) ?? null;
  // On the name of a layer that is called, the call is what one asks about.
  const called = facts.find((fact) => fact.kind === 'call' && place !== null && places?.calleeOf(fact) === place);
  const [narrowest] = facts;
  const fact = called ?? (place === null || (narrowest !== undefined && width(narrowest) <= width(place)) ? narrowest : undefined);
  if (fact === undefined) return place === null ? null : { range: place, markdown: sections(layerLines(program, place), moduleSection(program, place)), constructors: constructorsOf(program, place) };
  const shape = shapeLines(program, fact, shownText(source.text, fact));
  const callee = fact.kind === 'call' ? (places?.calleeOf(fact) ?? null) : null;
  const details = callee !== null ? moduleSection(program, callee) : fact.kind === 'call' ? opSection(nodesAt(program, path, fact)) : '';
  return { range: fact, markdown: sections(shape, details), constructors: callee === null ? [] : constructorsOf(program, callee) };
}

function sections(shape: readonly string[], details: string): string {
  return [...(shape.length === 0 ? [] : [codeBlock('python', shape)]), ...(details === '' ? [] : [details])].join('\n\n---\n\n');
}

function width(range: Range): number {
  return range.end - range.start;
}

/** The source of a range on one line. */
function shownText(text: string, range: Range): string {
  const line = text.slice(range.start, range.end).replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/** Names, the first few of many. */
function listed(names: readonly string[], style: (name: string) => string): string {
  const some = names.slice(0, 4).map(style).join(', ');
  return names.length > 4 ? l10n.t('{0} and {1} more', some, names.length - 4) : some;
}

function pathsOf(names: ReadonlyMap<Value, string>, values: Iterable<Value>): readonly string[] {
  return [...values].map((value) => names.get(value)).filter((name) => name !== undefined);
}

/** `x: [4, 64, 8, 8] float32`; one line for each shape, with where it was seen. */
function shapeLines(program: Program, fact: Fact, text: string): readonly string[] {
  const values = [...fact.seen.values()];
  const names = values.length > 1 ? moduleNames(program.recorder) : new Map<Value, string>();
  const shown = values.slice(0, mostShapes);
  const widest = Math.max(0, ...shown.map(({ value }) => describedText(value).length));
  const lead = `${text}: `;
  const lines = shown.map(({ value, selves }, index) => {
    const paths = pathsOf(names, selves);
    const described = describedText(value);
    const start = index === 0 ? lead : ' '.repeat(lead.length > 24 ? 4 : lead.length);
    return `${start}${paths.length === 0 ? described : `${described.padEnd(widest)}  # ${listed(paths, (name) => name)}`}`;
  });
  return values.length > mostShapes ? [...lines, `# ${l10n.t('and {0} more shapes', values.length - mostShapes)}`] : lines;
}

/** `Conv2d: [4, 3, 8, 8] → [4, 64, 8, 8]`: what the layers of a place make of what, each once. */
function layerLines(program: Program, place: ModulePlace): readonly string[] {
  const [first] = place.modules;
  if (first === undefined) return [];
  const lines = [...place.modules].flatMap((module) => {
    const layers = subtreeOf(module);
    // What runs first and last in a call of the model; a layer alone is what it is each time.
    const all = runsOf(program, layers);
    const calls = layers.size === 1 ? all.map((node) => [node]) : [...new Set(all.map(({ run }) => run))].map((run) => all.filter((node) => node.run === run));
    return calls.flatMap((runs) => {
      const [input, output] = [runs[0]?.inputs[0], runs.at(-1)?.outputs[0]];
      return input === undefined || output === undefined ? [] : [`${shapeText(input.type)} → ${shapeText(output.type)}`];
    });
  });
  const distinct = [...new Set(lines)];
  // What a class of the program returns need not be what ran last in it.
  const isPlain = subtreeOf(first).size === 1 || first.class.module.startsWith('torch.');
  if (!isPlain || distinct.length === 0) return [first.class.name];
  const lead = `${first.class.name}: `;
  const shown = distinct.slice(0, mostShapes).map((line, index) => `${index === 0 ? lead : ' '.repeat(lead.length)}${line}`);
  return distinct.length > mostShapes ? [...shown, `# ${l10n.t('and {0} more shapes', distinct.length - mostShapes)}`] : shown;
}

/** The layers of a place: their class and paths, and of the first one what it did, holds and costs. */
function moduleSection(program: Program, place: ModulePlace): string {
  const modules = [...place.modules];
  const [first] = modules;
  if (first === undefined) return '';
  const layers = subtreeOf(first);
  const runs = runsOf(program, layers);
  const title = `**${escaped(first.class.name)}** ${listed(pathsOf(moduleNames(program.recorder), modules), code)}`;
  const own = layers.size === 1 ? runs[0] : undefined;
  return [...(own === undefined ? [] : stepsOf(own)), `${title}  \n${costText(layers, runs)}`].join('\n\n');
}

function escaped(name: string): string {
  return name.replaceAll(/[_*`[\]\\<]/g, '\\$&');
}

/** Plain function calls: the first op that the call applied, with its numbers. */
function opSection(nodes: readonly GraphNode[]): string {
  const [first] = nodes;
  if (first === undefined) return '';
  const macs = macsOf([first]);
  return [...stepsOf(first), `**${escaped(first.op)}**${macs === 0 ? '' : `  \n${l10n.t('{0} multiply-accumulates', countText(macs))}`}`].join('\n\n');
}

function stepsOf(node: GraphNode): readonly string[] {
  const [input] = node.inputs;
  const [output] = node.outputs;
  const change = input === undefined || output === undefined ? [] : [`${shapeText(input.type)} → ${shapeText(output.type)}`];
  const steps = node.application?.explain() ?? [];
  const lines = steps[0] === change[0] ? steps : [...change, ...steps];
  return lines.length === 0 ? [] : [codeBlock('text', lines.length > mostSteps ? [...lines.slice(0, mostSteps), '…'] : lines)];
}

function constructorsOf(program: Program, { modules }: ModulePlace): readonly Constructor[] {
  const found = new Map<string, Constructor>();
  for (const module of modules) {
    const [site] = program.recorder.constructedAt(module);
    if (site === undefined || found.size >= mostConstructors) continue;
    found.set(`${site.file.path}:${String(site.range.start)}`, { type: module.class.name, path: site.file.path, start: site.range.start, end: site.range.end });
  }
  return [...found.values()];
}

function nodesAt(program: Program, path: string, range: Range): readonly GraphNode[] {
  return program.recorder.nodes.filter((node) => {
    const [site] = node.site as readonly Site[];
    return site !== undefined && site.file.path === path && site.range.start === range.start && site.range.end === range.end && node.application !== null;
  });
}

function costText(layers: ReadonlySet<InstanceValue>, runs: readonly GraphNode[]): string {
  const certain = runs.filter(({ run }) => run?.isSupposed === false);
  const isRepeated = new Set(certain.map((node) => node.layer)).size < certain.length;
  const costs = [l10n.t('{0} parameters', countText(parametersOf(layers)))];
  if (runs.length > 0) costs.push(isRepeated ? l10n.t('{0} multiply-accumulates in all its runs', countText(macsOf(runs))) : l10n.t('{0} multiply-accumulates', countText(macsOf(runs))));
  if (layers.size > 1) costs.unshift(l10n.t('{0} layers', layers.size - 1));
  return costs.join(' · ');
}
