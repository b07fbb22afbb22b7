/** The page: what is shown, in tabs. */
import { engine, notice, scene, view, views } from './store';
import type { View } from './store';
import { BlockView } from './view/block-view';
import { LayerView } from './view/layer-view';
import { ModelView } from './view/model-view';
import { NormView } from './view/norm-view';

const tabs: Readonly<Record<View, { readonly label: string; readonly content: () => preact.JSX.Element | null }>> = {
  layer: { label: 'Layer', content: LayerView },
  norm: { label: 'Norms', content: NormView },
  block: { label: 'Block', content: BlockView },
  model: { label: 'Model', content: ModelView },
};

function onTabKey(event: KeyboardEvent): void {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  view.value = views[(views.indexOf(view.value) + by + views.length) % views.length] ?? 'layer';
  document.getElementById(`tab-${view.value}`)?.focus();
}

export function App() {
  if (scene.value === null || engine.value === null) return <main><h1 class="hidden">Shape Inspector Playground</h1><p>{scene.value === null ? 'Open a layer: put the cursor on its line in a PyTorch file, and run “Shape Inspector: Open in Playground”.' : 'Starting the engine …'}</p></main>;
  const Content = tabs[view.value].content;
  return (
    <main>
      <h1 class="hidden">Shape Inspector Playground</h1>
      <div class="tabs" role="tablist" aria-label="Views" onKeyDown={onTabKey}>
        {views.map((one) => (
          <button key={one} id={`tab-${one}`} type="button" role="tab" aria-selected={view.value === one} aria-controls="panel" tabIndex={view.value === one ? 0 : -1} onClick={() => { view.value = one; }}>{tabs[one].label}</button>
        ))}
      </div>
      <div id="panel" role="tabpanel" aria-labelledby={`tab-${view.value}`} tabIndex={-1}>
        <Content />
      </div>
      <div class="notice" role="status" aria-live="polite">{notice.value}</div>
    </main>
  );
}
