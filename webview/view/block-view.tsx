/** The layers around the cursor as a chain that can be changed: every change infers the shapes, runs it and judges it anew. */
import { useEffect, useState } from 'preact/hooks';
import type { SceneDatum } from '../../extension/protocol/scene';
import { channelsFirstShape } from '../engine/layout';
import { withLearned } from '../engine/learned';
import { proofs } from '../engine/task';
import type { ChainItem, ChainResult, Judgement, Layer, Proof, ProofResult } from '../engine/task';
import { ParameterForm } from '../part/parameter-form';
import { inserted, kindsAfter, moved, removed } from '../block';
import { engine, notice, sample, scene } from '../store';
import { chainOf } from '../settle';
import { countText, numberText, shapeText, timeText } from '../text';

const proofLabels: Readonly<Record<Proof, string>> = {
  'bias-before-norm': 'Bias in front of batch norm',
  'dropout-before-norm': 'Dropout before batch norm, train against eval',
  'layer-norm-axis': 'Layer norm over the wrong axis',
  'flatten-against-pool': 'Flatten against global average pooling',
};

/** The proof that goes with a rule. */
const proofOfRule: Readonly<Record<string, Proof>> = {
  'norm/redundant-bias': 'bias-before-norm',
  'norm/dropout-before-batch-norm': 'dropout-before-norm',
  'norm/layer-norm-over-width': 'layer-norm-axis',
  'pooling/flatten-before-classifier': 'flatten-against-pool',
};

/** Layers of a block beyond this many are left out. */
const mostItems = 60;

function firstItems(): readonly ChainItem[] {
  const current = scene.value;
  if (current === null) return [];
  const [start, end] = current.block;
  const from = Math.max(start, Math.min(current.focus - mostItems / 2, end - mostItems));
  return chainOf(current, from, Math.min(end, from + mostItems));
}

export function BlockView() {
  const [items, setItems] = useState<readonly ChainItem[]>([]);
  const [open, setOpen] = useState<number | null>(null);
  const [changed, setChanged] = useState<string | null>(null);
  const [answer, setAnswer] = useState<ChainResult | null>(null);
  const [proof, setProof] = useState<Proof | null>(null);
  const client = engine.value;
  const opened = scene.value;
  useEffect(() => {
    setItems(firstItems());
    setOpen(null);
  }, [opened]);
  useEffect(() => {
    if (items.length === 0) return;
    client?.ask({ kind: 'chain', items, sample: sample.value, runs: true })
      .then((result) => { if (result !== null) setAnswer(result); }, (error: unknown) => { notice.value = String(error); });
  }, [client, items, sample.value]);
  const change = (index: number, name: string, value: SceneDatum): void => {
    setChanged(name);
    setItems(items.map((item, at) => (at === index ? { ...item, layer: withLearned(item.layer, name, value) ?? { ...item.layer, args: { ...item.layer.args, [name]: value } } } : item)));
  };
  const edit = (next: readonly ChainItem[] | null, what: string): void => {
    if (next === null) {
      notice.value = 'That would leave a layer without its input.';
      return;
    }
    setItems(next);
    setOpen(null);
    notice.value = what;
  };
  const steps = answer?.steps ?? [];
  const [first] = items;
  return (
    <div class="block-view">
      <h2>{`${String(items.length)} ${items.length === 1 ? 'layer' : 'layers'} around the cursor`}</h2>
      {first !== undefined && <p class="edge">{`input ${shapeText(first.layer.operands[0]?.shape ?? [])}`}</p>}
      <ol class="chain">
        {items.map((item, index) => {
          const step = steps[index];
          const found = answer?.judgements.filter((judgement) => judgement.item === index) ?? [];
          const kinds = kindsAfter(item.layer, step?.output ?? null);
          const name = item.type === null ? item.layer.op : `${item.type} ${item.name}`;
          return (
            <li key={`${String(index)} ${item.name}`}>
              <div class="item">
                <button type="button" class="item-name" aria-expanded={open === index} onClick={() => { setOpen(open === index ? null : index); setChanged(null); }}>{name}</button>
                <span class="item-tools">
                  <button type="button" aria-label={`Move ${name} up`} disabled={index === 0} onClick={() => { edit(moved(items, index, -1), `${name} moved up`); }}>↑</button>
                  <button type="button" aria-label={`Move ${name} down`} disabled={index === items.length - 1} onClick={() => { edit(moved(items, index, 1), `${name} moved down`); }}>↓</button>
                  <button type="button" aria-label={`Remove ${name}`} onClick={() => { edit(removed(items, index), `${name} removed`); }}>×</button>
                  <select aria-label={`Insert after ${name}`} value="" onChange={(event) => {
                    const kind = kinds.find((one) => one.name === event.currentTarget.value);
                    const shape = step?.output ?? null;
                    event.currentTarget.value = '';
                    if (kind !== undefined && shape !== null) edit(inserted(items, index, kind.make(shape)), `${kind.name} inserted`);
                  }}>
                    <option value="">+ insert</option>
                    {kinds.map((kind) => <option key={kind.name} value={kind.name}>{kind.name}</option>)}
                  </select>
                </span>
              </div>
              {open === index && step !== undefined && <ParameterForm label={`Parameters of ${name}`} fields={step.fields} refusal={step.refusal} changed={changed} onChange={(field, value) => { change(index, field, value); }} />}
              {step?.refusal != null && open !== index && <p class="refusal">{step.refusal}</p>}
              {found.map((judgement) => <FindingLine key={judgement.rule} judgement={judgement} onShow={setProof} />)}
              {step !== undefined && (
                <p class="edge">
                  {step.output === null ? '?' : shapeText(step.output)}
                  <span class="quiet">{factsOf(step)}</span>
                </p>
              )}
            </li>
          );
        })}
      </ol>
      <div class="bar">
        <button type="button" onClick={() => { setItems(firstItems()); }}>Reset to source</button>
        <label for="proof">Show me</label>
        <select id="proof" value={proof ?? ''} onChange={(event) => { setProof(proofs.find((one) => one === event.currentTarget.value) ?? null); }}>
          <option value="">choose a finding to prove</option>
          {proofs.map((one) => <option key={one} value={one}>{proofLabels[one]}</option>)}
        </select>
      </div>
      {proof !== null && <ProofTable proof={proof} shape={first === undefined ? [] : channelsFirstShape(first.layer, first.layer.operands[0]?.shape ?? [])} />}
    </div>
  );
}

function factsOf({ parameters, time, statistics }: ChainResult['steps'][number]): string {
  const facts = [
    ...(parameters > 0 ? [`${countText(parameters)} parameters`] : []),
    ...(time === null ? [] : [timeText(time)]),
    ...(statistics === null ? [] : [`mean ${numberText(statistics.mean, 3)}`, `deviation ${numberText(statistics.deviation, 3)}`, ...(statistics.zeros > 0.005 ? [`${(statistics.zeros * 100).toFixed(0)} % zero`] : [])]),
  ];
  return facts.length === 0 ? '' : ` · ${facts.join(' · ')}`;
}

function FindingLine({ judgement, onShow }: { readonly judgement: Judgement; readonly onShow: (proof: Proof) => void }) {
  const proof = proofOfRule[judgement.rule];
  return (
    <p class={`finding finding-${judgement.severity}`} data-rule={judgement.rule}>
      <strong>{judgement.rule}</strong> {judgement.message}
      {proof !== undefined && <button type="button" class="link" onClick={() => { onShow(proof); }}>Show me</button>}
    </p>
  );
}

function ProofTable({ proof, shape }: { readonly proof: Proof; readonly shape: Layer['operands'][number]['shape'] }) {
  const [answer, setAnswer] = useState<ProofResult | null>(null);
  const client = engine.value;
  const { seed } = sample.value;
  const small = [8, 8, 16, 16].map((most, axis) => Math.max(1, Math.min(most, shape[axis] ?? most)));
  const key = small.join();
  useEffect(() => {
    setAnswer(null);
    client?.ask({ kind: 'proof', proof, shape: small, seed })
      .then((result) => { if (result !== null) setAnswer(result); }, (error: unknown) => { notice.value = String(error); });
  }, [client, proof, seed, key]);
  if (answer === null) return <p>Measuring …</p>;
  return (
    <section class="proof" aria-label={proofLabels[proof]}>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Measured">
        <table>
          <thead><tr><th scope="col">{`measured on [${small.join(', ')}]`}</th>{answer.columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
          <tbody>{answer.rows.map(({ what, left, right }) => <tr key={what}><th scope="row">{what}</th><td>{left}</td><td>{right}</td></tr>)}</tbody>
        </table>
      </div>
      <p><strong>{answer.conclusion}</strong></p>
    </section>
  );
}
