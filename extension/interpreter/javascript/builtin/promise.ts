/** Promises and generators: what waits goes on at once, with the value that there will be. */
import { next } from '../../iterate';
import { join, joinAll } from '../../join';
import { Raised } from '../../machine';
import type { Machine } from '../../machine';
import { bool, native, undefinedValue, unknown } from '../../value';
import type { ClassValue, Value } from '../../value';
import { callBack, callMaybe } from '../callback';
import { iterate } from '../iterate';
import { addScriptMethods, addStatics, generatorClass, makeArray, makeObject, makePromise, promiseClass, promised } from '../object';

/** `new Promise((resolve, reject) => ...)`: what is resolved later is not known. */
function resolved(machine: Machine, executor: Value | undefined): Value {
  const values: Value[] = [];
  const resolve = native('resolve', (_, { positional: [given = undefinedValue] }) => {
    values.push(promised(given));
    return undefinedValue;
  });
  callBack(machine, executor, resolve, native('reject', () => undefinedValue));
  return makePromise(joinAll(values));
}

function all(machine: Machine, [source = undefinedValue]: readonly Value[], of: (value: Value) => Value): Value {
  const { items, rest } = iterate(machine, source);
  return makePromise(rest === null ? makeArray(items.map((item) => of(promised(item)))) : makeArray([], of(promised(rest))));
}

/** Sets up promises and generators. */
export function definePromises(): void {
  (promiseClass as { join: ClassValue['join'] }).join = (a, b) => makePromise(join(a.data as Value, b.data as Value));
  (promiseClass as { construct: ClassValue['construct'] }).construct = (machine, _type, { positional: [executor] }) => resolved(machine, executor);
  addScriptMethods(promiseClass, {
    then: (machine, self, [callback]) => {
      if (callback === undefined || callback.kind === 'undefined' || callback.kind === 'none') return self;
      return makePromise(promised(callBack(machine, callback, promised(self))));
    },
    // Nothing was rejected as far as is known: what would be done then may not run.
    catch: (machine, self, [callback]) => {
      callMaybe(machine, callback, unknown);
      return self;
    },
    finally: (machine, self, [callback]) => {
      callBack(machine, callback);
      return self;
    },
  });
  addStatics(promiseClass, {
    resolve: (_machine, [value = undefinedValue]) => makePromise(promised(value)),
    reject: (_machine, [value = undefinedValue]) => {
      throw new Raised(value);
    },
    all: (machine, args) => all(machine, args, (value) => value),
    allSettled: (machine, args) => all(machine, args, (value) => makeObject([['status', unknown], ['value', value]])),
    race: () => makePromise(unknown),
    any: () => makePromise(unknown),
  });
  addScriptMethods(generatorClass, {
    next: (machine, self) => {
      if (self.kind !== 'iterator') return unknown;
      const item = next(machine, self);
      if (item !== null) return makeObject([['value', item], ['done', bool(false)]]);
      return self.rest === null ? makeObject([['value', undefinedValue], ['done', bool(true)]]) : makeObject([['value', self.rest], ['done', bool(null)]]);
    },
    return: (_machine, _self, [value = undefinedValue]) => makeObject([['value', value], ['done', bool(true)]]),
    throw: () => unknown,
    '@@iterator': (_machine, self) => self,
    '@@asyncIterator': (_machine, self) => self,
    toArray: (machine, self) => {
      const { items, rest } = iterate(machine, self);
      return makeArray(rest === null ? items : [], rest);
    },
  });
}
