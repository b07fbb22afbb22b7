import tseslint from 'typescript-eslint';
import { bansOf, mayImport } from './test/arrows/rooms.mjs';

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' };

export default tseslint.config(
  { ignores: ['kernels/wasm/assembly/', 'test/extension/libraries/tensorflowjs/program/', 'test/sample/', 'test/playground/workspace/', 'test/web/', 'dist/', 'dist-test/', '.vscode-test/', 'node_modules/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  ...Object.keys(mayImport).map((room) => ({
    files: [`${room}/**/*.ts`, `${room}/**/*.tsx`],
    // The entry points for Node read the files that lie beside them.
    ignores: ['extension/**/*-node.ts', 'extension/client/extension.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: bansOf(room) }] },
  })),
);
