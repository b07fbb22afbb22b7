/** A form made of an op's own parameters. What is refused is told beside the control that was changed, in the op's words. */
import { useId, useState } from 'preact/hooks';
import type { SceneDatum } from '../../extension/protocol/scene';
import type { Field } from '../engine/task';
import { pythonText, readArgument } from '../text';

interface ParameterFormProps {
  readonly label: string;
  readonly fields: readonly Field[];
  readonly refusal: string | null;
  /** The parameter that was changed last. */
  readonly changed: string | null;
  readonly onChange: (name: string, value: SceneDatum) => void;
}

/** The text with its whole numbers one higher or lower. */
function stepped(text: string, by: number): string {
  return text.replace(/[+-]?\d+(?![\d.e])/gi, (number) => String(Number(number) + by));
}

function TextControl({ id, field, describedBy, isInvalid, onChange }: { readonly id: string; readonly field: Field; readonly describedBy: string; readonly isInvalid: boolean; readonly onChange: (value: SceneDatum) => void }) {
  const shown = pythonText(field.value).replace(/^'(.*)'$/, '$1');
  const [draft, setDraft] = useState<string | null>(null);
  const [isUnread, setUnread] = useState(false);
  const enter = (text: string): void => {
    const value = readArgument(text);
    setDraft(text);
    setUnread(value === null);
    if (value !== null) onChange(value);
  };
  return (
    <>
      <input
        id={id} type="text" spellcheck={false} autocomplete="off" value={draft ?? shown} aria-invalid={isInvalid || isUnread} aria-describedby={describedBy}
        onInput={(event) => { enter(event.currentTarget.value); }}
        onBlur={() => { if (!isUnread) setDraft(null); }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          enter(stepped(draft ?? shown, event.key === 'ArrowUp' ? 1 : -1));
        }}
      />
      {isUnread && <span class="refusal">{`not a value of type ${field.type}`}</span>}
    </>
  );
}

export function ParameterForm({ label, fields, refusal, changed, onChange }: ParameterFormProps) {
  const form = useId();
  return (
    <form class="parameters" aria-label={label} onSubmit={(event) => { event.preventDefault(); }}>
      {fields.map((field) => {
        const id = `${form}-${field.name}`;
        const note = `${id}-note`;
        const isRefused = refusal !== null && changed === field.name;
        const change = (value: SceneDatum): void => { onChange(field.name, value); };
        return (
          <div class="parameter" key={field.name}>
            <label for={id}>{field.name}</label>
            {field.type === 'bool' ? (
              <input id={id} type="checkbox" checked={field.value.kind === 'bool' && field.value.value === true} aria-describedby={note} onChange={(event) => { change({ kind: 'bool', value: event.currentTarget.checked }); }} />
            ) : field.choices !== null ? (
              <select id={id} value={field.value.kind === 'str' ? (field.value.value ?? '') : ''} aria-describedby={note} onChange={(event) => { change({ kind: 'str', value: event.currentTarget.value }); }}>
                {field.choices.map((choice) => <option key={choice} value={choice}>{choice}</option>)}
              </select>
            ) : (
              <TextControl id={id} field={field} describedBy={note} isInvalid={isRefused} onChange={change} />
            )}
            <span id={note} class={isRefused ? 'refusal' : 'quiet'}>{isRefused ? refusal : field.type}</span>
          </div>
        );
      })}
      {refusal !== null && !fields.some(({ name }) => name === changed) && <p class="refusal" role="alert">{refusal}</p>}
    </form>
  );
}
