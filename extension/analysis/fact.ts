/** Facts: for each source range the values seen there, in order, each with the path of the module that ran. */
import { format } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { TensorType } from '../../kernels/ops/tensor-type';
import type { FactKind, Frame } from '../interpreter/machine';
import type { Range } from '../syntax/ir';
import type { InstanceValue, Value } from '../interpreter/value';

/** What is known of a value: a tensor, or a tuple or list of tensors. */
export type Described = { readonly kind: 'tensor'; readonly type: TensorType } | { readonly kind: 'tuple'; readonly items: readonly Described[] };

/** One distinct value of an expression. */
export interface Seen {
  readonly value: Described;
  /** `self` of the innermost methods that ran when it was seen, to be named after the run. */
  readonly selves: Set<Value>;
  count: number;
}

export interface Fact extends Range {
  readonly kind: FactKind;
  /** Distinct values by their text, in the order first seen. */
  readonly seen: Map<string, Seen>;
  count: number;
}

/** The facts of one file. */
export class FileFacts {
  private readonly byStart = new Map<number, Fact[]>();

  /** Notes a value of an expression. */
  add(kind: FactKind, range: Range, value: Described, frame: Frame): void {
    let facts = this.byStart.get(range.start);
    if (facts === undefined) {
      facts = [];
      this.byStart.set(range.start, facts);
    }
    let fact = facts.find((candidate) => candidate.end === range.end && candidate.kind === kind);
    if (fact === undefined) {
      fact = { kind, start: range.start, end: range.end, seen: new Map(), count: 0 };
      facts.push(fact);
    }
    fact.count += 1;
    const text = describedText(value);
    let seen = fact.seen.get(text);
    if (seen === undefined) {
      seen = { value, selves: new Set(), count: 0 };
      fact.seen.set(text, seen);
    }
    seen.count += 1;
    if (frame.self !== null && seen.selves.size < 64) seen.selves.add(frame.self);
  }

  /** All facts in source order, wider ranges first. */
  all(): readonly Fact[] {
    return [...this.byStart.values()].flat().sort((a, b) => a.start - b.start || b.end - a.end);
  }

  /** Facts whose range holds an offset, narrowest first. */
  at(offset: number): readonly Fact[] {
    return this.all()
      .filter((fact) => fact.start <= offset && offset <= fact.end)
      .sort((a, b) => a.end - a.start - (b.end - b.start));
  }
}

/** A range whose value is a module. */
export interface ModulePlace extends Range {
  /** In the order first seen. */
  readonly modules: Set<InstanceValue>;
}

/** Where a file names or makes modules. */
export class ModulePlaces {
  private readonly byRange = new Map<string, ModulePlace>();

  /** Notes a module as the value of an expression. */
  add({ start, end }: Range, module: InstanceValue): void {
    const key = `${String(start)}:${String(end)}`;
    const place = this.byRange.get(key) ?? { start, end, modules: new Set() };
    this.byRange.set(key, place);
    place.modules.add(module);
  }

  /** The layer that a call calls: the widest place that the call starts with. */
  calleeOf(call: Range): ModulePlace | null {
    const found = [...this.byRange.values()].filter((place) => place.start === call.start && place.end < call.end);
    return found.sort((a, b) => b.end - a.end)[0] ?? null;
  }

  /** The modules that an expression has been. */
  exactly({ start, end }: Range): ModulePlace | null {
    return this.byRange.get(`${String(start)}:${String(end)}`) ?? null;
  }

  /** The narrowest place that holds an offset. */
  at(offset: number): ModulePlace | null {
    const found = [...this.byRange.values()].filter((place) => place.start <= offset && offset <= place.end);
    return found.sort((a, b) => a.end - a.start - (b.end - b.start))[0] ?? null;
  }
}

/** `[2, 64, H, W]`; `?` for an unknown dim, `null` for one that the program leaves open, `[...]` for an unknown rank. */
export function shapeText(type: TensorType): string {
  return type.shape === null ? '[...]' : `[${type.shape.map((dim, axis) => (dim === null ? (type.open?.includes(axis) === true ? 'null' : '?') : format(dim))).join(', ')}]`;
}

/** `[2, 64]`, or `([2, 64], [2])`: at most so many of a tuple's items. */
export function describedShape(value: Described, most = 3): string {
  if (value.kind === 'tensor') return shapeText(value.type);
  const shown = value.items.slice(0, most).map((item) => describedShape(item, most)).join(', ');
  return value.items.length > most ? `(${shown}, … ${String(value.items.length)})` : `(${shown})`;
}

/** The value with its dtype, as one line. */
export function describedText(value: Described): string {
  if (value.kind === 'tuple') return `(${value.items.map(describedText).join(', ')})`;
  return `${shapeText(value.type)} ${value.type.dtype ?? '?'}`;
}

/** A count with its thousands apart, `1,234,567`, or the symbolic expression; `?` when it is not known. */
export function countText(count: Dim): string {
  return typeof count === 'number' ? count.toLocaleString('en-US') : count === null ? '?' : format(count);
}
