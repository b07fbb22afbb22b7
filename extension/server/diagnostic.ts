import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver';
import { diagnose } from '../analysis/diagnostic';
import type { Diagnostic as Finding } from '../analysis/diagnostic';
import { pageUrl } from '../policy/rule-pages';
import type { Analysis } from './analyser';
import type { Locate } from './page';

const severities = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, info: DiagnosticSeverity.Information, hint: DiagnosticSeverity.Hint };

/** The findings of an analysis that stand in its document. */
export function findingsOf({ program, path }: Analysis): readonly Finding[] {
  return diagnose(program).filter((finding) => finding.path === path);
}

/** A finding as LSP says it. */
export function toDiagnostic(finding: Finding, locate: Locate): Diagnostic {
  return {
    range: locate(finding.path, finding.range).range,
    severity: severities[finding.severity],
    code: finding.code,
    codeDescription: { href: pageUrl({ id: finding.code }) },
    source: 'Shape Inspector',
    message: finding.message,
    relatedInformation: finding.related.map(({ path, range, message }) => ({ location: locate(path, range), message })),
  };
}
