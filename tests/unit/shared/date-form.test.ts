import { describe, expect, it } from 'vitest';
import { type DateForm, dateWriting } from '../../../shared/date-form.ts';

const moment = new Date(2026, 11, 23, 14, 5);

describe('a date', () => {
  const cases: readonly [DateForm, string, string, RegExp][] = [
    ['system', 'en-US', 'December 23, 2026', /^December 23, 2026 at 2:05\sPM$/],
    ['system', 'en', 'December 23, 2026', /2:05\sPM$/],
    ['system', 'de-DE', '23 December 2026', /^23 December 2026 at 14:05$/],
    ['system', 'enm', '23 December 2026', /14:05$/],
    ['en-GB', 'de-DE', '23 December 2026', /^23 December 2026 at 14:05$/],
    ['en-US', 'de-DE', 'December 23, 2026', /2:05\sPM$/],
    ['de-DE', 'en-US', '23. Dezember 2026', /^23\. Dezember 2026 um 14:05$/],
    ['fr-FR', 'en-US', '23 décembre 2026', /14:05$/],
    ['es-ES', 'en-US', '23 de diciembre de 2026', /14:05$/],
    ['numbers', 'en-US', '2026-12-23', /^2026-12-23 14:05$/],
  ];
  it.each(cases)('as %s on a computer in %s is %s', (form, system, day, withTime) => {
    const writing = dateWriting(form, system);
    expect(writing.day(moment)).toBe(day);
    expect(writing.moment(moment)).toMatch(withTime);
  });
});
