import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync('renderer/tokens.css', 'utf8');
const [lightPart = '', darkPart = ''] = css.split('@media (prefers-color-scheme: dark)');

function colours(part: string): ReadonlyMap<string, string> {
  return new Map(
    [...part.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  );
}

/** Relative luminance of a colour, by WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

const bodyText = ['ink', 'ink-soft'].flatMap((text) =>
  ['desk', 'desk-deep', 'paper'].map((ground) => [text, ground, 7] as const),
);
const colouredText = [
  ...['desk', 'paper'].flatMap((ground) =>
    ['accent', 'soon', 'stop'].map((text) => [text, ground, 4.5] as const),
  ),
  ['accent', 'accent-soft', 4.5],
  ['soon', 'soon-soft', 4.5],
  ['stop', 'stop-soft', 4.5],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['on-stop', 'stop', 4.5],
  ['on-drawn', 'drawn', 4.5],
  ['drawn', 'paper', 4.5],
  ['ink', 'accent-soft', 7],
  ['ink', 'soon-soft', 7],
  ['ink', 'stop-soft', 7],
  ['ink-soft', 'accent-soft', 4.5],
  ['line', 'paper', 3],
  ['line', 'desk', 3],
  ['focus', 'desk', 3],
  ['focus', 'paper', 3],
] as const;

describe.each([
  ['light', lightPart],
  ['dark', darkPart],
])('%s colours', (_, part) => {
  const tokens = colours(part);

  test.each([...bodyText, ...colouredText])(
    '--%s on --%s has a contrast of at least %d',
    (text, ground, least) => {
      expect(contrast(tokens.get(text) ?? '', tokens.get(ground) ?? '')).toBeGreaterThanOrEqual(least);
    },
  );
});

test('light and dark know the same colours', () => {
  expect([...colours(darkPart).keys()]).toEqual([...colours(lightPart).keys()]);
});

describe('where its owner asked for no motion', () => {
  const [, reduced = ''] = css.split('@media (prefers-reduced-motion: reduce)');
  const still = [...reduced.matchAll(/(--[a-z]+): 0s;/g)].map(([, name]) => `var(${name})`);

  /** The parts of each transition and animation of a style sheet, without the numbers of their curves. */
  const motions = (file: string) =>
    [...readFileSync(file, 'utf8').matchAll(/[^-\w](?:transition|animation)(?:-duration)?:([^;}]+)/g)]
      .flatMap(([, value = '']) => value.replace(/cubic-bezier\([^)]*\)/g, '').split(','))
      .map((part) => part.trim());

  test('everything that moves stands still', () => {
    const all = globSync('renderer/**/*.css').flatMap((file) =>
      motions(file).map((motion) => ({ file, motion })),
    );
    expect(still).toEqual(['var(--quick)', 'var(--appear)', 'var(--turn)']);
    expect(all.length).toBeGreaterThan(5);
    expect(
      all.filter(
        ({ motion }) => !still.some((time) => motion.includes(time)) || /\d(?:\.\d+)?m?s\b/.test(motion),
      ),
    ).toEqual([]);
  });
});
