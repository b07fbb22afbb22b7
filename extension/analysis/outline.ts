/** The models of a file with their layers, each with its shapes: what an outline shows. */
import type { InstanceValue } from '../interpreter/value';
import type { Range, Statement } from '../syntax/ir';
import { statementBlocks } from '../syntax/walk';
import { describedShape, shapeText } from './fact';
import { childrenOf, runsOf } from './layer';
import { inputsOf, modelsIn } from './model';
import type { Model } from './model';
import type { Program } from './program';

export interface Outlined {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'class' | 'function' | 'layer';
  /** All of it, and its name. */
  readonly range: Range;
  readonly selection: Range;
  readonly children: readonly Outlined[];
}

/** The definition whose name stands at a range. */
function definitionOf(body: readonly Statement[], name: Range): Statement | null {
  for (const statement of body) {
    if (name.start < statement.start || name.end > statement.end) continue;
    const own = statement.kind === 'class' ? statement.nameRange : statement.kind === 'function' ? statement.code.nameRange : null;
    if (own !== null && own.start === name.start) return statement;
    const blocks = statement.kind === 'class' ? [statement.body] : statement.kind === 'function' ? [statement.code.body()] : statementBlocks(statement);
    for (const block of blocks) {
      const found = definitionOf(block, name);
      if (found !== null) return found;
    }
  }
  return null;
}

/** The models of a file. */
export function outlineOf(program: Program, path: string): readonly Outlined[] {
  const body = program.sources.get(path)?.module().body ?? [];
  return modelsIn(program, path).flatMap((model): Outlined[] => {
    const definition = definitionOf(body, model.definition);
    if (definition === null) return [];
    const detail = inputsOf(program, model).flatMap(({ parameter, value }) => (value === null ? [] : [`${parameter.name}: ${describedShape(value)}`])).join(', ');
    const range = { start: definition.start, end: definition.end };
    const isClass = definition.kind === 'class';
    return [{ name: model.name, detail, kind: isClass ? 'class' : 'function', range, selection: model.definition, children: isClass ? layersOf(program, path, model, range) : [] }];
  });
}

/** The layers that the text of a class constructs; those of one line together. */
function layersOf(program: Program, path: string, { root }: Model, within: Range): readonly Outlined[] {
  const byPlace = new Map<string, { readonly range: Range; readonly modules: [string, InstanceValue][] }>();
  const collect = (module: InstanceValue, prefix: string): void => {
    for (const [name, child] of childrenOf(module)) {
      const full = prefix === '' ? name : `${prefix}.${name}`;
      const [site] = program.recorder.constructedAt(child);
      if (site?.file.path !== path || site.range.start < within.start || site.range.end > within.end) continue;
      const key = `${String(site.range.start)}:${String(site.range.end)}`;
      const place = byPlace.get(key) ?? { range: site.range, modules: [] };
      byPlace.set(key, place);
      place.modules.push([full, child]);
      // What a container of the library holds is written in the class, too.
      if (child.class.module.startsWith('torch.')) collect(child, full);
    }
  };
  collect(root, '');
  return [...byPlace.values()].sort((a, b) => a.range.start - b.range.start).map(({ range, modules }): Outlined => {
    const [name = '', module] = modules[0] ?? [];
    const outputs = module === undefined ? [] : [...new Set(runsOf(program, new Set([module])).flatMap(({ outputs: [output] }) => (output === undefined ? [] : [shapeText(output.type)])))];
    const more = outputs.length > 1 ? ` (+${String(outputs.length - 1)})` : '';
    return {
      name: modules.length > 1 ? `${name} … ${modules.at(-1)?.[0] ?? ''}` : name,
      detail: `${module?.class.name ?? ''}${outputs[0] === undefined ? '' : ` ${outputs[0]}${more}`}`,
      kind: 'layer', range: { start: range.start, end: range.end }, selection: { start: range.start, end: range.end }, children: [],
    };
  });
}
