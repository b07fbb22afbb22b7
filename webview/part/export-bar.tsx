/** Ways out: the layer as code, its numbers, a picture. */
import { writeNpy } from '../../kernels/wasm/npy';
import { pytorchCode, tensorflowCode } from '../code';
import { tell } from '../editor';
import type { WholeTask } from '../engine/task';
import { applyChanges, changes, engine, layer, notice, original, resetLayer, result } from '../store';

async function whole(what: WholeTask['what']): Promise<{ readonly shape: readonly number[]; readonly values: Float32Array } | null> {
  const answer = (await engine.value?.ask({ kind: 'whole', what })) ?? null;
  if (answer === null) notice.value = `There is no ${what} yet.`;
  return answer;
}

/** More numbers than this are no text to paste. */
const mostCopied = 100_000;

async function copyNumbers(): Promise<void> {
  const output = await whole('output');
  if (output === null) return;
  if (output.values.length > mostCopied) {
    notice.value = `${String(output.values.length)} numbers are too many for the clipboard: save them as .npy.`;
    return;
  }
  const columns = output.shape.at(-1) ?? 1;
  const rows = Array.from({ length: output.values.length / Math.max(1, columns) }, (_, row) => [...output.values.subarray(row * columns, (row + 1) * columns)].join('\t'));
  tell({ kind: 'copy', text: rows.join('\n'), what: 'Numbers' });
}

async function saveNumbers(): Promise<void> {
  const output = await whole('output');
  if (output !== null) tell({ kind: 'save', name: 'output.npy', bytes: new Uint8Array(writeNpy({ shape: output.shape, dtype: 'float32', values: output.values })) });
}

/** The heat maps as they stand, one beside the other. */
async function savePicture(): Promise<void> {
  const canvases = [...document.querySelectorAll<HTMLCanvasElement>('.map canvas')];
  if (canvases.length === 0) {
    notice.value = 'There is no picture to save in this view.';
    return;
  }
  const gap = 16;
  const picture = new OffscreenCanvas(canvases.reduce((sum, { width }) => sum + width + gap, -gap), Math.max(...canvases.map(({ height }) => height)));
  const context = picture.getContext('2d');
  let left = 0;
  for (const canvas of canvases) {
    context?.drawImage(canvas, left, 0);
    left += canvas.width + gap;
  }
  const blob = await picture.convertToBlob({ type: 'image/png' });
  tell({ kind: 'save', name: 'playground.png', bytes: new Uint8Array(await blob.arrayBuffer()) });
}

function copyCode(text: string | null, what: string): void {
  if (text === null) notice.value = `${what.replace(' code', '')} has no layer that does the same with these parameters.`;
  else tell({ kind: 'copy', text, what });
}

export function ExportBar() {
  const [current, fields] = [layer.value, result.value?.description.fields ?? []];
  if (current === null) return null;
  const count = Object.keys(changes.value).length;
  return (
    <div class="bar" role="toolbar" aria-label="Layer">
      <button type="button" class="primary" disabled={count === 0} onClick={applyChanges}>{count === 0 ? 'Apply to source' : `Apply ${String(count)} to source`}</button>
      <button type="button" disabled={current === original.value} onClick={resetLayer}>Reset</button>
      <button type="button" onClick={() => { copyCode(pytorchCode(current, fields), 'PyTorch code'); }}>Copy PyTorch</button>
      <button type="button" onClick={() => { copyCode(tensorflowCode(current, fields), 'TensorFlow.js code'); }}>Copy TensorFlow.js</button>
      <button type="button" onClick={() => { void copyNumbers(); }}>Copy numbers</button>
      <button type="button" onClick={() => { void saveNumbers(); }}>Save .npy</button>
      <button type="button" onClick={() => { void savePicture(); }}>Save PNG</button>
    </div>
  );
}
