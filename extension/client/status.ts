/** The language status items: whether shapes are up to date, and which Python packages they see. */
import * as vscode from 'vscode';
import type { StatusParams } from '../protocol/request';

export const reanalyseCommand = 'shapeInspector.reanalyse';
export const showOutputCommand = 'shapeInspector.showOutput';

export interface Status {
  readonly show: (status: StatusParams) => void;
  readonly items: readonly vscode.LanguageStatusItem[];
}

function packagesText(installed: number, environment: string | null): string {
  if (installed > 0) return installed === 1 ? vscode.l10n.t('1 file of its packages read') : vscode.l10n.t('{0} files of its packages read', installed);
  return environment === null ? vscode.l10n.t('imports are followed in the workspace alone') : vscode.l10n.t('none of its packages needed');
}

/** Makes the items for the documents of a selector. */
export function createStatus(selector: vscode.DocumentSelector): Status {
  const analysis = vscode.languages.createLanguageStatusItem('shapeInspector.analysis', selector);
  analysis.name = 'Shape Inspector';
  analysis.text = 'Shape Inspector';
  analysis.command = { title: vscode.l10n.t('Analyse Again'), command: reanalyseCommand };
  const environment = vscode.languages.createLanguageStatusItem('shapeInspector.environment', selector);
  environment.name = vscode.l10n.t('Shape Inspector: Python packages');
  environment.text = vscode.l10n.t('No Python environment');
  environment.command = { title: vscode.l10n.t('Show Log'), command: showOutputCommand };
  return {
    show: ({ busy, stopped, files, installed, environment: name }) => {
      analysis.busy = busy;
      environment.text = name ?? vscode.l10n.t('No Python environment');
      if (busy) return;
      analysis.severity = stopped === null ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Warning;
      analysis.text = stopped === null ? vscode.l10n.t('Shapes are up to date') : vscode.l10n.t('Shapes are known in part');
      analysis.detail = stopped ?? (files === 1 ? vscode.l10n.t('1 file analysed') : vscode.l10n.t('{0} files analysed', files));
      environment.detail = packagesText(installed, name);
    },
    items: [analysis, environment],
  };
}
