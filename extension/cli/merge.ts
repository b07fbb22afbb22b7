/** What several programs found, by file: each finding once, and none that another program contradicts. */
import { unanimousRules } from '../analysis/finding';
import type { Analysed, Found } from './analyse';

function placeOf({ path, range }: Found): string {
  return `${path}:${String(range.start)}:${String(range.end)}`;
}

export class Merge {
  private readonly found = new Map<string, Found>();
  /** How many programs ran layers that are told at a place. */
  private readonly ran = new Map<string, number>();
  private readonly times = new Map<string, number>();

  add({ found, ran }: Analysed): void {
    for (const place of ran) this.ran.set(place, (this.ran.get(place) ?? 0) + 1);
    const keys = new Map(found.map((one) => [`${placeOf(one)} ${one.code} ${one.message}`, one]));
    for (const [key, one] of keys) {
      if (!this.found.has(key)) this.found.set(key, one);
      this.times.set(key, (this.times.get(key) ?? 0) + 1);
    }
  }

  byPath(): ReadonlyMap<string, readonly Found[]> {
    const files = new Map<string, Found[]>();
    for (const [key, one] of this.found) {
      // A line that other programs run with layers which are right is right as it stands.
      if (unanimousRules.has(one.code) && (this.ran.get(placeOf(one)) ?? 0) > (this.times.get(key) ?? 0)) continue;
      const held = files.get(one.path);
      if (held === undefined) files.set(one.path, [one]);
      else held.push(one);
    }
    return files;
  }
}
