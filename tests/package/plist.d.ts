/* The package brings no types; this is what is used of it. */
declare module 'plist' {
  export function parse(text: string): unknown;
}
