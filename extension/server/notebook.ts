/**
 * Notebooks that are open, as the client tells of them. The library's own class (`NotebookDocuments`) does not tell of cells
 * that only move.
 */
import type { Connection, NotebookCell } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

interface Notebook {
  readonly cells: NotebookCell[];
}

export interface NotebookEvents {
  /** A notebook is open, with these cells that are code, in its order. */
  readonly onChanged: (uri: string, cells: readonly TextDocument[]) => void;
  readonly onClosed: (uri: string) => void;
}

/** Listens to what a client tells of its notebooks. */
export function listenToNotebooks(connection: Connection, { onChanged, onClosed }: NotebookEvents): void {
  const notebooks = new Map<string, Notebook>();
  const texts = new Map<string, TextDocument>();
  const { synchronization } = connection.notebooks;

  const open = ({ uri, languageId, version, text }: { uri: string; languageId: string; version: number; text: string }): void => {
    texts.set(uri, TextDocument.create(uri, languageId, version, text));
  };
  const changed = (uri: string, { cells }: Notebook): void => {
    onChanged(uri, cells.flatMap(({ document }) => texts.get(document) ?? []));
  };

  synchronization.onDidOpenNotebookDocument(({ notebookDocument: { uri, cells }, cellTextDocuments }) => {
    const notebook = { cells: [...cells] };
    notebooks.set(uri, notebook);
    cellTextDocuments.forEach(open);
    changed(uri, notebook);
  });
  synchronization.onDidChangeNotebookDocument(({ notebookDocument: { uri }, change: { cells: change } }) => {
    const notebook = notebooks.get(uri);
    if (notebook === undefined || change === undefined) return;
    const { structure, textContent = [] } = change;
    if (structure !== undefined) {
      const { start, deleteCount, cells = [] } = structure.array;
      notebook.cells.splice(start, deleteCount, ...cells);
      for (const closed of structure.didClose ?? []) texts.delete(closed.uri);
      structure.didOpen?.forEach(open);
    }
    for (const { document, changes } of textContent) {
      const text = texts.get(document.uri);
      if (text !== undefined) TextDocument.update(text, changes, document.version);
    }
    // Outputs and metadata are of no account.
    if (structure !== undefined || textContent.length > 0) changed(uri, notebook);
  });
  synchronization.onDidCloseNotebookDocument(({ notebookDocument: { uri }, cellTextDocuments }) => {
    notebooks.delete(uri);
    for (const closed of cellTextDocuments) texts.delete(closed.uri);
    onClosed(uri);
  });
}
