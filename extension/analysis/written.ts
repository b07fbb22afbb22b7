/** Where the value of a call's argument is written in the source. */
import type { Site } from '../interpreter/exception';
import { boundNames } from '../syntax/binding';
import type { ObjectMember } from '../syntax/script-ir';
import { isScript, languageOf } from '../syntax/source-language';
import type { Argument, Call, Expression, Range, Statement } from '../syntax/ir';
import { statementBlocks, statementExpressions, subexpressions } from '../syntax/walk';
import type { Program } from './program';

/** A call of the program, its ranges within the whole file. */
export interface WrittenCall extends Range {
  readonly path: string;
  readonly callee: Range & { readonly text: string };
  /** Of a call that is given one object literal, as scripts name arguments, the members of that. */
  readonly arguments: readonly WrittenArgument[];
  /** Where that literal stands. */
  readonly literal: Range | null;
}

export interface WrittenArgument extends Range {
  readonly name: string | null;
  readonly spread: boolean;
  readonly value: Expression;
  readonly valueRange: Range;
}

const calls = new WeakMap<Program, Map<string, WrittenCall | null>>();

/** The call at a site; null where there is none. */
export function callAt(program: Program, site: Site): WrittenCall | null {
  let known = calls.get(program);
  if (known === undefined) {
    known = new Map();
    calls.set(program, known);
  }
  const key = `${site.file.path}:${String(site.range.start)}:${String(site.range.end)}`;
  let call = known.get(key);
  if (call === undefined) {
    call = readCall(program, site);
    known.set(key, call);
  }
  return call;
}

function readCall(program: Program, site: Site): WrittenCall | null {
  const text = program.sources.get(site.file.path)?.text.slice(site.range.start, site.range.end);
  if (text === undefined) return null;
  // In parentheses, so that its line breaks need no indentation.
  const [statement] = program.parse(`(${text})`, languageOf(site.file.path)).body;
  if (statement?.kind !== 'expression' || statement.value.kind !== 'call') return null;
  const shift = site.range.start - 1;
  const moved = (range: Range): Range => ({ start: shift + range.start, end: shift + range.end });
  const call: Call = statement.value;
  const [only, ...more] = call.arguments;
  const literal = only?.value.kind === 'object' && more.length === 0 ? only.value : null;
  const argument = (given: Argument): WrittenArgument => ({ ...moved(given), name: given.name, spread: given.spread !== 'none', value: given.value, valueRange: moved(given.value) });
  return {
    ...site.range,
    path: site.file.path,
    callee: { ...moved(call.callee), text: text.slice(call.callee.start - 1, call.callee.end - 1) },
    arguments: literal === null ? call.arguments.map(argument) : literal.members.map((given) => memberOf(given, moved)),
    literal: literal === null ? null : moved(literal),
  };
}

/** A member of an object literal as an argument; what is no plain property may set any. */
function memberOf(member: ObjectMember, moved: (range: Range) => Range): WrittenArgument {
  const isPlain = member.type === 'property' && typeof member.key === 'string';
  const value: Expression = member.type === 'property' || member.type === 'spread' ? member.value : { kind: 'malformed', start: member.start, end: member.end };
  return { ...moved(member), name: isPlain ? member.key : null, spread: !isPlain, value, valueRange: moved(value) };
}

/** The argument of a call for a parameter of the callee; undefined where there is none, null where that is not plain. */
export function argumentOf(call: WrittenCall, parameters: readonly string[], name: string): WrittenArgument | undefined | null {
  if (call.arguments.some((argument) => argument.spread)) return null;
  const named = call.arguments.find((argument) => argument.name === name);
  if (named !== undefined) return named;
  const position = parameters.indexOf(name);
  return position < 0 ? undefined : call.arguments.filter((argument) => argument.name === null)[position];
}

/** The value of an argument: where it stands, or the call that it could be added to. */
export interface Written {
  readonly call: WrittenCall;
  readonly parameter: string;
  /** Null where the call leaves the argument out. */
  readonly value: { readonly path: string; readonly range: Range; readonly expression: Expression } | null;
  /** How many wrappers lie between it and the call itself. */
  readonly depth: number;
  /** Whether every wrapper between hands it on to this one call, and does nothing else with it. */
  readonly isSole: boolean;
}

/** How often a name is read in a function's body. */
function countReads(body: readonly Statement[], name: string): number {
  const inExpression = (node: Expression): number =>
    (node.kind === 'name' && node.name === name ? 1 : 0) + subexpressions(node).reduce((sum, part) => sum + inExpression(part), 0);
  return body.reduce((sum, statement) => sum
    + statementExpressions(statement).reduce((inner, expression) => inner + inExpression(expression), 0)
    + statementBlocks(statement).reduce((inner, block) => inner + countReads(block, name), 0)
    + (statement.kind === 'function' ? countReads(statement.code.body(), name) : 0), 0);
}

/** Follows an argument through the wrappers that hand it on; null where that is not plain from the text. */
export function writtenAt(program: Program, path: readonly Site[], parameters: readonly string[], name: string, depth = 0): Written | null {
  const [site, ...callers] = path;
  const call = site === undefined ? null : callAt(program, site);
  if (site === undefined || call === null) return null;
  const given = argumentOf(call, parameters, name);
  if (given === null) return null;
  if (given === undefined) return { call, parameter: name, value: null, depth, isSole: true };
  const own: Written = { call, parameter: name, value: { path: call.path, range: given.valueRange, expression: given.value }, depth, isSole: true };
  const wrapper = site.function;
  if (given.value.kind !== 'name' || wrapper === null || depth > 8 || isScript(site.file.path)) return own;
  const passed = given.value.name;
  const handed = wrapper.code.parameters.find((parameter) => parameter.name === passed);
  const body = wrapper.code.body();
  if (handed === undefined || handed.kind.startsWith('var') || boundNames(body).has(passed)) return own;
  const positional = wrapper.code.parameters.filter(({ kind }) => kind === 'positional' || kind === 'positional-only').map((parameter) => parameter.name);
  // Without a caller the analysis itself made the call, and gave what has a default nothing.
  if (callers.length === 0 && handed.default !== null) {
    return { call, parameter: name, value: { path: wrapper.file.path, range: handed.default, expression: handed.default }, depth: depth + 1, isSole: countReads(body, passed) === 1 };
  }
  const found = writtenAt(program, callers, wrapper.owner === null ? positional : positional.slice(1), passed, depth + 1);
  if (found === null) return own;
  const isSole = found.isSole && countReads(body, passed) === 1;
  // Left out by the caller, it is the wrapper's default that holds.
  if (found.value === null && found.depth === depth + 1 && handed.default !== null) {
    return { ...found, value: { path: wrapper.file.path, range: handed.default, expression: handed.default }, isSole };
  }
  return { ...found, isSole };
}
