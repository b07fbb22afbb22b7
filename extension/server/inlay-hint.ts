import { InlayHintKind } from 'vscode-languageserver';
import type { InlayHint, Range } from 'vscode-languageserver';
import { hintsIn } from '../analysis/hint';
import { playgroundCommand } from './playground';
import type { View } from './view';

/** The inlay hints in a range. */
export function inlayHints(view: View, range: Range): InlayHint[] {
  const { page, analysis: { program, path } } = view;
  const hints = hintsIn(program, path, { start: page.offsetAt(range.start), end: page.offsetAt(range.end) });
  return hints.map(({ offset, label, tooltip }): InlayHint => {
    const position = page.positionAt(offset);
    const command = playgroundCommand(view, position);
    return { position, label: command === null ? label : [{ value: label, command }], tooltip, kind: InlayHintKind.Type };
  });
}
