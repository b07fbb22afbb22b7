import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { astRows, recordedRows } from './ast-rows';
import { pythonParser } from '../../parser';

const folder = 'test/extension/syntax/source';

describe('ranges equal those of CPython', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.py'));
  it('has a record of every source', () => {
    const recorded = readdirSync(folder).filter((name) => name.endsWith('.ast.txt'));
    assert.deepEqual(recorded, names.map((name) => name.replace(/\.py$/, '.ast.txt')));
    assert.ok(names.length > 0);
  });
  for (const name of names) {
    it(name, async () => {
      const parser = await pythonParser();
      const module = parser.parse(readFileSync(`${folder}/${name}`, 'utf8')).module();
      const recorded = recordedRows(readFileSync(`${folder}/${name.replace(/\.py$/, '.ast.txt')}`, 'utf8'));
      assert.deepEqual(module.problems, []);
      assert.deepEqual(astRows(module), recorded);
    });
  }
});
