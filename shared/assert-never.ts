/** Makes a missed case of a union a compile error, and a loud one should it happen at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
