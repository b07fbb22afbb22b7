/** A plane of numbers as colours, with the numbers in it where they fit. Cells are pointed at, or walked to by arrow keys. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { Plane } from '../engine/task';
import { colourOf, fillPixels, inkOn, scaleOf } from '../colour';
import type { Scale } from '../colour';
import { notice } from '../store';
import { numberText } from '../text';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Cells of a plane that are marked, the padding included. */
export interface Mark {
  readonly cells: readonly Cell[];
  /** `read` by the window, `chosen` itself, or `never` read by any. */
  readonly kind: 'read' | 'chosen' | 'never';
}

interface HeatMapProps {
  readonly name: string;
  readonly plane: Plane;
  readonly scale?: Scale;
  readonly margins?: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
  readonly marks?: readonly Mark[];
  readonly cursor?: Cell | null;
  /** A cell is pointed at or walked to; null when the pointer leaves. */
  readonly onCell?: (cell: Cell | null) => void;
  readonly onChoose?: (cell: Cell) => void;
}

const noMargins = { top: 0, bottom: 0, left: 0, right: 0 };
const widest = 300;
const largestCell = 46;
/** From this size of a cell on its number is legible. */
const legible = 30;
const zooms = [1, 2, 4, 8];

/** The canvas in pixels of the page, and where the plane begins in it. */
interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function paint(canvas: HTMLCanvasElement, { rows, columns, values }: Plane, scale: Scale, cell: number, { x, y, width, height }: Frame): void {
  const ratio = devicePixelRatio;
  // Setting the size clears it.
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const context = canvas.getContext('2d');
  if (context === null || rows * columns === 0) return;
  const image = new ImageData(columns, rows);
  fillPixels(image.data, values, scale);
  const small = new OffscreenCanvas(columns, rows);
  small.getContext('2d')?.putImageData(image, 0, 0);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, x, y, columns * cell, rows * cell);
  if (cell < legible) return;
  context.font = `${String(Math.min(12, Math.floor(cell / 3.2)))}px ${getComputedStyle(canvas).fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const value = values[row * columns + column] ?? NaN;
      context.fillStyle = inkOn(colourOf(value, scale));
      context.fillText(numberText(value, 3), x + (column + 0.5) * cell, y + (row + 0.5) * cell, cell - 2);
    }
  }
}

/** Paints anew when what is seen has changed; marks and the cursor lie above it. */
function usePainting(canvas: RefObject<HTMLCanvasElement | null>, plane: Plane, scale: Scale, cell: number, frame: Frame): void {
  useEffect(() => {
    if (canvas.current !== null) paint(canvas.current, plane, scale, cell, frame);
  }, [plane, scale.low, scale.high, scale.isDiverging, cell, frame.x, frame.y, frame.width, frame.height, devicePixelRatio]);
}

export function HeatMap({ name, plane, scale = scaleOf(plane.values), margins = noMargins, marks = [], cursor = null, onCell, onChoose }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [zoom, setZoom] = useState(1);
  const [width, height] = [plane.columns + margins.left + margins.right, plane.rows + margins.top + margins.bottom];
  const fitted = Math.max(1, Math.min(largestCell, Math.floor(widest / Math.max(width, height, 1))));
  const cell = Math.min(largestCell, fitted * zoom);
  const [pixelWidth, pixelHeight] = [width * cell, height * cell];
  usePainting(canvas, plane, scale, cell, { x: margins.left * cell, y: margins.top * cell, width: pixelWidth, height: pixelHeight });
  const at = ({ offsetX, offsetY }: MouseEvent): Cell | null => {
    const [row, column] = [Math.floor(offsetY / cell) - margins.top, Math.floor(offsetX / cell) - margins.left];
    return row >= 0 && row < plane.rows && column >= 0 && column < plane.columns ? { row, column } : null;
  };
  const moved = (down: number, across: number): void => {
    const from = cursor ?? { row: down > 0 ? -1 : 0, column: across > 0 ? -1 : 0 };
    const next = {
      row: Math.max(0, Math.min(plane.rows - 1, from.row + down)),
      column: Math.max(0, Math.min(plane.columns - 1, from.column + across)),
    };
    onCell?.(next);
    notice.value = `${name}, row ${String(next.row)}, column ${String(next.column)}: ${numberText(plane.values[next.row * plane.columns + next.column] ?? NaN)}`;
  };
  const onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const step = steps[event.key];
    if (step !== undefined) moved(step[0], step[1]);
    else if ((event.key === 'Enter' || event.key === ' ') && cursor !== null) onChoose?.(cursor);
    else return;
    event.preventDefault();
  };
  return (
    <figure class="map">
      <figcaption>
        {name} <span class="quiet">{`${String(plane.rows)} × ${String(plane.columns)}, ${numberText(scale.low, 3)} to ${numberText(scale.high, 3)}`}</span>
        {fitted < largestCell && (
          <select aria-label={`Zoom of ${name}`} value={String(zoom)} onChange={(event) => { setZoom(Number(event.currentTarget.value)); }}>
            {zooms.map((one) => <option key={one} value={String(one)}>{`${String(one)}×`}</option>)}
          </select>
        )}
      </figcaption>
      <div class="map-scroll" tabIndex={-1}>
        <div
          class="map-cells" role="application" aria-roledescription="heat map" tabIndex={0}
          aria-label={`${name}: ${String(plane.rows)} rows, ${String(plane.columns)} columns. Arrow keys move between cells.`}
          style={{ width: `${String(pixelWidth)}px`, height: `${String(pixelHeight)}px` }}
          onKeyDown={onKey}
          onPointerMove={(event) => { onCell?.(at(event)); }}
          onPointerLeave={() => { onCell?.(null); }}
          onClick={(event) => { const chosen = at(event); if (chosen !== null) onChoose?.(chosen); }}
        >
          <canvas ref={canvas} style={{ width: `${String(pixelWidth)}px`, height: `${String(pixelHeight)}px` }} />
          <svg class="map-marks" viewBox={`${String(-margins.left)} ${String(-margins.top)} ${String(width)} ${String(height)}`} preserveAspectRatio="none" aria-hidden="true">
            {(margins.left + margins.top + margins.right + margins.bottom > 0) && <rect class="mark-edge" x={0} y={0} width={plane.columns} height={plane.rows} />}
            {/* White on black is seen on every colour. */}
            {marks.flatMap(({ kind, cells }) => (kind === 'read' ? cells : []).map(({ row, column }) => <rect key={`under ${String(row)} ${String(column)}`} class="mark-under" x={column} y={row} width={1} height={1} />))}
            {marks.flatMap(({ kind, cells }) => cells.map(({ row, column }) => (
              <rect key={`${kind} ${String(row)} ${String(column)}`} class={`mark-${kind}`} x={column} y={row} width={1} height={1} />
            )))}
          </svg>
        </div>
      </div>
    </figure>
  );
}

/** A small plane among many: a button that shows it large. */
export function Thumbnail({ name, plane, scale, isShown, onChoose }: { readonly name: string; readonly plane: Plane; readonly scale: Scale; readonly isShown: boolean; readonly onChoose: () => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const cell = Math.max(1, Math.floor(56 / Math.max(plane.rows, plane.columns, 1)));
  const [width, height] = [plane.columns * cell, plane.rows * cell];
  usePainting(canvas, plane, scale, cell, { x: 0, y: 0, width, height });
  return (
    <button class="thumbnail" type="button" aria-label={name} title={name} aria-pressed={isShown} onClick={onChoose}>
      <canvas ref={canvas} style={{ width: `${String(width)}px`, height: `${String(height)}px` }} aria-hidden="true" />
    </button>
  );
}
