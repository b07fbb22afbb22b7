/** Preludes, in Python and in JavaScript, are bundled as text. */
declare module '*.py' {
  const text: string;
  export { text as default };
}

declare module '*.prelude.js' {
  const text: string;
  export { text as default };
}
