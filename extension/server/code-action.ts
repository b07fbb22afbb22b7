import { CodeActionKind } from 'vscode-languageserver';
import type { CodeAction, Diagnostic, Range, TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { LineIndex } from '../syntax/line-index';
import type { Analysis } from './analyser';
import { findingsOf, toDiagnostic } from './diagnostic';
import { playgroundCommand } from './playground';

function touches(a: Range, b: Range): boolean {
  const before = (x: Range, y: Range): boolean => x.end.line < y.start.line || (x.end.line === y.start.line && x.end.character < y.start.character);
  return !before(a, b) && !before(b, a);
}

/** The quick fixes of findings that touch a range, and the way to see them in the playground. */
export function codeActions(document: TextDocument, analysis: Analysis, range: Range, uriOf: (path: string) => string, opensPlayground: boolean): CodeAction[] {
  return findingsOf(analysis).flatMap((finding) => {
    const diagnostic: Diagnostic = toDiagnostic(document, analysis, finding, uriOf);
    if (!touches(diagnostic.range, range)) return [];
    const command = opensPlayground ? playgroundCommand(document, analysis, diagnostic.range.start, 'Show in Playground') : null;
    const show: readonly CodeAction[] = command === null ? [] : [{ title: command.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command }];
    const fixes = finding.fixes.map((fix): CodeAction => {
      const changes: Record<string, TextEdit[]> = {};
      for (const edit of fix.edits) {
        const lines = new LineIndex(analysis.program.sources.get(edit.path)?.text ?? '');
        (changes[uriOf(edit.path)] ??= []).push({ range: { start: lines.position(edit.start), end: lines.position(edit.end) }, newText: edit.text });
      }
      return { title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], isPreferred: true, edit: { changes } };
    });
    return [...fixes, ...show];
  });
}
