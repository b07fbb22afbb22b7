/** What torchvision has in compiled form: `torch.ops.torchvision`. The rest of it is Python, and read as any other program. */
import { ops } from '../../../kernels/ops/all';
import type { NativeFunction } from '../../interpreter/value';
import { bindOp } from '../torch/binding';

/** The ops that are functions of torchvision alone. */
export const visionOps: readonly string[] = ['nms', 'roi_align', 'roi_pool', 'ps_roi_align', 'ps_roi_pool', 'deform_conv2d'];

/** The functions of `torch.ops.torchvision`. */
export const visionNatives: ReadonlyMap<string, NativeFunction> = new Map(
  visionOps.flatMap((name): [string, NativeFunction][] => {
    const op = ops.get(name);
    return op === undefined ? [] : [[name, bindOp(op)]];
  }),
);
