import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { diagnose } from '../analysis/diagnostic';
import type { Diagnostic as Finding } from '../analysis/diagnostic';
import { pageUrl } from '../policy/rule-pages';
import { LineIndex } from '../syntax/line-index';
import type { Analysis } from './analyser';

const severities = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, info: DiagnosticSeverity.Information, hint: DiagnosticSeverity.Hint };

/** The findings of an analysis that stand in its document. */
export function findingsOf({ program, path }: Analysis): readonly Finding[] {
  return diagnose(program).filter((finding) => finding.path === path);
}

/** A finding as LSP says it. `uriOf` names the documents of related places. */
export function toDiagnostic(document: TextDocument, analysis: Analysis, finding: Finding, uriOf: (path: string) => string): Diagnostic {
  return {
    range: { start: document.positionAt(finding.range.start), end: document.positionAt(finding.range.end) },
    severity: severities[finding.severity],
    code: finding.code,
    codeDescription: { href: pageUrl({ id: finding.code }) },
    source: 'Shape Inspector',
    message: finding.message,
    relatedInformation: finding.related.map((related) => {
      const lines = new LineIndex(analysis.program.sources.get(related.path)?.text ?? '');
      return {
        location: { uri: uriOf(related.path), range: { start: lines.position(related.range.start), end: lines.position(related.range.end) } },
        message: related.message,
      };
    }),
  };
}
