/** What the playground asks the server: the scene at a place, edits that bring its parameters back into the source, and links to it. */
import type { CodeLens, Command, Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { countText, shapeText } from '../analysis/fact';
import { argumentEdits } from '../analysis/fix';
import { macsOf, parametersOf } from '../analysis/layer';
import { modelsIn, nodesAt, sceneAt } from '../analysis/scene';
import { openPlaygroundCommand } from '../protocol/playground';
import type { ArgumentsParams, ArgumentsResult, SceneResult } from '../protocol/playground';
import { LineIndex } from '../syntax/line-index';
import type { Analysis } from './analyser';

/** The scene at a position; null where no op is. */
export function sceneOf(document: TextDocument, { program, path, version }: Analysis, position: Position, uriOf: (path: string) => string): SceneResult {
  const scene = sceneAt(program, path, document.offsetAt(position), uriOf);
  return scene === null ? null : { uri: document.uri, documentVersion: version, ...scene };
}

/** The edits that give a call of the program other arguments. */
export function argumentsOf({ program, version }: Analysis, params: ArgumentsParams, uriOf: (path: string) => string): ArgumentsResult {
  if (version !== params.documentVersion) return { refused: 'The file has changed since: open the line in the playground again.' };
  const node = program.recorder.nodes[params.node];
  if (node === undefined) return { refused: 'The line is gone: open it in the playground again.' };
  const edits = argumentEdits(program, node.layer ?? node, params.values);
  if (typeof edits === 'string') return { refused: edits };
  return {
    edits: edits.map(({ path, start, end, text }) => {
      const lines = new LineIndex(program.sources.get(path)?.text ?? '');
      return { uri: uriOf(path), range: { start: lines.position(start), end: lines.position(end) }, text };
    }),
  };
}

/** The command that opens the playground at a place; null where no op is. */
export function playgroundCommand(document: TextDocument, { program, path }: Analysis, position: Position, title = 'Open in Playground'): Command | null {
  if (nodesAt(program, path, document.offsetAt(position)).length === 0) return null;
  return { title, command: openPlaygroundCommand, arguments: [document.uri, position] };
}

/** A lens above each model that runs: what it takes and costs, and the way into the playground. */
export function lensesOf(document: TextDocument, { program, path }: Analysis): CodeLens[] {
  return modelsIn(program, path).map(({ definition, layers, runs }): CodeLens => {
    const start = document.positionAt(definition.start);
    const input = runs[0]?.inputs[0];
    const shape = input === undefined ? '' : `${shapeText(input.type)} · `;
    const title = `$(beaker) ${shape}${countText(parametersOf(layers))} parameters · ${countText(macsOf(runs))} multiply-accumulates`;
    return { range: { start, end: start }, command: { title, command: openPlaygroundCommand, arguments: [document.uri, start, 'model'] } };
  });
}
