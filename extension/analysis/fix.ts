/** Fixes as edits of the source text: exactly what they say, and nothing else. */
import * as l10n from '@vscode/l10n';
import { ops } from '../../kernels/ops/all';
import type { GraphLayer } from '../../kernels/graph/layer-graph';
import type { Change, Place, Repair, Safety } from '../../kernels/rules/rule';
import { lookup } from '../interpreter/class';
import type { Site } from '../interpreter/exception';
import type { InstanceValue } from '../interpreter/value';
import type { Range } from '../syntax/ir';
import { isScript } from '../syntax/source-language';
import type { Program } from './program';
import { argumentOf, callAt, writtenAt } from './written';
import type { Written, WrittenCall } from './written';

export interface Edit extends Range {
  readonly path: string;
  readonly text: string;
}

export interface Fix {
  readonly title: string;
  /** A safe one changes no result of the program. */
  readonly safety: Safety;
  readonly edits: readonly Edit[];
}

export function isLayer(place: Place): place is GraphLayer {
  return 'instance' in place;
}

/** The instance that a layer of the graph is. */
export function moduleOf(layer: GraphLayer): InstanceValue {
  return layer.instance as InstanceValue;
}

/** The calls that led to a place, innermost first. */
export function pathOf(program: Program, place: Place): readonly Site[] {
  return isLayer(place) ? program.recorder.constructedAt(moduleOf(place)) : (place.site as readonly Site[]);
}

/** The parameters of what a place calls, in order: those of the constructor, or of the function. */
function parametersOf(place: Place): readonly string[] {
  if (!isLayer(place)) {
    const op = 'op' in place && typeof place.op === 'string' ? ops.get(place.op) : undefined;
    return Object.keys(op?.schema ?? {});
  }
  const init = lookup(moduleOf(place).class, '__init__');
  return init?.kind === 'function' ? init.code.parameters.slice(1).filter(({ kind }) => kind === 'positional').map(({ name }) => name) : [];
}

/** Whether the constructor or function takes an argument of that name. */
function takes(place: Place, name: string): boolean {
  // A layer of TensorFlow.js takes a configuration, of any keys.
  if (isLayer(place) && place.framework === 'tensorflow.js') return true;
  if (!isLayer(place)) return parametersOf(place).includes(name);
  const init = lookup(moduleOf(place).class, '__init__');
  return init?.kind === 'function' && init.code.parameters.some((parameter) => parameter.name === name);
}

/** Where an argument of a layer's constructor is written, wrappers followed; null where it is not plain. */
export function argumentWritten(program: Program, place: Place, parameter: string): Written | null {
  return takes(place, parameter) ? writtenAt(program, pathOf(program, place), parametersOf(place), parameter) : null;
}

/** The text edits of a repair; null where they are not certain. */
export function fixOf(program: Program, repair: Repair): Fix | null {
  const edits = editsOf(program, repair.change);
  return edits === null ? null : { title: repair.title, safety: repair.safety, edits };
}

function editsOf(program: Program, change: Change): readonly Edit[] | null {
  if (change.kind === 'class') return classEdits(program, change);
  const edit = editOf(program, change);
  return edit === null ? null : [edit];
}

/** Another class in place of a layer's, under the name that the file has for it: imported where it is not. */
function classEdits(program: Program, { layer, type: wanted }: Extract<Change, { readonly kind: 'class' }>): readonly Edit[] | null {
  const [site] = pathOf(program, layer);
  const call = site === undefined ? null : callAt(program, site);
  const type = moduleOf(layer).class.name;
  if (call === null || !(call.callee.text === type || call.callee.text.endsWith(`.${type}`))) return null;
  const edit: Edit = { path: call.path, start: call.callee.end - type.length, end: call.callee.end, text: wanted };
  if (call.callee.text !== type) return [edit];
  const imports = program.sources.get(call.path)?.module().body.filter((statement) => statement.kind === 'import-from') ?? [];
  const own = imports.flatMap((statement) => statement.names.filter(({ name, alias }) => name === type && alias === null).map(({ range }) => ({ range, names: statement.names })));
  const [first] = own;
  // A bare name that comes from elsewhere may not be there under its new spelling.
  if (first === undefined) return null;
  const isThere = first.names.some(({ name, alias }) => name === wanted && alias === null);
  return isThere ? [edit] : [{ path: call.path, start: first.range.end, end: first.range.end, text: `, ${wanted}` }, edit];
}

function editOf(program: Program, change: Exclude<Change, { readonly kind: 'class' }>): Edit | null {
  switch (change.kind) {
    case 'argument':
      return argumentEdit(program, change);
    case 'constructor': {
      const [site] = pathOf(program, change.layer);
      const call = site === undefined ? null : callAt(program, site);
      const prefix = call === null ? null : /^(.*\.)?\w+$/.exec(call.callee.text)?.[1];
      // A bare name may not be imported.
      return call === null || prefix === null || prefix === undefined ? null : { path: call.path, start: call.start, end: call.end, text: `${prefix}${change.text}` };
    }
    case 'input': {
      const [site] = pathOf(program, change.at);
      const call = site === undefined ? null : callAt(program, site);
      const given = call === null ? null : argumentOf(call, ['input'], 'input');
      if (call === null || given === null || given === undefined) return null;
      const isPlain = given.value.kind === 'name' || given.value.kind === 'call' || given.value.kind === 'attribute' || given.value.kind === 'subscript';
      const { text } = program.sources.get(call.path) ?? { text: '' };
      const { start, end } = given.valueRange;
      return { path: call.path, start, end, text: isPlain ? `${text.slice(start, end)}.${change.method}` : `(${text.slice(start, end)}).${change.method}` };
    }
  }
}

function argumentEdit(program: Program, { at, parameter, value, replaces }: Extract<Change, { readonly kind: 'argument' }>): Edit | null {
  const written = argumentWritten(program, at, parameter);
  if (written === null) return null;
  if (written.value !== null) {
    const { path, expression, range } = written.value;
    // A number that a wrapper is given is mostly handed to others too.
    if (expression.kind !== 'constant' || !written.isSole || (replaces !== undefined && written.depth > 0)) return null;
    if (replaces !== undefined && !(expression.type === 'int' && expression.value === replaces)) return null;
    return { path, start: range.start, end: range.end, text: value };
  }
  if (!written.isSole) return null;
  // What is left out and has to be another number is the wrapper's default: not to be told from the call.
  if (replaces !== undefined) return null;
  return addition(program, written, value);
}

/** The edits that give arguments of a call new values, in Python's words; a text says why they are not certain. */
export function argumentEdits(program: Program, place: Place, values: Readonly<Record<string, string>>): readonly Edit[] | string {
  const edits = new Map<string, Edit>();
  for (const [parameter, value] of Object.entries(values)) {
    const written = argumentWritten(program, place, parameter);
    if (written === null) return l10n.t('The call is not written so that {0} could be changed there.', parameter);
    if (!written.isSole) return l10n.t('{0} is handed to other calls too: change it by hand.', parameter);
    const edit = written.value === null ? addition(program, written, value) : { path: written.value.path, ...written.value.range, text: value };
    if (edit === null) return l10n.t('{0} cannot be added to this call.', parameter);
    const key = `${edit.path}:${String(edit.start)}:${String(edit.end)}`;
    const before = edits.get(key);
    edits.set(key, before === undefined ? edit : { ...edit, text: before.text + (before.text.startsWith(', ') ? '' : ', ') + edit.text });
  }
  return [...edits.values()];
}

/** An argument added to the end of a call. */
function addition(program: Program, { call, parameter }: Written, value: string): Edit | null {
  if (isScript(call.path)) return memberAddition(program, call, `${parameter}: ${value}`);
  const last = call.arguments.at(-1);
  if (last !== undefined) return { path: call.path, start: last.end, end: last.end, text: `, ${parameter}=${value}` };
  const end = call.end - 1;
  const { text } = program.sources.get(call.path) ?? { text: '' };
  return text[end] === ')' ? { path: call.path, start: end, end, text: `${parameter}=${value}` } : null;
}

/** A member added to the configuration that a call is given; null where that is no object literal. */
function memberAddition(program: Program, call: WrittenCall, member: string): Edit | null {
  const last = call.arguments.at(-1);
  if (call.literal !== null && last !== undefined) return { path: call.path, start: last.end, end: last.end, text: `, ${member}` };
  const end = call.end - 1;
  if (call.literal !== null) return { path: call.path, ...call.literal, text: `{ ${member} }` };
  const { text } = program.sources.get(call.path) ?? { text: '' };
  return last === undefined && text[end] === ')' ? { path: call.path, start: end, end, text: `{ ${member} }` } : null;
}
