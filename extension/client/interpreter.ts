/** The Python interpreter that a person has chosen in the Python extension, where that is installed. */
import * as vscode from 'vscode';
import { State } from 'vscode-languageclient';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { interpreterNotification } from '../protocol/request';
import type { InterpreterParams } from '../protocol/request';

/** What is used of the Python extension's API. https://github.com/microsoft/vscode-python/blob/main/src/client/api/types.ts */
interface PythonApi {
  readonly environments: {
    readonly getActiveEnvironmentPath: (resource?: vscode.Uri) => { readonly path: string };
    readonly resolveEnvironment: (path: { readonly path: string }) => Promise<ResolvedEnvironment | undefined>;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

interface ResolvedEnvironment {
  readonly executable: { readonly sysPrefix?: string };
  readonly environment?: { readonly name?: string };
  readonly version?: { readonly major?: number; readonly minor?: number };
}

const pythonExtension = 'ms-python.python';

function isApi(value: unknown): value is PythonApi {
  return typeof value === 'object' && value !== null && 'environments' in value && typeof value.environments === 'object' && value.environments !== null && 'getActiveEnvironmentPath' in value.environments;
}

function nameOf({ environment, version }: ResolvedEnvironment): string | null {
  const python = version?.major === undefined || version.minor === undefined ? null : `Python ${String(version.major)}.${String(version.minor)}`;
  const name = environment?.name ?? null;
  return name !== null && python !== null ? `${name} (${python})` : (name ?? python);
}

/** Tells the server of the chosen interpreter, now and whenever another one is chosen. */
export async function followInterpreter(context: vscode.ExtensionContext, client: BaseLanguageClient): Promise<void> {
  const extension = vscode.extensions.getExtension<unknown>(pythonExtension);
  if (extension === undefined) return;
  // Where it does not start, it has told of that itself; folders such as .venv are found without it.
  const api = await Promise.resolve(extension.activate()).catch(() => null);
  if (!isApi(api)) return;
  const { environments } = api;
  const tell = async (): Promise<void> => {
    const active = environments.getActiveEnvironmentPath(vscode.workspace.workspaceFolders?.[0]?.uri);
    const resolved = await environments.resolveEnvironment(active);
    const params: InterpreterParams = { interpreter: { path: resolved?.executable.sysPrefix ?? active.path, name: resolved === undefined ? null : nameOf(resolved) } };
    await client.sendNotification(interpreterNotification, params);
  };
  const tellSafely = (): void => {
    tell().catch((error: unknown) => {
      client.warn(vscode.l10n.t('The interpreter of the Python extension could not be asked for: {0}', String(error)), undefined, false);
    });
  };
  context.subscriptions.push(
    environments.onDidChangeActiveEnvironmentPath(tellSafely),
    // A server that was started again knows nothing.
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) tellSafely();
    }),
  );
  tellSafely();
}
