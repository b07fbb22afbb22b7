/**
 * TensorFlow.js: preludes in JavaScript that the interpreter runs, on native tensors.
 *
 * How a library of JavaScript is made: `packages` are the module names that are its own, `globals` the names that a page
 * binds with a script tag. `find(name)` gives a module whose source is a prelude (`*.prelude.js`, bundled as text) run with
 * `javascript` semantics; the names in `natives` are there before it runs, and what it `export`s is the module. Preludes
 * import each other by the names that `find` knows: `tfjs:layer`.
 */
import { moduleVariables } from '../../interpreter/javascript/module';
import { javascript } from '../../interpreter/javascript/semantics';
import { sourceModule } from '../../interpreter/module';
import type { Library } from '../../interpreter/module';
import type { ModuleValue } from '../../interpreter/value';
import type { SourceLanguage } from '../../syntax/source-language';
import type { SourceModule } from '../../syntax/ir';
import { natives } from './native';
import activation from './prelude/activation.prelude.js';
import convert from './prelude/convert.prelude.js';
import convolution from './prelude/convolution.prelude.js';
import core from './prelude/core.prelude.js';
import creation from './prelude/creation.prelude.js';
import elementwise from './prelude/elementwise.prelude.js';
import layer from './prelude/layer.prelude.js';
import main from './prelude/main.prelude.js';
import merge from './prelude/merge.prelude.js';
import model from './prelude/model.prelude.js';
import normalization from './prelude/normalization.prelude.js';
import pooling from './prelude/pooling.prelude.js';
import recurrent from './prelude/recurrent.prelude.js';
import reduction from './prelude/reduction.prelude.js';
import shape from './prelude/shape.prelude.js';
import shaping from './prelude/shaping.prelude.js';
import training from './prelude/training.prelude.js';
import window from './prelude/window.prelude.js';

const parts = { activation, convert, convolution, core, creation, elementwise, layer, merge, model, normalization, pooling, recurrent, reduction, shape, shaping, training, window };

/** Source text by module name. */
const preludes: ReadonlyMap<string, string> = new Map([['@tensorflow/tfjs', main], ...Object.entries(parts).map(([name, text]) => [`tfjs:${name}`, text] as const)]);

/** The same module under further names. */
const aliases = /^@tensorflow\/tfjs(-core|-layers|-node|-node-gpu|-backend-.*)?(\/dist\/.*)?$/;

/** What a text names that may use the library. */
export const mention = /@tensorflow\/tfjs|\btf\b/;

/** TensorFlow.js for one run. `parse` is asked for the preludes' IR, and may keep it. */
export function tensorflowjsLibrary(parse: (text: string, language: SourceLanguage) => SourceModule): Library {
  const found = new Map<string, ModuleValue>();
  return {
    packages: ['@tensorflow/tfjs'],
    globals: new Map([['tf', '@tensorflow/tfjs']]),
    find: (asked) => {
      const name = aliases.test(asked) ? '@tensorflow/tfjs' : asked;
      const known = found.get(name);
      if (known !== undefined) return known;
      const text = preludes.get(name);
      if (text === undefined) return null;
      const file = { path: `<${name}>`, moduleName: name, isPackage: false, isProject: false, text, code: () => parse(text, 'tsx'), semantics: javascript };
      const module = sourceModule(file, new Map([...moduleVariables(file), ...natives]), true);
      found.set(name, module);
      return module;
    },
  };
}
