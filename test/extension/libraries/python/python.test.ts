import { testSnippets } from '../../interpreter/snippet';

const folder = 'test/extension/libraries/python/snippets';

for (const name of ['math', 'functools', 'itertools', 'collections', 'classes', 're', 'rest']) {
  describe(`standard library: ${name}`, () => {
    testSnippets(`${folder}/${name}.py`);
  });
}
