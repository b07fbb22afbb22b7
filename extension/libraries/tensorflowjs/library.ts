/**
 * TensorFlow.js.
 *
 * How a library of JavaScript is made: `packages` are the module names that are its own, `globals` the names that a page
 * binds with a script tag. `find(name)` gives a module: one of native values (`nativeModule`), or one whose source is a
 * prelude (`*.prelude.js`, bundled as text) that the interpreter runs with `javascript` semantics; the names in its
 * second argument are there before it runs, and what it `export`s is the module. Preludes import each other, and other
 * modules of the library, by the names that `find` knows.
 *
 * A native function is `scriptNative(name, (machine, ...args) => value)`: what a call leaves out is not in `args`. Objects
 * are `makeObject`, arrays `makeArray`, numbers `number` (ints stay ints), promises `makePromise`; `getProperty`,
 * `findProperty` and `iterate` read them, `callBack` calls the program's functions. A native class is `makeScriptClass`
 * with `addScriptMethods`, `addGetters`, `addStatics`, and a `construct` of its own where `new` makes no plain instance.
 * What is wrong for sure is told with `refuse` (`interpreter/exception.ts`), whatever is not known is `unknown`.
 */
import { native, str, unknown } from '../../interpreter/value';
import type { ModuleValue, Value } from '../../interpreter/value';
import { makeScriptClass, scriptNative } from '../../interpreter/javascript/object';
import { knownNumber } from '../../interpreter/javascript/operator';
import { iterate } from '../../interpreter/javascript/iterate';
import { javascript } from '../../interpreter/javascript/semantics';
import { sourceModule } from '../../interpreter/module';
import type { Library } from '../../interpreter/module';
import type { SourceLanguage } from '../../syntax/source-language';
import type { SourceModule } from '../../syntax/ir';
import { addTensorClass, joinTensors, makeTensor } from '../torch/tensor';
import core from './core.prelude.js';

/** `tf.Tensor`. */
export const tensorClass = makeScriptClass('Tensor', { module: '@tensorflow/tfjs', join: joinTensors });
addTensorClass(tensorClass);

/** Source text by module name. */
const preludes: ReadonlyMap<string, string> = new Map([['@tensorflow/tfjs', core]]);

/** The same module under further names. */
const aliases = /^@tensorflow\/tfjs(-core|-layers|-node|-node-gpu|-backend-.*)?(\/dist\/.*)?$/;

/** The names that preludes may use besides their own. */
const natives: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['_zeros', scriptNative('_zeros', (machine, shape = unknown) => {
    const { items, rest } = iterate(machine, shape);
    return makeTensor({ shape: rest === null ? items.map((size) => knownNumber(size)) : null, dtype: 'float32' }, tensorClass);
  })],
  ['_version', native('_version', () => str('4.22.0'))],
]);

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
      const file = { path: `<${name}>`, moduleName: name, isPackage: false, isProject: false, code: () => parse(text, 'tsx'), listed: () => null, semantics: javascript };
      const module = sourceModule(file, natives, true);
      found.set(name, module);
      return module;
    },
  };
}
