/** The models of a file: module classes that run, functions that make one, and containers put together at its top level. What they take, hold and cost. */
import type { GraphNode } from '../../kernels/graph/layer-graph';
import type { TensorType } from '../../kernels/ops/tensor-type';
import { lookup } from '../interpreter/class';
import type { Site } from '../interpreter/exception';
import type { FunctionValue, InstanceValue } from '../interpreter/value';
import type { Parameter, Range, Statement } from '../syntax/ir';
import { statementBlocks } from '../syntax/walk';
import type { Described } from './fact';
import { childrenOf, runsOf, subtreeOf } from './layer';
import type { Program } from './program';

export interface Model {
  /** Of the class, of the function that makes it, or of the variable that holds it. */
  readonly name: string;
  /** Where that name is defined. */
  readonly definition: Range;
  readonly root: InstanceValue;
  /** What its first instance that runs is made of, and does. */
  readonly layers: ReadonlySet<InstanceValue>;
  readonly runs: readonly GraphNode[];
}

/** A parameter of a model's forward, with the first value that it was given. */
export interface ModelInput {
  readonly parameter: Parameter;
  readonly value: Described | null;
}

const models = new WeakMap<Program, Map<string, readonly Model[]>>();

/** The models of a file, in the order in which they stand there. */
export function modelsIn(program: Program, path: string): readonly Model[] {
  const byPath = models.get(program) ?? new Map<string, readonly Model[]>();
  models.set(program, byPath);
  let known = byPath.get(path);
  if (known === undefined) {
    const found = new Map<number, Model>();
    for (const root of program.recorder.modules()) {
      const { definition, name } = root.class;
      const makers = makersOf(program, path, root);
      const places = [...(definition?.file.path === path ? [{ name, definition: { start: definition.start, end: definition.end } }] : containersOf(program, path, root)), ...makers];
      if (places.every((place) => found.has(place.definition.start))) continue;
      const layers = subtreeOf(root);
      const runs = runsOf(program, layers).filter((node) => node.application !== null && node.outputs.length > 0);
      if (runs.length === 0) continue;
      for (const place of places) if (!found.has(place.definition.start)) found.set(place.definition.start, { ...place, root, layers, runs });
    }
    known = [...found.values()].sort((a, b) => a.definition.start - b.definition.start);
    byPath.set(path, known);
  }
  return known;
}

/** The values that a body returns. */
function returned(body: readonly Statement[]): readonly Range[] {
  return body.flatMap((statement) => (statement.kind === 'return' && statement.value !== null ? [statement.value] : statementBlocks(statement).flatMap(returned)));
}

/** The functions of a file that made a module and return it. */
function makersOf(program: Program, path: string, module: InstanceValue): readonly { readonly name: string; readonly definition: Range }[] {
  const places = program.places.get(path);
  const functions = new Set(program.recorder.constructedAt(module).map((site) => site.function).filter((one) => one !== null && one.owner === null && one.file.path === path));
  return [...functions].flatMap((maker) => {
    if (maker === null || maker.code.nameRange.start === maker.code.start) return [];
    const returns = returned(maker.code.body()).some((value) => places?.exactly(value)?.modules.has(module) === true);
    return returns ? [{ name: maker.code.name, definition: maker.code.nameRange }] : [];
  });
}

/** Where the top level of a file puts a library's container together: `nn.Sequential(...)`, `tf.model({...})`. */
function containersOf(program: Program, path: string, module: InstanceValue): readonly { readonly name: string; readonly definition: Range }[] {
  const site = program.recorder.constructedAt(module).find(({ file }) => file.isProject);
  if (module.class.definition?.file.isProject === true || site?.file.path !== path || site.function !== null || childrenOf(module).length === 0) return [];
  const { text } = site.file;
  const before = text.slice(text.lastIndexOf('\n', site.range.start) + 1, site.range.start);
  const name = /([\w$]+)\s*(?::[^=]*)?=\s*$/.exec(before)?.[1] ?? module.class.name;
  return [{ name, definition: site.range }];
}

/** What a model without a forward of the program's own is given first, and gives at last. */
export function endsOf({ runs }: Pick<Model, 'runs'>): { readonly input: TensorType; readonly output: TensorType } | null {
  const ran = runs.filter(({ run }) => run?.isSupposed === false);
  const [first, last] = ran.length > 0 ? [ran[0], ran.at(-1)] : [runs[0], runs.at(-1)];
  const [input, output] = [first?.inputs[0], last?.outputs[0]];
  return input === undefined || output === undefined ? null : { input: input.type, output: output.type };
}

/** The forward that the program itself defines for a model. */
export function forwardOf({ root }: Pick<Model, 'root'>): FunctionValue | null {
  const forward = lookup(root.class, 'forward');
  return forward?.kind === 'function' && forward.file.isProject ? forward : null;
}

/** What a model takes: the parameters of its forward. */
export function inputsOf(program: Program, model: Model): readonly ModelInput[] {
  const forward = forwardOf(model);
  if (forward === null) return [];
  const facts = program.facts.get(forward.file.path)?.all().filter(({ kind }) => kind === 'param') ?? [];
  return forward.code.parameters.slice(1).map((parameter) => {
    const fact = facts.find(({ start }) => start === parameter.start);
    return { parameter, value: fact === undefined ? null : ([...fact.seen.values()][0]?.value ?? null) };
  });
}

/** Where the program calls a model; null where nothing does, and the analysis supposes what it is given. */
export function callOf({ root, runs }: Model): Site | null {
  const [first] = runs;
  if (first === undefined) return null;
  const sites = first.site as readonly Site[];
  const own = sites.findLastIndex((site) => site.function?.owner != null && root.class.mro.includes(site.function.owner));
  return sites[own + 1] ?? null;
}
