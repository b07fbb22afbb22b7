/** A number on a range, with its value beside it. */
import { numberText } from '../text';

interface SliderProps {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly greatest: number;
  readonly step: number;
  readonly onInput: (value: number) => void;
}

export function Slider({ id, label, value, least, greatest, step, onInput }: SliderProps) {
  return (
    <div class="slider">
      <label for={id}>{label}</label>
      <input id={id} type="range" min={least} max={greatest} step={step} value={value} aria-valuetext={numberText(value)} onInput={(event) => { onInput(event.currentTarget.valueAsNumber); }} />
      <output for={id}>{numberText(value)}</output>
    </div>
  );
}
