/** Lines over steps, told apart by dashes as well as by colour. */
import { numberText } from '../text';

export interface Line {
  readonly name: string;
  readonly values: readonly number[];
}

interface LineChartProps {
  readonly name: string;
  readonly lines: readonly Line[];
  /** A level that the lines should come to. */
  readonly level?: { readonly name: string; readonly value: number };
}

const [width, height] = [320, 120];

export function LineChart({ name, lines, level }: LineChartProps) {
  const all = [...lines.flatMap(({ values }) => values), ...(level === undefined ? [] : [level.value])].filter(Number.isFinite);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const count = Math.max(2, ...lines.map(({ values }) => values.length));
  const y = (value: number): number => height - 4 - ((value - low) / Math.max(high - low, 1e-12)) * (height - 8);
  const path = (values: readonly number[]): string => values
    .flatMap((value, index) => (Number.isFinite(value) ? [`${String((index / (count - 1)) * width)},${String(y(value))}`] : []))
    .join(' ');
  const summary = lines.map((line) => `${line.name} ${numberText(line.values.at(-1) ?? NaN)}`).join(', ');
  return (
    <figure class="chart">
      <figcaption>{name} <span class="quiet">{all.length === 0 ? '' : `${numberText(low, 3)} to ${numberText(high, 3)}`}</span></figcaption>
      <svg viewBox={`0 0 ${String(width)} ${String(height)}`} role="img" aria-label={`${name}. ${summary}`}>
        {level !== undefined && <line class="level" x1={0} x2={width} y1={y(level.value)} y2={y(level.value)} />}
        {lines.map((line, index) => <polyline key={line.name} class={`line line-${String(index)}`} points={path(line.values)} />)}
      </svg>
      <ul class="legend">
        {lines.map((line, index) => <li key={line.name}><svg viewBox="0 0 24 6" aria-hidden="true"><line class={`line line-${String(index)}`} x1={0} x2={24} y1={3} y2={3} /></svg>{`${line.name}: ${numberText(line.values.at(-1) ?? NaN)}`}</li>)}
        {level !== undefined && <li><svg viewBox="0 0 24 6" aria-hidden="true"><line class="level" x1={0} x2={24} y1={3} y2={3} /></svg>{`${level.name}: ${numberText(level.value)}`}</li>}
      </ul>
    </figure>
  );
}
