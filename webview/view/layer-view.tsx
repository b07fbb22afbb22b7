/** One layer on a sample: its parameters, its input and output, and the gradients back through it. */
import { computed } from '@preact/signals';
import { useState } from 'preact/hooks';
import { HeatMap, Thumbnail } from '../part/heat-map';
import { ExportBar } from '../part/export-bar';
import { ParameterForm } from '../part/parameter-form';
import { SampleForm } from '../part/sample-form';
import type { Cell } from '../part/heat-map';
import { channelsFirstShape } from '../engine/layout';
import type { Numbers } from '../engine/task';
import { scaleOf } from '../colour';
import { isWindowed, lastChanged, latency, layer, node, plane, planesShown, refusal, result, reveal, scene, setField, title, upstream } from '../store';
import { countText, numberText, shapeText, timeText } from '../text';
import { CompareStrip } from './compare-strip';
import { SweepView } from './sweep-view';

/** Where the numbers are told apart: sample 1, channel 5. */
function planeText(shape: readonly number[], index: number): string {
  const leading = shape.slice(0, -2);
  const names = leading.length === 1 ? ['channel'] : leading.length === 2 ? ['sample', 'channel'] : leading.map((_, axis) => `axis ${String(axis)}`);
  let rest = index;
  const parts = leading.map(() => '');
  for (let axis = leading.length - 1; axis >= 0; axis -= 1) {
    const size = Math.max(1, leading[axis] ?? 1);
    parts[axis] = `${names[axis] ?? ''} ${String(rest % size)}`;
    rest = Math.floor(rest / size);
  }
  return parts.join(', ');
}

/** A shape of the layer's, its channels after the batch. */
function planar(shape: readonly number[]): readonly number[] {
  return layer.value === null ? shape : channelsFirstShape(layer.value, shape);
}

const planes = computed(() => planar(result.value?.run?.input.shape ?? []).slice(0, -2).reduce((product, size) => product * size, 1));

function Statistics({ name, numbers }: { readonly name: string; readonly numbers: Numbers }) {
  const { mean, deviation, least, greatest, zeros, nonFinite } = numbers.statistics;
  const facts: readonly (readonly [string, string])[] = [
    ['shape', shapeText(numbers.shape)], ['mean', numberText(mean)], ['deviation', numberText(deviation)], ['least', numberText(least)], ['greatest', numberText(greatest)],
    ['zeros', `${(zeros * 100).toFixed(1)} %`], ...(nonFinite > 0 ? [['NaN or infinite', countText(nonFinite)] as const] : []),
  ];
  return (
    <tr>
      <th scope="row">{name}</th>
      {facts.map(([what, value]) => <td key={what}><span class="quiet">{what}</span> {value}</td>)}
    </tr>
  );
}

function PlanePicker() {
  const shown = result.value?.run;
  if (shown === null || shown === undefined || planes.value < 2) return null;
  const first = plane.value - (plane.value % planesShown);
  const scales = { input: scaleOf(shown.input.others.flatMap((one) => [...one.values])), output: scaleOf(shown.output.others.flatMap((one) => [...one.values])) };
  const rowOf = (what: 'input' | 'output') => (
    <div class="thumbnails" role="group" aria-label={`Planes of the ${what}`}>
      {shown[what].others.map((one, index) => (
        <Thumbnail key={index} name={`${what}, ${planeText(planar(shown[what].shape), first + index)}`} plane={one} scale={scales[what]} isShown={plane.value === first + index} onChoose={() => { plane.value = first + index; }} />
      ))}
    </div>
  );
  return (
    <section aria-label="Planes">
      <div class="bar">
        <label for="plane">Plane</label>
        <input id="plane" type="number" min={0} max={planes.value - 1} value={plane.value} onInput={(event) => {
          const chosen = event.currentTarget.valueAsNumber;
          if (Number.isInteger(chosen) && chosen >= 0 && chosen < planes.value) plane.value = chosen;
        }} />
        <span class="quiet">{`of ${countText(planes.value)}: ${planeText(planar(shown.input.shape), plane.value)}`}</span>
      </div>
      {rowOf('input')}
      {rowOf('output')}
    </section>
  );
}

/** Which gradient comes from above. */
function UpstreamPicker() {
  const current = upstream.value;
  return (
    <div class="bar" role="group" aria-label="Upstream gradient">
      <label for="upstream">Gradient from above</label>
      <select id="upstream" value={current?.kind ?? 'none'} onChange={(event) => {
        const chosen = event.currentTarget.value;
        upstream.value = chosen === 'ones' || chosen === 'random' ? { kind: chosen } : chosen === 'cell' ? { kind: 'cell', index: 0 } : null;
      }}>
        <option value="ones">ones</option>
        <option value="random">random</option>
        <option value="cell">one cell</option>
        <option value="none">none: forward alone</option>
      </select>
      {current?.kind === 'cell' && <span class="quiet">choose the cell in the output: click it, or press Enter on it</span>}
    </div>
  );
}

/** Any op without windows: its planes as they are. */
function PlainMaps() {
  const [cell, setCell] = useState<Cell | null>(null);
  const run = result.value?.run;
  if (run === null || run === undefined) return null;
  const choose = ({ row, column }: Cell): void => {
    if (upstream.value?.kind === 'cell') upstream.value = { kind: 'cell', index: row * run.output.plane.columns + column };
  };
  const text = (numbers: Numbers | null): string => {
    const { values, columns } = numbers?.plane ?? { values: [], columns: 1 };
    return cell === null ? '' : numberText(values[cell.row * columns + cell.column] ?? NaN);
  };
  return (
    <>
      <div class="maps">
        <HeatMap name="Input" plane={run.input.plane} cursor={cell} marks={cell === null ? [] : [{ kind: 'chosen', cells: [cell] }]} onCell={setCell} />
        <HeatMap name="Output" plane={run.output.plane} cursor={cell} marks={cell === null ? [] : [{ kind: 'chosen', cells: [cell] }]} onCell={setCell} onChoose={choose} />
        {run.upstream !== null && <HeatMap name="Gradient of the output" plane={run.upstream.plane} />}
        {run.gradient !== null && <HeatMap name="Gradient of the input" plane={run.gradient.plane} cursor={cell} onCell={setCell} />}
      </div>
      <p class="arithmetic" data-testid="arithmetic">{cell === null ? 'Point at a cell, or walk to it with the arrow keys.' : `input ${text(run.input)} → output ${text(run.output)}`}</p>
    </>
  );
}

export function LayerView() {
  const [current, shown, at] = [result.value, scene.value, node.value];
  if (shown === null || at === null || layer.value === null) return null;
  const constructed = at.layer === null ? null : (shown.layers[at.layer]?.at ?? null);
  const { description, run } = current ?? { description: null, run: null };
  return (
    <div class="layer">
      <header>
        <h2>{title.value}</h2>
        <button type="button" class="link" onClick={() => { reveal(constructed ?? at.at); }}>{`${shown.file}:${String(((constructed ?? at.at)?.range.start.line ?? 0) + 1)}`}</button>
      </header>
      <div class="columns">
        <aside>
          <h3>Parameters</h3>
          {description !== null && <ParameterForm label="Parameters" fields={description.fields} refusal={refusal.value} changed={lastChanged.value} onChange={setField} />}
          <h3>Input</h3>
          <SampleForm />
          {description !== null && (
            <>
              <pre class="steps" data-testid="steps">{[`${run === null ? shapeText(layer.value.operands[0]?.shape ?? []) : shapeText(run.input.shape)} → ${run === null ? '?' : shapeText(run.output.shape)}`, ...description.steps].join('\n')}</pre>
              <p class="quiet">{`${countText(description.parameters)} parameters · ${countText(description.macs)} multiply-accumulates${run === null ? '' : ` · forward ${timeText(run.forwardTime)}${run.backwardTime > 0 ? ` · backward ${timeText(run.backwardTime)}` : ''}`} · picture after `}<span data-testid="latency">{timeText(latency.value)}</span></p>
            </>
          )}
        </aside>
        <div class="stage">
          <ExportBar />
          {run === null && refusal.value !== null && <p class="refusal" role="alert">{refusal.value}</p>}
          <UpstreamPicker />
          {isWindowed.value ? <SweepView /> : <PlainMaps />}
          <PlanePicker />
          {isWindowed.value && <CompareStrip />}
          {run !== null && (
            <div class="table-scroll" tabIndex={0} role="region" aria-label="Statistics">
              <table class="statistics">
                <tbody>
                  <Statistics name="input" numbers={run.input} />
                  <Statistics name="output" numbers={run.output} />
                  {run.gradient !== null && <Statistics name="gradient of the input" numbers={run.gradient} />}
                  {run.learned.map(({ name, numbers }) => <Statistics key={name} name={`gradient of ${name}`} numbers={numbers} />)}
                </tbody>
              </table>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
