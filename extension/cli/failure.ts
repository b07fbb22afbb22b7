/** What keeps a command from running. */

/** The command line was not understood. */
export class UsageError extends Error {}

/** A file or folder that cannot be read. */
export class InputError extends Error {}
