/**
 * The IR: the one small language that Python, TypeScript and JavaScript lower into (`script-ir.ts` has what only the latter two have).
 *
 * Plain data, immutable after lowering. Ranges are half-open UTF-16 offsets into the source text; they equal the
 * ranges of CPython's `ast` nodes (a parenthesised expression has the range of what is inside the parentheses,
 * a parameter has the range of its name with annotation, without default), so that recorded truth can be compared.
 */
import type { ScriptExpression, ScriptStatement } from './script-ir';

/** Half-open range of UTF-16 offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type Expression =
  | Name
  | Constant
  | Sequence
  | Dict
  | Attribute
  | Subscript
  | Slice
  | Call
  | Binary
  | Unary
  | Logical
  | Compare
  | Conditional
  | Lambda
  | Comprehension
  | NamedExpression
  | Template
  | Starred
  | Yield
  | Await
  | Malformed
  | ScriptExpression;

export interface Name extends Range {
  readonly kind: 'name';
  readonly name: string;
}

/** A literal. `int` carries a number when it is a safe integer, else null. */
export type Constant = Range & { readonly kind: 'constant' } & (
    | { readonly type: 'int'; readonly value: number | null }
    | { readonly type: 'float'; readonly value: number }
    | { readonly type: 'complex' }
    | { readonly type: 'str' | 'bytes'; readonly value: string }
    | { readonly type: 'bool'; readonly value: boolean }
    | { readonly type: 'none' }
    | { readonly type: 'ellipsis' }
  );

/** `[a, *b]`, `(a, b)`, `{a, b}`. */
export interface Sequence extends Range {
  readonly kind: 'sequence';
  readonly type: 'list' | 'tuple' | 'set';
  readonly elements: readonly Expression[];
}

/** `{k: v, **spread}`: a spread entry has a null key. */
export interface Dict extends Range {
  readonly kind: 'dict';
  readonly entries: readonly { readonly key: Expression | null; readonly value: Expression }[];
}

export interface Attribute extends Range {
  readonly kind: 'attribute';
  readonly object: Expression;
  readonly name: string;
  /** Range of the attribute's own name. */
  readonly nameRange: Range;
  /** `object?.name`. */
  readonly isOptional?: true;
}

/** `object[index]`; `a[1, :]` has a tuple as its index. */
export interface Subscript extends Range {
  readonly kind: 'subscript';
  readonly object: Expression;
  readonly index: Expression;
  /** `object?.[index]`. */
  readonly isOptional?: true;
}

/** `lower:upper:step`, only inside a subscript. */
export interface Slice extends Range {
  readonly kind: 'slice';
  readonly lower: Expression | null;
  readonly upper: Expression | null;
  readonly step: Expression | null;
}

export interface Argument extends Range {
  readonly value: Expression;
  /** Keyword name, or null for a positional argument. */
  readonly name: string | null;
  readonly spread: 'none' | 'positional' | 'keyword';
}

export interface Call extends Range {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  /** `callee?.(...)`. */
  readonly isOptional?: true;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '&' | '|' | '^' | '<<' | '>>' | '>>>';

export interface Binary extends Range {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Unary extends Range {
  readonly kind: 'unary';
  readonly operator: '-' | '+' | '~' | 'not' | 'typeof' | 'void';
  readonly operand: Expression;
}

export interface Logical extends Range {
  readonly kind: 'logical';
  /** `??`: the second where the first is null or undefined. */
  readonly operator: 'and' | 'or' | '??';
  readonly operands: readonly Expression[];
}

export type CompareOperator = '<' | '<=' | '>' | '>=' | '==' | '!=' | 'is' | 'is not' | 'in' | 'not in' | '===' | '!==' | 'instanceof';

/** `a < b <= c`: operands a, b, c and operators <, <=. */
export interface Compare extends Range {
  readonly kind: 'compare';
  readonly operators: readonly CompareOperator[];
  readonly operands: readonly Expression[];
}

export interface Conditional extends Range {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface Lambda extends Range {
  readonly kind: 'lambda';
  readonly code: FunctionCode;
}

export interface ComprehensionClause {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

/** `[element for ...]`; a dict comprehension has `key` too. */
export interface Comprehension extends Range {
  readonly kind: 'comprehension';
  readonly type: 'list' | 'set' | 'dict' | 'generator';
  readonly key: Expression | null;
  readonly element: Expression;
  readonly clauses: readonly ComprehensionClause[];
}

/** `target := value`. */
export interface NamedExpression extends Range {
  readonly kind: 'named-expression';
  readonly target: Name;
  readonly value: Expression;
}

/** An f-string (or template string): literal texts and expressions in order. */
export interface Template extends Range {
  readonly kind: 'template';
  readonly parts: readonly (string | { readonly value: Expression; readonly conversion: string; readonly format: string })[];
}

/** `*value` in a list, tuple, subscript or assignment target. */
export interface Starred extends Range {
  readonly kind: 'starred';
  readonly value: Expression;
}

export interface Yield extends Range {
  readonly kind: 'yield';
  readonly value: Expression | null;
  /** `yield from value`. */
  readonly delegate: boolean;
}

export interface Await extends Range {
  readonly kind: 'await';
  readonly value: Expression;
}

/** Source the parser could not understand: evaluates to unknown. */
export interface Malformed extends Range {
  readonly kind: 'malformed';
}

export type Statement =
  | ExpressionStatement
  | Assign
  | AugmentedAssign
  | AnnotatedAssign
  | Return
  | If
  | While
  | For
  | Try
  | With
  | FunctionDefinition
  | ClassDefinition
  | Import
  | ImportFrom
  | Raise
  | Assert
  | Delete
  | Scope
  | Match
  | Jump
  | ScriptStatement;

export interface ExpressionStatement extends Range {
  readonly kind: 'expression';
  readonly value: Expression;
}

/** `a = b = value`: targets a, b. */
export interface Assign extends Range {
  readonly kind: 'assign';
  readonly targets: readonly Expression[];
  readonly value: Expression;
}

export interface AugmentedAssign extends Range {
  readonly kind: 'augmented-assign';
  readonly target: Expression;
  readonly operator: BinaryOperator;
  readonly value: Expression;
}

export interface AnnotatedAssign extends Range {
  readonly kind: 'annotated-assign';
  readonly target: Expression;
  readonly annotation: Expression;
  readonly value: Expression | null;
}

export interface Return extends Range {
  readonly kind: 'return';
  readonly value: Expression | null;
}

export interface If extends Range {
  readonly kind: 'if';
  readonly test: Expression;
  readonly then: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface While extends Range {
  readonly kind: 'while';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface For extends Range {
  readonly kind: 'for';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface ExceptHandler extends Range {
  /** Null for a bare `except:`. */
  readonly type: Expression | null;
  readonly name: string | null;
  readonly body: readonly Statement[];
}

export interface Try extends Range {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handlers: readonly ExceptHandler[];
  readonly otherwise: readonly Statement[];
  readonly finally: readonly Statement[];
}

export interface With extends Range {
  readonly kind: 'with';
  readonly items: readonly { readonly context: Expression; readonly target: Expression | null }[];
  readonly body: readonly Statement[];
}

export interface Parameter extends Range {
  readonly name: string;
  readonly kind: 'positional-only' | 'positional' | 'var-positional' | 'keyword-only' | 'var-keyword';
  readonly default: Expression | null;
  readonly annotation: Expression | null;
  /** What the argument is taken apart into, where the parameter has no name of its own: `function f({a, b})`. */
  readonly pattern?: Expression;
}

/** What a `def` or `lambda` runs. `body` is a thunk: a body is lowered when it is first run, and then kept. */
export interface FunctionCode extends Range {
  readonly name: string;
  /** Range of the name in the `def`; of the whole for a lambda. */
  readonly nameRange: Range;
  readonly parameters: readonly Parameter[];
  readonly returns: Expression | null;
  readonly body: () => readonly Statement[];
  readonly isGenerator: boolean;
  readonly isAsync: boolean;
  /** An arrow function: `this` is that of the code around it. */
  readonly isArrow?: true;
  /** Names bound in the body (assigned, imported, defined, loop and with targets), parameters included, less globals and nonlocals. */
  readonly locals: () => ReadonlySet<string>;
  readonly docstring: string | null;
}

export interface FunctionDefinition extends Range {
  readonly kind: 'function';
  readonly code: FunctionCode;
  readonly decorators: readonly Expression[];
}

export interface ClassDefinition extends Range {
  readonly kind: 'class';
  readonly name: string;
  readonly nameRange: Range;
  readonly bases: readonly Argument[];
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
  readonly docstring: string | null;
}

/** `import a.b as c, d`. */
export interface Import extends Range {
  readonly kind: 'import';
  readonly names: readonly { readonly module: string; readonly alias: string | null; readonly range: Range }[];
}

/** `from ..a import b as c` (level 2, module 'a'); a star import has one name `*`. */
export interface ImportFrom extends Range {
  readonly kind: 'import-from';
  readonly level: number;
  readonly module: string;
  readonly names: readonly { readonly name: string; readonly alias: string | null; readonly range: Range }[];
}

export interface Raise extends Range {
  readonly kind: 'raise';
  readonly value: Expression | null;
  readonly cause: Expression | null;
}

export interface Assert extends Range {
  readonly kind: 'assert';
  readonly test: Expression;
  readonly message: Expression | null;
}

export interface Delete extends Range {
  readonly kind: 'delete';
  readonly targets: readonly Expression[];
}

export interface Scope extends Range {
  readonly kind: 'scope';
  readonly type: 'global' | 'nonlocal';
  readonly names: readonly string[];
}

export interface Match extends Range {
  readonly kind: 'match';
  readonly subject: Expression;
  readonly cases: readonly { readonly pattern: Pattern; readonly guard: Expression | null; readonly body: readonly Statement[] }[];
}

export type Pattern =
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'capture'; readonly name: string | null; readonly pattern: Pattern | null }
  | { readonly kind: 'sequence'; readonly elements: readonly Pattern[] }
  | { readonly kind: 'star'; readonly name: string | null }
  | { readonly kind: 'mapping'; readonly entries: readonly { readonly key: Expression; readonly value: Pattern }[]; readonly rest: string | null }
  | {
      readonly kind: 'class';
      readonly type: Expression;
      readonly positional: readonly Pattern[];
      readonly keyword: readonly { readonly name: string; readonly value: Pattern }[];
    }
  | { readonly kind: 'or'; readonly alternatives: readonly Pattern[] };

/** `break`, `continue`, `pass`, and a statement the parser could not understand. */
export interface Jump extends Range {
  readonly kind: 'break' | 'continue' | 'pass' | 'malformed-statement';
  /** The loop or statement that a `break` or `continue` is about, where it is not the innermost. */
  readonly label?: string;
}

/** A comment, with its text from `#` on. */
export interface Comment extends Range {
  readonly text: string;
}

/** Where the parser found source that it could not understand. */
export interface SyntaxProblem extends Range {
  readonly message: string;
}

/** One source file in the IR. */
export interface SourceModule {
  readonly body: readonly Statement[];
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
  readonly docstring: string | null;
}
