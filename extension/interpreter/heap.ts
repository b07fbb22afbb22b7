/**
 * Mutable state, with branches that can be taken back.
 *
 * A condition that is not known runs both ways: each way in a `fork`, which undoes its writes and hands them back as a
 * delta. `adopt` makes one delta real; `join` makes real what several have in common.
 */
import { join } from './join';
import { Tired } from './tired';
import { now, someKey, unknown } from './value';
import type {
  ClassValue,
  DictEntry,
  DictValue,
  Environment,
  FunctionValue,
  InstanceValue,
  IteratorValue,
  ListValue,
  ModuleValue,
  ObjectValue,
  SetValue,
  Value,
} from './value';

export type Mutable =
  | ListValue
  | DictValue
  | SetValue
  | IteratorValue
  | Environment
  | FunctionValue
  | ClassValue
  | InstanceValue
  | ObjectValue
  | ModuleValue;

/** A copy of an owner's state; what the kind does not have is null or false. */
interface State {
  readonly values: ReadonlyMap<string, Value> | null;
  readonly entries: ReadonlyMap<string, DictEntry> | null;
  readonly items: readonly Value[] | null;
  readonly rest: Value | null;
  readonly position: number;
  readonly open: boolean;
}

/** What a branch wrote: the final state of each owner that it touched. */
export type Delta = ReadonlyMap<Mutable, State>;

export interface Branch<T> {
  readonly result: T;
  readonly delta: Delta;
}

interface Journal {
  readonly start: number;
  readonly before: Map<Mutable, State>;
}

/** The variables, attributes or elements of an owner that holds named values. */
function valuesOf(owner: Mutable): Map<string, Value> | null {
  switch (owner.kind) {
    case 'environment':
      return owner.variables;
    case 'set':
      return owner.items;
    case 'iterator':
      return null;
    default:
      return owner.attributes;
  }
}

function save(owner: Mutable): State {
  const values = valuesOf(owner);
  return {
    values: values === null ? null : new Map(values),
    entries: owner.kind === 'dict' ? new Map(owner.entries) : null,
    items: owner.kind === 'list' ? [...owner.items] : owner.kind === 'iterator' ? owner.items : null,
    rest: owner.kind === 'list' || owner.kind === 'iterator' ? owner.rest : null,
    position: owner.kind === 'iterator' ? owner.position : 0,
    open: 'open' in owner && owner.open,
  };
}

function refill<T>(target: Map<string, T>, source: ReadonlyMap<string, T>): void {
  target.clear();
  for (const [key, value] of source) target.set(key, value);
}

function restore(owner: Mutable, state: State): void {
  const values = valuesOf(owner);
  if (values !== null && state.values !== null) refill(values, state.values);
  if (owner.kind === 'dict' && state.entries !== null) refill(owner.entries, state.entries);
  if (owner.kind === 'list' || owner.kind === 'iterator') {
    if (owner.kind === 'list') owner.items = [...(state.items ?? [])];
    else {
      owner.items = state.items;
      owner.position = state.position;
    }
    owner.rest = state.rest;
  }
  if (owner.kind === 'dict' || owner.kind === 'set' || owner.kind === 'instance') owner.open = state.open;
}

/** A name bound in only one of two states keeps its value: code that reads it relies on its being bound. */
function joinMaps(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const joined = new Map(a);
  for (const [key, value] of b) {
    const other = a.get(key);
    joined.set(key, other === undefined ? value : join(other, value));
  }
  return joined;
}

function joinEntries(a: ReadonlyMap<string, DictEntry>, b: ReadonlyMap<string, DictEntry>): Map<string, DictEntry> {
  const joined = new Map(a);
  for (const [key, entry] of b) {
    const other = a.get(key);
    joined.set(key, other === undefined ? entry : { key: entry.key, value: join(other.value, entry.value) });
  }
  return joined;
}

function sameKeys(a: ReadonlyMap<string, unknown> | null, b: ReadonlyMap<string, unknown> | null): boolean {
  return a?.size === b?.size && [...(a?.keys() ?? [])].every((key) => b?.has(key));
}

/** Whether a dict may have entries of which nothing is known. */
function hidesEntries({ open, entries }: State): boolean {
  return open && entries?.has(someKey) === false;
}

function joinStates(owner: Mutable, a: State, b: State): State {
  const values = a.values === null || b.values === null ? null : joinMaps(a.values, b.values);
  const entries = a.entries === null || b.entries === null ? null : joinEntries(a.entries, b.entries);
  if (hidesEntries(a) || hidesEntries(b)) entries?.delete(someKey);
  const isKeyed = owner.kind === 'dict' ? !sameKeys(a.entries, b.entries) : owner.kind === 'set' && !sameKeys(a.values, b.values);
  let items = a.items;
  let rest = a.rest;
  if (owner.kind === 'list') {
    const left = a.items ?? [];
    const right = b.items ?? [];
    if (a.rest === null && b.rest === null && left.length === right.length) {
      items = left.map((item, index) => joinItem(item, right[index]));
    } else {
      rest = [...left, ...right, ...(a.rest === null ? [] : [a.rest]), ...(b.rest === null ? [] : [b.rest])].reduce(join);
      items = [];
    }
  }
  return { values, entries, items, rest, position: Math.max(a.position, b.position), open: a.open || b.open || isKeyed };
}

function joinItem(a: Value, b: Value | undefined): Value {
  return b === undefined ? a : join(a, b);
}

function sameState(a: State, b: State): boolean {
  if (a.open !== b.open || a.rest !== b.rest || a.items?.length !== b.items?.length) return false;
  if (a.items !== null && !a.items.every((item, index) => item === b.items?.[index])) return false;
  for (const [x, y] of [[a.values, b.values], [a.entries, b.entries]] as const) {
    if (!sameKeys(x, y)) return false;
  }
  for (const [key, value] of a.values ?? []) if (b.values?.get(key) !== value) return false;
  for (const [key, entry] of a.entries ?? []) if (b.entries?.get(key)?.value !== entry.value) return false;
  return true;
}

/** A state of which no more is known than what a run that was given up had left as it was. */
function obscured(owner: Mutable, before: State, after: State): State {
  if (sameState(before, after) || owner.kind === 'iterator') return after;
  const values = before.values === null || after.values === null ? null : new Map([...before.values, ...after.values].map(([key]) => {
    const value = after.values?.get(key);
    return [key, value !== undefined && value === before.values?.get(key) ? value : unknown] as const;
  }));
  const entries = before.entries === null || after.entries === null ? null : new Map([...before.entries, ...after.entries].map(([key, entry]) => {
    const value = after.entries?.get(key)?.value;
    return [key, value !== undefined && value === before.entries?.get(key)?.value ? entry : { key: entry.key, value: unknown }] as const;
  }));
  return { ...after, values, entries, open: true, ...(owner.kind === 'list' ? { items: [], rest: unknown } : {}) };
}

export class Heap {
  private readonly journals: Journal[] = [];

  /** Whether a branch is open: what happens now may never happen. */
  get isForked(): boolean {
    return this.journals.length > 0;
  }

  /** Must be called before any change to an owner. */
  touch(owner: Mutable): void {
    const journal = this.journals.at(-1);
    if (journal === undefined || owner.born > journal.start || journal.before.has(owner)) return;
    journal.before.set(owner, save(owner));
  }

  /** Runs a branch, takes its writes back and returns them with its result. What it throws goes through. */
  fork<T>(run: () => T): Branch<T> {
    const journal: Journal = { start: now(), before: new Map() };
    this.journals.push(journal);
    const delta = new Map<Mutable, State>();
    let isGivenUp = false;
    try {
      const result = run();
      return { result, delta };
    } catch (error) {
      isGivenUp = error instanceof Tired;
      throw error;
    } finally {
      this.journals.pop();
      for (const [owner, before] of journal.before) {
        const after = save(owner);
        delta.set(owner, after);
        restore(owner, before);
        if (isGivenUp) this.adopt(new Map([[owner, obscured(owner, before, after)]]));
      }
    }
  }

  /** Makes unknown what the innermost open branch has written: it was given up part-way. */
  obscure(): void {
    for (const [owner, before] of this.journals.at(-1)?.before ?? []) restore(owner, obscured(owner, before, save(owner)));
  }

  /** Runs something whose writes no open branch takes back. */
  permanently(run: () => void): void {
    const journals = this.journals.splice(0);
    try {
      run();
    } finally {
      this.journals.push(...journals);
    }
  }

  /** Makes the writes of a branch real. */
  adopt(delta: Delta): void {
    for (const [owner, state] of delta) {
      this.touch(owner);
      restore(owner, state);
    }
  }

  /** Makes real what several branches have in common; tells whether anything changed. */
  join(deltas: readonly Delta[]): boolean {
    let changed = false;
    for (const owner of new Set(deltas.flatMap((delta) => [...delta.keys()]))) {
      const before = save(owner);
      const joined = deltas.map((delta) => delta.get(owner) ?? before).reduce((a, b) => joinStates(owner, a, b));
      if (sameState(before, joined)) continue;
      changed = true;
      this.touch(owner);
      restore(owner, joined);
    }
    return changed;
  }
}
