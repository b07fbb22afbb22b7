/** The whole model: what each layer makes, holds and costs, as a table or a graph, and how it does on a sample. */
import { useState } from 'preact/hooks';
import type { ChainResult } from '../engine/task';
import { rowsOf } from '../model-rows';
import type { Row } from '../model-rows';
import { chainOf } from '../settle';
import { engine, notice, sample, scene } from '../store';
import { bytesText, countText, timeText } from '../text';
import { LayerTable } from './layer-table';
import { ModelGraph } from './model-graph';

const forms = ['table', 'graph'] as const;

export function ModelView() {
  const [form, setForm] = useState<(typeof forms)[number]>('table');
  const [filter, setFilter] = useState('');
  const [result, setResult] = useState<ChainResult | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [ran, setRan] = useState(scene.value);
  const current = scene.value;
  if (current === null) return null;
  const rows = rowsOf(current, ran?.model === current.model && ran.documentVersion === current.documentVersion ? result : null);
  const total = (of: (row: Row) => number | null): number => rows.reduce((sum, row) => sum + (of(row) ?? 0), 0);
  const totals = { parameters: total((row) => row.parameters), macs: total((row) => row.macs), bytes: total((row) => row.bytes), time: total((row) => row.time) };
  const wanted = filter.trim().toLowerCase();
  const found = rows.filter(({ name, type }) => `${name} ${type}`.toLowerCase().includes(wanted));
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
        <div class="bar" role="group" aria-label="Shown as">
          {forms.map((one) => <button key={one} type="button" aria-pressed={form === one} onClick={() => { setForm(one); }}>{one === 'table' ? 'Table' : 'Graph'}</button>)}
        </div>
        {form === 'table' && <label for="filter">Filter</label>}
        {form === 'table' && <input id="filter" type="search" value={filter} onInput={(event) => { setFilter(event.currentTarget.value); }} />}
        {progress === null ? <button type="button" onClick={run}>Run on the sample, random weights</button> : <button type="button" onClick={() => { engine.value?.cancel('chain'); }}>Cancel</button>}
        {progress !== null && <progress max={1} value={progress} aria-label="Progress of the run" />}
        <span class="quiet">{`${countText(form === 'table' ? found.length : rows.length)} of ${countText(rows.length)}${totals.time > 0 ? ` · ${timeText(totals.time)} in all` : ''}`}</span>
      </div>
      {result?.isWhole === false && <p class="warning">{result.steps.find((step) => step.refusal !== null)?.refusal}</p>}
      {form === 'table' ? <LayerTable scene={current} rows={found} totals={totals} /> : <ModelGraph key={`${current.uri} ${current.model}`} scene={current} rows={rows} />}
    </div>
  );
}
