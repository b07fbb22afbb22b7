/** How long strings and sequences may grow: of longer ones only what their elements are like is known. */

/** Strings longer than this are data. */
export const mostCharacters = 2_000_000;

/** As many elements as a literal of a generated file has. */
export const mostItems = 1_000_000;

/** A call with more arguments than this grows without end. */
export const mostArguments = 100_000;

/** The string, or null for one that is too long. */
export function extent(value: string): string | null {
  return value.length > mostCharacters ? null : value;
}
