/** What the input is made of: drawn, from a file, or pasted. */
import { signal } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import { readNpy } from '../../kernels/wasm/npy';
import { channelsFirstShape } from '../engine/layout';
import { sampleKinds } from '../engine/task';
import type { SampleKind } from '../engine/task';
import { layer, notice, sample, setInputShape } from '../store';
import { readNumbers } from '../text';

const labels: Readonly<Record<SampleKind, string>> = {
  normal: 'Normal', uniform: 'Uniform', ramp: 'Ramp', checkerboard: 'Checkerboard', impulse: 'Impulse', constant: 'Constant',
  outlier: 'One outlier sample', digits: 'Digits', shapes: 'Shapes', given: 'From file or pasted',
};

/** How the brightness 0 to 255 of an image becomes a number. */
const normalisations = {
  unit: { label: '0 to 1', mean: [0, 0, 0], deviation: [1, 1, 1] },
  signed: { label: '−1 to 1', mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] },
  imagenet: { label: 'ImageNet mean and deviation', mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] },
} as const;
type Normalisation = keyof typeof normalisations;

const normalisation = signal<Normalisation>('unit');
/** The image that is the input, to be read again with another normalisation. */
let image: File | null = null;

function give(name: string, shape: readonly number[], values: Float32Array, channelsLast = false): void {
  sample.value = { ...sample.value, kind: 'given', given: { name, shape, values, channelsLast } };
  notice.value = `${name}: ${String(values.length)} numbers`;
}

/** The image as [1, 3, H, W], resized to the planes of the input. */
async function readImage(file: File): Promise<{ readonly shape: readonly number[]; readonly values: Float32Array }> {
  const bitmap = await createImageBitmap(file);
  const shape = layer.value === null ? [] : channelsFirstShape(layer.value, layer.value.operands[0]?.shape ?? []);
  const [height, width] = [Math.max(1, shape.at(-2) ?? bitmap.height), Math.max(1, shape.at(-1) ?? bitmap.width)];
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (context === null) throw new Error('this window cannot draw images');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const { mean, deviation } = normalisations[normalisation.value];
  const values = Float32Array.from({ length: 3 * width * height }, (_, index) => {
    const channel = Math.floor(index / (width * height));
    const brightness = (data[(index % (width * height)) * 4 + channel] ?? 0) / 255;
    return (brightness - (mean[channel] ?? 0)) / (deviation[channel] ?? 1);
  });
  return { shape: [1, 3, height, width], values };
}

/** Takes a file in: an image, or an array of NumPy's. */
export async function takeFile(file: File): Promise<void> {
  try {
    if (file.name.endsWith('.npy')) {
      const { shape, values } = readNpy(new Uint8Array(await file.arrayBuffer()));
      give(file.name, shape, Float32Array.from(values), layer.value?.channelsLast);
      if (shape.length === layer.value?.operands[0]?.shape.length) setInputShape(shape);
    } else {
      const { shape, values } = await readImage(file);
      give(file.name, shape, values);
      image = file;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    notice.value = `${file.name} could not be read: ${reason}. Choose an image or a .npy file of numbers.`;
  }
}

/** The axes of a map in its framework's order, where that tells something. */
function axesText(rank: number): string {
  const map = ['L', 'HW', 'DHW'][rank - 3];
  if (map === undefined) return 'sizes';
  return layer.value?.channelsLast === true ? `N${map}C` : `NC${map}`;
}

export function SampleForm() {
  const [pasted, setPasted] = useState('');
  const picker = useRef<HTMLInputElement>(null);
  const { kind, seed, given } = sample.value;
  const shape = layer.value?.operands[0]?.shape ?? [];
  return (
    <form class="parameters" aria-label="Input" onSubmit={(event) => { event.preventDefault(); }}>
      <div class="parameter">
        <label for="input-shape">Shape</label>
        <input id="input-shape" type="text" spellcheck={false} value={shape.join(', ')} onChange={(event) => {
          const sizes = readNumbers(event.currentTarget.value);
          if (sizes !== null && sizes.every((size) => Number.isInteger(size) && size >= 0)) setInputShape(sizes);
          else notice.value = 'A shape is whole numbers, such as 1, 64, 56, 56';
        }} />
        <span class="quiet">{axesText(shape.length)}</span>
      </div>
      <div class="parameter">
        <label for="sample-kind">Sample</label>
        <select id="sample-kind" value={kind} onChange={(event) => {
          const chosen = [...sampleKinds, 'given' as const].find((one) => one === event.currentTarget.value);
          if (chosen !== undefined) sample.value = { ...sample.value, kind: chosen };
        }}>
          {sampleKinds.map((one) => <option key={one} value={one}>{labels[one]}</option>)}
          {given !== null && <option value="given">{given.name}</option>}
        </select>
        <span />
      </div>
      <div class="parameter">
        <label for="sample-seed">Seed</label>
        <input id="sample-seed" type="number" step={1} value={seed} onInput={(event) => {
          const number = event.currentTarget.valueAsNumber;
          if (Number.isInteger(number)) sample.value = { ...sample.value, seed: number };
        }} />
        <span />
      </div>
      <details>
        <summary>From a file, or pasted</summary>
        <div class="parameter">
          <label for="sample-file">File</label>
          <input id="sample-file" ref={picker} type="file" accept="image/*,.npy" onChange={() => {
            const file = picker.current?.files?.[0];
            if (file !== undefined) void takeFile(file);
          }} />
          <span class="quiet">image or .npy; or drop it here</span>
        </div>
        <div class="parameter">
          <label for="sample-normalise">Image as</label>
          <select id="sample-normalise" value={normalisation.value} onChange={(event) => {
            const chosen = (Object.keys(normalisations) as Normalisation[]).find((one) => one === event.currentTarget.value);
            if (chosen === undefined) return;
            normalisation.value = chosen;
            if (image !== null && given?.name === image.name) void takeFile(image);
          }}>
            {Object.entries(normalisations).map(([name, { label }]) => <option key={name} value={name}>{label}</option>)}
          </select>
          <span />
        </div>
        <div class="parameter">
          <label for="sample-pasted">Numbers</label>
          <textarea id="sample-pasted" rows={3} spellcheck={false} value={pasted} onInput={(event) => { setPasted(event.currentTarget.value); }} />
          <button type="button" onClick={() => {
            const rows = pasted.split(/[\n;]|\]\s*,/).map(readNumbers);
            const filled = rows.filter((row) => row !== null && row.length > 0) as readonly (readonly number[])[];
            const columns = filled[0]?.length ?? 0;
            if (columns === 0 || rows.includes(null) || filled.some((row) => row.length !== columns)) notice.value = 'Paste rows of numbers of one length, such as 1 2 3 on each line.';
            else give('Pasted numbers', [filled.length, columns], Float32Array.from(filled.flat()));
          }}>Use</button>
        </div>
      </details>
    </form>
  );
}
