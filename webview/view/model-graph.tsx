/** The model as a graph: boxes of layers and modules with their shapes and cost, edges of tensors. A module opens where it is clicked. */
import { useState } from 'preact/hooks';
import type { Scene } from '../../extension/protocol/scene';
import { boxHeight, boxWidth, boxesAt, depthOf, layoutGraph } from '../graph-layout';
import type { Edge } from '../graph-layout';
import type { Row } from '../model-rows';
import { reveal } from '../store';
import { bytesText, countText, shapeText, timeText } from '../text';

/** So many boxes are taken in at a look: modules are opened up to here at first. */
const readable = 60;
/** More would be slow to draw. */
const most = 3000;

const measures = {
  macs: { label: 'MACs', of: (row: Row) => row.macs, text: countText },
  parameters: { label: 'parameters', of: (row: Row) => row.parameters, text: countText },
  bytes: { label: 'memory', of: (row: Row) => row.bytes, text: bytesText },
  time: { label: 'time', of: (row: Row) => row.time ?? 0, text: timeText },
} as const;
type Measure = keyof typeof measures;

function firstDepth(scene: Scene): number {
  const all = depthOf(scene);
  let depth = 1;
  while (depth < all && boxesAt(scene, depth + 1) <= readable) depth += 1;
  return depth;
}

function pathOf({ points }: Edge): string {
  return points.map(([x, y], index) => {
    const [beforeX, beforeY] = points[index - 1] ?? [x, y];
    if (index === 0) return `M${String(x)} ${String(y)}`;
    const middle = (beforeY + y) / 2;
    return x === beforeX ? `V${String(y)}` : `C${String(beforeX)} ${String(middle)} ${String(x)} ${String(middle)} ${String(x)} ${String(y)}`;
  }).join('');
}

export function ModelGraph({ scene, rows }: { readonly scene: Scene; readonly rows: readonly Row[] }) {
  const [depth, setDepth] = useState(() => firstDepth(scene));
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [measure, setMeasure] = useState<Measure>('macs');
  const { of, text, label } = measures[measure];
  const { boxes, edges, width, height } = layoutGraph(scene, depth, opened);
  const sums = boxes.map(({ from, to }) => rows.slice(from, to).reduce((sum, row) => sum + of(row), 0));
  const total = sums.reduce((sum, value) => sum + value, 0);
  const depths = Array.from({ length: depthOf(scene) }, (_, index) => index + 1);
  return (
    <>
      <div class="bar">
        <label for="depth">Modules opened</label>
        <select id="depth" value={String(depth)} onChange={(event) => { setDepth(Number(event.currentTarget.value)); setOpened(new Set()); }}>
          {depths.map((one) => <option key={one} value={String(one)}>{one === depths.length ? 'all' : one === 1 ? 'none' : `${String(one - 1)} ${one === 2 ? 'level' : 'levels'}`}</option>)}
        </select>
        <label for="measure">Bars</label>
        <select id="measure" value={measure} onChange={(event) => { setMeasure((Object.keys(measures) as Measure[]).find((one) => one === event.currentTarget.value) ?? 'macs'); }}>
          {Object.entries(measures).map(([key, one]) => <option key={key} value={key}>{one.label}</option>)}
        </select>
      </div>
      {boxes.length > most ? <p class="warning">{`${countText(boxes.length)} boxes are too many to draw: open fewer levels of modules.`}</p> : (
        <div class="table-scroll" tabIndex={0} role="region" aria-label="Graph of the layers">
          <div class="graph" style={{ width: `${String(width)}px`, height: `${String(height)}px` }}>
            <svg width={width} height={height} aria-hidden="true">{edges.map((edge) => <path key={`${String(edge.from)} ${String(edge.to)}`} class="graph-edge" d={pathOf(edge)} />)}</svg>
            {boxes.map(({ key, module, from, to, x, y }, index) => {
              const [first, last] = [rows[from], rows[to - 1]];
              if (first === undefined || last === undefined) return null;
              const name = module ?? first.name;
              const shape = last.output === null ? '?' : shapeText(last.output);
              const [sum, share] = [sums[index] ?? 0, total > 0 ? (sums[index] ?? 0) / total : 0];
              const cost = sum > 0 ? `${text(sum)} ${label}` : '';
              const kind = module === null ? first.type : `${String(to - from)} ops`;
              return (
                <button
                  key={key} type="button" class={`box ${module === null ? '' : 'box-module'} ${from <= scene.focus && scene.focus < to ? 'current' : ''}`}
                  style={{ left: `${String(x)}px`, top: `${String(y)}px`, width: `${String(boxWidth)}px`, height: `${String(boxHeight)}px` }}
                  title={[`${name}: ${kind}`, `makes ${shape}`, ...(cost === '' ? [] : [cost]), module === null ? 'Go to its line' : 'Open the module'].join('\n')}
                  {...(module === null ? {} : { 'aria-expanded': false })}
                  onClick={() => { if (module === null) reveal(scene.nodes[from]?.at ?? null); else setOpened(new Set([...opened, module])); }}
                >
                  <span class="box-name">{module === null ? '' : '▸ '}{name}{module === null && first.type !== name ? <span class="quiet">{` ${first.type}`}</span> : null}</span>
                  <span class="box-shape">{shape}</span>
                  {share > 0 && <span class="share" style={{ width: `${String(Math.max(1, Math.round(share * 100)))}%` }} aria-hidden="true" />}
                </button>
              );
            })}
          </div>
        </div>
      )}
    </>
  );
}
