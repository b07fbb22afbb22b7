/** What is claimed of torchvision's classifiers where nothing runs them, against what they bound when PyTorch ran them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '../../../extension/analysis/diagnostic';
import { analyseProgram } from '../../../extension/analysis/program';
import { nodeHost } from '../../../extension/cli/node-host';
import { nodeParser } from '../../../extension/cli/parser';
import { LineIndex } from '../../../extension/syntax/line-index';
import { evaluate } from '../../../kernels/dims/dim';

interface Truth {
  readonly returned: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
  readonly bound: Readonly<Record<string, Readonly<Record<string, readonly (readonly number[])[]>>>>;
}

export interface Judged {
  readonly file: string;
  /** Variables that were bound, those of which a shape is claimed whose sizes the input's settle, and those of which one that no run bound is. */
  readonly bound: number;
  readonly known: number;
  readonly differ: readonly string[];
  /** Whether the logits are among what is claimed. */
  readonly returns: boolean;
  readonly errors: number;
  readonly milliseconds: number;
}

export async function judgeAll(corpus: string): Promise<readonly Judged[]> {
  const { bound, returned } = JSON.parse(readFileSync('test/bench/supposed/truth.json', 'utf8')) as Truth;
  const parser = await nodeParser('dist', ['python']);
  return Object.entries(bound).map(([file, places]): Judged => {
    const path = join(corpus, 'torchvision', 'models', file);
    const size = file === 'inception.py' ? 299 : 224;
    const values = new Map<string, number>([...['N', 'n', 'B', 'b'].map((name) => [name, 2] as const), ...['H', 'W', 'h', 'w'].map((name) => [name, size] as const), ['num_classes', 1000]]);
    const start = performance.now();
    const program = analyseProgram(nodeHost(parser), path, { roots: [corpus] });
    const milliseconds = performance.now() - start;
    const text = readFileSync(path, 'utf8');
    const lines = new LineIndex(text);
    const claims = new Map<string, (readonly number[])[]>();
    const logits = new Set<string>();
    for (const { kind, start: from, end, seen } of program.facts.get(path)?.all() ?? []) {
      const shapes = [...seen.values()].flatMap(({ value }) => {
        const sizes = value.kind === 'tensor' ? (value.type.shape?.map((dim) => evaluate(dim, values)) ?? []) : [];
        return sizes.length > 0 && sizes.every((one) => typeof one === 'number') ? [sizes] : [];
      });
      if (kind === 'call') for (const shape of shapes) logits.add(shape.join());
      if (kind !== 'target') continue;
      const place = `${String(lines.position(from).line + 1)} ${text.slice(from, end)}`;
      claims.set(place, [...(claims.get(place) ?? []), ...shapes]);
    }
    const judged = Object.entries(places).map(([place, truth]) => {
      const recorded = new Set(truth.map((shape) => shape.join()));
      const claimed = claims.get(place) ?? [];
      return { place, isKnown: claimed.length > 0, differ: claimed.filter((shape) => !recorded.has(shape.join())) };
    });
    return {
      file, bound: judged.length, milliseconds,
      known: judged.filter(({ isKnown }) => isKnown).length,
      differ: judged.flatMap(({ place, differ }) => differ.map((shape) => `${file}:${place}: ${JSON.stringify(shape)}`)),
      returns: Object.values(returned[file] ?? {}).every((shape) => logits.has(shape.join())),
      errors: diagnose(program).filter(({ severity }) => severity === 'error').length,
    };
  });
}
