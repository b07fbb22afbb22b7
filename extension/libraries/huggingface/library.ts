/** huggingface_hub as far as models meet it: the mixin that loads and saves them, and the decorator of configurations. Its own source has no part in shapes. */
import { makeClass } from '../../interpreter/class';
import { nativeModule } from '../../interpreter/module';
import type { Library } from '../../interpreter/module';
import { native, none, unknown } from '../../interpreter/value';
import type { ClassValue, ModuleValue, Value } from '../../interpreter/value';

function mixin(name: string): ClassValue {
  const returning = (method: string, value: Value): readonly [string, Value] => [method, native(method, () => value)];
  const loads: Value = { kind: 'wrapped', type: 'class', function: native('from_pretrained', () => unknown) };
  const subclassed: Value = { kind: 'wrapped', type: 'class', function: native('__init_subclass__', () => none) };
  return makeClass(name, {
    module: 'huggingface_hub',
    attributes: new Map([['__init_subclass__', subclassed], ['from_pretrained', loads], returning('save_pretrained', none), returning('push_to_hub', unknown), returning('generate_model_card', unknown)]),
  });
}

/** `@strict` and `@strict(...)`: checks what is assigned to the fields, and keeps the class. */
const strict = native('strict', (_, { positional: [decorated] }) => decorated ?? native('strict', (_machine, { positional: [type = unknown] }) => type));

const modules: ReadonlyMap<string, ModuleValue> = new Map([
  ['huggingface_hub', nativeModule('huggingface_hub', new Map(['PyTorchModelHubMixin', 'ModelHubMixin'].map((name) => [name, mixin(name)])))],
  ['huggingface_hub.dataclasses', nativeModule('huggingface_hub.dataclasses', new Map([['strict', strict]]))],
]);

/** The modules of huggingface_hub. */
export function huggingfaceLibrary(): Library {
  return { packages: ['huggingface_hub'], find: (name) => modules.get(name) ?? null };
}
