/** What JavaScript and TypeScript have beyond the nodes that they share with Python. Types are erased before. */
import type { Argument, BinaryOperator, Expression, FunctionCode, Range, Statement } from './ir';

export type ScriptExpression =
  | RegularExpression
  | ObjectLiteral
  | ClassExpression
  | New
  | Assignment
  | Update
  | Comma
  | Chain
  | DeleteExpression
  | ImportCall
  | ArrayPattern
  | ObjectPattern
  | Defaulted;

export interface RegularExpression extends Range {
  readonly kind: 'regex';
  readonly pattern: string;
  readonly flags: string;
}

/** A property's name: a text, or the expression between brackets. */
export type PropertyKey = string | Expression;

export type ObjectMember = Range &
  (
    | { readonly type: 'property'; readonly key: PropertyKey; readonly value: Expression }
    | { readonly type: 'getter' | 'setter' | 'method'; readonly key: PropertyKey; readonly code: FunctionCode }
    | { readonly type: 'spread'; readonly value: Expression }
  );

/** `{a, b: 1, [c]: 2, get d() { ... }, ...e}`. */
export interface ObjectLiteral extends Range {
  readonly kind: 'object';
  readonly members: readonly ObjectMember[];
}

export type ClassMember = Range & { readonly isStatic: boolean } & (
    | { readonly type: 'field'; readonly key: PropertyKey; readonly value: Expression | null }
    | { readonly type: 'getter' | 'setter' | 'method'; readonly key: PropertyKey; readonly code: FunctionCode }
    | { readonly type: 'block'; readonly body: readonly Statement[] }
  );

/** What a class is made of, be it declared or an expression. */
export interface ScriptClass extends Range {
  readonly name: string;
  readonly nameRange: Range;
  readonly base: Expression | null;
  readonly constructorCode: FunctionCode | null;
  /** Parameters of the constructor that are fields as well: `constructor(private size: number)`. */
  readonly parameterFields: readonly string[];
  readonly members: readonly ClassMember[];
  readonly decorators: readonly Expression[];
}

export interface ClassExpression extends Range {
  readonly kind: 'class-expression';
  readonly definition: ScriptClass;
}

export interface New extends Range {
  readonly kind: 'new';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
}

/** `target = value`, `target += value`, `target ??= value`. */
export interface Assignment extends Range {
  readonly kind: 'assignment';
  readonly target: Expression;
  readonly operator: BinaryOperator | 'and' | 'or' | '??' | null;
  readonly value: Expression;
}

/** `++target`, `target--`. */
export interface Update extends Range {
  readonly kind: 'update';
  readonly operator: '+' | '-';
  readonly isPrefix: boolean;
  readonly target: Expression;
}

export interface Comma extends Range {
  readonly kind: 'comma';
  readonly expressions: readonly Expression[];
}

/** As far as the first `?.` whose object is null or undefined ends the whole: `a?.b.c`. */
export interface Chain extends Range {
  readonly kind: 'chain';
  readonly value: Expression;
}

export interface DeleteExpression extends Range {
  readonly kind: 'delete-expression';
  readonly target: Expression;
}

/** `import(specifier)`. */
export interface ImportCall extends Range {
  readonly kind: 'import-call';
  readonly specifier: Expression;
}

/** `[a, , b = 1, ...c]`: null for a place that is left out. */
export interface ArrayPattern extends Range {
  readonly kind: 'array-pattern';
  readonly elements: readonly (Expression | null)[];
}

/** `{a, b: c, ...rest}`. */
export interface ObjectPattern extends Range {
  readonly kind: 'object-pattern';
  readonly properties: readonly { readonly key: PropertyKey; readonly target: Expression }[];
  readonly rest: Expression | null;
}

/** `target = value` in a pattern or parameter: the value where there would be undefined. */
export interface Defaulted extends Range {
  readonly kind: 'defaulted';
  readonly target: Expression;
  readonly value: Expression;
}

export type ScriptStatement = Declaration | Block | Loop | ForEach | Switch | Labelled | ScriptClassDefinition | ModuleImport | ModuleExport;

export type DeclarationType = 'var' | 'let' | 'const';

export interface Declaration extends Range {
  readonly kind: 'declaration';
  readonly type: DeclarationType;
  readonly declarators: readonly (Range & { readonly target: Expression; readonly value: Expression | null })[];
}

/** Statements in braces; `isScope`: they declare names of their own. */
export interface Block extends Range {
  readonly kind: 'block';
  readonly isScope: boolean;
  readonly body: readonly Statement[];
}

/** `for (initial; test; update)`, `while` and `do ... while`. */
export interface Loop extends Range {
  readonly kind: 'loop';
  readonly initial: Statement | null;
  readonly test: Expression | null;
  readonly update: Expression | null;
  /** The body runs once before the test. */
  readonly isBodyFirst: boolean;
  /** Names that each round has anew: those of a `let` in the head. */
  readonly names: readonly string[];
  readonly body: readonly Statement[];
  readonly labels: readonly string[];
}

/** `for (target of iterable)`, `for (target in object)`. */
export interface ForEach extends Range {
  readonly kind: 'for-each';
  readonly type: 'of' | 'in';
  readonly declares: DeclarationType | null;
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly labels: readonly string[];
}

export interface Switch extends Range {
  readonly kind: 'switch';
  readonly subject: Expression;
  /** `default` has no test. */
  readonly cases: readonly { readonly test: Expression | null; readonly body: readonly Statement[] }[];
}

/** A labelled statement that is no loop. */
export interface Labelled extends Range {
  readonly kind: 'labelled';
  readonly label: string;
  readonly body: readonly Statement[];
}

export interface ScriptClassDefinition extends Range {
  readonly kind: 'script-class';
  readonly definition: ScriptClass;
}

/** `import a, {b as c} from 'm'`: names `default` and `b`; `*` stands for the module itself. */
export interface ModuleImport extends Range {
  readonly kind: 'module-import';
  readonly specifier: string;
  /** `import a = require('m')`. */
  readonly isRequire: boolean;
  readonly names: readonly (Range & { readonly name: string; readonly local: string })[];
}

/** `export {a as b}`, of this module's names or another's; what a declaration exports stands as such beside it. */
export interface ModuleExport extends Range {
  readonly kind: 'module-export';
  /** Null: the names are of this module. */
  readonly specifier: string | null;
  /** `*` as the name stands for the whole module: without another name, for each of its names. */
  readonly names: readonly { readonly name: string; readonly exported: string }[];
}
