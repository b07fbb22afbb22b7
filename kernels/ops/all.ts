/** Every op there is. */
import { neuralOps } from './neural-ops';
import type { Op } from './op';
import { registryOf } from './registry';
import { tensorOps } from './tensor-ops';

export const ops: ReadonlyMap<string, Op> = registryOf([neuralOps, tensorOps]);
