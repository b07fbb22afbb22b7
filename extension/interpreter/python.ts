/** Python's semantics. */
import { assign, bindName } from './assign';
import { getAttribute, setAttribute } from './attribute';
import { formatValue } from './builtin/format';
import { bindParameters, makeFunction } from './call';
import { evaluateCall } from './evaluate';
import { exceptionClasses, makeException } from './exception';
import { isSubclass } from './class';
import { getItem, setItem } from './item';
import { iterate } from './iterate';
import { binary, compareValues, repr, text, truth, unary } from './operator';
import { unbound } from './scope';
import type { Semantics } from './semantics';
import { none, str, unknown } from './value';

export const python: Semantics = {
  nothing: none,
  truth: (machine, value) => truth(machine, value),
  binary: (machine, operator, a, b) => binary(machine, operator, a, b),
  unary: (machine, operator, value) => (operator === 'typeof' || operator === 'void' ? unknown : unary(machine, operator, value)),
  compare: (machine, operator, a, b) => compareValues(machine, operator, a, b),
  getAttribute: (machine, value, name) => getAttribute(machine, value, name),
  setAttribute: (machine, value, name, stored) => {
    setAttribute(machine, value, name, stored);
  },
  getItem: (machine, value, index) => getItem(machine, value, index),
  setItem: (machine, value, index, stored) => {
    setItem(machine, value, index, stored);
  },
  iterate: (machine, value, limit) => iterate(machine, value, limit),
  unbound: (machine, frame, node) => machine.builtins.get(node.name) ?? (node.name === '__class__' ? (frame.owner ?? unknown) : unbound(frame, node)),
  bindName: (machine, frame, name, value) => {
    bindName(machine, frame, name, value);
  },
  define: (machine, frame, name, value) => {
    bindName(machine, frame, name, value);
  },
  call: (machine, frame, node) => evaluateCall(machine, frame, node),
  makeFunction: (machine, frame, code) => makeFunction(machine, frame, code),
  bindParameters: (machine, frame, args) => {
    if (frame.function !== null) bindParameters(machine, frame.function, args, frame.environment.variables);
  },
  returned: (_machine, _callee, value) => value,
  awaited: (_machine, value) => value,
  text: (machine, value, { conversion, format }) => {
    if (conversion === '') return formatValue(machine, value, format);
    const converted = conversion === 'r' ? repr(machine, value) : conversion === 's' ? text(machine, value) : null;
    return converted === null ? null : formatValue(machine, str(converted), format);
  },
  isException: (value) => {
    const exception = exceptionClasses.get('Exception');
    return exception !== undefined && value.kind === 'instance' && isSubclass(value.class, exception) === true;
  },
  makeException: (name, message) => makeException(name, message),
  evaluateOwn: () => unknown,
  runOwn: () => null,
  assignOwn: (machine, frame, node, value) => {
    if (node.kind === 'defaulted') assign(machine, frame, node.target, value);
  },
};
