import assert from 'node:assert/strict';
import type { Scene } from '../../extension/protocol/scene';
import { boxHeight, boxWidth, boxesAt, depthOf, layoutGraph } from '../../webview/graph-layout';
import type { GraphLayout } from '../../webview/graph-layout';
import { nameOfNode } from '../../webview/settle';
import { residual, sceneOn } from './scene';

describe('the layout of a model', () => {
  let scene: Scene;
  before(async () => {
    scene = await sceneOn(residual, 'self.stem(x)');
  });
  const names = ({ boxes }: GraphLayout): readonly string[] => boxes.map(({ module, from }) => {
    const node = scene.nodes[from];
    return module ?? (node === undefined ? '' : nameOfNode(scene, node));
  });

  it('closes modules to one box each', () => {
    assert.equal(depthOf(scene), 3);
    assert.deepEqual(names(layoutGraph(scene, 1, new Set())), ['stem', 'blocks', 'pool', 'mean', 'fc']);
    assert.deepEqual(names(layoutGraph(scene, 2, new Set())), ['stem', 'blocks.0', 'blocks.1', 'pool', 'mean', 'fc']);
    assert.equal(boxesAt(scene, 3), scene.nodes.length);
  });

  it('opens the modules that are asked for, with the function calls in them', () => {
    assert.deepEqual(names(layoutGraph(scene, 1, new Set(['blocks', 'blocks.1']))), ['stem', 'blocks.0', 'blocks.1.conv', 'blocks.1.bn', 'relu', 'add', 'pool', 'mean', 'fc']);
  });

  it('leads every edge down, and lets no two boxes overlap', () => {
    for (const depth of [1, 2, 3]) {
      const { boxes, edges, width, height } = layoutGraph(scene, depth, new Set());
      for (const { points } of edges) points.forEach(([, y], index) => { assert.ok(index === 0 || y >= (points[index - 1]?.[1] ?? 0)); });
      boxes.forEach((a, index) => {
        assert.ok(a.x + boxWidth <= width && a.y + boxHeight <= height);
        for (const b of boxes.slice(index + 1)) assert.ok(Math.abs(a.y - b.y) >= boxHeight || Math.abs(a.x - b.x) >= boxWidth);
      });
    }
  });

  it('draws a skip connection in a lane beside the straight main path', () => {
    const { boxes, edges } = layoutGraph(scene, 3, new Set());
    assert.deepEqual(new Set(boxes.map(({ x }) => x)), new Set([0]));
    const skips = edges.filter(({ from, to }) => to - from > 1);
    assert.equal(skips.length, 2);
    for (const { points } of skips) assert.ok(points.slice(1, -1).every(([x]) => x >= boxWidth));
  });

  it('is empty for an empty scene', () => {
    assert.deepEqual(layoutGraph({ ...scene, nodes: [] }, 1, new Set()), { boxes: [], edges: [], width: 0, height: 0 });
  });
});
