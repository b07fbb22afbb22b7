import { testSnippets } from '../snippet';

const folder = 'test/extension/interpreter/builtin/snippets';

for (const name of ['text', 'number', 'sequence', 'mapping', 'object']) {
  describe(`builtins: ${name}`, () => {
    testSnippets(`${folder}/${name}.py`);
  });
}
