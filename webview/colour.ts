/** Colours of numbers, told apart by those who see colours differently: one hue brightening, or two hues around 0. */

/** From low to high, even in lightness: dark blue over green to yellow. */
const sequential = ['#00204d', '#31446b', '#666870', '#958f78', '#cbba69', '#ffea46'].map(channelsOf);
/** Below 0 blue, above 0 orange. */
const diverging = ['#2166ac', '#67a9cf', '#d1e5f0', '#f7f7f7', '#fddbc7', '#ef8a62', '#b2441a'].map(channelsOf);

export type Rgb = readonly [red: number, green: number, blue: number];

const nonNumber: Rgb = [255, 0, 200];

function channelsOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** The range that colours stand for. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly isDiverging: boolean;
}

/** The scale for numbers: around 0 where there are both signs. */
export function scaleOf(values: ArrayLike<number>): Scale {
  let [low, high] = [Infinity, -Infinity];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? NaN;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return { low: 0, high: 1, isDiverging: false };
  if (low < 0 && high > 0) {
    const most = Math.max(-low, high);
    return { low: -most, high: most, isDiverging: true };
  }
  return { low, high, isDiverging: false };
}

/** The colour of a number; NaN and infinities stand out. */
export function colourOf(value: number, { low, high, isDiverging }: Scale): Rgb {
  if (!Number.isFinite(value)) return nonNumber;
  const stops = isDiverging ? diverging : sequential;
  const at = high > low ? ((value - low) / (high - low)) * (stops.length - 1) : (stops.length - 1) / 2;
  const index = Math.max(0, Math.min(stops.length - 2, Math.floor(at)));
  const [from, to] = [stops[index], stops[index + 1]];
  if (from === undefined || to === undefined) return nonNumber;
  const share = Math.max(0, Math.min(1, at - index));
  const mix = (channel: 0 | 1 | 2): number => Math.round(from[channel] + (to[channel] - from[channel]) * share);
  return [mix(0), mix(1), mix(2)];
}

/** Steps of a palette: finer than the eye. */
const shades = 1024;

function paletteOf(isDiverging: boolean): Uint32Array {
  const bytes = new Uint8ClampedArray(shades * 4);
  for (let index = 0; index < shades; index += 1) bytes.set([...colourOf(index, { low: 0, high: shades - 1, isDiverging }), 255], index * 4);
  return new Uint32Array(bytes.buffer);
}

const palettes = { sequential: paletteOf(false), diverging: paletteOf(true), nonNumber: new Uint32Array(new Uint8ClampedArray([...nonNumber, 255]).buffer)[0] ?? 0 };

/** Writes the colours of many numbers as pixels. */
export function fillPixels(to: Uint8ClampedArray, values: Float32Array, { low, high, isDiverging }: Scale): void {
  const pixels = new Uint32Array(to.buffer);
  const palette = isDiverging ? palettes.diverging : palettes.sequential;
  const factor = high > low ? (shades - 1) / (high - low) : 0;
  const offset = high > low ? 0.5 : shades / 2;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? NaN;
    pixels[index] = Number.isFinite(value) ? (palette[Math.max(0, Math.min(shades - 1, Math.floor((value - low) * factor + offset)))] ?? 0) : palettes.nonNumber;
  }
}

/** Black or white, whichever is read better on a colour. */
export function inkOn([red, green, blue]: Rgb): string {
  return red * 0.299 + green * 0.587 + blue * 0.114 > 140 ? '#000' : '#fff';
}
