import { InlayHintKind } from 'vscode-languageserver';
import type { InlayHint, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { hintsIn } from '../analysis/hint';
import type { Analysis } from './analyser';
import { playgroundCommand } from './playground';

/** The inlay hints in a range. */
export function inlayHints(document: TextDocument, analysis: Analysis, range: Range, opensPlayground: boolean): InlayHint[] {
  const { program, path } = analysis;
  const hints = hintsIn(program, path, { start: document.offsetAt(range.start), end: document.offsetAt(range.end) });
  return hints.map(({ offset, label, tooltip }): InlayHint => {
    const position = document.positionAt(offset);
    const command = opensPlayground ? playgroundCommand(document, analysis, position) : null;
    return { position, label: command === null ? label : [{ value: label, command }], tooltip, kind: InlayHintKind.Type };
  });
}
