/** The norms on one tensor: which elements share statistics, what becomes of them, and how batch norm's statistics run. */
import { useEffect, useState } from 'preact/hooks';
import { channelsFirstShape } from '../engine/layout';
import type { NormOp, NormResult } from '../engine/task';
import { HeatMap } from '../part/heat-map';
import { Histogram } from '../part/histogram';
import { Slider } from '../part/slider';
import { engine, layer, notice, sample } from '../store';
import { numberText } from '../text';
import { NormBlock } from './norm-block';
import { RunningView } from './running-view';

const names: Readonly<Record<NormOp, string>> = {
  batch_norm: 'BatchNorm', layer_norm: 'LayerNorm', instance_norm: 'InstanceNorm', group_norm: 'GroupNorm', rms_norm: 'RMSNorm',
};

const shares: Readonly<Record<NormOp, string>> = {
  batch_norm: 'one mean for each channel, over the batch and the map',
  layer_norm: 'one mean for each sample, over its channels and the map',
  instance_norm: 'one mean for each channel of each sample',
  group_norm: 'one mean for each group of channels of each sample',
  rms_norm: 'one mean square for each sample; no mean is subtracted',
};

/** What is drawn of the tensor: more cells are not told apart. */
const most = [4, 8, 4, 4];

/** The layer's input, as far as it can be drawn. */
function drawnShape(): readonly number[] {
  const shape = layer.value === null ? [] : channelsFirstShape(layer.value, layer.value.operands[0]?.shape ?? []);
  const padded = shape.length >= 3 ? [shape[0] ?? 1, shape[1] ?? 1, shape.length > 3 ? (shape[2] ?? 1) : 1, shape.at(-1) ?? 1] : [shape[0] ?? 4, shape[1] ?? 6, 4, 4];
  return padded.map((size, axis) => Math.max(1, Math.min(size, most[axis] ?? 4)));
}

function divisors(channels: number): readonly number[] {
  return Array.from({ length: channels }, (_, index) => index + 1).filter((count) => channels % count === 0);
}

export function NormView() {
  const [answer, setAnswer] = useState<NormResult | null>(null);
  const [shown, setShown] = useState<NormOp>('batch_norm');
  const [hovered, setHovered] = useState<number | null>(null);
  const [[gamma, beta], setAffine] = useState<readonly [number, number]>([1, 0]);
  const [epsilon, setEpsilon] = useState(1e-5);
  const shape = drawnShape();
  const [, channels = 1, height = 1, width = 1] = shape;
  const counts = divisors(channels);
  const [groups, setGroups] = useState(counts.length > 2 ? (counts[1] ?? 1) : 1);
  const fitting = counts.includes(groups) ? groups : 1;
  const client = engine.value;
  const key = JSON.stringify([shape, fitting, gamma, beta, epsilon, sample.value.kind, sample.value.seed]);
  useEffect(() => {
    client?.ask({ kind: 'norm', shape, sample: sample.value, groups: fitting, eps: epsilon, gamma, beta })
      .then((result) => { if (result !== null) setAnswer(result); }, (error: unknown) => { notice.value = String(error); });
  }, [client, key]);
  const norm = answer?.norms.find(({ op }) => op === shown);
  const group = hovered === null ? 0 : hovered;
  return (
    <div class="norms">
      <h2>{`Which elements share statistics, of [${shape.join(', ')}]`}</h2>
      <p class="quiet">N samples × C channels, each a map of H × W. Point at a cell: everything that shares its mean and variance lights up.</p>
      <div class="blocks">
        {answer?.norms.map(({ op, members, means, variances, refusal }) => (
          <div key={op} class="block">
            <button type="button" aria-pressed={shown === op} onClick={() => { setShown(op); }}>{names[op]}</button>
            <NormBlock name={names[op]} shape={shape} members={members} hovered={hovered === null ? null : (members[hovered] ?? null)} onHover={setHovered} />
            <p class="quiet">{`${shares[op]}: ${String(means.length)} in all`}</p>
            <p class="arithmetic">{refusal ?? statisticsText(op, members[group] ?? 0, means, variances)}</p>
          </div>
        ))}
      </div>
      <section aria-label="Before and after">
        <h3>{`Before and after ${names[shown]}`}</h3>
        <div class="sliders">
          <Slider id="gamma" label="weight (γ)" value={gamma} least={-3} greatest={3} step={0.1} onInput={(value) => { setAffine([value, beta]); }} />
          <Slider id="beta" label="bias (β)" value={beta} least={-3} greatest={3} step={0.1} onInput={(value) => { setAffine([gamma, value]); }} />
          <Slider id="epsilon" label="eps, as a power of 10" value={Math.log10(epsilon)} least={-8} greatest={1} step={1} onInput={(value) => { setEpsilon(10 ** value); }} />
          <div class="slider">
            <label for="groups">num_groups</label>
            <select id="groups" value={String(fitting)} onChange={(event) => { setGroups(Number(event.currentTarget.value)); }}>
              {counts.map((count) => <option key={count} value={String(count)}>{String(count)}</option>)}
            </select>
          </div>
          <button type="button" onClick={() => { setAffine([1, 0]); setEpsilon(1e-5); }}>Reset</button>
        </div>
        {answer !== null && norm !== undefined && norm.refusal === null && (
          <>
            <div class="maps">
              <Histogram name="Before" values={answer.input} />
              <Histogram name={`After ${names[shown]}`} values={norm.output} />
            </div>
            <h3>Backward, from a random gradient above</h3>
            <div class="maps">
              <HeatMap name="dx of the first channel" plane={{ rows: height, columns: width, values: (norm.gradients?.input ?? new Float32Array()).slice(0, height * width) }} />
              {norm.gradients?.weight != null && <HeatMap name="dγ" plane={rowsOf(norm.gradients.weight, channels)} />}
              {norm.gradients?.bias != null && <HeatMap name="dβ" plane={rowsOf(norm.gradients.bias, channels)} />}
            </div>
            <p class="arithmetic">{gradientText(norm)}</p>
          </>
        )}
      </section>
      <RunningView />
    </div>
  );
}

function statisticsText(op: NormOp, group: number, means: Float32Array, variances: Float32Array): string {
  const variance = variances[group] ?? NaN;
  if (op === 'rms_norm') return `mean square ${numberText(variance)}`;
  return `mean ${numberText(means[group] ?? NaN)}, variance ${numberText(variance)}`;
}

function rowsOf(values: Float32Array, channels: number): { readonly rows: number; readonly columns: number; readonly values: Float32Array } {
  return { rows: channels, columns: values.length / channels, values };
}

/** What the gradient of a norm sums up to in each group: a norm lets no shift through. */
function gradientText({ op, gradients, members }: NormResult['norms'][number]): string {
  const sum = (gradients?.input ?? new Float32Array()).reduce((total, value, index) => total + (members[index] === 0 ? value : 0), 0);
  return op === 'rms_norm' ? `dx of the first group sums to ${numberText(sum)}: RMS norm subtracts no mean, so a shift comes through.` : `dx of the first group sums to ${numberText(sum)}: what shifts all of a group alike is lost, and with it a bias in front.`;
}
