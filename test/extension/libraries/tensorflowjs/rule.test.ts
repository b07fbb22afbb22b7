/** Placement rules on programs of TensorFlow.js: what fires, what looks alike and does not, and what the fix writes. */
import assert from 'node:assert/strict';
import { diagnose } from '../../../../extension/analysis/diagnostic';
import type { Diagnostic } from '../../../../extension/analysis/diagnostic';
import { describedShape } from '../../../../extension/analysis/fact';
import { analyseProgram } from '../../../../extension/analysis/program';
import type { Program } from '../../../../extension/analysis/program';
import { reportProgram } from '../../../../extension/analysis/report';
import { summarise } from '../../../../extension/analysis/summary';
import { LineIndex } from '../../../../extension/syntax/line-index';
import { format } from '../../../../kernels/dims/dim';
import { pythonParser } from '../../../parser';
import { memoryHost } from '../../analysis/fixture';

const header = "import * as tf from '@tensorflow/tfjs';\n";

async function run(text: string): Promise<Program> {
  return analyseProgram(memoryHost(await pythonParser(), new Map([['main.ts', header + text]])), 'main.ts', { roots: [''] });
}

/** What is told, as `line rule`, lines counted behind the import. */
function toldOf(program: Program): readonly string[] {
  const lines = new LineIndex(program.sources.get('main.ts')?.text ?? '');
  return diagnose(program).map(({ code, range }) => `${String(lines.position(range.start).line)} ${code}`).sort();
}

function fixed(program: Program, { fixes }: Diagnostic): string {
  const text = program.sources.get('main.ts')?.text ?? '';
  const [edit, ...more] = fixes[0]?.edits ?? [];
  assert.ok(edit !== undefined && more.length === 0);
  return (text.slice(0, edit.start) + edit.text + text.slice(edit.end)).slice(header.length);
}

interface Case {
  readonly title: string;
  readonly text: string;
  readonly told: readonly string[];
}

const image = "const image = tf.input({ shape: [16, 16, 3] });\n";

const cases: readonly Case[] = [
  {
    title: 'a bias before batch norm, in a sequence',
    text: `const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [16, 16, 3], filters: 8, kernelSize: 3 }));
model.add(tf.layers.batchNormalization());
`,
    told: ['2 norm/redundant-bias'],
  },
  {
    title: 'a bias before batch norm, by the functional interface',
    text: `${image}const y = tf.layers.batchNormalization().apply(tf.layers.conv2d({ filters: 8, kernelSize: 3 }).apply(image));
tf.model({ inputs: image, outputs: y as tf.SymbolicTensor });
`,
    told: ['2 norm/redundant-bias'],
  },
  {
    title: 'a bias before batch norm, along axis 1 of maps with channels first',
    text: "tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [3, 16, 16], filters: 8, kernelSize: 3, dataFormat: 'channelsFirst' }), tf.layers.batchNormalization({ axis: 1 })] });\n",
    told: ['1 norm/redundant-bias'],
  },
  { title: 'the bias of a dense layer', text: 'tf.sequential({ layers: [tf.layers.dense({ inputDim: 4, units: 8 }), tf.layers.batchNormalization()] });\n', told: ['1 norm/redundant-bias'] },
  { title: 'no bias', text: 'tf.sequential({ layers: [tf.layers.dense({ inputDim: 4, units: 8, useBias: false }), tf.layers.batchNormalization()] });\n', told: [] },
  {
    title: 'batch norm along another axis than the channels',
    text: 'tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [16, 16, 3], filters: 8, kernelSize: 3 }), tf.layers.batchNormalization({ axis: 1 })] });\n',
    told: ['1 norm/batch-norm-axis'],
  },
  {
    title: 'channels first, and batch norm along the width',
    text: "tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [3, 16, 16], filters: 8, kernelSize: 3, dataFormat: 'channelsFirst' }), tf.layers.batchNormalization()] });\n",
    told: ['1 norm/batch-norm-axis'],
  },
  {
    title: 'channels first, and batch norm along them',
    text: "tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [3, 16, 16], filters: 8, kernelSize: 3, dataFormat: 'channelsFirst', useBias: false }), tf.layers.batchNormalization({ axis: 1 })] });\n",
    told: [],
  },
  {
    title: 'the channels counted from the front, behind a pool and an activation',
    text: 'tf.sequential({ layers: [tf.layers.conv1d({ inputShape: [16, 3], filters: 8, kernelSize: 3 }), tf.layers.maxPooling1d({ poolSize: 2 }), tf.layers.reLU(), tf.layers.batchNormalization({ axis: 2 })] });\n',
    told: [],
  },
  {
    title: 'the steps of a sequence behind a pool and an activation',
    text: 'tf.sequential({ layers: [tf.layers.conv1d({ inputShape: [16, 3], filters: 8, kernelSize: 3 }), tf.layers.maxPooling1d({ poolSize: 2 }), tf.layers.reLU(), tf.layers.batchNormalization({ axis: 1 })] });\n',
    told: ['1 norm/batch-norm-axis'],
  },
  { title: 'features, which are axis 1', text: 'tf.sequential({ layers: [tf.layers.dense({ inputDim: 4, units: 8, useBias: false }), tf.layers.batchNormalization({ axis: 1 })] });\n', told: [] },
  {
    title: 'a map that was turned',
    text: 'tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [16, 16, 3], filters: 8, kernelSize: 3 }), tf.layers.permute({ dims: [3, 1, 2] }), tf.layers.batchNormalization({ axis: 1 })] });\n',
    told: ['1 norm/redundant-bias'],
  },
  {
    title: 'an activation of the layer itself between',
    text: "tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [16, 16, 3], filters: 8, kernelSize: 3, activation: 'relu' }), tf.layers.batchNormalization()] });\n",
    told: ['1 norm/activation-before'],
  },
  {
    title: 'an activation that is not known between',
    text: 'declare const activation: any;\ntf.sequential({ layers: [tf.layers.conv2d({ inputShape: [16, 16, 3], filters: 8, kernelSize: 3, activation }), tf.layers.batchNormalization()] });\n',
    told: [],
  },
  {
    title: 'linear is no activation',
    text: "tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [16, 16, 3], filters: 8, kernelSize: 3, activation: 'linear' }), tf.layers.batchNormalization()] });\n",
    told: ['1 norm/redundant-bias'],
  },
  {
    title: 'an output that a sum takes as well',
    text: `${image}const a = tf.layers.conv2d({ filters: 8, kernelSize: 3 }).apply(image) as tf.SymbolicTensor;
const n = tf.layers.batchNormalization().apply(a) as tf.SymbolicTensor;
tf.model({ inputs: image, outputs: tf.layers.add().apply([a, n]) as tf.SymbolicTensor });
`,
    told: [],
  },
  {
    title: 'an output of the model',
    text: `${image}const a = tf.layers.conv2d({ filters: 8, kernelSize: 3 }).apply(image) as tf.SymbolicTensor;
tf.model({ inputs: image, outputs: [a, tf.layers.batchNormalization().apply(a) as tf.SymbolicTensor] });
`,
    told: [],
  },
  {
    title: 'an output that another model gives',
    text: `const net = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [16, 16, 3], filters: 8, kernelSize: 3 }), tf.layers.batchNormalization()] });
tf.model({ inputs: net.inputs, outputs: net.layers[0].output as tf.SymbolicTensor });
`,
    told: [],
  },
  {
    title: 'a batch norm that may not be there',
    text: `const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [16, 16, 3], filters: 8, kernelSize: 3 }));
if (Math.random() > 0.5) model.add(tf.layers.batchNormalization());
`,
    told: [],
  },
  {
    title: 'a line that makes layers with and without batch norm',
    text: `${image}function block(x: tf.SymbolicTensor, isNormed: boolean): tf.SymbolicTensor {
  const y = tf.layers.conv2d({ filters: 8, kernelSize: 3 }).apply(x) as tf.SymbolicTensor;
  return isNormed ? tf.layers.batchNormalization().apply(y) as tf.SymbolicTensor : y;
}
tf.model({ inputs: image, outputs: block(block(image, true), false) });
`,
    told: [],
  },
  {
    title: 'a layer that was popped',
    text: `const model = tf.sequential({ layers: [tf.layers.dense({ inputDim: 4, units: 8 }), tf.layers.batchNormalization()] });
model.pop();
`,
    told: [],
  },
  {
    title: "a momentum of PyTorch's",
    text: 'tf.sequential({ layers: [tf.layers.batchNormalization({ inputShape: [8], momentum: 0.1 })] });\n',
    told: ['1 norm/momentum-convention'],
  },
  { title: 'the default momentum', text: 'tf.sequential({ layers: [tf.layers.batchNormalization({ inputShape: [8], momentum: 0.99 })] });\n', told: [] },
  {
    title: 'dropout before batch norm',
    text: 'tf.sequential({ layers: [tf.layers.dropout({ inputShape: [8], rate: 0.5 }), tf.layers.dense({ units: 8, useBias: false }), tf.layers.batchNormalization()] });\n',
    told: ['1 norm/dropout-before-batch-norm'],
  },
  { title: 'dropout after it', text: 'tf.sequential({ layers: [tf.layers.batchNormalization({ inputShape: [8] }), tf.layers.dropout({ rate: 0.5 })] });\n', told: [] },
  {
    title: 'a flattened map before a dense layer',
    text: 'tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 16, kernelSize: 3 }), tf.layers.flatten(), tf.layers.dense({ units: 10 })] });\n',
    told: ['1 pooling/flatten-before-classifier'],
  },
  {
    title: 'a pooled map before it',
    text: 'tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 16, kernelSize: 3 }), tf.layers.globalAveragePooling2d(), tf.layers.dense({ units: 10 })] });\n',
    told: [],
  },
  { title: 'a pool that leaves the border out', text: 'tf.sequential({ layers: [tf.layers.maxPooling2d({ inputShape: [7, 8, 3], poolSize: 2 })] });\n', told: ['1 pooling/dropped-border'] },
  { title: 'one of an odd number of channels', text: 'tf.sequential({ layers: [tf.layers.maxPooling2d({ inputShape: [8, 8, 3], poolSize: 2 })] });\n', told: [] },
  { title: 'one that is padded', text: "tf.sequential({ layers: [tf.layers.maxPooling2d({ inputShape: [7, 8, 3], poolSize: 2, padding: 'same' })] });\n", told: [] },
  {
    title: 'a pool of a single value',
    text: 'tf.sequential({ layers: [tf.layers.averagePooling2d({ inputShape: [4, 4, 3], poolSize: 4 }), tf.layers.maxPooling2d({ poolSize: 1 })] });\n',
    told: ['1 pooling/after-global'],
  },
  { title: 'a pool of a column of values', text: 'tf.sequential({ layers: [tf.layers.maxPooling2d({ inputShape: [4, 1, 1], poolSize: [2, 1] })] });\n', told: [] },
  {
    title: 'one batch norm at two places',
    text: `${image}const norm = tf.layers.batchNormalization();
const conv = () => tf.layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same', useBias: false });
const once = norm.apply(conv().apply(image)) as tf.SymbolicTensor;
tf.model({ inputs: image, outputs: norm.apply(conv().apply(once)) as tf.SymbolicTensor });
`,
    told: ['2 norm/shared-instance'],
  },
];

describe('rules on TensorFlow.js', () => {
  for (const { title, text, told } of cases) it(title, async () => {
    assert.deepEqual(toldOf(await run(text)), told);
  });

  const fixes: readonly (readonly [title: string, before: string, after: string, safety: string])[] = [
    ['adds to the configuration', '{ inputDim: 4, units: 8 }', '{ inputDim: 4, units: 8, useBias: false }', 'safe'],
    ['changes what is written', '{ inputDim: 4, useBias: true, units: 8 }', '{ inputDim: 4, useBias: false, units: 8 }', 'safe'],
    ['adds to a configuration over several lines', '{\n  inputDim: 4,\n  units: 8,\n}', '{\n  inputDim: 4,\n  units: 8, useBias: false,\n}', 'safe'],
  ];
  for (const [title, before, after, safety] of fixes) it(`useBias: false ${title}`, async () => {
    const source = (config: string): string => `tf.sequential({ layers: [tf.layers.dense(${config}), tf.layers.batchNormalization()] });\n`;
    const program = await run(source(before));
    const [told] = diagnose(program);
    assert.ok(told !== undefined);
    assert.equal(told.message, 'The bias of this Dense has no effect: its output goes only into BatchNormalization, which subtracts the mean of each channel, and the bias with it. Set useBias: false.');
    assert.equal(fixed(program, told), source(after));
    assert.deepEqual(told.fixes.map((fix) => fix.safety), [safety]);
    assert.deepEqual(toldOf(await run(source(after))), []);
  });

  it('a configuration that is written elsewhere has no fix', async () => {
    for (const config of ['config', '{ ...config }', '{ ...config, units: 8 }']) {
      const [told] = diagnose(await run(`const config = { inputDim: 4, units: 8 };\ntf.sequential({ layers: [tf.layers.dense(${config}), tf.layers.batchNormalization()] });\n`));
      assert.equal(told?.code, 'norm/redundant-bias');
      assert.deepEqual(told.fixes, []);
    }
  });

  it('sets the axis of the channels', async () => {
    const program = await run('tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [16, 16, 3], filters: 8, kernelSize: 3 }), tf.layers.batchNormalization({ axis: 1, epsilon: 1e-5 })] });\n');
    const told = diagnose(program).find(({ code }) => code === 'norm/batch-norm-axis');
    assert.ok(told);
    assert.match(fixed(program, told), /batchNormalization\(\{ axis: -1, epsilon: 1e-5 \}\)/);
    assert.equal(told.message, 'This BatchNormalization normalises along axis 1 of a map whose channels are axis 3: it keeps statistics for rows or columns. Set axis: -1.');
  });

  it('a fix where weights are set from elsewhere is unsafe', async () => {
    const [told] = diagnose(await run('declare const weights: tf.Tensor[];\nconst model = tf.sequential({ layers: [tf.layers.dense({ inputDim: 4, units: 8 }), tf.layers.batchNormalization()] });\nmodel.setWeights(weights);\n'));
    assert.deepEqual(told?.fixes.map(({ safety }) => safety), ['unsafe']);
  });

  // Each runs, or fails only in predict, in TensorFlow.js 4.22.
  const silent: readonly (readonly [title: string, layer: string, told: string | null])[] = [
    ['steps and gaps together', 'conv2d({ filters: 4, kernelSize: 3, strides: 2, dilationRate: 2 })', "Error in conv2D: Either strides or dilations must be 1. Got strides 2,2 and dilations '2,2'. TensorFlow.js finds this only when the model runs."],
    ['steps and gaps of a separable convolution', 'separableConv2d({ filters: 4, kernelSize: 3, strides: 2, dilationRate: 2 })', "Error in depthwiseConv2d: Either strides or dilations must be 1. Got strides 2,2 and dilations '2,2'. TensorFlow.js finds this only when the model runs."],
    ['steps and gaps of a depthwise convolution, which takes both', 'depthwiseConv2d({ kernelSize: 3, strides: 2, dilationRate: 2 })', null],
    ['steps and gaps of a transposed convolution, which takes both', 'conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, dilationRate: 2 })', null],
    ['a kernel that leaves nothing', 'conv2d({ filters: 4, kernelSize: 9 })', 'Conv2D makes [null,0,0,4] of [null,8,8,3]: nothing is left of the map, and TensorFlow.js computes on with no values.'],
    ['a kernel that leaves less than nothing', 'conv2d({ filters: 4, kernelSize: 11 })', 'Conv2D makes [null,-2,-2,4] of [null,8,8,3]: nothing is left of the map, and TensorFlow.js computes on with no values.'],
    ['a kernel as large as the map', 'conv2d({ filters: 4, kernelSize: 8 })', null],
  ];
  for (const [title, layer, told] of silent) it(`tells what TensorFlow.js lets through: ${title}`, async () => {
    const errors = diagnose(await run(`tf.layers.${layer}.apply(tf.input({ shape: [8, 8, 3] }));\n`)).filter(({ severity }) => severity === 'error');
    assert.deepEqual(errors.map(({ message }) => message.split('\n')[0]), told === null ? [] : [told]);
  });

  it('what is multiplied for an open batch is told of N', async () => {
    const rows = summarise(await run(`${image}tf.layers.conv2d({ filters: 4, kernelSize: 3 }).apply(image);\n`));
    assert.deepEqual(rows.map(({ parameters, macs, memory }) => [parameters, macs, memory].map((dim) => (typeof dim === 'object' && dim !== null ? format(dim) : dim))), [[112, '21168*N', '3136*N']]);
  });

  it('an open size prints as null, one that is not known as a question mark', async () => {
    const program = await run('declare const size: number;\ntf.input({ shape: [8, size, null] });\n');
    const [fact] = program.facts.get('main.ts')?.all() ?? [];
    assert.deepEqual([...(fact?.seen.values() ?? [])].map(({ value }) => describedShape(value)), ['[null, 8, ?, null]']);
  });

  const model = `const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, useBias: false }));
model.add(tf.layers.depthwiseConv2d({ kernelSize: 3 }));
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.predict(tf.zeros([4, 28, 28, 1]));
`;

  it('the trace tells the layers, whether they have a bias, and what takes their output', async () => {
    const [file] = reportProgram(await run(model)).files;
    assert.deepEqual(file?.layers.map(({ op, bias, instances, consumers, range }) => [range.start.line, op, bias, instances, consumers]), [
      [2, 'Conv2D', false, 1, { conv2d: 2 }],
      [3, 'DepthwiseConv2D', true, 1, { flatten: 2 }],
      [4, 'Flatten', false, 1, { linear: 2 }],
      [5, 'Dense', true, 1, {}],
    ]);
  });

  it('a summary has a row for each layer, with what it holds and costs', async () => {
    const rows = summarise(await run(model));
    assert.deepEqual(rows.map(({ type, output, parameters, macs }) => [type, output.shape, parameters, macs]), [
      ['Conv2D', [4, 26, 26, 16], 144, 4 * 26 * 26 * 16 * 9],
      ['DepthwiseConv2D', [4, 24, 24, 16], 160, 4 * 24 * 24 * 16 * 9],
      ['Flatten', [4, 9216], 0, 0],
      ['Dense', [4, 10], 92170, 4 * 92160],
    ]);
  });
});
