/** The language server as a browser worker: files are asked of the client. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import type { InitializationOptions } from '../protocol/request';
import { loadParser } from '../syntax/parser';
import { serve } from './connection';
import { remoteDisk } from './remote-disk';

// The types of the page and of a worker exclude each other; in a worker `self` posts to whoever made it.
const scope = self as unknown as Worker;

serve(createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope)), {
  parser: ({ initializationOptions }) => {
    const { runtime, grammar } = initializationOptions as InitializationOptions;
    if (runtime === undefined || grammar === undefined) throw new Error('the client has handed over no parser');
    return loadParser({ runtime, grammar });
  },
  disk: remoteDisk,
});
