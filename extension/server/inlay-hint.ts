import { InlayHintKind } from 'vscode-languageserver';
import type { InlayHint, MarkupContent, Position, Range } from 'vscode-languageserver';
import type { Diagnostic as Finding } from '../analysis/diagnostic';
import { hintsIn } from '../analysis/hint';
import { hover } from './hover';
import { playgroundCommand } from './playground';
import type { View } from './view';

/** Where a hint stands, for its tooltip. */
export interface HintPlace {
  readonly uri: string;
  readonly version: number;
  readonly position: Position;
}

/** The inlay hints in a range. */
export function inlayHints(view: View, range: Range): InlayHint[] {
  const { page, analysis: { program, path } } = view;
  const hints = hintsIn(program, path, { start: page.offsetAt(range.start), end: page.offsetAt(range.end) });
  return hints.map(({ offset, label }): InlayHint => {
    const position = page.positionAt(offset);
    const command = playgroundCommand(view, position);
    const data: HintPlace = { uri: page.uri, version: page.version, position };
    return { position, label: command === null ? label : [{ value: label, command }], kind: InlayHintKind.Type, data };
  });
}

/** A hint with the hover of what it stands at as its tooltip. */
export function withTooltip(view: View, findings: readonly Finding[], hint: InlayHint): InlayHint {
  const { version, position } = hint.data as HintPlace;
  const found = view.page.version === version ? hover(view, findings, position) : null;
  return found === null ? hint : { ...hint, tooltip: found.contents as MarkupContent };
}
