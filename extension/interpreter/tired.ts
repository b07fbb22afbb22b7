/** Something has taken more steps than it is worth. What it was for goes on without it. */
export class Tired extends Error {}
