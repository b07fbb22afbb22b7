/** Lenses above models, and what they lead to: pins of the inputs, the summary, the playground. */
import * as l10n from '@vscode/l10n';
import type { CodeLens, Position } from 'vscode-languageserver';
import { countText, describedShape, shapeText } from '../analysis/fact';
import { macsOf, parametersOf } from '../analysis/layer';
import { callOf, endsOf, forwardOf, inputsOf, modelsIn } from '../analysis/model';
import type { Model } from '../analysis/model';
import { pinEdits, pinnedFunction, readShape } from '../analysis/pin-edit';
import { summarise, summaryTable } from '../analysis/summary';
import { inputShapeCommand, summaryCommand } from '../protocol/model';
import type { ModelResult, PinParams, PinResult, SummaryResult } from '../protocol/model';
import { openPlaygroundCommand } from '../protocol/playground';
import { LineIndex } from '../syntax/line-index';
import type { View } from './view';

/** `x: [N, 3, 224, 224]`: the inputs that are known, with their shapes. */
function inputsText(view: View, model: Model): string {
  const inputs = inputsOf(view.analysis.program, model).flatMap(({ parameter: { name }, value }) => (value === null ? [] : [`${name}: ${describedShape(value)}`]));
  return inputs.length > 3 ? `${inputs.slice(0, 3).join(', ')}, …` : inputs.join(', ');
}

/** `[4, 28, 28, 1] → [4, 10]`, where a library's forward takes the input. */
function endsText(model: Model): readonly string[] {
  const ends = forwardOf(model) === null ? endsOf(model) : null;
  return ends === null ? [] : [`${shapeText(ends.input)} → ${shapeText(ends.output)}`];
}

/** The lenses of a page: above each model what it takes, what it costs, and the ways to look closer. */
export function lensesOf(view: View): CodeLens[] {
  const { page, analysis: { program, path }, opensPlayground } = view;
  if (!opensPlayground) return [];
  const models = modelsIn(program, path).filter(({ definition }) => page.start <= definition.start && definition.start <= page.end);
  return models.flatMap((model): CodeLens[] => {
    const start = page.positionAt(model.definition.start);
    const range = { start, end: page.positionAt(model.definition.end) };
    const lens = (title: string, command: string, ...more: string[]): CodeLens => ({ range, command: { title, command, arguments: [page.uri, start, ...more] } });
    const inputs = inputsText(view, model);
    const isSupposed = callOf(model) === null;
    const cost = l10n.t('{0} parameters · {1} MACs', countText(parametersOf(model.layers)), countText(macsOf(model.runs)));
    return [
      ...(inputs === '' ? endsText(model).map((title) => lens(title, summaryCommand)) : [lens(`${isSupposed ? '$(pin)\u00a0' : ''}${inputs}`, inputShapeCommand)]),
      lens(cost, summaryCommand),
      lens(l10n.t('Summary'), summaryCommand),
      lens(l10n.t('Open in Playground'), openPlaygroundCommand, 'model'),
    ];
  });
}

/** The model whose name stands on the line of a position, else the last one above it. */
function modelAt({ page, analysis: { program, path } }: View, position: Position): Model | null {
  const offset = page.offsetAt(position);
  const models = modelsIn(program, path).filter(({ definition }) => page.start <= definition.start && definition.start <= page.end);
  return models.find(({ definition }) => page.positionAt(definition.start).line === position.line) ?? models.findLast(({ definition }) => definition.start <= offset) ?? null;
}

/** What the client asks before it lets a person pin an input. */
export function describeModel(view: View, position: Position): ModelResult {
  const model = modelAt(view, position);
  if (model === null) return null;
  const call = callOf(model);
  return {
    name: model.name,
    position: view.page.positionAt(model.definition.start),
    pinnedFunction: pinnedFunction(model),
    inputs: inputsOf(view.analysis.program, model).map(({ parameter: { name }, value }) => ({ parameter: name, shape: value === null ? null : describedShape(value) })),
    call: call === null ? null : view.locate(call.file.path, call.range),
  };
}

/** A shape as it is pinned, and the edits that pin it. */
export function pin(view: View, { position, parameter, shape: typed }: PinParams): PinResult {
  const model = modelAt(view, position);
  if (model === null) return { refused: l10n.t('The model is gone: the file has changed.') };
  const read = typed.trim() === '' ? { shape: null } : readShape(typed);
  if ('refused' in read) return read;
  const edits = pinEdits(view.analysis.program, model, parameter, read.shape);
  return { shape: read.shape, edits: edits.map((edit) => ({ ...view.locate(edit.path, edit), text: edit.text })) };
}

/** A model as a table. */
export function summaryOf(view: View, position: Position): SummaryResult {
  const model = modelAt(view, position);
  if (model === null) return null;
  const { program } = view.analysis;
  const call = callOf(model);
  const source = call === null ? undefined : program.sources.get(call.file.path);
  const origin = call === null || source === undefined ? l10n.t('nothing in the file calls it: its inputs are supposed or pinned')
    : l10n.t('called in {0}, line {1}', call.file.path.slice(call.file.path.lastIndexOf('/') + 1), new LineIndex(source.text).position(call.range.start).line + 1);
  return { name: model.name, text: `${model.name}(${[inputsText(view, model), ...endsText(model)].filter((one) => one !== '').join(', ')})\n${origin}\n\n${summaryTable(summarise(program, model.layers))}` };
}
