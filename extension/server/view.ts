/** What a feature answers from: the page that it is asked about, the newest analysis of its text, and where the analysis' places are. */
import type { Analysis } from './analyser';
import type { Locate, Page } from './page';

export interface View {
  readonly page: Page;
  readonly analysis: Analysis;
  readonly locate: Locate;
  /** The version of an open document that an edit is meant for; null of a file that is not open. */
  readonly versionOf: (uri: string) => number | null;
  /** What the client can do. */
  readonly edits: 'versioned' | 'plain';
  /** The client has a playground. */
  readonly opensPlayground: boolean;
}
