import { InlayHintKind } from 'vscode-languageserver';
import type { InlayHint, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { hintsIn } from '../analysis/hint';
import type { Analysis } from './analyser';

/** The inlay hints in a range. */
export function inlayHints(document: TextDocument, { program, path }: Analysis, range: Range): InlayHint[] {
  const hints = hintsIn(program, path, { start: document.offsetAt(range.start), end: document.offsetAt(range.end) });
  return hints.map(({ offset, label, tooltip }) => ({ position: document.positionAt(offset), label, tooltip, kind: InlayHintKind.Type }));
}
