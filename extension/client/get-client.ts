import type { BaseLanguageClient } from 'vscode-languageclient';

/** Gives the client; its server is started when it is first asked for. */
export type GetClient = () => Promise<BaseLanguageClient>;
