import * as l10n from '@vscode/l10n';
import { SymbolKind } from 'vscode-languageserver';
import type { DocumentSymbol } from 'vscode-languageserver';
import { outlineOf } from '../analysis/outline';
import type { Outlined } from '../analysis/outline';
import { rangeOn } from './page';
import type { View } from './view';

/** The heading in the outline: what stands under it is told by no other provider. */
export function outlineLabel(): string {
  return l10n.t('Shapes');
}

const kinds = { class: SymbolKind.Class, function: SymbolKind.Function, layer: SymbolKind.Field };

/** The models of a page with their layers and shapes. */
export function documentSymbols({ page, analysis: { program, path } }: View): DocumentSymbol[] {
  const symbol = ({ name, detail, kind, range, selection, children }: Outlined): DocumentSymbol => ({
    name, detail, kind: kinds[kind], range: rangeOn(page, range), selectionRange: rangeOn(page, selection), children: children.map(symbol),
  });
  return outlineOf(program, path).filter(({ range }) => page.start <= range.start && range.start < page.end).map(symbol);
}
