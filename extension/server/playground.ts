/** What the playground asks the server: the scene at a place, edits that bring its parameters back into the source, and links to it. */
import * as l10n from '@vscode/l10n';
import type { Command, Position } from 'vscode-languageserver';
import { argumentEdits } from '../analysis/fix';
import { nodesAt, sceneAt } from '../analysis/scene';
import { openPlaygroundCommand } from '../protocol/playground';
import type { ArgumentsParams, ArgumentsResult, SceneResult } from '../protocol/playground';
import type { View } from './view';

/** The scene at a position; null where no op is. */
export function sceneOf({ page, analysis: { program, path, version }, locate }: View, position: Position): SceneResult {
  const scene = sceneAt(program, path, page.offsetAt(position), locate);
  return scene === null ? null : { uri: page.uri, documentVersion: version, ...scene };
}

/** The edits that give a call of the program other arguments. */
export function argumentsOf({ analysis: { program, version }, locate }: View, params: ArgumentsParams): ArgumentsResult {
  if (version !== params.documentVersion) return { refused: l10n.t('The file has changed since: open the line in the playground again.') };
  const node = program.recorder.nodes[params.node];
  if (node === undefined) return { refused: l10n.t('The line is gone: open it in the playground again.') };
  const edits = argumentEdits(program, node.layer ?? node, params.values);
  if (typeof edits === 'string') return { refused: edits };
  return { edits: edits.map((edit) => ({ ...locate(edit.path, edit), text: edit.text })) };
}

/** The command that opens the playground at a place; null where no op is, or the client has no playground. */
export function playgroundCommand({ page, analysis: { program, path }, opensPlayground }: View, position: Position, title = l10n.t('Open in Playground')): Command | null {
  if (!opensPlayground || nodesAt(program, path, page.offsetAt(position)).length === 0) return null;
  return { title, command: openPlaygroundCommand, arguments: [page.uri, position] };
}
