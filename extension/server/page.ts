/** The texts that are analysed, and the pages on which people see them: a document is one of both, a notebook one text on many pages, its cells. */
import { TextDocuments } from 'vscode-languageserver';
import type { Connection, Location, Position, Range as PositionRange } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { joinCells } from '../analysis/notebook';
import type { Range } from '../syntax/ir';
import { LineIndex } from '../syntax/line-index';
import { pathOf } from './files';
import { listenToNotebooks } from './notebook';

/** A page of a text, from `start` to `end`: turns its positions into offsets of the text, and back. */
export interface Page extends Range {
  readonly uri: string;
  readonly version: number;
  readonly offsetAt: (position: Position) => number;
  readonly positionAt: (offset: number) => Position;
}

/** Finds the place of a range of a file. */
export type Locate = (path: string, range: Range) => Location;

/** A text that is analysed as one program. */
interface Text {
  readonly document: TextDocument;
  readonly pages: readonly Page[];
}

export interface PagesOptions {
  readonly onChanged: (document: TextDocument) => void;
  /** A text is there no more: neither are its pages. */
  readonly onClosed: (document: TextDocument) => void;
  /** Pages are there no more, of a text that still is, or with it. */
  readonly onPagesClosed: (uris: readonly string[]) => void;
}

/** What a notebook is called in VS Code, and its interactive window. */
const notebookTypes = ['jupyter-notebook', 'interactive'];

/** The notebooks that are synchronised. `languages`: of the cells that are code. */
export function notebookSync(languages: readonly string[]): { notebookSelector: { notebook: { notebookType: string }; cells: { language: string }[] }[] } {
  return { notebookSelector: notebookTypes.map((notebookType) => ({ notebook: { notebookType }, cells: languages.map((language) => ({ language })) })) };
}

/** A document is its own and only page. */
function pageOf(document: TextDocument): Page {
  return {
    uri: document.uri, version: document.version, start: 0, end: document.getText().length,
    offsetAt: (position) => document.offsetAt(position),
    positionAt: (offset) => document.positionAt(offset),
  };
}

/** A cell whose first character stands at `start` of the text of its notebook. */
function cellPage(cell: TextDocument, start: number): Page {
  return {
    uri: cell.uri, version: cell.version, start, end: start + cell.getText().length,
    offsetAt: (position) => start + cell.offsetAt(position),
    positionAt: (offset) => cell.positionAt(offset - start),
  };
}

export class Pages {
  private readonly documents = new TextDocuments(TextDocument);
  /** The text of each notebook, by its URI. */
  private readonly joined = new Map<string, Text>();
  /** URI of the notebook by that of the cell. */
  private readonly notebookOf = new Map<string, string>();

  /** `base`: the workspace, for files that are not open. */
  constructor(
    private readonly base: () => URI,
    private readonly options: PagesOptions,
  ) {}

  listen(connection: Connection): void {
    this.documents.onDidChangeContent(({ document }) => {
      this.options.onChanged(document);
    });
    this.documents.onDidClose(({ document }) => {
      this.options.onClosed(document);
      this.options.onPagesClosed([document.uri]);
    });
    listenToNotebooks(connection, {
      onChanged: (uri, cells) => {
        this.join(uri, cells);
      },
      onClosed: (uri) => {
        const text = this.joined.get(uri);
        this.joined.delete(uri);
        if (text === undefined) return;
        this.options.onClosed(text.document);
        this.closePages(text.pages.map((page) => page.uri));
      },
    });
    this.documents.listen(connection);
  }

  /** The texts of all that is open. */
  all(): readonly TextDocument[] {
    return [...this.documents.all(), ...[...this.joined.values()].map(({ document }) => document)];
  }

  /** The text of a file, if it is open. */
  textAt(path: string): TextDocument | undefined {
    return this.all().find(({ uri }) => pathOf(uri) === path);
  }

  /** The text that a page belongs to; undefined when it is not open. */
  textOf(uri: string): TextDocument | undefined {
    return this.documents.get(uri) ?? this.joined.get(this.notebookOf.get(uri) ?? uri)?.document;
  }

  /** The pages of a text as it is now. */
  of(document: TextDocument): readonly Page[] {
    return this.joined.get(document.uri)?.pages ?? [pageOf(document)];
  }

  page(uri: string): Page | undefined {
    const document = this.textOf(uri);
    return document === undefined ? undefined : this.of(document).find((page) => page.uri === uri);
  }

  /** The URI of a file, whether it is open or not. */
  uriOf(path: string): string {
    return this.textAt(path)?.uri ?? this.base().with({ path }).toString();
  }

  /** Where a range of a file is, whose text is given for files that are not open. */
  locate(path: string, range: Range, text: string): Location {
    const document = this.textAt(path);
    const pages = document === undefined ? [] : this.of(document);
    const page = pages.findLast(({ start }) => start <= range.start) ?? pages[0];
    if (page !== undefined) return { uri: page.uri, range: rangeOn(page, range) };
    const lines = new LineIndex(text);
    return { uri: this.uriOf(path), range: { start: lines.position(range.start), end: lines.position(range.end) } };
  }

  private join(notebook: string, cells: readonly TextDocument[]): void {
    const { text, starts } = joinCells(cells.map((cell) => cell.getText()));
    const before = this.joined.get(notebook);
    const document = before === undefined
      ? TextDocument.create(notebook, 'python', 1, text)
      : TextDocument.update(before.document, [{ text }], before.document.version + 1);
    const pages = cells.map((cell, index) => cellPage(cell, starts[index] ?? 0));
    this.joined.set(notebook, { document, pages });
    for (const { uri } of pages) this.notebookOf.set(uri, notebook);
    this.closePages((before?.pages ?? []).map(({ uri }) => uri).filter((uri) => !pages.some((page) => page.uri === uri)));
    this.options.onChanged(document);
  }

  private closePages(uris: readonly string[]): void {
    for (const uri of uris) this.notebookOf.delete(uri);
    if (uris.length > 0) this.options.onPagesClosed(uris);
  }
}

/** A range of a text on one of its pages. */
export function rangeOn(page: Page, { start, end }: Range): PositionRange {
  return { start: page.positionAt(start), end: page.positionAt(end) };
}
