/** What a feature answers from: the page that it is asked about, the newest analysis of its text, and where the analysis' places are. */
import type { Analysis } from './analyser';
import type { Locate, Page } from './page';

export interface View {
  readonly page: Page;
  readonly analysis: Analysis;
  readonly locate: Locate;
  /** The client has a playground. */
  readonly opensPlayground: boolean;
}
