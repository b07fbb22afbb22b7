/** `eval(text)`: an expression that the program has as text, in the frame that asks for it. */
import { evaluate } from './evaluate';
import type { Frame, Machine } from './machine';
import { unknown } from './value';
import type { CallArguments, Value } from './value';

/** The value of an expression given as text; unknown where the text is, or where it is given names of its own. */
export function evaluateText(machine: Machine, frame: Frame, args: CallArguments): Value {
  const [text, ...names] = args.positional;
  if (text?.kind !== 'str' || text.value === null || names.length > 0 || args.keyword.size > 0 || machine.parse === null) return unknown;
  const { body, problems } = machine.parse(text.value.trim());
  const [statement] = body;
  if (body.length !== 1 || problems.length > 0 || statement?.kind !== 'expression') return unknown;
  // The ranges are those of the text: no place in the file.
  const inner: Frame = { ...frame, file: { ...frame.file, isProject: false } };
  machine.frames.push(inner);
  try {
    return evaluate(machine, inner, statement.value);
  } finally {
    machine.frames.pop();
  }
}
