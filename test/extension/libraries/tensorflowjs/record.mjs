// Records what TensorFlow.js answers: `node record.mjs DIR`, DIR being a folder in which `npm install @tensorflow/tfjs@4.22.0` was run.
// Written to truth/layers.json.gz and truth/ops.json.gz: source texts, with shapes, element types, parameter counts or the error's text.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { layerCases } from './layer-case.mjs';
import { opCases } from './op-case.mjs';

const [folder = '.'] = process.argv.slice(2);
console.warn = () => undefined;
const tf = createRequire(join(resolve(folder), 'package.json'))('@tensorflow/tfjs');

/** Counters in the names of layers and tensors tell how many there were before. */
const withoutCounters = (text) => text.replace(/\b([a-z]\w*_[A-Z]\w*?)\d+\b/g, '$1');

const evaluate = (source, given = {}) => new Function('tf', ...Object.keys(given), `return (${source});`)(tf, ...Object.values(given));

function described(value) {
  if (Array.isArray(value)) return value.map(described);
  if (value instanceof tf.Tensor || value instanceof tf.SymbolicTensor) return { shape: value.shape, dtype: value.dtype };
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, described(item)]));
  return value;
}

function attempt(run) {
  try {
    return { value: tf.tidy(() => described(run())) };
  } catch (error) {
    return { error: withoutCounters(error.message) };
  }
}

/** A layer applied to an input of its symbols, then to zeros of a batch of 2. */
function layerRecord({ layer: source, input }) {
  const made = attempt(() => { evaluate(source); return null; });
  if ('error' in made) return { layer: source, input, made: made.error };
  const layer = evaluate(source);
  if (input === null) return { layer: source, input, symbolic: { value: described(layer.inboundNodes[0].outputTensors[0]) } };
  const inputs = attempt(() => { evaluate(input); return null; });
  if ('error' in inputs) return { layer: source, input, refused: inputs.error };
  const symbolic = attempt(() => layer.apply(evaluate(input)));
  const counts = 'error' in symbolic ? null : [layer.countParams(), layer.trainableWeights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)];
  return { layer: source, input, symbolic, counts };
}

const started = performance.now();
const layers = layerCases.map(layerRecord);
const ops = opCases.map((source) => ({ source, ...attempt(() => evaluate(source)) }));
const write = (name, records) => writeFileSync(new URL(`truth/${name}.json.gz`, import.meta.url), gzipSync(JSON.stringify({ tfjs: tf.version.tfjs, records }), { level: 9 }));
write('layers', layers);
write('ops', ops);
const refused = (records) => records.filter((record) => 'made' in record || 'refused' in record || 'error' in record || ('symbolic' in record && 'error' in record.symbolic)).length;
console.log(`${layers.length} applications of layers (${refused(layers)} refused), ${ops.length} calls of ops (${refused(ops)} refused), ${((performance.now() - started) / 1000).toFixed(0)} s`);
