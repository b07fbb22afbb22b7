/**
 * The short-time Fourier transform: one spectrum for each window that slides over a signal.
 *
 * [*, length] gives [*, n_fft/2 + 1, 1 + (length − n_fft)/hop_length]; centred, the signal is padded by n_fft/2 at both ends.
 * https://pytorch.org/docs/stable/generated/torch.stft.html
 */
import { add, floorDiv, mul, sub } from '../dims/dim';
import type { Dim } from '../dims/dim';
import { Refusal, defineOp } from './op';
import type { Op } from './op';
import { bool, ignored, int, optionalInt, optionalTensor, tensor, text } from './parameter';
import { complexType, kindOf, realType } from './promote';
import { dimText } from './shape-text';
import { tensorType, unknownTensor } from './tensor-type';

const stft = defineOp({
  name: 'stft',
  schema: {
    input: tensor(),
    n_fft: int(),
    hop_length: optionalInt(),
    win_length: optionalInt(),
    window: optionalTensor(),
    center: bool(true),
    pad_mode: text('reflect'),
    normalized: ignored(),
    onesided: bool(true),
    return_complex: bool(true),
  },
  infer({ input, n_fft: size, hop_length: given, center, onesided, return_complex: isComplex }, check) {
    const { shape, dtype } = input;
    const complex = complexType(dtype);
    const output = isComplex === undefined ? null : isComplex ? complex : realType(complex);
    if (shape === null) return unknownTensor(output);
    check.must(shape.length === 1 || shape.length === 2, () => new Refusal('shape/rank', `Expected a 1D or 2D tensor, but got ${String(shape.length)}D`));
    const hop = given === undefined ? null : given === 'none' ? floorDiv(size, 4) : given;
    const padding = center === undefined ? null : center ? mul(2, floorDiv(size, 2)) : 0;
    const frames = add(floorDiv(sub(add(shape.at(-1) ?? null, padding), size), hop), 1);
    const isHalf = dtype !== null && kindOf(dtype) === 3 ? false : onesided;
    const bins: Dim = isHalf === undefined ? null : isHalf ? add(floorDiv(size, 2), 1) : size;
    if (isComplex === undefined) return unknownTensor(null);
    return tensorType([...shape.slice(0, -1), bins, frames, ...(isComplex ? [] : [2])], output);
  },
  explain: ({ n_fft: size }, output) => [`n_fft = ${dimText(size)}: ${dimText(output.shape?.at(-2) ?? null)} bins, ${dimText(output.shape?.at(-1) ?? null)} frames`],
});

/** The signal of a spectrogram: as long as asked, or as long as its frames reach. */
const istft = defineOp({
  name: 'istft',
  schema: {
    input: tensor(),
    n_fft: int(),
    hop_length: optionalInt(),
    win_length: optionalInt(),
    window: optionalTensor(),
    center: bool(true),
    normalized: ignored(),
    onesided: ignored(),
    length: optionalInt(),
    return_complex: bool(false),
  },
  infer({ input, n_fft: size, hop_length: given, center, length, return_complex: isComplex }) {
    const { shape, dtype } = input;
    const output = isComplex === undefined ? null : isComplex ? dtype : realType(dtype);
    if (shape === null || length === undefined || center === undefined) return unknownTensor(output);
    const hop = given === undefined ? null : given === 'none' ? floorDiv(size, 4) : given;
    const reach = add(size, mul(hop, sub(shape.at(-1) ?? null, 1)));
    return tensorType([...shape.slice(0, -2), length !== 'none' ? length : center ? sub(reach, mul(2, floorDiv(size, 2))) : reach], output);
  },
  explain: (_, output) => [`${dimText(output.shape?.at(-1) ?? null)} samples`],
});

export const stftOps: readonly Op[] = [stft, istft];
