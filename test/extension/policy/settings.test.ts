import assert from 'node:assert/strict';
import { Configuration, parseConfig } from '../../../extension/policy/config-file';
import { levelOf, matches } from '../../../extension/policy/told';
import type { Level, Settings } from '../../../extension/policy/settings';
import { noSettings } from '../../../extension/policy/settings';

const toml = (body: string) => parseConfig('/work/pyproject.toml', `[project]\nname = "x"\n\n[tool.shape-inspector]\n${body}`);
const json = (body: string) => parseConfig('/work/package.json', `{ "name": "x", "shapeInspector": ${body} }`);

describe('settings', () => {
  it('are read from pyproject.toml, sections and inline tables alike', () => {
    const found = toml(`select = ["norm", "shape/matmul"]
extend-select = ["pooling/dropped-border"]
ignore = ["norm/post-norm"]
exclude = ["vendor/**"]
import-roots = ["src"]
severity = { "norm/redundant-bias" = "error" }
[tool.shape-inspector.per-file-ignores]
"tests/**" = ["all"]
[tool.shape-inspector.pins."Net.forward"]
x = "[N, 3, 224, 224]"
`);
    assert.deepEqual(found?.problems, []);
    assert.deepEqual(found.settings, {
      select: ['norm', 'shape/matmul'], extendSelect: ['pooling/dropped-border'], ignore: ['norm/post-norm'], exclude: ['vendor/**'], importRoots: ['src'],
      severity: new Map([['norm/redundant-bias', 'error']]), perFileIgnores: new Map([['tests/**', ['all']]]), pins: new Map([['Net.forward', new Map([['x', '[N, 3, 224, 224]']])]]),
    });
  });

  it('are read from package.json', () => {
    const found = json('{ "select": ["norm"], "perFileIgnores": { "test/**": ["norm"] } }');
    assert.deepEqual(found?.problems, []);
    assert.deepEqual(found.settings, { ...noSettings, select: ['norm'], perFileIgnores: new Map([['test/**', ['norm']]]) });
  });

  it('are nothing where a file does not speak to us', () => {
    assert.equal(parseConfig('/work/pyproject.toml', '[tool.ruff]\nselect = 3\n'), null);
    assert.equal(parseConfig('/work/package.json', '{"name": "shape-inspector"}'), null);
    assert.equal(parseConfig('/work/setup.cfg', 'shape-inspector'), null);
  });

  const wrong: readonly (readonly [what: string, body: string, at: string, message: RegExp])[] = [
    ['an unknown key', 'selct = ["norm"]', 'selct', /There is no setting 'selct': did you mean 'select'\?/],
    ['the key of another file', 'perFileIgnores = {}', 'perFileIgnores', /no setting 'perFileIgnores': did you mean 'per-file-ignores'\?/],
    ['an unknown rule', 'ignore = ["norm/redundant-bais"]', '"norm/redundant-bais"', /no rule or family 'norm\/redundant-bais': did you mean 'norm\/redundant-bias'\?/],
    ['a rule without its family', 'ignore = ["redundant-bias"]', '"redundant-bias"', /did you mean 'norm\/redundant-bias'\?/],
    ['a text for a list', 'select = "norm"', '"norm"', /should be a list of rules/],
    ['a number in a list', 'exclude = [1]', '1', /should be text/],
    ['an unknown level', 'severity = { norm = "loud" }', '"loud"', /should be error, warning, hint or off/],
    ['a level for an unknown rule', 'severity = { nrom = "off" }', 'nrom', /no rule or family 'nrom': did you mean 'norm'\?/],
    ['a pin that is no shape', 'pins = { "Net.forward" = { x = "3 x 3" } }', '"3 x 3"', /should be a shape/],
  ];
  for (const [what, body, at, message] of wrong) {
    it(`are told where they are wrong: ${what}`, () => {
      const found = toml(`${body}\nimport-roots = ["kept"]\n`);
      assert.equal(found?.problems.length, 1);
      const [problem] = found.problems;
      assert.ok(problem);
      assert.match(problem.message, message);
      assert.equal(found.text.slice(problem.start, problem.end), at);
      assert.deepEqual(found.settings.importRoots, ['kept'], 'the rest counts');
    });
  }

  it('are told where the file itself is broken', () => {
    const broken = toml('select = ["norm"\n[x');
    assert.equal(broken?.problems.length, 1);
    assert.match(broken.problems[0]?.message ?? '', /^The settings cannot be read: /);
    assert.match(json('{ "select": [ }')?.problems[0]?.message ?? '', /^The settings cannot be read: this is not JSON/);
  });

  it('count from the nearest file upward, before those of the editor', () => {
    const files = new Map([['/work/pyproject.toml', '[tool.shape-inspector]\nignore = ["norm"]'], ['/work/sub/package.json', '{ "shapeInspector": { "ignore": ["pooling"] } }'], ['/work/sub/deep/pyproject.toml', '[tool.ruff]']]);
    let reads = 0;
    const configuration = new Configuration((path) => {
      reads += 1;
      return files.get(path) ?? null;
    }, { ...noSettings, ignore: ['shape'], exclude: ['x'] }, '/home');
    assert.deepEqual(configuration.settingsFor('/work/a.py').settings.ignore, ['norm']);
    assert.deepEqual(configuration.settingsFor('/work/sub/deep/a.py').settings.ignore, ['pooling']);
    assert.deepEqual(configuration.settingsFor('/work/sub/deep/a.py').settings.exclude, ['x']);
    assert.equal(configuration.settingsFor('/work/sub/deep/a.py').folder, '/work/sub');
    assert.deepEqual(configuration.settingsFor('/other/a.py'), { settings: { ...noSettings, ignore: ['shape'], exclude: ['x'] }, folder: '/home' });
    const before = reads;
    configuration.settingsFor('/work/sub/deep/b.py');
    assert.equal(reads, before);
  });
});

describe('how loudly a rule speaks', () => {
  const cases: readonly (readonly [what: string, settings: Partial<Settings>, hints: boolean, code: string, expected: Level])[] = [
    ['as it does by itself', {}, false, 'norm/redundant-bias', 'warning'],
    ['a hint where hints are shown', {}, true, 'norm/post-norm', 'hint'],
    ['a hint where they are not', {}, false, 'norm/post-norm', 'off'],
    ['a hint that is selected', { select: ['norm'] }, false, 'norm/post-norm', 'hint'],
    ['a hint that is selected besides', { extendSelect: ['norm/post-norm'] }, false, 'norm/post-norm', 'hint'],
    ['a hint that was made a warning', { severity: new Map([['norm/post-norm', 'warning']]) }, false, 'norm/post-norm', 'warning'],
    ['not selected', { select: ['pooling'] }, true, 'norm/redundant-bias', 'off'],
    ['ignored', { ignore: ['norm'] }, true, 'norm/redundant-bias', 'off'],
    ['selected more exactly than ignored', { select: ['all', 'norm/redundant-bias'], ignore: ['norm'] }, true, 'norm/redundant-bias', 'warning'],
    ['ignored as exactly as selected', { select: ['norm'], ignore: ['norm'] }, true, 'norm/redundant-bias', 'off'],
    ['the level of the more exact name', { severity: new Map([['norm/redundant-bias', 'error'], ['norm', 'hint'], ['all', 'off']]) }, true, 'norm/redundant-bias', 'error'],
    ['turned off', { severity: new Map([['norm', 'off']]) }, true, 'norm/redundant-bias', 'off'],
    ['ignored in this file', { perFileIgnores: new Map([['net.py', ['norm']]]) }, true, 'norm/redundant-bias', 'off'],
    ['ignored in another file', { perFileIgnores: new Map([['tests/**', ['norm']]]) }, true, 'norm/redundant-bias', 'warning'],
  ];
  for (const [what, settings, hints, code, expected] of cases) {
    it(what, () => { assert.equal(levelOf(code, '/work/models/net.py', { settings: { ...noSettings, ...settings }, folder: '/work', hints }), expected); });
  }

  it('patterns are meant from the folder of the settings, names anywhere', () => {
    for (const [pattern, isMatch] of [['models/*.py', true], ['models', true], ['models/', true], ['net.py', true], ['*.py', true], ['**/net.py', true], ['net', false], ['other/**', false], ['/work/models/**', false]] as const) {
      assert.equal(matches(pattern, '/work/models/net.py', '/work'), isMatch, pattern);
    }
  });
});
