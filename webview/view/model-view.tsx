/** The whole model as a table: what each layer makes, holds and costs, how much of the input it sees, and how it does on a sample. */
import { useState } from 'preact/hooks';
import type { SceneDim } from '../../extension/protocol/scene';
import { engine, focusNode, notice, reveal, sample, scene } from '../store';
import type { ChainResult } from '../engine/task';
import { Settler, chainOf, nameOfNode } from '../settle';
import { bytesText, countText, numberText, shapeText, timeText } from '../text';
import { receptiveFields } from '../receptive';

interface Row {
  readonly node: number;
  readonly name: string;
  readonly type: string;
  readonly output: readonly SceneDim[] | null;
  readonly parameters: number;
  readonly macs: number;
  readonly bytes: number;
  readonly field: number | null;
  readonly time: number | null;
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly dead: number | null;
}

const columns = [
  { key: 'node', label: '#' }, { key: 'name', label: 'Layer' }, { key: 'type', label: 'Type' }, { key: 'output', label: 'Output' }, { key: 'parameters', label: 'Parameters' }, { key: 'macs', label: 'MACs' },
  { key: 'bytes', label: 'Memory' }, { key: 'field', label: 'Receptive field' }, { key: 'time', label: 'Time' }, { key: 'mean', label: 'Mean' }, { key: 'deviation', label: 'Deviation' }, { key: 'dead', label: 'Zero' },
] as const;
type Key = (typeof columns)[number]['key'];

/** Rows beyond this are found by the filter. */
const mostRows = 400;

function rowsOf(result: ChainResult | null): readonly Row[] {
  const current = scene.value;
  if (current === null) return [];
  const settler = new Settler();
  const counted = new Set<number>();
  const fields = receptiveFields(current);
  return current.nodes.map((node, index): Row => {
    const layer = node.layer === null ? undefined : current.layers[node.layer];
    const output = current.tensors[node.outputs[0] ?? -1]?.shape ?? null;
    const isFirst = node.layer !== null && !counted.has(node.layer);
    if (node.layer !== null) counted.add(node.layer);
    const step = result?.steps[index];
    return {
      node: index, name: nameOfNode(current, node), type: layer?.type ?? node.op, output,
      parameters: isFirst && typeof layer?.parameters === 'number' ? layer.parameters : 0,
      macs: typeof node.macs === 'number' ? node.macs : node.macs === null ? 0 : settler.size(node.macs),
      bytes: 4 * (output ?? []).reduce((product: number, dim, axis) => product * settler.size(dim, axis), 1),
      field: fields[index] ?? null,
      time: step?.time ?? null, mean: step?.statistics?.mean ?? null, deviation: step?.statistics?.deviation ?? null, dead: step?.statistics?.zeros ?? null,
    };
  });
}

function order(a: Row, b: Row, key: Key): number {
  const [left, right] = [a[key], b[key]];
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left ?? '').localeCompare(String(right ?? ''));
}

function Share({ value, total, text }: { readonly value: number; readonly total: number; readonly text: string }) {
  const share = total > 0 ? value / total : 0;
  return <td class="number"><span class="share" style={{ width: `${String(Math.round(share * 100))}%` }} aria-hidden="true" />{value === 0 ? '' : text}</td>;
}

export function ModelView() {
  const [key, setKey] = useState<Key>('node');
  const [isDown, setDown] = useState(false);
  const [filter, setFilter] = useState('');
  const [result, setResult] = useState<ChainResult | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [ran, setRan] = useState(scene.value);
  const current = scene.value;
  if (current === null) return null;
  const rows = rowsOf(ran?.model === current.model && ran.documentVersion === current.documentVersion ? result : null);
  const total = (which: 'parameters' | 'macs' | 'bytes'): number => rows.reduce((sum, row) => sum + row[which], 0);
  const totals = { parameters: total('parameters'), macs: total('macs'), bytes: total('bytes') };
  const wanted = filter.trim().toLowerCase();
  const found = rows.filter(({ name, type }) => `${name} ${type}`.toLowerCase().includes(wanted));
  const sorted = [...found].sort((a, b) => (isDown ? -1 : 1) * order(a, b, key));
  const shown = sorted.slice(0, mostRows);
  const time = rows.reduce((sum, row) => sum + (row.time ?? 0), 0);
  const run = (): void => {
    setProgress(0);
    engine.value?.ask({ kind: 'chain', items: chainOf(current, 0, current.nodes.length), sample: sample.value, runs: true }, setProgress)
      .then((answer) => {
        setProgress(null);
        if (answer === null) return;
        setResult(answer);
        setRan(current);
        const refused = answer.steps.find((step) => step.refusal !== null);
        notice.value = answer.isWhole ? 'The model ran on the sample.' : `The model ran in part: ${refused?.refusal ?? ''}`;
      }, (error: unknown) => {
        setProgress(null);
        notice.value = error instanceof Error ? error.message : String(error);
      });
  };
  return (
    <div class="model">
      <h2>{`${current.model === '' ? current.file : current.model}: ${countText(totals.parameters)} parameters, ${countText(totals.macs)} multiply-accumulates, ${bytesText(totals.bytes)} of activations`}</h2>
      <div class="bar">
        <label for="filter">Filter</label>
        <input id="filter" type="search" value={filter} onInput={(event) => { setFilter(event.currentTarget.value); }} />
        {progress === null ? <button type="button" onClick={run}>Run on the sample, random weights</button> : <button type="button" onClick={() => { engine.value?.cancel('chain'); }}>Cancel</button>}
        {progress !== null && <progress max={1} value={progress} aria-label="Progress of the run" />}
        <span class="quiet">{`${countText(found.length)} of ${countText(rows.length)}${time > 0 ? ` · ${timeText(time)} in all` : ''}`}</span>
      </div>
      {result?.isWhole === false && <p class="warning">{result.steps.find((step) => step.refusal !== null)?.refusal}</p>}
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
              <tr key={row.node} class={row.node === current.focus ? 'current' : ''}>
                <td class="number">{String(row.node)}</td>
                <th scope="row"><button type="button" class="link" onClick={() => { reveal(current.nodes[row.node]?.at ?? null); }}>{row.name}</button></th>
                <td>{row.type}</td>
                <td><button type="button" class="link" title="Open in the layer view" onClick={() => { focusNode(row.node); }}>{row.output === null ? '?' : shapeText(row.output)}</button></td>
                <Share value={row.parameters} total={totals.parameters} text={countText(row.parameters)} />
                <Share value={row.macs} total={totals.macs} text={countText(row.macs)} />
                <Share value={row.bytes} total={totals.bytes} text={bytesText(row.bytes)} />
                <td class="number">{row.field === null ? '' : String(row.field)}</td>
                <Share value={row.time ?? 0} total={time} text={row.time === null ? '' : timeText(row.time)} />
                <td class="number">{row.mean === null ? '' : numberText(row.mean, 3)}</td>
                <td class="number">{row.deviation === null ? '' : numberText(row.deviation, 3)}</td>
                <td class="number">{row.dead === null ? '' : `${(row.dead * 100).toFixed(0)} %`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sorted.length > mostRows && <p class="quiet">{`The first ${String(mostRows)} are shown; narrow them down by the filter.`}</p>}
    </div>
  );
}
