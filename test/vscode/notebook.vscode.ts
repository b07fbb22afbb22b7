import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, hintsOf, hoverText, positionOf } from './document';
import { screenshot } from './page';

describe('a notebook', () => {
  let notebook: vscode.NotebookDocument;
  const cell = (index: number): vscode.TextDocument => notebook.cellAt(index).document;
  const edit = async (change: vscode.NotebookEdit): Promise<void> => {
    const edits = new vscode.WorkspaceEdit();
    edits.set(notebook.uri, [change]);
    assert.ok(await vscode.workspace.applyEdit(edits));
  };
  const hinted = (index: number, wanted: string): Promise<readonly string[]> => eventually(async () => {
    const hints = await hintsOf(cell(index));
    return hints.some((hint) => hint.endsWith(wanted)) ? hints : null;
  }, `hint ${wanted} in cell ${String(index)}`);

  before(async () => {
    const [file] = await vscode.workspace.findFiles('train.ipynb');
    assert.ok(file, 'the sample workspace has train.ipynb');
    notebook = await vscode.workspace.openNotebookDocument(file);
    await vscode.window.showNotebookDocument(notebook);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('is one program: hovers and hints on its cells, magics left aside', async () => {
    assert.match(await hoverText(cell(3), new vscode.Position(1, 1)), /scores: \[8, 10\] float32/);
    await hinted(3, '→ : [8, 3, 32, 32]');
  });

  it('has lenses and findings in the cell that they are about', async () => {
    const found = await eventually(() => {
      const diagnostics = vscode.languages.getDiagnostics(cell(2).uri);
      return Promise.resolve(diagnostics.length > 0 ? diagnostics : null);
    }, 'diagnostics');
    assert.deepEqual(found.map(({ range, source }) => [source, range.start.line]), [['Shape Inspector', 3]]);
    assert.deepEqual(vscode.languages.getDiagnostics(cell(3).uri), []);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', cell(2).uri);
    assert.ok(lenses.some(({ command }) => command?.title === 'x: [8, 3, 32, 32]'), lenses.map(({ command }) => command?.title).join());
    await screenshot('notebook');
    const [bias] = found;
    assert.ok(bias);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', cell(2).uri, bias.range, vscode.CodeActionKind.QuickFix.value);
    const fix = actions.find(({ title }) => title === 'Set bias=False');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(cell(2).getText(), /padding=1, bias=False\)/);
    await eventually(() => Promise.resolve(vscode.languages.getDiagnostics(cell(2).uri).length === 0 ? true : null), 'cell without findings');
  });

  it('follows edits, new cells, moves and deletions', async () => {
    const replaced = new vscode.WorkspaceEdit();
    const at = positionOf(cell(3), '8, 3, 32');
    replaced.replace(cell(3).uri, new vscode.Range(at, at.translate(0, 1)), '5');
    await vscode.workspace.applyEdit(replaced);
    await hinted(3, '→ : [5, 10]');
    await edit(vscode.NotebookEdit.insertCells(4, [new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'best = scores.argmax(1)', 'python')]));
    await hinted(4, '→ : [5]');
    // Before what it needs, it knows nothing.
    const [moved] = [new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'images = torch.zeros(6, 3, 16, 16)', 'python')];
    await edit(vscode.NotebookEdit.replaceCells(new vscode.NotebookRange(4, 5), [moved]));
    await hinted(4, '→ : [6, 3, 16, 16]');
    await edit(vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(4, 5)));
    await hinted(3, '→ : [5, 10]');
  });
});
