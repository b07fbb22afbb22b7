/** Loops: rounds one by one while they are known, then all that may follow at once. */
import { forkWaysOrNone, goOn, merge, noWrites } from './outcome';
import type { Completion, Outcome, Split, Way } from './outcome';
import type { Machine } from './machine';

/** Whether an ending leaves more than the loop that it is in. */
function leavesAll(completion: Completion): boolean {
  return completion !== null && (completion.kind === 'return' || completion.label !== undefined);
}

/** Whether after such an ending of a round the next one follows. */
function goesRound(completion: Completion): boolean {
  return completion === null || (completion.kind === 'continue' && completion.label === undefined);
}

/** Rounds of a loop whose rounds are not known one by one; then what they change is taken as it stands. */
const mostRounds = 6;

/** Runs a loop body an unknown number of times, until a further round changes nothing. */
export function runUnknownRounds(machine: Machine, round: () => Outcome): Outcome {
  let leaving: readonly Way[] = [];
  for (let count = 0; count < mostRounds; count += 1) {
    const ways = forkWaysOrNone(machine, round);
    leaving = ways.filter((way) => leavesAll(way.completion));
    const staying = ways.filter((way) => !leavesAll(way.completion));
    if (!machine.heap.join([noWrites, ...staying.map((way) => way.delta)])) break;
  }
  return leaving.length === 0 ? null : merge(machine, [{ completion: null, delta: noWrites }, ...leaving]);
}

/** After a split round: ways that leave the loop wait, the others run the next rounds. */
function afterRound(machine: Machine, outcome: Split, nextRounds: () => Outcome): Outcome {
  return goOn(machine, outcome, nextRounds, (way) => goesRound(way.completion));
}

/** A loop that was left by `break` is left as if it had ended, without its `else`. */
export function leaveLoop(machine: Machine, outcome: Outcome): Outcome {
  if (outcome === null) return null;
  if (outcome.kind !== 'split') return leavesAll(outcome) ? outcome : null;
  const ways = outcome.ways.map((way) => (leavesAll(way.completion) ? way : { completion: null, delta: way.delta }));
  return merge(machine, ways);
}

const fewRounds = 16;

/** Whether a loop that began at so many steps has taken as many as it may. A few rounds that each take long are loops within them, with limits of their own. */
export function isLong({ steps, limits }: Machine, start: number, rounds: number): boolean {
  return steps - start > limits.loopSteps * (rounds < fewRounds ? 4 : 1);
}

/** Runs the rounds of a loop from one on; `round` gives null when there are no more. */
export function runRounds(machine: Machine, from: number, round: (index: number) => { readonly outcome: Outcome } | null, rest: (index: number) => Outcome, splits = 0): Outcome {
  const start = machine.steps;
  for (let index = from; ; index += 1) {
    if (isLong(machine, start, index) || splits > 12) return rest(index);
    const done = round(index);
    if (done === null) return null;
    const { outcome } = done;
    if (outcome?.kind === 'split') return afterRound(machine, outcome, () => runRounds(machine, index + 1, round, rest, splits + 1));
    if (!goesRound(outcome)) return outcome;
  }
}
