/** Named tuples: `collections.namedtuple` and `typing.NamedTuple`. */
import { knownText, namedEntries } from '../../interpreter/builtin/known';
import { makeClass, tupleClass, typeClass } from '../../interpreter/class';
import { fail } from '../../interpreter/exception';
import { storeEntry } from '../../interpreter/item';
import { iterate } from '../../interpreter/iterate';
import { joinAll } from '../../interpreter/join';
import type { Machine } from '../../interpreter/machine';
import { repr } from '../../interpreter/operator';
import { addMethods, bindSignature, defineNative, makeSignature } from '../../interpreter/signature';
import { dict, native, str, tuple, unknown } from '../../interpreter/value';
import type { CallArguments, ClassValue, TupleValue, Value } from '../../interpreter/value';

interface Field {
  readonly name: string;
  readonly default: Value | null;
}

/** Makes the class of tuples with named fields; `attributes` are what its body defines besides. */
export function makeNamedTuple(name: string, fields: readonly Field[], attributes: ReadonlyMap<string, Value> = new Map<string, Value>(), module = '__main__'): ClassValue {
  const signature = makeSignature(`${name}.__new__`, [
    { name: '_cls', kind: 'positional-only', default: null },
    ...fields.map((field) => ({ name: field.name, kind: 'positional' as const, default: field.default })),
  ]);
  const construct = (_machine: Machine, type: ClassValue, args: CallArguments): Value => {
    const bound = bindSignature(signature, { ...args, positional: [type, ...args.positional] });
    return tuple(fields.map((field) => bound.get(field.name) ?? unknown), null, type);
  };
  const type = makeClass(name, { module, bases: [tupleClass], construct });
  // Its fields are given to `__new__`: `tuple.__init__` asks for nothing.
  for (const [index, field] of fields.entries()) {
    const getter = native(field.name, (_machine, args) => {
      const [self] = args.positional;
      return self?.kind === 'tuple' ? (self.items[index] ?? self.rest ?? unknown) : unknown;
    });
    type.attributes.set(field.name, { kind: 'property', getter, setter: null, cached: false });
  }
  type.attributes.set('_fields', tuple(fields.map((field) => str(field.name))));
  type.attributes.set('_field_defaults', asDict(null, fields.flatMap((field) => (field.default === null ? [] : [[field.name, field.default] as const]))));
  const make = native('_make', (machine, args) => {
    const [made, iterable] = args.positional;
    const elements = iterate(machine, iterable ?? unknown);
    if (elements.rest === null && elements.items.length !== fields.length) return fail('TypeError', `Expected ${String(fields.length)} arguments, got ${String(elements.items.length)}`);
    return tuple(elements.rest === null ? elements.items : fields.map(() => joinAll([...elements.items, ...(elements.rest === null ? [] : [elements.rest])])), null, made?.kind === 'class' ? made : type);
  });
  type.attributes.set('_make', { kind: 'wrapped', type: 'class', function: make });
  const shown = (self: TupleValue): string => self.class?.name ?? name;
  addMethods(type, 'tuple', {
    '_asdict()': (machine, self) => asDict(machine, fields.map((field, index) => [field.name, self.items[index] ?? unknown])),
    '_replace(**kwargs)': (_machine, self, args) => {
      const changes = args.get('kwargs');
      if (changes.kind !== 'dict') return unknown;
      const given = namedEntries(changes);
      const odd = [...given.keys()].filter((key) => !fields.some((field) => field.name === key));
      if (odd.length > 0) return fail('ValueError', `Got unexpected field names: [${odd.map((key) => `'${key}'`).join(', ')}]`);
      return tuple(fields.map((field, index) => given.get(field.name) ?? (changes.open ? unknown : (self.items[index] ?? unknown))), null, self.class);
    },
    '__repr__()': (machine, self) => {
      const parts = fields.map((field, index) => {
        const text = repr(machine, self.items[index] ?? unknown);
        return text === null ? null : `${field.name}=${text}`;
      });
      return str(parts.includes(null) ? null : `${shown(self)}(${parts.join(', ')})`);
    },
    '__getnewargs__()': (_machine, self) => tuple(self.items),
  });
  for (const [key, value] of attributes) type.attributes.set(key, value);
  return type;
}

function asDict(machine: Machine | null, entries: readonly (readonly [string, Value])[]): Value {
  const result = dict();
  for (const [name, value] of entries) {
    if (machine === null) result.entries.set(`s${name}`, { key: str(name), value });
    else storeEntry(machine, result, str(name), value);
  }
  return result;
}

/** Field names: a list of them, or one text with spaces or commas between. */
function namesOf(machine: Machine, value: Value): readonly string[] | null {
  if (value.kind === 'str') return value.value === null ? null : value.value.replaceAll(',', ' ').split(/\s+/).filter((name) => name !== '');
  const elements = iterate(machine, value);
  const names = elements.items.map(knownText);
  const known = names.filter((name) => name !== null);
  return elements.rest === null && known.length === names.length ? known : null;
}

/** `collections.namedtuple` */
export const namedTupleFunction = defineNative('namedtuple(typename, field_names, *, rename=False, defaults=None, module=None)', (machine, args) => {
  const name = args.get('typename');
  const names = namesOf(machine, args.get('field_names'));
  if (name.kind !== 'str' || name.value === null || names === null) return unknown;
  const defaults = args.get('defaults').kind === 'none' ? [] : iterate(machine, args.get('defaults')).items;
  const first = names.length - defaults.length;
  return makeNamedTuple(name.value, names.map((field, index) => ({ name: field, default: defaults[index - first] ?? null })));
});

/** Turns the body of a class derived from `NamedTuple` into the class of its tuples. */
const prepare = native('__prepared__', (_machine, args) => {
  const [type] = args.positional;
  if (type?.kind !== 'class') return unknown;
  const annotations = type.attributes.get('__annotations__');
  const fields: Field[] = [];
  if (annotations?.kind === 'dict') {
    for (const { key } of annotations.entries.values()) {
      if (key.kind === 'str' && key.value !== null) fields.push({ name: key.value, default: type.attributes.get(key.value) ?? null });
    }
  }
  const others = [...type.attributes].filter(([name]) => !fields.some((field) => field.name === name));
  const made = makeNamedTuple(type.name, fields, new Map(others), type.module);
  for (const value of made.attributes.values()) if (value.kind === 'function') value.owner = made;
  return made;
});

/** `typing.NamedTuple`: a base class, and a function of a name and fields with their types. */
export const namedTupleBase: ClassValue = makeClass('NamedTuple', {
  module: 'typing',
  metaclass: makeClass('NamedTupleMeta', { module: 'typing', bases: [typeClass], attributes: new Map<string, Value>([['__prepared__', prepare]]) }),
  construct: (machine, _type, args) => {
    const [name, fields] = args.positional;
    if (name?.kind !== 'str' || name.value === null || fields === undefined) return unknown;
    const names = iterate(machine, fields).items.map((pair) => iterate(machine, pair).items[0] ?? unknown);
    const known = namesOf(machine, tuple(names));
    return known === null ? unknown : makeNamedTuple(name.value, known.map((field) => ({ name: field, default: null })));
  },
});
