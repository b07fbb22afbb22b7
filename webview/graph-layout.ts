/**
 * A model as boxes in rows, top to bottom: a layer below all that feed it, skip connections in lanes beside what they skip.
 * Modules are drawn as one box or opened, by depth.
 */
import type { Scene } from '../extension/protocol/scene';
import { nameOfNode } from './settle';

/** A layer or a whole module. */
export interface Box {
  /** Tells it apart in one scene, whatever else is opened. */
  readonly key: string;
  /** The module's path where it is one that can be opened; null for a layer. */
  readonly module: string | null;
  /** Its nodes: from, and up to but without. */
  readonly from: number;
  readonly to: number;
  readonly x: number;
  readonly y: number;
}

export interface Edge {
  readonly from: number;
  readonly to: number;
  /** Corners from the bottom of one box to the top of the other. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface GraphLayout {
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
  readonly width: number;
  readonly height: number;
}

/** In pixels of the page. */
export const boxWidth = 200;
export const boxHeight = 40;
const gap = { across: 14, down: 18 };
const laneWidth = 14;

/** The modules that each node runs in, outermost first, and its own name. */
function pathsOf(scene: Scene): readonly (readonly string[])[] {
  return scene.nodes.map((node) => (node.layer === null ? [...node.module.split('.').filter((part) => part !== ''), node.op] : nameOfNode(scene, node).split('.')));
}

interface Group {
  readonly key: string;
  readonly module: string | null;
  readonly from: number;
  to: number;
}

/** Runs of nodes of one module, in order; `depth`: how many levels of modules are opened, beside those in `opened`. */
function groupsOf(scene: Scene, depth: number, opened: ReadonlySet<string>): readonly Group[] {
  const groups: Group[] = [];
  pathsOf(scene).forEach((path, index) => {
    let level = depth;
    while (level < path.length && opened.has(path.slice(0, level).join('.'))) level += 1;
    const module = level < path.length ? path.slice(0, level).join('.') : null;
    const last = groups.at(-1);
    if (module !== null && last?.module === module) last.to = index + 1;
    else groups.push({ key: `${module ?? path.join('.')} ${String(index)}`, module, from: index, to: index + 1 });
  });
  // A module of one op is that op.
  return groups.map((group) => (group.to === group.from + 1 ? { ...group, module: null } : group));
}

/** A box, or a lane of an edge that passes by its row. */
interface Slot {
  readonly group: number | null;
  /** What it hangs from, in the row above. */
  readonly parents: Slot[];
  x: number;
}

/** How many levels of modules there are. */
export function depthOf(scene: Scene): number {
  return Math.max(1, ...pathsOf(scene).map((path) => path.length));
}

/** How many boxes a depth makes. */
export function boxesAt(scene: Scene, depth: number): number {
  return groupsOf(scene, depth, new Set()).length;
}

/** Lays out a scene; nodes are in the order of their run, so that every edge leads down. */
export function layoutGraph(scene: Scene, depth: number, opened: ReadonlySet<string>): GraphLayout {
  const groups = groupsOf(scene, depth, opened);
  const groupOf: number[] = [];
  groups.forEach(({ from, to }, index) => {
    for (let node = from; node < to; node += 1) groupOf[node] = index;
  });
  const producers = groups.map(({ from, to }, index) => {
    const made = scene.nodes.slice(from, to).flatMap((node) => node.producers.flatMap((producer) => (producer === null ? [] : [groupOf[producer] ?? index])));
    return [...new Set(made)].filter((producer) => producer !== index).sort((a, b) => b - a);
  });
  const rowOf: number[] = [];
  producers.forEach((from, index) => {
    rowOf[index] = from.reduce((row, producer) => Math.max(row, (rowOf[producer] ?? 0) + 1), 0);
  });
  // How many rows follow below each.
  const remaining = groups.map(() => 0);
  for (let index = groups.length - 1; index >= 0; index -= 1) {
    for (const producer of producers[index] ?? []) remaining[producer] = Math.max(remaining[producer] ?? 0, (remaining[index] ?? 0) + 1);
  }
  const rows: Slot[][] = Array.from({ length: rowOf.reduce((most, row) => Math.max(most, row + 1), 0) }, () => []);
  const slots: Slot[] = [];
  const chains: { readonly from: number; readonly to: number; readonly slots: readonly Slot[] }[] = [];
  groups.forEach((_, index) => {
    const slot: Slot = { group: index, parents: [], x: 0 };
    slots[index] = slot;
    const row = rowOf[index] ?? 0;
    rows[row]?.push(slot);
    for (const producer of producers[index] ?? []) {
      const passed: Slot[] = [];
      let above = slots[producer] ?? slot;
      for (let between = (rowOf[producer] ?? 0) + 1; between < row; between += 1) {
        const lane: Slot = { group: null, parents: [above], x: 0 };
        rows[between]?.push(lane);
        passed.push(lane);
        above = lane;
      }
      slot.parents.push(above);
      chains.push({ from: producer, to: index, slots: passed });
    }
  });
  let width = 0;
  for (const row of rows) {
    // Below the leftmost box that feeds it, what goes on longest first: the main path stays straight, at the left.
    const wanted = ({ parents }: Slot): number => {
      const boxes = parents.filter(({ group }) => group !== null);
      return (boxes.length > 0 ? boxes : parents).reduce((least, { x }) => Math.min(least, x), Infinity);
    };
    const below = ({ group }: Slot): number => (group === null ? -1 : (remaining[group] ?? 0));
    const order = row.map((slot) => ({ slot, x: slot.parents.length === 0 ? 0 : wanted(slot) })).sort((a, b) => a.x - b.x || below(b.slot) - below(a.slot));
    let free = 0;
    for (const { slot, x } of order) {
      slot.x = Math.max(free, x);
      free = slot.x + (slot.group === null ? laneWidth : boxWidth + gap.across);
    }
    width = Math.max(width, free);
  }
  const y = (row: number): number => row * (boxHeight + gap.down);
  const centre = ({ group, x }: Slot): number => x + (group === null ? laneWidth : boxWidth) / 2;
  return {
    boxes: groups.map(({ key, module, from, to }, index) => ({ key, module, from, to, x: slots[index]?.x ?? 0, y: y(rowOf[index] ?? 0) })),
    edges: chains.map(({ from, to, slots: passed }): Edge => {
      const [top, bottom] = [slots[from], slots[to]];
      const start = rowOf[from] ?? 0;
      return {
        from, to,
        points: [
          ...(top === undefined ? [] : [[centre(top), y(start) + boxHeight] as const]),
          ...passed.flatMap((lane, index) => [[centre(lane), y(start + 1 + index)] as const, [centre(lane), y(start + 1 + index) + boxHeight] as const]),
          ...(bottom === undefined ? [] : [[centre(bottom), y(rowOf[to] ?? 0)] as const]),
        ],
      };
    }),
    width, height: Math.max(0, y(rows.length) - gap.down),
  };
}
