import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { moduleOf } from '../../../extension/analysis/fix';
import { LineIndex } from '../../../extension/syntax/line-index';
import type { GraphLayer } from '../../../kernels/graph/layer-graph';
import { rules } from '../../../kernels/rules/catalogue';
import { redundantBias } from '../../../kernels/rules/redundant-bias';
import { casesOf } from './case';
import { run } from './program';

/** Of each case, by line, how many layers with a bias PyTorch was seen to hand to batch or instance norm alone. Recorded by record_case.py. */
const truth = JSON.parse(readFileSync('test/kernels/rules/redundant-bias.json', 'utf8')) as Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Layers whose bias counts although no function but a norm takes their output. */
const counts = new Set([
  'batch-norm-in-sequence-model silent: tokens without attention',
  'redundant-bias silent: returned as well',
  'redundant-bias silent: a shared bias',
  'redundant-bias silent: the bias is added along another axis',
  'redundant-bias silent: channels merged by a flatten',
]);

const importLines = 4;

describe('norm/redundant-bias over all cases', () => {
  it('finds every bias that goes into a norm alone, and no other', async () => {
    let found = 0;
    const missed: string[] = [];
    const wrong: string[] = [];
    for (const rule of rules.filter(({ language }) => language === undefined)) {
      const slug = rule.id.split('/')[1] ?? '';
      for (const one of casesOf(slug)) {
        // No norm, no bias before one.
        if (!/(Batch|Instance)Norm|(batch|instance)_norm/.test(one.text)) continue;
        const name = `${slug} ${one.fires ? 'fires' : 'silent'}: ${one.title}`;
        const program = await run(one.text);
        const lines = new LineIndex(one.text);
        const seen = new Map<number, number>();
        for (const { at } of redundantBias.judge?.(program.recorder) ?? []) {
          const [site] = program.recorder.constructedAt(moduleOf(at as GraphLayer));
          // Line numbers of a file, from one, behind the imports.
          const line = site === undefined ? 0 : lines.position(site.range.start).line + 1 - importLines;
          seen.set(line, (seen.get(line) ?? 0) + 1);
        }
        const wanted = counts.has(name) ? {} : (truth[name] ?? {});
        for (const line of new Set([...seen.keys(), ...Object.keys(wanted).map(Number)])) {
          const [ours, theirs] = [seen.get(line) ?? 0, wanted[String(line)] ?? 0];
          found += Math.min(ours, theirs);
          if (ours < theirs) missed.push(`${name}, line ${String(line)}`);
          if (ours > theirs) wrong.push(`${name}, line ${String(line)}`);
        }
      }
    }
    console.log(`      found ${String(found)}, missed ${String(missed.length)}, false ${String(wrong.length)}`);
    assert.deepEqual({ missed, wrong }, { missed: [], wrong: [] });
    assert.ok(found > 0);
  });
});
