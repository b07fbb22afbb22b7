import * as l10n from '@vscode/l10n';
import { MarkupKind } from 'vscode-languageserver';
import type { Hover, MarkupContent, Position } from 'vscode-languageserver';
import type { Diagnostic as Finding } from '../analysis/diagnostic';
import { hoverAt } from '../analysis/hover';
import type { Hover as Known } from '../analysis/hover';
import { link } from '../analysis/markdown';
import { pageUrl } from '../policy/rule-pages';
import { rangeOn } from './page';
import { playgroundCommand } from './playground';
import type { View } from './view';

/** Links to the constructors, to the rules that find something there, and to the playground, as one line. */
function linksOf(view: View, { range, constructors }: Known, findings: readonly Finding[], position: Position): string {
  const { locate, analysis: { path } } = view;
  const places = constructors.map(({ type, path: file, start, end }) => {
    const { uri, range: at } = locate(file, { start, end });
    const where = file === path ? l10n.t('line {0}', at.start.line + 1) : `${file.slice(file.lastIndexOf('/') + 1)}:${String(at.start.line + 1)}`;
    return link(`${type}, ${where}`, `${uri}${uri.includes('#') ? '' : `#L${String(at.start.line + 1)},${String(at.start.character + 1)}`}`);
  });
  const found = findings.filter((finding) => [{ path, ...range }, ...constructors].some((one) => one.path === finding.path && one.start === finding.range.start && one.end === finding.range.end));
  const pages = [...new Set(found.map(({ code }) => code))].map((id) => link(id, pageUrl({ id })));
  const open = playgroundCommand(view, position);
  const playground = open === null ? [] : [`[${open.title}](command:${open.command}?${encodeURIComponent(JSON.stringify(open.arguments))})`];
  return [...places, ...pages, ...playground].join(' · ');
}

/** The hover at a position. */
export function hover(view: View, findings: readonly Finding[], position: Position): Hover | null {
  const { page, analysis: { program, path } } = view;
  const found = hoverAt(program, path, page.offsetAt(position));
  if (found === null) return null;
  const links = linksOf(view, found, findings, position);
  const contents: MarkupContent = { kind: MarkupKind.Markdown, value: links === '' ? found.markdown : `${found.markdown}\n\n${links}` };
  return { contents, range: rangeOn(page, found.range) };
}
