export const mayImport: Readonly<Record<string, readonly string[]>>;
export const packages: Readonly<Record<string, readonly string[]>>;
export function bansOf(room: string): { readonly regex: string; readonly message: string }[];
