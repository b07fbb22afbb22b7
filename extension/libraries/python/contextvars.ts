/** `contextvars`: variables of the one context that a program is taken to run in. */
import { storeAttribute } from '../../interpreter/attribute';
import { makeClass } from '../../interpreter/class';
import { fail } from '../../interpreter/exception';
import { addMethods } from '../../interpreter/signature';
import { instance, none, unknown } from '../../interpreter/value';
import type { InstanceValue, Value } from '../../interpreter/value';

const variableClass = makeClass('ContextVar', { module: 'contextvars' });
const tokenClass = makeClass('Token', { module: 'contextvars' });

/** Where a variable keeps its value; absent while it has none. */
const current = '<value>';

addMethods(variableClass, 'instance', {
  '__init__(name, *, default=None)': (machine, self, args) => {
    storeAttribute(machine, self, 'name', args.get('name'));
    if (args.has('default')) storeAttribute(machine, self, '<default>', args.get('default'));
    return none;
  },
  'get(default=None, /)': (_machine, self, args) =>
    self.attributes.get(current) ?? (args.has('default') ? args.get('default') : (self.attributes.get('<default>') ?? fail('LookupError', ''))),
  'set(value, /)': (machine, self, args) => {
    const token: InstanceValue = instance(tokenClass);
    token.attributes.set('var', self);
    const before = self.attributes.get(current);
    if (before !== undefined) token.attributes.set('<had>', before);
    storeAttribute(machine, self, current, args.get('value'));
    return token;
  },
  'reset(token, /)': (machine, self, args) => {
    const token = args.get('token');
    const before = token.kind === 'instance' ? token.attributes.get('<had>') : unknown;
    machine.heap.touch(self);
    if (before === undefined) self.attributes.delete(current);
    else self.attributes.set(current, before);
    return none;
  },
});

export const contextVariables: ReadonlyMap<string, Value> = new Map<string, Value>([['ContextVar', variableClass], ['Token', tokenClass]]);
