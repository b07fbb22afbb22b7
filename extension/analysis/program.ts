/** Analyses a file as the program that runs: everything that its run would touch. */
import { plainCheck } from '../../kernels/ops/op';
import type { Check } from '../../kernels/ops/op';
import { uncaught } from '../../kernels/rules/uncaught';
import { makeBuiltins } from '../interpreter/builtin/builtins';
import { describeException } from '../interpreter/exception';
import type { Problem, Site } from '../interpreter/exception';
import { defaultLimits, makeMachine, Raised, Stopped } from '../interpreter/machine';
import type { FactKind, Frame, Limits } from '../interpreter/machine';
import { loadModule, sourceModule } from '../interpreter/module';
import type { SourceFile } from '../interpreter/module';
import { str } from '../interpreter/value';
import type { ModuleValue, Value } from '../interpreter/value';
import { isScript } from '../syntax/source-language';
import { huggingfaceLibrary } from '../libraries/huggingface/library';
import { mention, tensorflowjsLibrary } from '../libraries/tensorflowjs/library';
import { recordInto } from '../libraries/torch/binding';
import { numpyLibrary } from '../libraries/numpy/library';
import { pythonLibrary } from '../libraries/python/library';
import { torchLibrary } from '../libraries/torch/library';
import { moduleEntries } from '../libraries/torch/module-entries';
import { makeRecorder } from '../libraries/torch/recorder';
import type { Recorder } from '../libraries/torch/recorder';
import { tensorTypeOf } from '../libraries/torch/tensor';
import { torchvisionLibrary } from '../libraries/torchvision/library';
import type { FunctionCode, Range } from '../syntax/ir';
import { annotationWatch } from './annotation';
import { FileFacts, ModulePlaces } from './fact';
import type { Described } from './fact';
import type { ParsedFile, SourceHost } from './host';
import { problemKey, runTheUnrun } from './inference';
import { makeResolver } from './module-resolver';
import type { Resolver } from './module-resolver';
import { folderOf } from './path';
import { pinsOf } from './pin';
import type { Pins } from './pin';
import { makeScriptResolver, mentionsLibrary, scriptFile, scriptModule } from './script-resolver';
import { makeTrial } from './trial';
import type { Trial } from './trial';

export interface ProgramOptions {
  /** Folders that imports are looked for in, after the entry's own. */
  readonly roots: readonly string[];
  /** Folders that the source of an installed package may be read from, by its top-level name. */
  readonly installed?: (name: string) => readonly string[];
  /** Shapes of arguments that the settings say. */
  readonly pins?: Pins;
  readonly limits?: Limits;
  /** Called now and then: why the analysis has to stop; null for it to go on. */
  readonly checkpoint?: () => string | null;
}

/** A statement of a module that was given up. */
export interface Abandoned extends Range {
  readonly path: string;
  readonly exception: string;
}

/** All that is known after the run of one program. */
export interface Program {
  readonly entry: string;
  /** Why it did not come to its end; null when it did. */
  readonly stopped: string | null;
  /** The calls that were under way at a limit, innermost first; empty where no place is to blame. */
  readonly stoppedAt: readonly Site[];
  /** Facts by the path of the file. */
  readonly facts: ReadonlyMap<string, FileFacts>;
  /** Where modules are named or made, by the path of the file. */
  readonly places: ReadonlyMap<string, ModulePlaces>;
  readonly sources: ReadonlyMap<string, ParsedFile>;
  /** Those of them that are files of installed packages: of these there are no facts. */
  readonly installed: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  /** Exceptions of the program's own that ended a statement of a module. */
  readonly abandoned: readonly Abandoned[];
  readonly recorder: Recorder;
  /** The parser that the run used, for looking closer at a piece of source. */
  readonly parse: SourceHost['parse'];
}

/** A tensor, or a tuple or list of nothing but tensors; null for any other value. */
export function describe(value: Value): Described | null {
  if (value.kind === 'object') {
    const type = tensorTypeOf(value);
    return type === null ? null : { kind: 'tensor', type };
  }
  if ((value.kind !== 'tuple' && value.kind !== 'list') || value.rest !== null || value.items.length === 0 || value.items.length > 1000) return null;
  const items: Described[] = [];
  for (const item of value.items) {
    const type = item.kind === 'object' ? tensorTypeOf(item) : null;
    if (type === null) return null;
    items.push({ kind: 'tensor', type });
  }
  return { kind: 'tuple', items };
}

/** The dotted name of a file, and the folder that its top package stands in. */
function placeOf(host: SourceHost, path: string): { readonly name: string; readonly root: string } {
  let folder = folderOf(path);
  if (host.source(`${folder}/__init__.py`) === null) return { name: '__main__', root: folder };
  const parts = [path.slice(folder.length + 1).replace(/\.py$/, '')];
  while (folder !== '' && host.source(`${folder}/__init__.py`) !== null) {
    const parent = folderOf(folder);
    parts.unshift(folder.slice(parent.length).replace(/^\//, ''));
    folder = parent;
  }
  return { name: parts.join('.'), root: folder };
}

function ofFile<T>(files: Map<string, T>, path: string, make: () => T): T {
  let held = files.get(path);
  if (held === undefined) {
    held = make();
    files.set(path, held);
  }
  return held;
}

/** What a run starts from: the file, its module, and where other modules come from. */
interface Start {
  readonly file: SourceFile;
  readonly main: ModuleValue;
  readonly resolver: Resolver;
}

function pythonProgram(host: SourceHost, entry: string, parsed: ParsedFile, recorder: Recorder, { roots, installed = (): readonly string[] => [] }: ProgramOptions): Start {
  const { name, root } = placeOf(host, entry);
  const file: SourceFile = { path: entry, moduleName: name, isPackage: false, isProject: true, text: parsed.text, code: parsed.module };
  const main = sourceModule(file, new Map([['__name__', str('__main__')]]));
  const libraries = [torchLibrary(recorder, host.parse), torchvisionLibrary(host.parse), numpyLibrary(), huggingfaceLibrary(), pythonLibrary()];
  return { file, main, resolver: makeResolver(host, main, { roots: [folderOf(entry), root, ...roots], installed }, libraries) };
}

function scriptProgram(host: SourceHost, entry: string, parsed: ParsedFile, recorder: Recorder, { roots }: ProgramOptions): Start {
  recordInto(recorder);
  const file = scriptFile(entry, parsed);
  const main = scriptModule(file);
  return { file, main, resolver: makeScriptResolver(host, main, roots, [tensorflowjsLibrary(host.parse)]) };
}

/** Runs the program abstractly. A file that cannot be read gives an empty result that says so. */
export function analyseProgram(host: SourceHost, entry: string, options: ProgramOptions): Program {
  const facts = new Map<string, FileFacts>();
  const places = new Map<string, ModulePlaces>();
  const sources = new Map<string, ParsedFile>();
  const problems: Problem[] = [];
  const abandoned: Abandoned[] = [];
  // Null: all that is found. Once what nothing runs is run, on what is supposed of it: only these.
  let reported: ReadonlySet<string> | null = null;
  const suppose: Check['suppose'] = (input, shape) => input.shape ?? (reported === null ? null : shape());
  const recorder = makeRecorder({ ...plainCheck, suppose });
  const parsed = host.source(entry);
  if (parsed === null) return { entry, stopped: `cannot read ${entry}`, stoppedAt: [], facts, places, sources, installed: new Set(), problems, abandoned, recorder, parse: host.parse };
  const { file, main, resolver } = isScript(entry) ? scriptProgram(host, entry, parsed, recorder, options) : pythonProgram(host, entry, parsed, recorder, options);
  if (isScript(entry) && !mentionsLibrary(host, entry, mention)) {
    return { entry, stopped: null, stoppedAt: [], facts, places, sources: new Map([[entry, parsed]]), installed: new Set(), problems, abandoned, recorder, parse: host.parse };
  }
  const ran = new Set<FunctionCode>();
  const watch = annotationWatch();
  const machine = makeMachine({
    builtins: makeBuiltins(),
    modules: resolver,
    limits: options.limits ?? defaultLimits,
    parse: host.parse,
    checkpoint: options.checkpoint ?? ((): null => null),
    report: (problem) => {
      if (reported === null || reported.has(problemKey(problem))) problems.push(problem);
    },
    abandon: (raised, frame) => {
      // What nothing runs may want arguments that nobody can guess.
      if (reported !== null) return;
      const { type, text } = describeException(raised.value);
      // Whether what a script throws is meant to end it cannot be told: only what a library refuses is.
      if (raised.problem === null && frame.file.semantics !== undefined) return;
      abandoned.push({ path: frame.file.path, start: frame.site.start, end: frame.site.end, exception: `${type}: ${text ?? '?'}` });
      problems.push(raised.problem ?? { code: uncaught.id, text: text === null || text === '' ? type : `${type}: ${text}`, exception: type, path: raised.path ?? [], detail: null });
    },
    observer: {
      called: (at, callee, variables) => {
        ran.add(callee.code);
        watch.called(at, callee, variables);
      },
      returns: watch.returns,
      escape: recorder.escape,
      copied: recorder.copied,
      observe: (kind: FactKind, range: Range, value: Value, frame: Frame): void => {
        const { path } = frame.file;
        if (resolver.installed.has(path)) return;
        if (value.kind === 'instance') {
          if (moduleEntries(value, '_modules') !== null) ofFile(places, path, () => new ModulePlaces()).add(range, value);
          return;
        }
        const described = describe(value);
        if (described !== null) ofFile(facts, path, () => new FileFacts()).add(kind, range, described, frame);
      },
    },
  });
  let stopped: string | null = null;
  let stoppedAt: readonly Site[] = [];
  let spent = 0;
  let trial: Trial | null = null as Trial | null;
  try {
    loadModule(machine, main);
    runTheUnrun({
      machine, module: main, file, ran, called: recorder.hasRun,
      trial: (hypothesis, further) => {
        spent += trial?.machine.steps ?? 0;
        trial = makeTrial(hypothesis, further, recorder, resolver, { ...options, parse: host.parse });
        return trial;
      },
      spent: () => spent + (trial?.machine.steps ?? 0),
      pins: (className, code) => pinsOf(className, code, parsed.text, parsed.module().comments, options.pins ?? new Map()),
      only: (keys) => {
        reported = keys;
      },
    });
  } catch (error) {
    if (error instanceof Stopped) {
      stopped = error.reason;
      stoppedAt = error.path;
    } else if (error instanceof RangeError) stopped = 'the source nests too deeply';
    else if (error instanceof Raised) stopped = describeException(error.value).text ?? 'an exception ended the program';
    else throw error;
  }
  stopped ??= machine.exceeded;
  sources.set(entry, parsed);
  for (const path of resolver.files.keys()) {
    const source = host.source(path);
    if (source !== null) sources.set(path, source);
  }
  return { entry, stopped, stoppedAt, facts, places, sources, installed: resolver.installed, problems, abandoned, recorder, parse: host.parse };
}
