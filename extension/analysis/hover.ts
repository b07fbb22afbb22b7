/** What is known at a place, as Markdown. */
import { add, format } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { GraphNode } from '../../kernels/graph/layer-graph';
import type { Site } from '../interpreter/exception';
import type { Value } from '../interpreter/value';
import type { Range } from '../syntax/ir';
import { describedText } from './fact';
import type { Fact, Seen } from './fact';
import { moduleNames } from './name';
import type { Program } from './program';

export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

/** Lists longer than this end with how many more there are. */
const mostListed = 12;

/** The hover for an offset of a file; null where no tensor is. */
export function hoverAt(program: Program, path: string, offset: number): Hover | null {
  const source = program.sources.get(path);
  const [fact] = program.facts.get(path)?.at(offset) ?? [];
  if (fact === undefined || source === undefined) return null;
  const text = source.text.slice(fact.start, fact.end).replace(/\s+/g, ' ');
  const shown = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  const sections = [valueSection(program, fact, shown)];
  if (fact.kind === 'call') sections.push(...layerSections(program, path, fact));
  return { range: fact, markdown: sections.join('\n\n---\n\n') };
}

function pathsOf(names: ReadonlyMap<Value, string>, seen: Seen): string {
  const paths = [...seen.selves].map((self) => names.get(self)).filter((name) => name !== undefined);
  const some = paths.slice(0, 4).map((path) => `\`${path}\``).join(', ');
  return paths.length > 4 ? `${some} and ${String(paths.length - 4)} more` : some;
}

function valueSection(program: Program, fact: Fact, text: string): string {
  const values = [...fact.seen.values()];
  const [first] = values;
  if (first === undefined) return '';
  if (values.length === 1) return `\`\`\`python\n${text}: ${describedText(first.value)}\n\`\`\``;
  const names = moduleNames(program.recorder);
  const lines = values.slice(0, mostListed).map((seen) => {
    const paths = pathsOf(names, seen);
    return `- \`${describedText(seen.value)}\`${paths === '' ? '' : ` in ${paths}`}`;
  });
  if (values.length > mostListed) lines.push(`- and ${String(values.length - mostListed)} more`);
  return `\`${text}\` has ${String(values.length)} shapes:\n\n${lines.join('\n')}`;
}

/** The ops that a call applied: the first time with its numbers. */
function layerSections(program: Program, path: string, fact: Fact): readonly string[] {
  const nodes = program.recorder.nodes.filter((node) => {
    const [site] = node.site as readonly Site[];
    return site !== undefined && site.file.path === path && site.range.start === fact.start && site.range.end === fact.end && node.application !== null;
  });
  const [first] = nodes;
  if (first === undefined) return [];
  const steps = first.application?.explain() ?? [];
  const cost = costText(nodes.filter((node) => node.layer === first.layer));
  const title = `**${first.op}**${first.layer === null ? '' : ` in \`${first.layer.type}\``}`;
  return [[title, ...(steps.length === 0 ? [] : [`\`\`\`text\n${steps.join('\n')}\n\`\`\``]), ...(cost === null ? [] : [cost])].join('\n\n')];
}

function costText(nodes: readonly GraphNode[]): string | null {
  let macs: Dim = 0;
  let parameters: Dim = 0;
  for (const node of nodes) {
    const cost = node.application?.cost();
    if (cost === undefined) continue;
    macs = add(macs, cost.macs);
    parameters = add(parameters, cost.parameters);
  }
  const parts = [parameters === 0 ? null : `${grouped(parameters)} parameters`, macs === 0 ? null : `${grouped(macs)} multiply-accumulates`].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' · ');
}

/** `1,234,567`, or the symbolic expression. */
export function grouped(dim: Dim): string {
  return typeof dim === 'number' ? dim.toLocaleString('en-US') : format(dim);
}
