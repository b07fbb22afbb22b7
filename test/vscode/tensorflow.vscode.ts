/** A TypeScript file that uses TensorFlow.js, as a person sees it. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, hintsOf, hoverText, open, positionOf } from './document';
import { codeOf, diagnosticsOf, fixedText } from './finding';
import { screenshot } from './page';

const name = 'digits.ts';

describe('a TypeScript file', () => {
  it('shows shapes on hover: of a variable, and of a layer with its open batch', async () => {
    const document = await open(name);
    assert.match(await hoverText(document, positionOf(document, 'const scores', 'scores')), /scores: \[4, 10\] float32/);
    const layer = await hoverText(document, positionOf(document, 'tf.layers.maxPooling2d', 'maxPooling2d'));
    assert.match(layer, /\[null, 14, 14, 8\]/);
    assert.match(layer, /MaxPooling2D/);
    await screenshot('typescript-hover', { line: 'tf.layers.maxPooling2d', text: 'maxPooling2d' });
  });

  it('shows inlay hints beside those of its own language', async () => {
    const document = await open(name);
    const hints = await hintsOf(document);
    assert.ok(hints.includes('const images = tf.randomNormal([4, 28, 28, 1]); → : [4, 28, 28, 1]'), hints.join('\n'));
    assert.ok(hints.includes('const scores = model.predict(images) as tf.Tensor; → : [4, 10]'), hints.join('\n'));
  });

  it('reports what TensorFlow.js would throw, in its words, and what it never tells', async () => {
    const document = await open(name);
    const found = await diagnosticsOf(document, 2);
    assert.deepEqual(found.filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning).map((one) => [document.lineAt(one.range.start.line).text, codeOf(one), one.message.split('\n')[0]]).sort(), [
      ['const table = scores.reshape([4, 11]);', 'shape/view-size', 'Size(40) must match the product of shape 4,11'],
      ["model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3, padding: 'same' }));", 'norm/redundant-bias', 'The bias of this Conv2D has no effect: its output goes only into BatchNormalization, which subtracts the mean of each channel, and the bias with it. Set useBias: false.'],
    ]);
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    await screenshot('typescript-diagnostics');
  });

  it('fixes a bias in the configuration, and changes nothing else', async () => {
    const document = await open(name);
    const original = document.getText();
    assert.equal(await fixedText(name, 2, 'norm/redundant-bias', 'Set useBias: false'), original.replace("padding: 'same' }));", "padding: 'same', useBias: false }));"));
  });

  it('has a lens above the model', async () => {
    const document = await open(name);
    const titles = await eventually(async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 50);
      const found = lenses.flatMap(({ command }) => (command === undefined ? [] : [command.title]));
      return found.some((title) => title.includes('15,802')) ? found : null;
    }, 'lenses');
    assert.ok(titles.some((title) => /\[4, 28, 28, 1\] → \[4, 10\]/.test(title)), titles.join('\n'));
    await screenshot('typescript-lenses');
  });
});
