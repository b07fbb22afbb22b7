import * as l10n from '@vscode/l10n';
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver';
import { diagnose } from '../analysis/diagnostic';
import type { Diagnostic as Finding } from '../analysis/diagnostic';
import { pageUrl } from '../policy/rule-pages';
import { isScript } from '../syntax/source-language';
import type { Analysis } from './analyser';
import type { Locate } from './page';

const severities = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, info: DiagnosticSeverity.Information, hint: DiagnosticSeverity.Hint };

/** The findings of an analysis that stand in its document. */
export function findingsOf({ program, path }: Analysis): readonly Finding[] {
  return diagnose(program).filter((finding) => finding.path === path);
}

/** Where in its document an analysis came to a limit, and what to do about it; null where it came to its end. */
export function stopOf({ program, path }: Analysis, locate: Locate): { readonly uri: string; readonly diagnostic: Diagnostic } | null {
  const index = program.stoppedAt.findIndex(({ file }) => file.path === path);
  const site = program.stoppedAt[index];
  if (program.stopped === null || site === undefined) return null;
  const { uri, range } = locate(path, site.range);
  const advice = isScript(path)
    ? l10n.t('Move what takes long to another file than the model.')
    : l10n.t('Move what takes long to another file than the model, and state the input of the model with a comment above its forward: # shape: x = [N, 3, 224, 224]');
  return {
    uri,
    diagnostic: {
      range,
      severity: DiagnosticSeverity.Hint,
      source: 'Shape Inspector',
      message: [l10n.t('{0}: here. What would run after it is not known.', program.stopped), advice].join('\n'),
      relatedInformation: program.stoppedAt.slice(index + 1).map((caller) => ({ location: locate(caller.file.path, caller.range), message: l10n.t('called from here') })),
    },
  };
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
