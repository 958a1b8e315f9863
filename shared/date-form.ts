import type { DateFormat } from './slip-paper.ts';

/** How dates are written: as on this computer, in one of a few languages, or in numbers alone. */
export const dateForms = ['system', 'en-GB', 'en-US', 'de-DE', 'fr-FR', 'es-ES', 'numbers'] as const;
export type DateForm = (typeof dateForms)[number];

/** A day, and a day with its time of day, as the owner reads them. The time zone is the computer's own. */
export type DateWriting = { readonly day: DateFormat; readonly moment: DateFormat };

/** How dates are written in a form; `system` is the computer's own locale. */
export function dateWriting(form: DateForm, system: string): DateWriting {
  const locale = localeOf(form, system);
  const day: Intl.DateTimeFormatOptions =
    form === 'numbers'
      ? { day: '2-digit', month: '2-digit', year: 'numeric' }
      : { day: 'numeric', month: 'long', year: 'numeric' };
  const time: Intl.DateTimeFormatOptions = {
    hour: form === 'numbers' ? '2-digit' : 'numeric',
    minute: '2-digit',
  };
  return { day: written(locale, day), moment: written(locale, { ...day, ...time }) };
}

/*
 * The app speaks English, so a date in another language would stand out unless the owner asked for it; the order of its
 * parts may be the computer's. Sweden writes a date in numbers as ISO 8601 does.
 */
function localeOf(form: DateForm, system: string): string {
  if (form === 'numbers') return 'sv-SE';
  if (form !== 'system') return form;
  return /^en(?:-|$)/.test(system) ? system : 'en-GB';
}

/* Made at the first date: a browser loads its data for it then, and a screen without dates need not wait. */
function written(locale: string, options: Intl.DateTimeFormatOptions): DateFormat {
  let format: Intl.DateTimeFormat | undefined;
  return (instant) => {
    format ??= new Intl.DateTimeFormat(locale, options);
    return format.format(instant);
  };
}
