import type { SyntaxProblem } from './ir';
export interface Repair { readonly text: string; readonly problems: readonly SyntaxProblem[]; readonly toSource: (offset: number) => number }
export function repair(text: string): Repair { return { text, problems: [], toSource: (o) => o }; }
