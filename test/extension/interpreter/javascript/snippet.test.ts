/** What the interpreter makes of JavaScript, against the engine that runs this test. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { runInNewContext } from 'node:vm';
import { scriptFile, scriptModule } from '../../../../extension/analysis/script-resolver';
import { makeBuiltins } from '../../../../extension/interpreter/builtin/builtins';
import { ownProperties } from '../../../../extension/interpreter/javascript/property';
import { makeMachine } from '../../../../extension/interpreter/machine';
import type { Machine } from '../../../../extension/interpreter/machine';
import { loadModule } from '../../../../extension/interpreter/module';
import type { Value } from '../../../../extension/interpreter/value';
import type { SourceParser } from '../../../../extension/syntax/parser';
import { pythonParser } from '../../../parser';

/** Stands for what is not known. */
const unknown = Symbol('unknown');

type Plain = symbol | number | string | boolean | null | undefined | readonly Plain[] | { readonly [key: string]: Plain };

function plain(machine: Machine, value: Value): Plain {
  switch (value.kind) {
    case 'int':
      return typeof value.value === 'number' ? value.value : unknown;
    case 'float':
    case 'bool':
    case 'str':
      return value.value ?? unknown;
    case 'none':
      return null;
    case 'undefined':
      return undefined;
    case 'list':
      return value.rest === null ? value.items.map((item) => plain(machine, item)) : unknown;
    case 'instance':
      return value.open ? unknown : Object.fromEntries([...ownProperties(machine, value)].map(([key, held]) => [key, plain(machine, held)]));
    default:
      return unknown;
  }
}

/** Whether what is known is so. */
function agrees(claimed: Plain, truth: unknown): boolean {
  if (claimed === unknown) return true;
  if (Array.isArray(claimed)) return Array.isArray(truth) && claimed.length === truth.length && claimed.every((item: Plain, index) => agrees(item, truth[index]));
  if (typeof claimed === 'object' && claimed !== null) {
    return typeof truth === 'object' && truth !== null && isDeepStrictEqual(Object.keys(claimed), Object.keys(truth)) && Object.entries(claimed).every(([key, item]) => agrees(item, (truth as Record<string, unknown>)[key]));
  }
  return Object.is(claimed, truth) || (claimed === 0 && truth === 0);
}

function isKnown(claimed: Plain): boolean {
  if (typeof claimed === 'symbol') return false;
  return typeof claimed !== 'object' || claimed === null || Object.values(claimed).every(isKnown);
}

describe('JavaScript', () => {
  const expressions = readFileSync('test/extension/interpreter/javascript/snippets.txt', 'utf8').split('\n').filter((line) => line.trim() !== '' && !line.startsWith('//'));
  let parser: SourceParser;
  before(async () => {
    parser = await pythonParser();
    await parser.prepare(['typescript']);
  });

  function claimOf(expression: string): Plain {
    const text = `import { notKnown } from 'nowhere';\nexport const made = (${expression});`;
    const code = parser.parseFile('snippet.ts', text).module();
    const main = scriptModule(scriptFile('snippet.ts', { text, module: () => code }));
    const machine = makeMachine({ builtins: makeBuiltins(), modules: { find: () => null, isAbsent: () => false, pending: () => [] }, observer: { observe: () => undefined }, report: () => undefined });
    loadModule(machine, main);
    const made = main.attributes.get('made');
    assert.ok(made !== undefined, 'nothing is bound');
    return plain(machine, made);
  }

  function truthOf(expression: string): unknown {
    const truth: unknown = runInNewContext(`(${expression})`, { structuredClone });
    // What another realm made has prototypes of its own.
    return truth !== null && typeof truth === 'object' ? structuredClone(truth) : truth;
  }

  const gaps: string[] = [];
  for (const expression of expressions) {
    it(expression, () => {
      const [claimed, truth] = [claimOf(expression), truthOf(expression)];
      assert.ok(agrees(claimed, truth), `${JSON.stringify(claimed)} instead of ${JSON.stringify(truth)}`);
      if (!isKnown(claimed)) gaps.push(expression);
    });
  }

  it('holds where any of its numbers or strings is not known', () => {
    const wrong: string[] = [];
    for (const expression of expressions) {
      const truth = truthOf(expression);
      for (const match of expression.matchAll(/(?<![\w.$`'])\d+(?![\w.'`]|:)|(?<!\w)'[^']*'(?!\s*:)/g)) {
        const partly = `${expression.slice(0, match.index)}notKnown${expression.slice(match.index + match[0].length)}`;
        const claimed = claimOf(partly);
        if (!agrees(claimed, truth)) wrong.push(`${partly}: ${JSON.stringify(claimed)} instead of ${JSON.stringify(truth)}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('is hardly ever unknown', () => {
    assert.ok(gaps.length <= expressions.length * 0.03, gaps.join('\n'));
  });
});
