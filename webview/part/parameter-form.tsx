/** A form made of an op's own parameters. What is refused is told beside the control that was changed, in the op's words. */
import { useId, useState } from 'preact/hooks';
import type { SceneDatum } from '../../extension/protocol/scene';
import type { Field } from '../engine/task';
import { readArgument } from '../text';

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
  const shown = field.text.replace(/^'(.*)'$/, '$1');
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

/** What was entered, until the worker has answered with it. */
function useDraft<T>(value: T): readonly [T, (draft: T) => void] {
  const [draft, setDraft] = useState<{ readonly over: T; readonly value: T } | null>(null);
  return [draft !== null && draft.over === value ? draft.value : value, (next) => { setDraft({ over: value, value: next }); }];
}

function CheckControl({ id, field, describedBy, onChange }: { readonly id: string; readonly field: Field; readonly describedBy: string; readonly onChange: (value: SceneDatum) => void }) {
  const [isChecked, setChecked] = useDraft(field.value.kind === 'bool' && field.value.value === true);
  return (
    <input id={id} type="checkbox" checked={isChecked} aria-describedby={describedBy} onChange={(event) => {
      setChecked(event.currentTarget.checked);
      onChange({ kind: 'bool', value: event.currentTarget.checked });
    }} />
  );
}

function ChoiceControl({ id, field, describedBy, onChange }: { readonly id: string; readonly field: Field; readonly describedBy: string; readonly onChange: (value: SceneDatum) => void }) {
  const [chosen, setChosen] = useDraft(field.value.kind === 'str' ? (field.value.value ?? '') : '');
  return (
    <select id={id} value={chosen} aria-describedby={describedBy} onChange={(event) => {
      setChosen(event.currentTarget.value);
      onChange({ kind: 'str', value: event.currentTarget.value });
    }}>
      {field.choices?.map((choice) => <option key={choice} value={choice}>{choice}</option>)}
    </select>
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
            <label for={id}>{field.label}</label>
            {field.type === 'bool' ? (
              <CheckControl id={id} field={field} describedBy={note} onChange={change} />
            ) : field.choices !== null ? (
              <ChoiceControl id={id} field={field} describedBy={note} onChange={change} />
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
