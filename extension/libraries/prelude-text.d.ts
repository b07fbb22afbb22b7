/** Python preludes are bundled as text. */
declare module '*.py' {
  const text: string;
  export { text as default };
}
