/** What the page asks of its worker, and what it gets: plain data that can be posted. */
import type { SceneDatum } from '../../extension/protocol/scene';

/** A tensor that an op takes. */
export interface Operand {
  /** The op's parameter. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int64';
}

/** An op with its arguments; sizes are settled. */
export interface Layer {
  readonly op: string;
  /** A layer of TensorFlow.js, whose maps hold their channels along the last axis; PyTorch's along the axis after the batch. */
  readonly channelsLast: boolean;
  /** Everything but tensors, by the op's own parameter. */
  readonly args: Readonly<Record<string, SceneDatum>>;
  /** In the order of the op's parameters; several of one name are a list. */
  readonly operands: readonly Operand[];
}

/** A control of a form. `type` says what may be entered: `int`, `int or 2 ints`, `bool`. */
export interface Field {
  readonly name: string;
  /** What the layer's framework calls it. */
  readonly label: string;
  readonly type: string;
  readonly value: SceneDatum;
  /** The value as its language writes it. */
  readonly text: string;
  /** Null where the argument is required. */
  readonly default: SceneDatum | null;
  /** Words that are to be chosen from; null where anything may be entered. */
  readonly choices: readonly string[] | null;
}

/** What is known of a layer without running it. */
export interface Description {
  readonly fields: readonly Field[];
  /** The layer with every argument written as the op reads it. */
  readonly layer: Layer;
  /** Null where the op refuses. */
  readonly outputs: readonly (readonly number[])[] | null;
  /** The op's own words. */
  readonly refusal: string | null;
  readonly steps: readonly string[];
  readonly macs: number;
  readonly parameters: number;
}

/** How the numbers of an input are made. */
export interface Sample {
  readonly kind: SampleKind;
  readonly seed: number;
  /** Of an image, a .npy file or pasted numbers. */
  readonly given: Given | null;
}

export interface Given {
  readonly shape: readonly number[];
  readonly values: Float32Array;
  readonly name: string;
  readonly channelsLast: boolean;
}

export const sampleKinds = ['normal', 'uniform', 'ramp', 'checkerboard', 'impulse', 'constant', 'outlier', 'digits', 'shapes'] as const;
export type SampleKind = (typeof sampleKinds)[number] | 'given';

/** The gradient that comes from above. */
export type Upstream = { readonly kind: 'ones' } | { readonly kind: 'random' } | { readonly kind: 'cell'; readonly index: number };

/** One plane of a tensor: its last two axes. */
export interface Plane {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

export interface Numbers {
  readonly shape: readonly number[];
  readonly statistics: { readonly mean: number; readonly deviation: number; readonly least: number; readonly greatest: number; readonly zeros: number; readonly nonFinite: number };
  /** The plane that was asked for. */
  readonly plane: Plane;
  /** Planes beside it, made smaller. */
  readonly others: readonly Plane[];
}

export interface RunTask {
  readonly kind: 'run';
  readonly layer: Layer;
  readonly sample: Sample;
  /** Null: forward alone. */
  readonly upstream: Upstream | null;
  /** Which plane is shown: its number among all of the input's. */
  readonly plane: number;
  /** How many planes beside it. */
  readonly others: number;
}

export interface RunResult {
  readonly description: Description;
  /** Null where the op refuses, or has no kernel: then `refusal` says so. */
  readonly run: null | {
    readonly input: Numbers;
    readonly output: Numbers;
    /** Places of the maxima, flat in their plane. */
    readonly indices: Plane | null;
    readonly upstream: Numbers | null;
    readonly gradient: Numbers | null;
    /** Of the learned numbers. */
    readonly learned: readonly { readonly name: string; readonly numbers: Numbers }[];
    readonly forwardTime: number;
    readonly backwardTime: number;
  };
  readonly refusal: string | null;
}

/** Other layers on the same sample, forward alone. */
export interface CompareTask {
  readonly kind: 'compare';
  readonly layers: readonly Layer[];
  readonly sample: Sample;
  readonly plane: number;
}

export interface CompareResult {
  readonly outcomes: readonly { readonly refusal: string | null; readonly shape: readonly number[]; readonly plane: Plane | null; readonly parameters: number; readonly time: number }[];
}

/** The whole of the input or output of the last run. */
export interface WholeTask {
  readonly kind: 'whole';
  readonly what: 'input' | 'output' | 'gradient';
}

export interface WholeResult {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** One way to normalise the same tensor. */
export interface NormTask {
  readonly kind: 'norm';
  readonly shape: readonly number[];
  readonly sample: Sample;
  readonly groups: number;
  readonly eps: number;
  /** Scale and shift of every channel. */
  readonly gamma: number;
  readonly beta: number;
}

export interface NormResult {
  readonly input: Float32Array;
  readonly norms: readonly {
    readonly op: NormOp;
    readonly refusal: string | null;
    /** Which elements share statistics: the number of its group for each element. */
    readonly members: Int32Array;
    readonly means: Float32Array;
    readonly variances: Float32Array;
    readonly output: Float32Array;
    /** From a random upstream gradient. */
    readonly gradients: { readonly input: Float32Array; readonly weight: Float32Array | null; readonly bias: Float32Array | null } | null;
  }[];
}

export const normOps = ['batch_norm', 'layer_norm', 'instance_norm', 'group_norm', 'rms_norm'] as const;
export type NormOp = (typeof normOps)[number];

/** Batches one after the other through batch norm. */
export interface RunningTask {
  readonly kind: 'running';
  readonly channels: number;
  readonly batch: number;
  readonly spatial: number;
  readonly steps: number;
  /** PyTorch's: the weight of the new batch. Null: the average of all so far. */
  readonly momentum: number | null;
  readonly eps: number;
  /** Of the batches' numbers. */
  readonly mean: number;
  readonly deviation: number;
  readonly seed: number;
}

export interface RunningResult {
  readonly refusal: string | null;
  /** After each step, of the first channel; the step 0 is the start. */
  readonly steps: readonly {
    readonly batchMean: number;
    readonly biased: number;
    readonly unbiased: number;
    readonly runningMean: number;
    readonly runningVariance: number;
    /** As Keras keeps it: of the biased variances. */
    readonly runningBiased: number;
    /** Mean and deviation of what this batch becomes: by its own statistics, and by the running ones. */
    readonly train: readonly [number, number];
    readonly eval: readonly [number, number];
  }[];
  /** How far the outputs of train mode lie apart over many batches of a size, for one and the same sample. */
  readonly spread: readonly { readonly batch: number; readonly deviation: number; readonly refusal: string | null }[];
}

/** An output of an item of a chain. */
export interface Source {
  readonly item: number;
  readonly output: number;
}

/** A layer of a chain. */
export interface ChainItem {
  readonly name: string;
  /** Class of the layer, or null for a function. */
  readonly type: string | null;
  readonly layer: Layer;
  /** Of each operand, what makes it; null: an input or something learned. */
  readonly from: readonly (Source | null)[];
  readonly training: boolean;
}

export interface ChainTask {
  readonly kind: 'chain';
  readonly items: readonly ChainItem[];
  readonly sample: Sample;
  /** Whether the numbers are wanted, or the shapes alone. */
  readonly runs: boolean;
}

export interface ChainStep {
  readonly refusal: string | null;
  /** Of its first output; after a refusal what it would be, where that is plain. */
  readonly output: readonly number[] | null;
  readonly parameters: number;
  readonly macs: number;
  readonly fields: readonly Field[];
  readonly layer: Layer;
  readonly time: number | null;
  readonly statistics: Numbers['statistics'] | null;
}

export interface Judgement {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'hint';
  readonly message: string;
  /** The item that it is about. */
  readonly item: number;
}

export interface ChainResult {
  readonly steps: readonly ChainStep[];
  readonly judgements: readonly Judgement[];
  /** Whether it ran to its end. */
  readonly isWhole: boolean;
}

/** What is measured to prove a finding. */
export interface ProofTask {
  readonly kind: 'proof';
  readonly proof: Proof;
  readonly shape: readonly number[];
  readonly seed: number;
}

export const proofs = ['bias-before-norm', 'dropout-before-norm', 'layer-norm-axis', 'flatten-against-pool'] as const;
export type Proof = (typeof proofs)[number];

export interface ProofResult {
  readonly rows: readonly { readonly what: string; readonly left: string; readonly right: string }[];
  readonly columns: readonly [string, string];
  readonly conclusion: string;
}

export type Task = RunTask | CompareTask | WholeTask | NormTask | RunningTask | ChainTask | ProofTask;

export interface Results {
  readonly run: RunResult;
  readonly compare: CompareResult;
  readonly whole: WholeResult | null;
  readonly norm: NormResult;
  readonly running: RunningResult;
  readonly chain: ChainResult;
  readonly proof: ProofResult;
}

/** To the worker: first the kernels, then tasks. */
export type ToWorker = { readonly kernels: ArrayBuffer } | { readonly id: number; readonly task: Task } | { readonly cancel: number };

/** From the worker. */
export type FromWorker =
  | { readonly id: number; readonly result: Results[keyof Results] }
  | { readonly id: number; readonly progress: number }
  | { readonly id: number; readonly failed: string };
