/** The layers of a model as a table: sorted by any column, with bars for where the cost is. */
import { useState } from 'preact/hooks';
import type { Scene } from '../../extension/protocol/scene';
import type { Row } from '../model-rows';
import { focusNode, reveal } from '../store';
import { bytesText, countText, numberText, shapeText, timeText } from '../text';

const columns = [
  { key: 'node', label: '#' }, { key: 'name', label: 'Layer' }, { key: 'type', label: 'Type' }, { key: 'output', label: 'Output' }, { key: 'parameters', label: 'Parameters' }, { key: 'macs', label: 'MACs' },
  { key: 'bytes', label: 'Memory' }, { key: 'field', label: 'Receptive field' }, { key: 'time', label: 'Time' }, { key: 'mean', label: 'Mean' }, { key: 'deviation', label: 'Deviation' }, { key: 'dead', label: 'Zero' },
] as const;
type Key = (typeof columns)[number]['key'];

/** Rows beyond this are found by the filter. */
const mostRows = 400;

function order(a: Row, b: Row, key: Key): number {
  const [left, right] = [a[key], b[key]];
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left ?? '').localeCompare(String(right ?? ''));
}

function Share({ value, total, text }: { readonly value: number; readonly total: number; readonly text: string }) {
  const share = total > 0 ? value / total : 0;
  return <td class="number"><span class="share" style={{ width: `${String(Math.round(share * 100))}%` }} aria-hidden="true" />{value === 0 ? '' : text}</td>;
}

/** `rows`: those that the filter has found; bars are shares of `totals`. */
export function LayerTable({ scene, rows, totals }: { readonly scene: Scene; readonly rows: readonly Row[]; readonly totals: Readonly<Record<'parameters' | 'macs' | 'bytes' | 'time', number>> }) {
  const [key, setKey] = useState<Key>('node');
  const [isDown, setDown] = useState(false);
  const sorted = [...rows].sort((a, b) => (isDown ? -1 : 1) * order(a, b, key));
  const shown = sorted.slice(0, mostRows);
  return (
    <>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Layers">
        <table class="layers">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.key} scope="col" aria-sort={key !== column.key ? 'none' : isDown ? 'descending' : 'ascending'}>
                  <button type="button" class="link" onClick={() => { setDown(key === column.key ? !isDown : column.key !== 'node' && column.key !== 'name' && column.key !== 'type'); setKey(column.key); }}>{column.label}</button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.node} class={row.node === scene.focus ? 'current' : ''}>
                <td class="number">{String(row.node)}</td>
                <th scope="row"><button type="button" class="link" onClick={() => { reveal(scene.nodes[row.node]?.at ?? null); }}>{row.name}</button></th>
                <td>{row.type}</td>
                <td><button type="button" class="link" title="Open in the layer view" onClick={() => { focusNode(row.node); }}>{row.output === null ? '?' : shapeText(row.output)}</button></td>
                <Share value={row.parameters} total={totals.parameters} text={countText(row.parameters)} />
                <Share value={row.macs} total={totals.macs} text={countText(row.macs)} />
                <Share value={row.bytes} total={totals.bytes} text={bytesText(row.bytes)} />
                <td class="number">{row.field === null ? '' : String(row.field)}</td>
                <Share value={row.time ?? 0} total={totals.time} text={row.time === null ? '' : timeText(row.time)} />
                <td class="number">{row.mean === null ? '' : numberText(row.mean, 3)}</td>
                <td class="number">{row.deviation === null ? '' : numberText(row.deviation, 3)}</td>
                <td class="number">{row.dead === null ? '' : `${(row.dead * 100).toFixed(0)} %`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sorted.length > mostRows && <p class="quiet">{`The first ${String(mostRows)} are shown; narrow them down by the filter.`}</p>}
    </>
  );
}
