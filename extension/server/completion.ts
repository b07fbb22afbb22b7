import { CompletionItemKind } from 'vscode-languageserver';
import type { CompletionItem } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { completionsAt } from '../analysis/completion';
import type { Suggestion } from '../analysis/completion';
import type { Analyser } from './analyser';
import type { Files } from './files';

/** An answer that takes longer comes too late, in milliseconds. */
const patience = 1000;

/** Characters after which an argument begins. */
export const triggerCharacters = ['(', ','];

/** Suggestions as LSP says them: what is certain stands first, and is chosen. */
export function completionItems(suggestions: readonly Suggestion[]): CompletionItem[] {
  return suggestions.map(({ text, detail, isCertain }, index): CompletionItem => ({
    label: text,
    kind: /^[\d[]/.test(text) ? CompletionItemKind.Value : CompletionItemKind.Variable,
    detail,
    // Before what other providers have: digits sort before letters.
    sortText: `00${String(index)}`,
    preselect: isCertain && index === 0,
  }));
}

/** What an argument at an offset of a document could be. */
export function completionsOf(document: TextDocument, offset: number, analyser: Analyser, files: Files): readonly Suggestion[] {
  return completionsAt(document.getText(), offset, (text) => files.apart(text).module(), (text) => analyser.trial(document, text, patience));
}
