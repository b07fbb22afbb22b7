/** How numbers are spread: bars over equal ranges. */
import { numberText } from '../text';

const bins = 32;

export function Histogram({ name, values }: { readonly name: string; readonly values: Float32Array }) {
  const finite = values.filter(Number.isFinite);
  const [low, high] = [finite.reduce((a, b) => Math.min(a, b), Infinity), finite.reduce((a, b) => Math.max(a, b), -Infinity)];
  const width = (high - low) / bins;
  const counts = new Float64Array(bins);
  for (const value of finite) {
    const bin = width > 0 ? Math.min(bins - 1, Math.floor((value - low) / width)) : Math.floor(bins / 2);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const deviation = Math.sqrt(finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / finite.length);
  const facts = finite.length === 0 ? 'no finite numbers' : `mean ${numberText(mean)}, deviation ${numberText(deviation)}, ${numberText(low, 3)} to ${numberText(high, 3)}`;
  return (
    <figure class="histogram">
      <figcaption>{name} <span class="quiet">{facts}</span></figcaption>
      <svg viewBox={`0 0 ${String(bins)} 12`} preserveAspectRatio="none" role="img" aria-label={`Histogram of ${name}: ${facts}`}>
        {Array.from(counts, (count, bin) => <rect key={bin} class="bar-fill" x={bin + 0.05} width={0.9} y={12 - (12 * count) / most} height={(12 * count) / most} />)}
      </svg>
    </figure>
  );
}
