/** A tensor N x C x H x W as cells: a row of maps for each sample. Cells of the group that is pointed at are filled. */
import type { NormResult } from '../engine/task';
import { notice } from '../store';

interface NormBlockProps {
  readonly name: string;
  readonly shape: readonly number[];
  readonly members: NormResult['norms'][number]['members'];
  /** The group that lights up. */
  readonly hovered: number | null;
  /** An element is pointed at. */
  readonly onHover: (element: number | null) => void;
}

const gap = 0.6;

export function NormBlock({ name, shape, members, hovered, onHover }: NormBlockProps) {
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const plane = height * width;
  const [total, down] = [channels * (width + gap) - gap, batch * (height + gap) - gap];
  const lit = hovered ?? 0;
  const pointed = hovered === null ? 0 : members.indexOf(hovered);
  const move = (by: number): void => {
    const next = Math.max(0, Math.min(members.length - 1, pointed + by));
    onHover(next);
    notice.value = `${name}: sample ${String(Math.floor(next / (plane * channels)))}, channel ${String(Math.floor(next / plane) % channels)} is in group ${String(members[next] ?? 0)} of ${String(1 + members.reduce((a, b) => Math.max(a, b), 0))}`;
  };
  const onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowRight: plane, ArrowLeft: -plane, ArrowDown: plane * channels, ArrowUp: -plane * channels };
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(by);
  };
  return (
    <svg
      class="norm-block" viewBox={`-0.1 -0.1 ${String(total + 0.2)} ${String(down + 0.2)}`} role="application" aria-roledescription="tensor" tabIndex={0}
      aria-label={`${name} of ${String(batch)} samples and ${String(channels)} channels. Arrow keys move between maps.`}
      onKeyDown={onKey} onPointerLeave={() => { onHover(null); }}
      onPointerMove={(event) => {
        const element = event.target instanceof SVGRectElement ? Number(event.target.dataset['element']) : NaN;
        if (Number.isInteger(element)) onHover(element);
      }}
    >
      {Array.from(members, (member, element) => {
        const [sample, channel] = [Math.floor(element / (plane * channels)), Math.floor(element / plane) % channels];
        const at = element % plane;
        return (
          <rect
            key={element} data-element={element} class={member === lit ? 'lit' : 'unlit'} width={1} height={1}
            x={channel * (width + gap) + (at % width)} y={sample * (height + gap) + Math.floor(at / width)}
          />
        );
      })}
    </svg>
  );
}
