/** What rules find on the layer graph, as diagnostics at the lines that are to be changed. */
import type { GraphLayer } from '../../kernels/graph/layer-graph';
import type { Finding, Place, Rule } from '../../kernels/rules/rule';
import type { Site } from '../interpreter/exception';
import type { InstanceValue } from '../interpreter/value';
import type { Range } from '../syntax/ir';
import type { Diagnostic, Related } from './diagnostic';
import { argumentWritten, fixOf, isLayer, moduleOf, pathOf } from './fix';
import { moduleNames } from './name';
import type { Program } from './program';

interface Spot {
  readonly path: string;
  readonly range: Range;
}

function keyOf({ path, range }: Spot): string {
  return `${path}:${String(range.start)}:${String(range.end)}`;
}

function spotOf(site: Site | undefined): Spot | null {
  return site === undefined ? null : { path: site.file.path, range: site.range };
}

/** The modules that were constructed at a site. */
export function layersAt(program: Program, site: Site | undefined): readonly InstanceValue[] {
  if (site === undefined) return [];
  return program.recorder.modules().filter((module) => {
    const [other] = program.recorder.constructedAt(module);
    return other !== undefined && other.file === site.file && other.range.start === site.range.start && other.range.end === site.range.end;
  });
}

/** Where a finding is told: at the value that a wrapper was given, else at the constructor or call. */
function spotFor(program: Program, place: Place, parameter: string | null): Spot | null {
  const written = parameter === null ? null : argumentWritten(program, place, parameter);
  if (written !== null && written.depth > 0) return { path: written.call.path, range: written.value?.range ?? { start: written.call.start, end: written.call.end } };
  return spotOf(pathOf(program, place)[0]);
}

/** The argument that a finding's first repair sets. */
function parameterOf(finding: Finding): string | null {
  const change = finding.repairs[0]?.change;
  return change?.kind === 'argument' && change.at === finding.at ? change.parameter : null;
}

interface Group {
  readonly spot: Spot;
  readonly findings: Finding[];
}

/** The diagnostics of one rule that judges the graph. */
export function diagnosticsOfRule(program: Program, rule: Rule): readonly Diagnostic[] {
  const groups = new Map<string, Group>();
  for (const finding of rule.judge?.(program.recorder) ?? []) {
    const spot = spotFor(program, finding.at, parameterOf(finding));
    if (spot === null) continue;
    const group = groups.get(keyOf(spot)) ?? { spot, findings: [] };
    group.findings.push(finding);
    groups.set(keyOf(spot), group);
  }
  return [...groups.values()].flatMap((group) => diagnosticOf(program, rule, group));
}

/** The layers whose argument is written where a group's is. */
function layersBehind(program: Program, { spot, findings: [first] }: Group): readonly GraphLayer[] {
  if (first === undefined || !isLayer(first.at)) return [];
  const parameter = parameterOf(first);
  const [constructor] = pathOf(program, first.at);
  return layersAt(program, constructor)
    .map((module) => program.recorder.layerOf(module))
    .filter((layer) => {
      const other = spotFor(program, layer, parameter);
      return other !== null && keyOf(other) === keyOf(spot);
    });
}

function diagnosticOf(program: Program, rule: Rule, group: Group): readonly Diagnostic[] {
  const [first] = group.findings;
  if (first === undefined) return [];
  const found = new Set<Place>(group.findings.map(({ at }) => at));
  const others = layersBehind(program, group).filter((layer) => !found.has(layer));
  const isContradicted = others.some((layer) => program.recorder.nodes.some((node) => node.layer === layer));
  // A line that also makes layers which are right as they are is right as it stands.
  if (rule.unanimous === true && isContradicted) return [];
  const fixes = isContradicted ? [] : first.repairs
    .map((repair) => fixOf(program, others.length > 0 ? { ...repair, safety: 'unsafe' } : repair))
    .filter((fix) => fix !== null);
  return [{ ...group.spot, severity: rule.severity, code: rule.id, message: first.message, related: relatedOf(program, group.spot, first), fixes }];
}

function relatedOf(program: Program, spot: Spot, finding: Finding): readonly Related[] {
  const names = moduleNames(program.recorder);
  const wrapped = isLayer(finding.at) ? spotOf(pathOf(program, finding.at)[0]) : null;
  const constructor: readonly Related[] = wrapped !== null && isLayer(finding.at) && keyOf(wrapped) !== keyOf(spot)
    ? [{ ...wrapped, message: `this ${finding.at.type} is constructed here` }]
    : [];
  return [...constructor, ...finding.related.flatMap(({ at, message }): Related[] => {
    const other = spotOf(pathOf(program, at)[0]);
    if (other === null) return [];
    const name = isLayer(at) ? names.get(moduleOf(at)) : undefined;
    return [{ ...other, message: name === undefined ? message : `${name}: ${message}` }];
  })];
}
