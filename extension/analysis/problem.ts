/** What would raise at run time, in PyTorch's words, with what to change. */
import { rules } from '../../kernels/rules/catalogue';
import type { Advice, RefusedCall } from '../../kernels/rules/rule';
import type { Problem } from '../interpreter/exception';
import type { RefusalDetail } from '../libraries/torch/binding';
import type { Diagnostic, Related } from './diagnostic';
import { fixOf, isLayer, pathOf } from './fix';
import { layersAt } from './finding';
import type { Program } from './program';

function isRefusal(detail: unknown): detail is RefusalDetail {
  return typeof detail === 'object' && detail !== null && 'refusal' in detail;
}

const byId = new Map(rules.map((rule) => [rule.id, rule]));

function adviceOn(program: Program, problem: Problem, detail: RefusalDetail): Advice | null {
  const refused: RefusedCall = { op: detail.op, args: detail.args, text: problem.text, layer: detail.layer === null ? null : program.recorder.layerOf(detail.layer), site: problem.path };
  return byId.get(problem.code)?.advise?.(refused) ?? null;
}

/** The diagnostic of a problem; none where no line of the project is to blame. */
export function diagnosticsOfProblem(program: Program, problem: Problem): readonly Diagnostic[] {
  const [site, ...callers] = problem.path;
  if (site === undefined) return [];
  const detail = isRefusal(problem.detail) ? problem.detail : null;
  const layer = detail?.layer ?? null;
  const [constructor] = layer === null ? [] : program.recorder.constructedAt(layer);
  const related: Related[] = callers.map((caller) => ({ path: caller.file.path, range: caller.range, message: 'called from here' }));
  if (constructor !== undefined && layer !== null && constructor.range !== site.range) {
    related.unshift({ path: constructor.file.path, range: constructor.range, message: `this ${layer.class.name} is constructed here` });
  }
  const advice = detail === null ? null : adviceOn(program, problem, detail);
  const repairs = (advice?.repairs ?? []).filter(({ change }) => {
    const place = 'layer' in change ? change.layer : change.at;
    // An edit of the constructor changes every layer that it makes.
    return !isLayer(place) || layersAt(program, pathOf(program, place)[0]).length <= 1;
  });
  return [
    {
      path: site.file.path,
      range: site.range,
      severity: byId.get(problem.code)?.severity ?? 'error',
      code: problem.code,
      message: [problem.text, advice?.text ?? problem.advice].filter((line) => line !== undefined).join('\n'),
      related,
      fixes: repairs.map((repair) => fixOf(program, repair)).filter((fix) => fix !== null),
    },
  ];
}
