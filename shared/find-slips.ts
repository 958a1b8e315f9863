import { agentName } from './agents.ts';
import { jobOf, modeOf } from './catalogue/jobs.ts';
import type { Slip } from './slip.ts';
import { placeText } from './slip-paper.ts';

/** A slip, and the words by which it is found. */
export type Findable = { readonly slip: Slip; readonly words: string };

/** Makes a slip findable: by its number, agent, job, task, website, project and account. */
export function findableOf(slip: Slip): Findable {
  const { number, who, job, access, task, place } = slip;
  const words = [
    `no. ${number}`,
    agentName(who),
    jobOf(job).title,
    modeOf(job, access)?.may ?? '',
    task,
    placeText(place),
    place.account.name,
    slip.world === 'practice' ? 'practice' : '',
  ];
  return { slip, words: plain(words.join('\n')) };
}

/** The slips that hold every word of what was typed, in their order; a number is found with or without its "#". */
export function findSlips(all: readonly Findable[], typed: string): readonly Slip[] {
  const wanted = plain(typed)
    .split(/\s+/)
    .map((word) => word.replace(/^#(?=\d)/, ''))
    .filter((word) => word !== '');
  return all.filter(({ words }) => wanted.every((word) => words.includes(word))).map(({ slip }) => slip);
}

/* Small letters without accents: nobody types them alike. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
