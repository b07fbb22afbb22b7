/** The ways to make a map smaller, on the same tensor: max, average, power average, adaptive, global, and a strided convolution. */
import { useEffect, useState } from 'preact/hooks';
import { HeatMap } from '../part/heat-map';
import type { SceneDatum } from '../../extension/protocol/scene';
import { numbersOf } from '../engine/learned';
import type { CompareResult, Layer, Operand } from '../engine/task';
import { engine, layer, plane, refusal, result, sample } from '../store';
import { countText, shapeText } from '../text';
import { spatialRank } from '../window';

function int(value: number): SceneDatum {
  return { kind: 'int', value };
}

function ints(values: readonly number[]): SceneDatum {
  return { kind: 'list', items: values.map(int) };
}

interface Variant {
  readonly name: string;
  readonly layer: Layer;
}

/** The others in the place of a layer: with its window, or with its output's size. */
function variantsOf(current: Layer, output: readonly number[]): readonly Variant[] {
  const rank = spatialRank(current.op);
  const [input] = current.operands;
  if (input === undefined) return [];
  const weight = current.operands.find(({ name }) => name === 'weight')?.shape.slice(2);
  const kernel = weight ?? numbersOf(current.args['kernel_size'], rank) ?? Array.from({ length: rank }, () => 2);
  const stride = numbersOf(current.args['stride'], rank) ?? (weight === undefined ? kernel : kernel.map(() => 1));
  if (current.channelsLast) return tensorflowVariants(current, input, rank, kernel, stride);
  const padding = numbersOf(current.args['padding'], rank) ?? kernel.map(() => 0);
  const suffix = `${String(rank)}d`;
  const window = { kernel_size: ints(kernel), stride: ints(stride) };
  const channels = input.shape.at(-rank - 1) ?? 1;
  const of = (name: string, op: string, args: Layer['args'], operands: Layer['operands'] = [input]): Variant => ({ name, layer: { op: `${op}${suffix}`, channelsLast: false, args, operands } });
  const spatial = output.slice(-rank);
  return [
    of('MaxPool', 'max_pool', { ...window, padding: ints(padding) }),
    of('AvgPool', 'avg_pool', { ...window, padding: ints(padding) }),
    of('LPPool, p = 2', 'lp_pool', { ...window, norm_type: int(2) }),
    of('AdaptiveAvgPool', 'adaptive_avg_pool', { output_size: ints(spatial) }),
    of('AdaptiveMaxPool', 'adaptive_max_pool', { output_size: ints(spatial) }),
    of('Global average', 'adaptive_avg_pool', { output_size: ints(spatial.map(() => 1)) }),
    of('Strided Conv, random weights', 'conv', { stride: ints(stride), padding: ints(padding) }, [input, { name: 'weight', shape: [channels, channels, ...kernel], dtype: 'float32' }]),
  ];
}

/** TensorFlow.js has neither adaptive nor power-average pooling. */
function tensorflowVariants(current: Layer, input: Operand, rank: number, kernel: readonly number[], stride: readonly number[]): readonly Variant[] {
  const padding = current.args['padding'] ?? { kind: 'str', value: 'valid' };
  const channels = input.shape.at(-1) ?? 1;
  const suffix = `${String(rank)}D`;
  const of = (name: string, op: string, args: Layer['args'], operands: Layer['operands'] = [input]): Variant => ({ name, layer: { op, channelsLast: true, args, operands } });
  const window = { kernel_size: ints(kernel), stride: ints(stride), padding };
  return [
    of(`MaxPooling${suffix}`, `max_pool${String(rank)}d`, window),
    of(`AveragePooling${suffix}`, `avg_pool${String(rank)}d`, window),
    of(`GlobalAveragePooling${suffix}`, 'mean', { dim: ints(kernel.map((_, axis) => axis + 1)) }),
    of('Strided conv, random weights', `conv${String(rank)}d`, { stride: ints(stride), padding }, [input, { name: 'weight', shape: [channels, channels, ...kernel], dtype: 'float32' }]),
  ];
}

export function CompareStrip() {
  const [isOpen, setOpen] = useState(false);
  const [outcomes, setOutcomes] = useState<CompareResult['outcomes']>([]);
  const [current, shape, client] = [layer.value, result.value?.run?.output.shape ?? null, engine.value];
  const variants = current === null || shape === null ? [] : variantsOf(current, shape);
  const key = JSON.stringify([variants, sample.value.kind, sample.value.seed, plane.value]);
  useEffect(() => {
    if (!isOpen || client === null || refusal.value !== null) return;
    client.ask({ kind: 'compare', layers: variants.map((variant) => variant.layer), sample: sample.value, plane: plane.value })
      .then((answer) => { if (answer !== null) setOutcomes(answer.outcomes); }, (error: unknown) => { refusal.value = String(error); });
  }, [isOpen, key, client]);
  return (
    <details class="compare" open={isOpen} onToggle={(event) => { setOpen(event.currentTarget.open); }}>
      <summary>Side by side on the same tensor</summary>
      <div class="maps">
        {variants.map(({ name }, index) => {
          const outcome = outcomes[index];
          if (outcome === undefined) return null;
          return (
            <div key={name}>
              {outcome.plane === null ? <p>{name}</p> : <HeatMap name={name} plane={outcome.plane} />}
              {outcome.refusal === null ? <p class="quiet">{`${shapeText(outcome.shape)} · ${countText(outcome.parameters)} parameters`}</p> : <p class="refusal">{outcome.refusal}</p>}
            </div>
          );
        })}
      </div>
    </details>
  );
}
