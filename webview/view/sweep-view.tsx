/** A window that slides over its input: what each output cell reads, what reads each input cell, and how gradients are routed back. */
import { useEffect, useState } from 'preact/hooks';
import { HeatMap } from '../part/heat-map';
import type { Cell, Mark } from '../part/heat-map';
import { result, upstream } from '../store';
import { countText, numberText } from '../text';
import { arithmetic, marginsOf, readersOf, unreadOf, windowsOf } from '../window';

type Pointed = { readonly in: 'input' | 'output'; readonly cell: Cell } | null;

/** Steps of a sweep a second. */
const speeds = [2, 6, 20];

/** More cells than this are not marked one by one. */
const mostMarks = 4000;

export function SweepView() {
  const [pointed, setPointed] = useState<Pointed>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(6);
  const run = result.value?.run ?? null;
  const cells = (run?.output.plane.rows ?? 0) * (run?.output.plane.columns ?? 0);
  const step = (by: number): void => {
    const columns = run?.output.plane.columns ?? 1;
    setPointed((before) => {
      const index = before?.in === 'output' ? (before.cell.row * columns + before.cell.column + by + cells) % Math.max(1, cells) : 0;
      return { in: 'output', cell: { row: Math.floor(index / columns), column: index % columns } };
    });
  };
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setInterval(() => { step(1); }, 1000 / speed);
    return () => { clearInterval(timer); };
  }, [isPlaying, speed, cells]);
  const drawn = result.value?.description.layer;
  if (run === null || drawn === undefined) return null;
  const windows = windowsOf(drawn, run.input.plane, run.output.plane);
  if (windows === null) return null;
  const { input, output } = run;
  const [rowReaders, columnReaders] = [readersOf(windows.rows), readersOf(windows.columns)];
  const readersAt = ({ row, column }: Cell): readonly Cell[] => (rowReaders[row] ?? []).flatMap((y) => (columnReaders[column] ?? []).map((x) => ({ row: y, column: x })));
  const readAt = ({ row, column }: Cell): readonly Cell[] => (windows.rows.outputs[row] ?? []).flatMap((y) => (windows.columns.outputs[column] ?? []).map((x) => ({ row: y, column: x })));
  const unread = unreadOf(windows);
  const never: readonly Mark[] = unread === 0 || unread > mostMarks ? [] : [{
    kind: 'never',
    cells: Array.from({ length: input.plane.rows * input.plane.columns }, (_, index) => ({ row: Math.floor(index / input.plane.columns), column: index % input.plane.columns }))
      .filter(({ row, column }) => (rowReaders[row] ?? []).length === 0 || (columnReaders[column] ?? []).length === 0),
  }];
  const chosen = (cell: Cell): Mark => ({ kind: 'chosen', cells: [cell] });
  const marksOfInput: readonly Mark[] = [...never, ...(pointed === null ? [] : pointed.in === 'output' ? [{ kind: 'read' as const, cells: readAt(pointed.cell) }] : [chosen(pointed.cell)])];
  const marksOfOutput: readonly Mark[] = pointed === null ? [] : pointed.in === 'output' ? [chosen(pointed.cell)] : [{ kind: 'read', cells: readersAt(pointed.cell) }];
  const chosenIndex = run.indices === null || pointed?.in !== 'output' ? null : run.indices.values[pointed.cell.row * output.plane.columns + pointed.cell.column];
  const explain = (): string => {
    if (pointed === null) return unread === 0 ? 'Every input cell is read. Point at a cell, or walk to it with the arrow keys.' : `${countText(unread)} of ${countText(input.plane.rows * input.plane.columns)} input cells are read by no window (hatched).`;
    const { row, column } = pointed.cell;
    if (pointed.in === 'output') {
      const sum = arithmetic(drawn, windows, input.plane, row, column, output.plane.values[row * output.plane.columns + column] ?? NaN);
      return `output[${String(row)}, ${String(column)}] = ${sum}${chosenIndex === null || chosenIndex === undefined ? '' : ` at index ${String(chosenIndex)}`}`;
    }
    const readers = readersAt(pointed.cell);
    const value = numberText(input.plane.values[row * input.plane.columns + column] ?? NaN);
    const gradient = run.gradient === null ? '' : `; its gradient is ${numberText(run.gradient.plane.values[row * input.plane.columns + column] ?? NaN)}`;
    return `input[${String(row)}, ${String(column)}] = ${value} is read by ${readers.length === 0 ? 'no window' : readers.length === 1 ? '1 window' : `${String(readers.length)} windows`}${gradient}`;
  };
  const point = (where: 'input' | 'output') => (cell: Cell | null): void => {
    if (!isPlaying) setPointed(cell === null ? null : { in: where, cell });
  };
  const choose = ({ row, column }: Cell): void => {
    if (upstream.value?.kind === 'cell') upstream.value = { kind: 'cell', index: row * output.plane.columns + column };
  };
  const cursorIn = (where: 'input' | 'output'): Cell | null => (pointed?.in === where ? pointed.cell : null);
  return (
    <section aria-label="Windows">
      <div class="bar" role="toolbar" aria-label="Sweep">
        <button type="button" onClick={() => { step(-1); }}>Back</button>
        <button type="button" aria-pressed={isPlaying} onClick={() => { setPlaying(!isPlaying); }}>{isPlaying ? 'Pause' : 'Play'}</button>
        <button type="button" onClick={() => { step(1); }}>Step</button>
        <label for="speed">Speed</label>
        <select id="speed" value={String(speed)} onChange={(event) => { setSpeed(Number(event.currentTarget.value)); }}>
          {speeds.map((one) => <option key={one} value={String(one)}>{`${String(one)} a second`}</option>)}
        </select>
      </div>
      <p class="arithmetic" data-testid="arithmetic">{explain()}</p>
      <div class="maps">
        <HeatMap name="Input" plane={input.plane} margins={marginsOf(windows)} marks={marksOfInput} cursor={cursorIn('input')} onCell={point('input')} />
        <HeatMap name="Output" plane={output.plane} marks={marksOfOutput} cursor={cursorIn('output')} onCell={point('output')} onChoose={choose} />
        {run.upstream !== null && <HeatMap name="Gradient of the output" plane={run.upstream.plane} marks={marksOfOutput} />}
        {run.gradient !== null && <HeatMap name="Gradient of the input" plane={run.gradient.plane} margins={marginsOf(windows)} marks={marksOfInput} cursor={cursorIn('input')} onCell={point('input')} />}
      </div>
    </section>
  );
}
