/** Diagnostics: what would fail at run time or is wrong, where, and what to do. */
import { format, isConcrete, product } from '../../kernels/dims/dim';
import type { Dim } from '../../kernels/dims/dim';
import type { Datum } from '../../kernels/ops/op';
import { redundantBias } from '../../kernels/rules/redundant-bias';
import type { Problem, Site } from '../interpreter/exception';
import type { InstanceValue } from '../interpreter/value';
import type { RefusalDetail } from '../libraries/torch/binding';
import type { Severity } from '../protocol/report';
import type { Range } from '../syntax/ir';
import { setArgument } from './fix';
import type { Fix } from './fix';
import { moduleNames } from './name';
import type { Program } from './program';

export interface Related {
  readonly path: string;
  readonly range: Range;
  readonly message: string;
}

export interface Diagnostic {
  readonly path: string;
  readonly range: Range;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
}

/** The diagnostics of a program, each once, in the order found. */
export function diagnose(program: Program): readonly Diagnostic[] {
  const found = [...program.problems.flatMap((problem) => ofProblem(program, problem)), ...redundantBiases(program)];
  const unique = new Map(found.map((diagnostic) => [`${diagnostic.path}:${String(diagnostic.range.start)}:${String(diagnostic.range.end)}:${diagnostic.code}`, diagnostic]));
  return [...unique.values()];
}

function isRefusal(detail: unknown): detail is RefusalDetail {
  return typeof detail === 'object' && detail !== null && 'refusal' in detail;
}

function ofProblem(program: Program, problem: Problem): readonly Diagnostic[] {
  const [site, ...callers] = problem.path;
  if (site === undefined) return [];
  const detail = isRefusal(problem.detail) ? problem.detail : null;
  const [constructor] = detail?.layer === null || detail?.layer === undefined ? [] : program.recorder.constructedAt(detail.layer);
  const related: Related[] = callers.map((caller) => ({ path: caller.file.path, range: caller.range, message: 'called from here' }));
  if (constructor !== undefined && detail?.layer !== null && detail?.layer !== undefined) {
    related.unshift({ path: constructor.file.path, range: constructor.range, message: `this ${detail.layer.class.name} is constructed here` });
  }
  const advice = detail === null ? null : adviceOn(problem.code, detail);
  const fix = detail === null || constructor === undefined ? null : fixOf(program, problem.code, detail, constructor);
  return [
    {
      path: site.file.path,
      range: site.range,
      severity: problem.code === 'shape/accidental-broadcast' ? 'warning' : 'error',
      code: problem.code,
      message: advice === null ? problem.text : `${problem.text}\n${advice}`,
      related,
      fixes: fix === null ? [] : [fix],
    },
  ];
}

function sizes(datum: Datum | undefined): readonly Dim[] | null {
  return datum?.kind === 'tensor' ? datum.type.shape : null;
}

/** One sentence on what to change. */
function adviceOn(code: string, detail: RefusalDetail): string | null {
  const input = sizes(detail.args['input']);
  const weight = sizes(detail.args['weight']);
  switch (code) {
    case 'shape/linear-features': {
      const features = input?.at(-1);
      const wanted = weight?.at(-1);
      if (input === null || features === undefined || features === null || wanted === undefined || wanted === null) return null;
      const flat = product(input.slice(1));
      if (input.length > 2 && isConcrete(flat) && flat === wanted) return `Flatten the input first: its ${input.slice(1).map(format).join(' × ')} values are the ${format(wanted)} features that the layer wants.`;
      return `The input has ${format(features)} features in its last dimension: set in_features=${format(features)}.`;
    }
    case 'shape/conv-channels': {
      const channels = input?.[1];
      const wanted = weight?.[1];
      if (input === null || channels === undefined || channels === null || wanted === undefined || wanted === null) return null;
      if (input.at(-1) === wanted) return `The input looks like channels last; PyTorch wants [N, C, ...]: permute it, e.g. x.permute(0, ${[input.length - 1, ...input.slice(2).map((_, index) => index + 1)].join(', ')}).`;
      return `The input has ${format(channels)} channels: set in_channels=${format(channels)}.`;
    }
    case 'norm/num-features': {
      const channels = input?.[1];
      return channels === undefined || channels === null ? null : `The input has ${format(channels)} channels: set num_features=${format(channels)}.`;
    }
    case 'pooling/empty-output':
      return 'The map is smaller than the window: drop a pool or a stride before it, pad, or use adaptive pooling.';
    case 'pooling/padding-too-large':
      return 'Padding may be at most half of the window.';
    case 'shape/kernel-exceeds-input':
      return 'The padded map is smaller than the kernel: pad more, or downsample less before it.';
    case 'norm/single-value':
      return 'Batch statistics of a single value are undefined: use a larger batch, drop_last=True in the loader, model.eval(), or another norm.';
    case 'shape/broadcast':
      return 'The two sides of the operation must have equal sizes, or 1, in each dimension.';
    default:
      return null;
  }
}

/** The parameter that a wrong count stands in: its name and position in the constructor. */
const counts: Readonly<Record<string, { readonly parameter: string; readonly axis: (shape: readonly Dim[]) => Dim | undefined; readonly types: RegExp }>> = {
  'shape/linear-features': { parameter: 'in_features', axis: (shape) => shape.at(-1), types: /^Linear$/ },
  'norm/num-features': { parameter: 'num_features', axis: (shape) => shape[1], types: /^(BatchNorm|InstanceNorm)[123]d$|^SyncBatchNorm$/ },
};

function fixOf(program: Program, code: string, detail: RefusalDetail, constructor: Site): Fix | null {
  const count = counts[code];
  const input = sizes(detail.args['input']);
  const value = input === null ? undefined : count?.axis(input);
  if (count === undefined || typeof value !== 'number' || detail.layer === null || !count.types.test(detail.layer.class.name)) return null;
  if (instancesOf(program, detail.layer) > 1) return null;
  const edit = setArgument(constructor, program.sources.get(constructor.file.path), program.parse, count.parameter, 0, String(value), 'constant');
  return edit === null ? null : { title: `Set ${count.parameter} to ${String(value)}`, edits: [edit] };
}

/** How many modules the constructor's line has made: a fix there changes them all. */
function instancesOf(program: Program, module: InstanceValue): number {
  const [site] = program.recorder.constructedAt(module);
  return program.recorder.modules().filter((other) => {
    const [otherSite] = program.recorder.constructedAt(other);
    return otherSite !== undefined && site !== undefined && otherSite.file === site.file && otherSite.range.start === site.range.start && other.class === module.class;
  }).length;
}

/** The bias argument's position among the positional ones of a constructor. */
const biasPosition: Readonly<Record<string, number>> = { Linear: 2, Conv1d: 7, Conv2d: 7, Conv3d: 7, ConvTranspose1d: 7, ConvTranspose2d: 7, ConvTranspose3d: 7 };

function redundantBiases(program: Program): readonly Diagnostic[] {
  const findings = redundantBias(program.recorder);
  const names = moduleNames(program.recorder);
  const bySite = new Map<string, { readonly site: Site; readonly findings: (typeof findings)[number][] }>();
  for (const finding of findings) {
    const [site] = program.recorder.constructedAt(finding.layer.instance as InstanceValue);
    if (site === undefined) continue;
    const key = `${site.file.path}:${String(site.range.start)}`;
    const group = bySite.get(key) ?? { site, findings: [] };
    group.findings.push(finding);
    bySite.set(key, group);
  }
  return [...bySite.values()].flatMap(({ site, findings: group }): Diagnostic[] => {
    const [first] = group;
    // A line that also makes layers whose bias counts is right as it stands.
    if (first === undefined || group.length < instancesOf(program, first.layer.instance as InstanceValue)) return [];
    const cause = first.cause?.instance as InstanceValue | undefined;
    const [norm] = cause === undefined ? [] : program.recorder.constructedAt(cause);
    const edit = setArgument(site, program.sources.get(site.file.path), program.parse, 'bias', biasPosition[first.layer.type] ?? 99, 'False', 'any');
    const isWrapped = edit !== null && edit.end > edit.start && !/^(True|None)$/.test(program.sources.get(site.file.path)?.text.slice(edit.start, edit.end) ?? '');
    return [
      {
        path: site.file.path,
        range: site.range,
        severity: 'warning',
        code: first.rule,
        message: first.message,
        related: norm === undefined ? [] : [{ path: norm.file.path, range: norm.range, message: `${names.get(cause ?? first.layer.instance as InstanceValue) ?? 'the norm'} takes its output` }],
        fixes: edit === null || isWrapped ? [] : [{ title: 'Set bias=False', edits: [edit] }],
      },
    ];
  });
}

