/** JavaScript's semantics, which are TypeScript's: types are gone when a program runs. */
import type { Semantics } from '../semantics';
import { undefinedValue } from '../value';
import { bindParameters, evaluateCall, makeFunction, returned } from './call';
import { makeScriptError } from './error';
import { evaluateOwn } from './expression';
import { unboundName } from './global';
import { getItem, setItem } from './item';
import { iterate } from './iterate';
import { promised } from './object';
import { binary, compareValues, textOf, truth, unary } from './operator';
import { bindTarget } from './pattern';
import { getProperty, setProperty } from './property';
import { assignName, declareName } from './scope';
import { runOwn } from './statement';

export const javascript: Semantics = {
  nothing: undefinedValue,
  truth: (_machine, value) => truth(value),
  binary,
  unary,
  compare: compareValues,
  getAttribute: getProperty,
  setAttribute: setProperty,
  getItem,
  setItem,
  iterate,
  unbound: unboundName,
  bindName: assignName,
  define: (machine, frame, name, value) => {
    declareName(machine, frame, 'let', name, value);
  },
  call: evaluateCall,
  makeFunction: (_machine, frame, code) => makeFunction(frame, code),
  bindParameters,
  returned: (_machine, callee, value) => returned(callee, value),
  awaited: (_machine, value) => promised(value),
  text: (machine, value) => textOf(machine, value),
  isException: () => true,
  makeException: makeScriptError,
  evaluateOwn,
  runOwn,
  assignOwn: (machine, frame, node, value) => {
    bindTarget(machine, frame, node, value, null);
  },
};
