// Programs to measure on: of a length, a depth, a number of files.

const head = 'import torch\nfrom torch import nn\nimport torch.nn.functional as F\n\n';

function block(name) {
  return `
class ${name}(nn.Module):
    """Two convolutions and a way around them."""

    def __init__(self, inside, outside, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inside, outside, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outside)
        self.conv2 = nn.Conv2d(outside, outside, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outside)
        self.shortcut = nn.Identity()
        if stride != 1 or inside != outside:
            self.shortcut = nn.Sequential(nn.Conv2d(inside, outside, 1, stride=stride, bias=False), nn.BatchNorm2d(outside))

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        return F.relu(out + self.shortcut(x))
`;
}

function net(stages) {
  return `
class Net(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU())
${stages.map(({ make }, index) => `        self.stage${index} = ${make}\n`).join('')}        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(16, classes)

    def forward(self, x):
        x = self.stem(x)
${stages.map((_, index) => `        x = self.stage${index}(x)\n`).join('')}        x = torch.flatten(self.pool(x), 1)
        return self.fc(x)


model = Net()
logits = model(torch.randn(4, 3, 32, 32))
`;
}

/** A model file of about so many lines. */
export function ofLines(lines) {
  const names = Array.from({ length: Math.max(1, Math.round((lines - 40) / 21)) }, (_, index) => `Block${index}`);
  return head + names.map(block).join('\n') + net(names.map((name) => ({ make: `${name}(16, 16)` })));
}

/** A network of so many blocks of one class. */
export function ofBlocks(count) {
  return head + block('Block') + net([{ make: `nn.Sequential(*[Block(16, 16) for _ in range(${count})])` }]);
}

/** A network whose blocks each stand in a file of their own: texts by name. */
export function ofFiles(count) {
  const modules = Array.from({ length: count }, (_, index) => [`block${index}.py`, head + block(`Block${index}`)]);
  const imports = modules.map((_, index) => `from block${index} import Block${index}\n`).join('');
  return new Map([...modules, ['main.py', `${head}${imports}${net(modules.map((_, index) => ({ make: `Block${index}(16, 16)` })))}`]]);
}

const scriptBlock = (index) => `
function block${index}(x: tf.SymbolicTensor, filters: number, strides = 1): tf.SymbolicTensor {
  const conv = (size: number, steps: number) => tf.layers.conv2d({ filters, kernelSize: size, strides: steps, padding: 'same', useBias: false });
  const norm = () => tf.layers.batchNormalization();
  let out = conv(3, strides).apply(x) as tf.SymbolicTensor;
  out = tf.layers.reLU().apply(norm().apply(out)) as tf.SymbolicTensor;
  out = norm().apply(conv(3, 1).apply(out)) as tf.SymbolicTensor;
  const isSame = strides === 1 && x.shape[3] === filters;
  const shortcut = isSame ? x : norm().apply(conv(1, strides).apply(x)) as tf.SymbolicTensor;
  return tf.layers.reLU().apply(tf.layers.add().apply([out, shortcut])) as tf.SymbolicTensor;
}
`;

/** A model of TensorFlow.js in a TypeScript file of about so many lines, and its call. */
export function ofScriptLines(lines) {
  const blocks = Array.from({ length: Math.max(1, Math.round((lines - 12) / 14)) }, (_, index) => index);
  return `import * as tf from '@tensorflow/tfjs';
${blocks.map(scriptBlock).join('')}
const input = tf.input({ shape: [32, 32, 3] });
let x = tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same' }).apply(input) as tf.SymbolicTensor;
${blocks.map((index) => `x = block${index}(x, ${index % 4 === 3 ? '32' : '16'});\n`).join('')}const pooled = tf.layers.globalAveragePooling2d({}).apply(x);
const output = tf.layers.dense({ units: 10 }).apply(pooled) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: output });
(model.predict(tf.zeros([2, 32, 32, 3])) as tf.Tensor).print();
`;
}

/**
 * A workspace of so many files in folders of 50: each imports some before it and builds on one of them, and a main file runs every
 * fiftieth. Texts by path.
 */
export function ofWorkspace(count) {
  const moduleOf = (index) => `zoo.part${Math.floor(index / 50)}.block${index}`;
  const importOf = (index) => `from ${moduleOf(index)} import Block${index}\n`;
  const files = new Map([['zoo/__init__.py', '']]);
  for (let index = 0; index < count; index += 1) {
    files.set(`zoo/part${Math.floor(index / 50)}/__init__.py`, '');
    const used = [1, 7, 997].map((back) => index - back).filter((one) => one >= 0);
    const inner = index >= 997 ? block(`Block${index}`).replace('self.shortcut = nn.Identity()', `self.shortcut = Block${index - 997}(inside, inside)`) : block(`Block${index}`);
    files.set(`${moduleOf(index).replaceAll('.', '/')}.py`, head + used.map(importOf).join('') + inner);
  }
  const run = Array.from({ length: Math.floor(count / 50) }, (_, index) => index * 50 + 49);
  files.set('main.py', `${head}${run.map(importOf).join('')}
net = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), ${run.map((index) => `Block${index}(16, 16)`).join(', ')})
out = net(torch.randn(2, 3, 32, 32))
`);
  return files;
}
