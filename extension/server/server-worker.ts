/** The language server as a browser worker: files are asked of the client. */
import * as l10n from '@vscode/l10n';
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { readGrammarRequest } from '../protocol/request';
import type { InitializationOptions, ReadGrammarParams, ReadGrammarResult } from '../protocol/request';
import { loadParser } from '../syntax/parser';
import type { SourceLanguage } from '../syntax/source-language';
import { serve } from './connection';
import { remoteDisk } from './remote-disk';

// The types of the page and of a worker exclude each other; in a worker `self` posts to whoever made it.
const scope = self as unknown as Worker;

const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));

/** Grammars are asked of the client when a file of their language is met. */
const grammar = (name: SourceLanguage) => async (): Promise<Uint8Array> => {
  const asked: ReadGrammarParams = { language: name };
  const { bytes } = await connection.sendRequest<ReadGrammarResult>(readGrammarRequest, asked);
  return bytes;
};

serve(connection, {
  parser: ({ initializationOptions }) => {
    const { runtime } = initializationOptions as InitializationOptions;
    if (runtime === undefined) throw new Error(l10n.t('A file is missing from the extension; install it again.'));
    return loadParser({ runtime, grammars: { python: grammar('python'), typescript: grammar('typescript'), tsx: grammar('tsx') } }, []);
  },
  disk: remoteDisk,
});
