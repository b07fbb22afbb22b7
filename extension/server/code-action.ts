import * as l10n from '@vscode/l10n';
import { CodeActionKind } from 'vscode-languageserver';
import type { CodeAction, CodeActionParams, Diagnostic, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Diagnostic as Finding } from '../analysis/diagnostic';
import type { Edit } from '../analysis/fix';
import { forwardOf, modelsIn } from '../analysis/model';
import { pinEdits } from '../analysis/pin-edit';
import { functionRange, runtimeChecks } from '../analysis/runtime-check';
import { shapeComments } from '../analysis/shape-comment';
import { statedShapes } from '../analysis/stated-shape';
import { compatible } from '../policy/repair';
import { ignoreEdit } from '../policy/suppression';
import { toDiagnostic } from './diagnostic';
import { playgroundCommand } from './playground';
import type { View } from './view';

/** Shapes that are written into the code. */
const commentKind = `${CodeActionKind.RefactorRewrite}.shapeComments`;
const pinKind = `${CodeActionKind.RefactorRewrite}.shapePins`;
const checkKind = `${CodeActionKind.RefactorRewrite}.runtimeChecks`;

/** All safe fixes of a document at once: on request, or when it is saved. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.shapeInspector`;

function touches(a: Range, b: Range): boolean {
  const before = (x: Range, y: Range): boolean => x.end.line < y.start.line || (x.end.line === y.start.line && x.end.character < y.start.character);
  return !before(a, b) && !before(b, a);
}

/** Whether a kind is asked for: itself, or one that holds it. */
function isAsked(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
}

/** The quick fixes of findings that touch a range, the way to see them in the playground, and all safe fixes at once. */
export function codeActions(view: View, findings: readonly Finding[], { range, context }: CodeActionParams): CodeAction[] {
  const { page, analysis, locate, versionOf, edits: style } = view;
  const editOf = (edits: readonly Edit[]): WorkspaceEdit => {
    const changes: Record<string, TextEdit[]> = {};
    for (const edit of edits) {
      const { uri, range: replaced } = locate(edit.path, edit);
      (changes[uri] ??= []).push({ range: replaced, newText: edit.text });
    }
    // A text that has changed meanwhile refuses an edit that was meant for another version.
    return style === 'plain' ? { changes } : { documentChanges: Object.entries(changes).map(([uri, edits]) => ({ textDocument: { uri, version: versionOf(uri) }, edits })) };
  };
  const quickFixes = (): CodeAction[] => findings.flatMap((finding) => {
    const diagnostic: Diagnostic = toDiagnostic(finding, locate);
    if (locate(finding.path, finding.range).uri !== page.uri || !touches(diagnostic.range, range)) return [];
    const fixes = finding.fixes.map((fix): CodeAction => ({ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], isPreferred: true, edit: editOf(fix.edits) }));
    const command = playgroundCommand(view, diagnostic.range.start, l10n.t('Show in Playground'));
    const show: readonly CodeAction[] = command === null ? [] : [{ title: command.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command }];
    const source = analysis.program.sources.get(finding.path);
    const ignore = source === undefined ? [] : [{
      title: l10n.t('Ignore {0} on this line', finding.code), kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit: editOf([ignoreEdit(source.text, source.module().comments, finding)]),
    }];
    return [...fixes, ...show, ...ignore];
  });
  const fixAll = (): CodeAction[] => {
    // Other files are left alone: what is fixed on saving one stays in it.
    const safe = findings.flatMap(({ fixes }) => fixes.slice(0, 1)).filter(({ safety, edits }) => safety === 'safe' && edits.every(({ path }) => path === analysis.path));
    const { edits } = compatible(safe);
    return edits.length === 0 ? [] : [{ title: l10n.t('Fix all safe problems of Shape Inspector'), kind: fixAllKind, edit: editOf(edits) }];
  };
  const written = (title: string, kind: string, edits: readonly Edit[]): CodeAction[] => (edits.length === 0 ? [] : [{ title, kind, edit: editOf(edits) }]);
  /** Of the model whose class or forward the cursor is in. */
  const statedPins = (offset: number): CodeAction[] => {
    const { program, path } = analysis;
    const own = modelsIn(program, path).find((model) => {
      const code = forwardOf(model)?.code;
      const isOnName = page.positionAt(model.definition.start).line === range.start.line;
      return isOnName || (code !== undefined && code.start <= offset && offset <= code.end);
    });
    return own === undefined ? [] : statedShapes(program, own).flatMap(({ parameter, shape }) => written(l10n.t('Pin {0} = {1}, as it is written there', parameter, shape), pinKind, pinEdits(program, own, parameter, shape)));
  };
  const rewrites = (): CodeAction[] => {
    const { program, path } = analysis;
    const start = page.offsetAt(range.start);
    const end = page.offsetAt(range.end);
    const lines = start === end ? (functionRange(program, path, start) ?? page) : { start: page.offsetAt({ line: range.start.line, character: 0 }), end: page.offsetAt({ line: range.end.line + 1, character: 0 }) };
    return [
      ...(isAsked(commentKind, context.only) ? written(l10n.t('Insert shape comments'), commentKind, shapeComments(program, path, { start: Math.max(lines.start, page.start), end: Math.min(lines.end, page.end) })) : []),
      ...(isAsked(pinKind, context.only) ? statedPins(start) : []),
      ...(isAsked(checkKind, context.only) ? written(l10n.t('Check shapes at run time'), checkKind, runtimeChecks(program, path, start)) : []),
    ];
  };
  return [...(isAsked(CodeActionKind.QuickFix, context.only) ? quickFixes() : []), ...(isAsked(fixAllKind, context.only) ? fixAll() : []), ...rewrites()];
}
