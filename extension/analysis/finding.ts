/** What rules find on the layer graph, as diagnostics at the lines that are to be changed. */
import { rules } from '../../kernels/rules/catalogue';
import { flowOf } from '../../kernels/graph/flow';
import type { GraphLayer } from '../../kernels/graph/layer-graph';
import type { Finding, Place, Rule } from '../../kernels/rules/rule';
import type { Site } from '../interpreter/exception';
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

/** Where a finding is told: at the value that a wrapper was given, else at the constructor or call. */
function spotFor(program: Program, place: Place, parameter: string | null): Spot | null {
  const written = parameter === null ? null : argumentWritten(program, place, parameter);
  if (written !== null && written.depth > 0) return written.value ?? { path: written.call.path, range: { start: written.call.start, end: written.call.end } };
  return spotOf(pathOf(program, place)[0]);
}

const told = new WeakMap<Program, Map<string | null, ReadonlyMap<string, readonly GraphLayer[]>>>();

/** All layers by the place where one is told, of whose constructor this argument is to be changed. */
function layersByPlace(program: Program, parameter: string | null): ReadonlyMap<string, readonly GraphLayer[]> {
  const byParameter = told.get(program) ?? new Map<string | null, ReadonlyMap<string, readonly GraphLayer[]>>();
  told.set(program, byParameter);
  let places = byParameter.get(parameter);
  if (places === undefined) {
    const found = new Map<string, GraphLayer[]>();
    for (const layer of program.recorder.constructed) {
      const spot = spotFor(program, layer, parameter);
      if (spot === null) continue;
      const held = found.get(keyOf(spot));
      if (held === undefined) found.set(keyOf(spot), [layer]);
      else held.push(layer);
    }
    places = found;
    byParameter.set(parameter, places);
  }
  return places;
}

/** The layers that were constructed at a site. */
export function layersAt(program: Program, site: Site | undefined): readonly GraphLayer[] {
  const spot = spotOf(site);
  return spot === null ? [] : (layersByPlace(program, null).get(keyOf(spot)) ?? []);
}

/** A rule of all or none must hold for the layers of a line in every program that runs them: whether another one contradicts can be asked by place. */
export const unanimousRules: ReadonlySet<string> = new Set(rules.filter(({ unanimous }) => unanimous === true).map(({ id }) => id));

/** Where layers that ran are told, as `path:start:end`: at their constructor, and at the bias that wrappers were given. */
export function placesThatRan(program: Program): readonly string[] {
  const { nodesOf } = flowOf(program.recorder);
  return [...new Set([null, 'bias'].flatMap((parameter) => [...layersByPlace(program, parameter)].flatMap(([key, layers]) => (layers.some((layer) => nodesOf(layer).length > 0) ? [key] : []))))];
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

function diagnosticOf(program: Program, rule: Rule, group: Group): readonly Diagnostic[] {
  const [first] = group.findings;
  if (first === undefined) return [];
  const found = new Set<Place>(group.findings.map(({ at }) => at));
  const all = isLayer(first.at) ? (layersByPlace(program, parameterOf(first)).get(keyOf(group.spot)) ?? []) : [];
  const others = all.filter((layer) => !found.has(layer));
  const { nodesOf } = flowOf(program.recorder);
  const isContradicted = others.some((layer) => nodesOf(layer).length > 0);
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
