/** What the lenses above a model ask: which shapes it takes, pins of them, and its summary. */
import type { Position, TextRange } from './report';

/** Pins an input's shape, or shows where it comes from: arguments are a document's URI and the position of the model's name. */
export const inputShapeCommand = 'shapeInspector.inputShape';

/** Shows a model as a table: the same arguments. */
export const summaryCommand = 'shapeInspector.showSummary';

export interface ModelParams {
  readonly uri: string;
  readonly position: Position;
}

/** Client asks the server about the model whose name stands at a position, or that the position is in. */
export const modelRequest = 'shapeInspector/model';

export interface ModelDescription {
  readonly name: string;
  /** Where its name stands: what further requests name it by. */
  readonly position: Position;
  /** What its pins are called in the settings: `Net.forward`. */
  readonly pinnedFunction: string | null;
  readonly inputs: readonly { readonly parameter: string; readonly shape: string | null }[];
  /** The call that gives it its inputs; null where nothing calls it: then they can be pinned. */
  readonly call: { readonly uri: string; readonly range: TextRange } | null;
}

export type ModelResult = ModelDescription | null;

/** Client asks for the edits that pin an input of a model. */
export const pinRequest = 'shapeInspector/pin';

export interface PinParams extends ModelParams {
  readonly parameter: string;
  /** As a person has typed it; empty takes the pin back. */
  readonly shape: string;
}

/** The shape as it is pinned, with the edits that write it as a comment; or why it is no shape. */
export type PinResult =
  | { readonly shape: string | null; readonly edits: readonly { readonly uri: string; readonly range: TextRange; readonly text: string }[] }
  | { readonly refused: string };

/** Client asks for the table of a model; null where none is. */
export const summaryRequest = 'shapeInspector/summary';

export type SummaryResult = { readonly name: string; readonly text: string } | null;
