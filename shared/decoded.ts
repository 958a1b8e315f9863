/** Decodes percent signs; null where they are malformed, or what they stand for is not UTF-8. */
export function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
