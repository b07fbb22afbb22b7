/** Train and eval side by side: running statistics approach the data's, batch by batch, and small batches make noise. */
import { useEffect, useState } from 'preact/hooks';
import type { RunningResult } from '../engine/task';
import { LineChart } from '../part/line-chart';
import { Slider } from '../part/slider';
import { engine, notice } from '../store';
import { numberText } from '../text';

/** The data's own, which the running statistics should come to. */
const [dataMean, dataDeviation] = [3, 2];

/** Who counts momentum how. */
const conventions = {
  pytorch: { label: 'PyTorch: 0.1 is the weight of the new batch', start: 0.1, ofNew: (momentum: number) => momentum },
  keras: { label: 'Keras: 0.99 is the weight of the old average', start: 0.99, ofNew: (momentum: number) => 1 - momentum },
  cumulative: { label: 'momentum=None: the average of all batches', start: 0, ofNew: () => null },
} as const;
type Convention = keyof typeof conventions;

const batchSizes = [1, 2, 4, 8, 16, 32, 64];

export function RunningView() {
  const [convention, setConvention] = useState<Convention>('pytorch');
  const [momentum, setMomentum] = useState<number>(conventions.pytorch.start);
  const [steps, setSteps] = useState(0);
  const [size, setSize] = useState(4);
  const [spatial, setSpatial] = useState(4);
  const [answer, setAnswer] = useState<RunningResult | null>(null);
  const client = engine.value;
  const batch = batchSizes[size] ?? 16;
  useEffect(() => {
    client?.ask({
      kind: 'running', channels: 2, batch, spatial, steps, momentum: conventions[convention].ofNew(momentum), eps: 1e-5, mean: dataMean, deviation: dataDeviation, seed: 1,
    }).then((result) => { if (result !== null) setAnswer(result); }, (error: unknown) => { notice.value = String(error); });
  }, [client, batch, spatial, steps, convention, momentum]);
  const last = answer?.steps.at(-1);
  const from = <T,>(start: T, values: readonly T[]): readonly T[] => [start, ...values];
  const taken = answer?.steps ?? [];
  const variance = dataDeviation ** 2;
  return (
    <section aria-label="Running statistics">
      <h3>Train and eval: running statistics, batch by batch</h3>
      <div class="sliders">
        <div class="slider">
          <label for="convention">momentum</label>
          <select id="convention" value={convention} onChange={(event) => {
            const chosen = (Object.keys(conventions) as Convention[]).find((one) => one === event.currentTarget.value);
            if (chosen === undefined) return;
            setConvention(chosen);
            setMomentum(conventions[chosen].start);
          }}>
            {Object.entries(conventions).map(([name, { label }]) => <option key={name} value={name}>{label}</option>)}
          </select>
        </div>
        {convention !== 'cumulative' && <Slider id="momentum" label="its value" value={momentum} least={0} greatest={1} step={0.01} onInput={setMomentum} />}
        <Slider id="batch" label={`batch size ${String(batch)}`} value={size} least={0} greatest={batchSizes.length - 1} step={1} onInput={setSize} />
        <Slider id="spatial" label="values per sample" value={spatial} least={1} greatest={16} step={1} onInput={setSpatial} />
      </div>
      <div class="bar" role="toolbar" aria-label="Batches">
        <button type="button" onClick={() => { setSteps(steps + 1); }}>Feed a batch</button>
        <button type="button" onClick={() => { setSteps(steps + 10); }}>Feed 10</button>
        <button type="button" disabled={steps === 0} onClick={() => { setSteps(0); }}>Start over</button>
        <span class="quiet" data-testid="batches">{`${String(taken.length)} batches of ${String(batch)} samples`}</span>
      </div>
      {answer?.refusal != null && <p class="refusal" role="alert">{answer.refusal}</p>}
      <div class="maps">
        <LineChart name="Running mean" level={{ name: 'the data', value: dataMean }} lines={[
          { name: 'running_mean', values: from(0, taken.map((one) => one.runningMean)) },
          { name: 'mean of the batch', values: from(NaN, taken.map((one) => one.batchMean)) },
        ]} />
        <LineChart name="Running variance" level={{ name: 'the data', value: variance }} lines={[
          { name: 'running_var, of unbiased variances (PyTorch)', values: from(1, taken.map((one) => one.runningVariance)) },
          { name: 'of biased variances (Keras)', values: from(1, taken.map((one) => one.runningBiased)) },
        ]} />
      </div>
      {last !== undefined && (
        <div class="table-scroll" tabIndex={0} role="region" aria-label="Train against eval">
          <table>
            <thead><tr><th scope="col">the last batch</th><th scope="col">mean</th><th scope="col">deviation</th></tr></thead>
            <tbody>
              <tr><th scope="row">train: by its own statistics</th><td>{numberText(last.train[0])}</td><td>{numberText(last.train[1])}</td></tr>
              <tr><th scope="row">eval: by the running ones</th><td>{numberText(last.eval[0])}</td><td>{numberText(last.eval[1])}</td></tr>
              <tr><th scope="row">variance of this batch</th><td>{`biased ${numberText(last.biased)}`}</td><td>{`unbiased ${numberText(last.unbiased)}`}</td></tr>
            </tbody>
          </table>
        </div>
      )}
      {last !== undefined && Math.abs(last.eval[0]) > 0.25 && <p class="warning">Evaluated now, the output is off by {numberText(last.eval[0])}: the running statistics have not seen enough batches.</p>}
      <h4>One and the same sample, in 200 different batches</h4>
      <p class="quiet">How far its output in train mode lies apart: the fewer values share a mean, the more the neighbours in the batch decide.</p>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Spread by batch size">
        <table class="spread">
          <thead><tr><th scope="col">batch size</th><th scope="col">deviation of the output</th></tr></thead>
          <tbody>
            {answer?.spread.map((one) => (
              <tr key={one.batch}>
                <th scope="row">{String(one.batch)}</th>
                <td>{one.refusal === null ? <><meter min={0} max={1} value={one.deviation} aria-label={`Deviation at batch size ${String(one.batch)}`} /> {numberText(one.deviation)}</> : <span class="refusal">{one.refusal}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
