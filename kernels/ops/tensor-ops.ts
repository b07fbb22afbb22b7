/** The ops on tensors as such: shapes, indices, arithmetic, reductions, creation, linear algebra. */
import { binaryOps } from './binary';
import { catOps } from './cat';
import { complexOps } from './complex';
import { countingOps } from './counting';
import { creationOps } from './creation';
import { cumulativeOps } from './cumulative';
import { einsumOps } from './einsum';
import { expandOps } from './expand';
import { factorisationOps } from './factorisation';
import { fftOps } from './fft';
import { flipOps } from './flip';
import { gatherOps } from './gather';
import { identityOps } from './identity';
import { inPlace } from './in-place';
import { indexWriteOps } from './index-write';
import { itemOps } from './item';
import { linalgOps } from './linalg';
import { maskOps } from './mask';
import { matmulOps } from './matmul';
import { meshgridOps } from './meshgrid';
import type { Op } from './op';
import { permuteOps } from './permute';
import { rankedOps } from './ranked';
import { reductionOps } from './reduction';
import { signalWindowOps } from './signal-window';
import { sliceOps } from './slice';
import { sliceScatterOps } from './slice-scatter';
import { specialOps } from './special';
import { splitOps } from './split';
import { squeezeOps } from './squeeze';
import { statisticsOps } from './statistics';
import { stftOps } from './stft';
import { stridedOps } from './strided';
import { tensorProductOps } from './tensor-product';
import { ternaryOps } from './ternary';
import { unaryOps } from './unary';
import { viewOps } from './view';

/** Those that PyTorch has no form in place of, or one that refuses almost every input. */
const onlyNew: ReadonlySet<string> = new Set([
  'isnan', 'isinf', 'isfinite', 'isreal', 'isneginf', 'isposinf', 'isclose', 'signbit', 'positive', 'angle', 'rsub',
  'maximum', 'minimum', 'fmax', 'fmin', 'logaddexp', 'logaddexp2', 'float_power', 'ldexp', 'polygamma',
]);

export const tensorOps: readonly Op[] = [
  ...binaryOps,
  ...catOps,
  ...complexOps,
  ...countingOps,
  ...creationOps,
  ...cumulativeOps,
  ...einsumOps,
  ...expandOps,
  ...fftOps,
  ...flipOps,
  ...gatherOps,
  ...identityOps,
  ...itemOps,
  ...linalgOps,
  ...maskOps,
  ...matmulOps,
  ...meshgridOps,
  ...permuteOps,
  ...rankedOps,
  ...reductionOps,
  ...signalWindowOps,
  ...sliceOps,
  ...sliceScatterOps,
  ...splitOps,
  ...squeezeOps,
  ...stftOps,
  ...tensorProductOps,
  ...ternaryOps,
  ...unaryOps,
  ...factorisationOps,
  ...indexWriteOps,
  ...specialOps,
  ...statisticsOps,
  ...stridedOps,
  ...viewOps,
  ...[...unaryOps, ...binaryOps, ...ternaryOps].filter(({ name }) => !onlyNew.has(name)).map(inPlace),
];
