/** `match` patterns, three-valued. */
import type { Pattern } from '../syntax/ir';
import { bindName } from './assign';
import { findAttribute } from './attribute';
import { classOf, isSubclass, lookup } from './class';
import { evaluate } from './evaluate';
import { dictGet } from './item';
import { iterate } from './iterate';
import type { Frame, Machine } from './machine';
import { equals } from './operator';
import { list, unknown } from './value';
import type { Value } from './value';

/** Whether the subject matches, binding captures on the way; null when it is not known. */
export function matchPattern(machine: Machine, frame: Frame, pattern: Pattern, subject: Value): boolean | null {
  switch (pattern.kind) {
    case 'value':
      return equals(machine, subject, evaluate(machine, frame, pattern.value));
    case 'capture': {
      const held = pattern.pattern === null ? true : matchPattern(machine, frame, pattern.pattern, subject);
      if (held !== false && pattern.name !== null) bindName(machine, frame, pattern.name, subject);
      return held;
    }
    case 'star':
      return true;
    case 'or': {
      let answer: boolean | null = false;
      for (const alternative of pattern.alternatives) {
        const held = matchPattern(machine, frame, alternative, subject);
        if (held === true) return true;
        if (held === null) answer = null;
      }
      return answer;
    }
    case 'sequence':
      return matchSequence(machine, frame, pattern.elements, subject);
    case 'mapping': {
      if (subject.kind !== 'dict') return subject.kind === 'unknown' ? null : false;
      return all(pattern.entries, (entry) => {
        const value = dictGet(machine, subject, evaluate(machine, frame, entry.key));
        return value === null ? false : matchPattern(machine, frame, entry.value, value === 'unknown' ? unknown : value);
      });
    }
    case 'class': {
      const type = evaluate(machine, frame, pattern.type);
      const actual = classOf(subject);
      const isOne = type.kind !== 'class' || actual === null ? null : isSubclass(actual, type);
      if (isOne === false || type.kind !== 'class') return isOne;
      const names = lookup(type, '__match_args__');
      const positional = all([...pattern.positional.entries()], ([index, inner]) => {
        const name = names?.kind === 'tuple' ? names.items[index] : undefined;
        if (name?.kind !== 'str' || name.value === null) return pattern.positional.length === 1 ? matchPattern(machine, frame, inner, subject) : null;
        return matchPattern(machine, frame, inner, findAttribute(machine, subject, name.value) ?? unknown);
      });
      const keyword = all(pattern.keyword, (inner) => {
        const value = findAttribute(machine, subject, inner.name);
        return value === null ? false : matchPattern(machine, frame, inner.value, value);
      });
      if (positional === false || keyword === false) return false;
      return isOne === null || positional === null || keyword === null ? null : true;
    }
  }
}

function all<T>(items: readonly T[], holds: (item: T) => boolean | null): boolean | null {
  let answer: boolean | null = true;
  for (const item of items) {
    const held = holds(item);
    if (held === false) return false;
    if (held === null) answer = null;
  }
  return answer;
}

function matchSequence(machine: Machine, frame: Frame, patterns: readonly Pattern[], subject: Value): boolean | null {
  if (subject.kind === 'unknown') return null;
  if (subject.kind !== 'list' && subject.kind !== 'tuple') return false;
  const { items, rest } = iterate(machine, subject);
  if (rest !== null) return null;
  const star = patterns.findIndex((pattern) => pattern.kind === 'star');
  if (star < 0) return items.length === patterns.length ? all([...patterns.entries()], ([index, pattern]) => matchPattern(machine, frame, pattern, items[index] ?? unknown)) : false;
  const after = patterns.length - star - 1;
  if (items.length < patterns.length - 1) return false;
  const starred = patterns[star];
  if (starred?.kind === 'star' && starred.name !== null) bindName(machine, frame, starred.name, list(items.slice(star, items.length - after)));
  return all([...patterns.entries()], ([index, pattern]) => {
    if (index === star) return true;
    return matchPattern(machine, frame, pattern, items[index < star ? index : items.length - (patterns.length - index)] ?? unknown);
  });
}
