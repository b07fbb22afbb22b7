/** What a decorator that is not known may have replaced: it stands for what it decorates, and nothing is held against what that lacks. */
import { classOf } from './class';
import { builtinAttributes } from './builtin/known-attribute';
import type { Value } from './value';

const replaced = new WeakSet<Value>();

/** Notes a value that may be another than what it is taken for. */
export function mayBeReplaced(value: Value): void {
  replaced.add(value);
}

/** Whether a function or class, or the class of an instance, may be another than what it is taken for. */
export function isReplaced(value: Value): boolean {
  if (value.kind === 'method') return isReplaced(value.function);
  if (value.kind === 'class') return value.mro.some((type) => replaced.has(type));
  return replaced.has(value) || (value.kind === 'instance' && isReplaced(value.class));
}

const known = new Map<string, ReadonlySet<string>>();

/** Notes the attributes that classes have, by their names: one that is not modelled may be anything. */
export function addKnownAttributes(names: Readonly<Record<string, string>>): void {
  for (const [type, listed] of Object.entries(names)) known.set(type, new Set(listed.split(/\s+/)));
}

addKnownAttributes(builtinAttributes);

/** Whether a value may have an attribute that nothing gave it: one of its library's class that is not modelled, or one from a decorator. */
export function mayHave(value: Value, name: string): boolean {
  if (/^__.+__$/.test(name) || isReplaced(value)) return true;
  const type = value.kind === 'class' ? value : classOf(value);
  return type?.mro.some((base) => base.definition?.file.isProject !== true && known.get(base.name)?.has(name) === true) === true || (value.kind === 'class' && known.get('type')?.has(name) === true);
}
