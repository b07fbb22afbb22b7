/** The places (line from 1, columns in UTF-16 units) that a run of a program can see. */
export function places(name: string, text: string): readonly (readonly [line: number, column: number, endLine: number, endColumn: number])[];
/** The same program in JavaScript, instrumented. */
export function instrument(name: string, text: string): string;
