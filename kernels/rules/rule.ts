/** What a rule is: what is told of it, and how it judges. */
import type { GraphLayer, LayerGraph } from '../graph/layer-graph';
import type { Datum } from '../ops/op';

export type Severity = 'error' | 'warning' | 'hint';

/** A safe fix changes no result of the program; an unsafe one may, and is applied one by one. */
export type Safety = 'safe' | 'unsafe';

/** What is told of a rule: its page, the table in the README, the settings and the help are made of it. */
export interface RuleMetadata {
  /** `family/slug`; the file is named after the slug. */
  readonly id: string;
  /** What PyTorch raises is an error; what runs and is wrong beyond dispute a warning; what people dispute a hint. */
  readonly severity: Severity;
  /** One sentence without its full stop: when it fires. */
  readonly summary: string;
  readonly why: string;
  /** Of the examples; Python where nothing is said. */
  readonly language?: 'typescript';
  /** A program that fires this rule and no other. */
  readonly wrong: string;
  /** The same without the mistake: nothing fires. */
  readonly right: string;
  readonly fix: null | { readonly safety: Safety; readonly text: string };
  readonly whenNot: string;
  readonly sources: readonly string[];
}

/** A place of the program: where a layer is constructed, or where something happens. */
export type Place = GraphLayer | { readonly site: unknown };

/** A change of one call of the program. */
export type Change =
  /** Sets an argument of a layer's constructor or of a function call; with `replaces`, only where the number written is that. */
  | { readonly kind: 'argument'; readonly at: Place; readonly parameter: string; readonly value: string; readonly replaces?: number }
  /** Constructs another class of the same module: BatchNorm2d for BatchNorm1d. */
  | { readonly kind: 'class'; readonly layer: GraphLayer; readonly type: string }
  /** Constructs something else instead, of the same module. */
  | { readonly kind: 'constructor'; readonly layer: GraphLayer; readonly text: string }
  /** Calls a method on what is given to the call: `x` becomes `x.flatten(1)`. */
  | { readonly kind: 'input'; readonly at: { readonly site: unknown }; readonly method: string };

export interface Repair {
  readonly title: string;
  readonly safety: Safety;
  readonly change: Change;
}

/** Something that a rule has to say of a program. */
export interface Finding {
  readonly at: Place;
  /** What is wrong, why, and what to do. */
  readonly message: string;
  readonly related: readonly { readonly at: Place; readonly message: string }[];
  readonly repairs: readonly Repair[];
}

/** A call that PyTorch would refuse. */
export interface RefusedCall {
  /** The op, or the class of the layer that refused by itself. */
  readonly op: string;
  readonly args: Readonly<Record<string, Datum>>;
  /** PyTorch's words. */
  readonly text: string;
  /** The layer whose forward or constructor made the call. */
  readonly layer: GraphLayer | null;
  /** The innermost call in the program's own code. */
  readonly site: unknown;
}

/** What to change: one sentence, and the edits where they are certain. */
export interface Advice {
  readonly text: string;
  readonly repairs: readonly Repair[];
}

/** A rule judges the layer graph, or says what to do where an op refuses. */
export interface Rule extends RuleMetadata {
  /** Of the layers that one line constructs and that ran, all must be found, or none is spoken of. */
  readonly unanimous?: true;
  readonly judge?: (graph: LayerGraph) => readonly Finding[];
  readonly advise?: (refused: RefusedCall) => Advice | null;
}
