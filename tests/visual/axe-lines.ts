import type { Result } from 'axe-core';

/** What axe found, one line each. */
export function axeLines(violations: readonly Result[]): readonly string[] {
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ target, any }) => `${target.join(' ')} (${any[0]?.message ?? ''})`).join(', ')}`,
  );
}
