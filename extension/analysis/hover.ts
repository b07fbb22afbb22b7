/** What is known at a place, as Markdown. */
import type { GraphNode } from '../../kernels/graph/layer-graph';
import type { Site } from '../interpreter/exception';
import type { InstanceValue, Value } from '../interpreter/value';
import type { Range } from '../syntax/ir';
import { countText, describedText, shapeText } from './fact';
import type { Fact, ModulePlace, Seen } from './fact';
import { macsOf, parametersOf, runsOf, subtreeOf } from './layer';
import { moduleNames } from './name';
import type { Program } from './program';

export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

/** Lists longer than this end with how many more there are. */
const mostListed = 12;

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
  if (fact === undefined) return place === null ? null : { range: place, markdown: moduleSection(program, place) };
  const sections = [valueSection(program, fact, shownText(source.text, fact))];
  if (fact.kind === 'call') {
    const callee = places?.calleeOf(fact) ?? null;
    sections.push(...(callee === null ? opSections(nodesAt(program, path, fact)) : [moduleSection(program, callee)]));
  }
  return { range: fact, markdown: sections.join('\n\n---\n\n') };
}

function width(range: Range): number {
  return range.end - range.start;
}

/** The source of a range on one line. */
function shownText(text: string, range: Range): string {
  const line = text.slice(range.start, range.end).replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/** Names in code style, the first few of many. */
function listed(names: readonly string[]): string {
  const some = names.slice(0, 4).map((name) => `\`${name}\``).join(', ');
  return names.length > 4 ? `${some} and ${String(names.length - 4)} more` : some;
}

function pathsOf(names: ReadonlyMap<Value, string>, values: Iterable<Value>): string {
  return listed([...values].map((value) => names.get(value)).filter((name) => name !== undefined));
}

function valueSection(program: Program, fact: Fact, text: string): string {
  const values = [...fact.seen.values()];
  const [first] = values;
  if (first === undefined) return '';
  if (values.length === 1) return codeBlock('python', [`${text}: ${describedText(first.value)}`]);
  const names = moduleNames(program.recorder);
  const line = (seen: Seen): string => {
    const paths = pathsOf(names, seen.selves);
    return `- \`${describedText(seen.value)}\`${paths === '' ? '' : ` in ${paths}`}`;
  };
  const lines = values.slice(0, mostListed).map(line);
  if (values.length > mostListed) lines.push(`- and ${String(values.length - mostListed)} more`);
  return `\`${text}\` has ${String(values.length)} shapes:\n\n${lines.join('\n')}`;
}

/** The layers of a place: their class and paths, and of the first one what it did, holds and costs. */
function moduleSection(program: Program, place: ModulePlace): string {
  const modules = [...place.modules];
  const [first] = modules;
  if (first === undefined) return '';
  const layers = subtreeOf(first);
  const runs = runsOf(program, layers);
  const title = `**${first.class.name}** ${pathsOf(moduleNames(program.recorder), modules)}`;
  const own = layers.size === 1 ? runs[0] : undefined;
  return [title, ...(own === undefined ? [] : stepsOf(own)), costText(layers, runs)].join('\n\n');
}

/** Plain function calls: the first op that the call applied, with its numbers. */
function opSections(nodes: readonly GraphNode[]): readonly string[] {
  const [first] = nodes;
  if (first === undefined) return [];
  const macs = macsOf([first]);
  return [[`**${first.op}**`, ...stepsOf(first), ...(macs === 0 ? [] : [`${countText(macs)} multiply-accumulates`])].join('\n\n')];
}

function stepsOf(node: GraphNode): readonly string[] {
  const [input] = node.inputs;
  const [output] = node.outputs;
  const change = input === undefined || output === undefined ? [] : [`${shapeText(input.type)} → ${shapeText(output.type)}`];
  return [codeBlock('text', [...change, ...(node.application?.explain() ?? [])])];
}

function nodesAt(program: Program, path: string, range: Range): readonly GraphNode[] {
  return program.recorder.nodes.filter((node) => {
    const [site] = node.site as readonly Site[];
    return site !== undefined && site.file.path === path && site.range.start === range.start && site.range.end === range.end && node.application !== null;
  });
}

function costText(layers: ReadonlySet<InstanceValue>, runs: readonly GraphNode[]): string {
  const isRepeated = new Set(runs.map((node) => node.layer)).size < runs.length;
  const costs = [`${countText(parametersOf(layers))} parameters`];
  if (runs.length > 0) costs.push(`${countText(macsOf(runs))} multiply-accumulates${isRepeated ? ' in all its runs' : ''}`);
  if (layers.size > 1) costs.unshift(`${String(layers.size - 1)} layers`);
  return costs.join(' · ');
}

function codeBlock(language: string, lines: readonly string[]): string {
  return `\`\`\`${language}\n${lines.join('\n')}\n\`\`\``;
}
