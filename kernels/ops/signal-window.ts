/**
 * Windows of M numbers that fall off to their ends: torch.signal.windows.
 * https://pytorch.org/docs/stable/signal.html
 */
import { lessOrEqual } from '../dims/dim';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { dtype as dtypeParameter, ignored, int } from './parameter';
import { dimText } from './shape-text';
import { tensorType } from './tensor-type';

/** `named` is the function that its refusals name. */
function signalWindow(name: string, formula: string, named = name): Op {
  return defineOp({
    name: `signal_windows_${name}`,
    schema: { M: int(), sym: ignored(), dtype: dtypeParameter() },
    infer({ M, dtype }, check) {
      check.must(lessOrEqual(0, M), () => new Refusal('shape/arguments', `${named} requires non-negative window length, got M=${dimText(M)}`, 'ValueError'));
      check.must(dtype === null || dtype === 'none' || dtype === 'float32' || dtype === 'float64', () => new Refusal('shape/arguments', `${named} expects float32 or float64 dtypes, got: torch.${String(dtype)}`, 'ValueError'));
      return tensorType([M], dtype === 'none' ? 'float32' : dtype);
    },
    explain: () => [formula],
  });
}

export const signalWindowOps: readonly Op[] = [
  signalWindow('bartlett', 'yₙ = 1 − |2n/(M − 1) − 1|'),
  signalWindow('blackman', 'yₙ = 0.42 − 0.5 cos(2πn/(M − 1)) + 0.08 cos(4πn/(M − 1))'),
  signalWindow('cosine', 'yₙ = sin(π(n + 0.5)/M)'),
  signalWindow('exponential', 'yₙ = exp(−|n − center|/tau)'),
  signalWindow('gaussian', 'yₙ = exp(−((n − (M − 1)/2)/std)²/2)'),
  signalWindow('general_cosine', 'yₙ = Σ (−1)ⁱ aᵢ cos(2πin/(M − 1))'),
  signalWindow('general_hamming', 'yₙ = α − (1 − α) cos(2πn/(M − 1))', 'general_cosine'),
  signalWindow('hamming', 'yₙ = 0.54 − 0.46 cos(2πn/(M − 1))', 'general_cosine'),
  signalWindow('hann', 'yₙ = 0.5 − 0.5 cos(2πn/(M − 1))', 'general_cosine'),
  signalWindow('kaiser', 'yₙ = I₀(β √(1 − (2n/(M − 1) − 1)²))/I₀(β)'),
  signalWindow('nuttall', 'yₙ = 0.36 − 0.49 cos(2πn/(M − 1)) + 0.14 cos(4πn/(M − 1)) − 0.01 cos(6πn/(M − 1))', 'general_cosine'),
];
