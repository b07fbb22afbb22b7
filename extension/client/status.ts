/** The language status items: whether shapes are up to date, and which Python packages they see. */
import * as vscode from 'vscode';
import type { StatusParams } from '../protocol/request';

export const reanalyseCommand = 'shapeInspector.reanalyse';
export const showOutputCommand = 'shapeInspector.showOutput';

export interface Status {
  readonly show: (status: StatusParams) => void;
  readonly items: readonly vscode.LanguageStatusItem[];
}

const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Makes the items for the documents of a selector. */
export function createStatus(selector: vscode.DocumentSelector): Status {
  const analysis = vscode.languages.createLanguageStatusItem('shapeInspector.analysis', selector);
  analysis.name = 'Shape Inspector';
  analysis.text = 'Shape Inspector';
  analysis.command = { title: 'Analyse Again', command: reanalyseCommand };
  const environment = vscode.languages.createLanguageStatusItem('shapeInspector.environment', selector);
  environment.name = 'Shape Inspector: Python packages';
  environment.text = 'No Python environment';
  environment.command = { title: 'Show Log', command: showOutputCommand };
  return {
    show: ({ busy, stopped, files, installed, environment: name }) => {
      analysis.busy = busy;
      environment.text = name ?? 'No Python environment';
      if (busy) return;
      analysis.severity = stopped === null ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Warning;
      analysis.text = stopped === null ? 'Shapes are up to date' : 'Shapes are known in part';
      analysis.detail = stopped ?? `${counted(files, 'file')} analysed`;
      environment.detail = installed > 0 ? `${counted(installed, 'file')} of its packages read` : name === null ? 'imports are followed in the workspace alone' : 'none of its packages needed';
    },
    items: [analysis, environment],
  };
}
