import { z } from 'zod';
import { wizardSteps } from '../wizard.ts';
import { recipient } from './agents.ts';
import { guideForm } from './guide.ts';
import { access, jobChoice, jobId, ownJob } from './jobs.ts';
import { account, place, zone } from './place.ts';
import { replacedToken } from './token-owner.ts';
import { untilAnswer } from './until.ts';

/** The answer to "where", while it is still being given. */
export const whereAnswer = z.object({
  account: account.nullable(),
  zones: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('one'), zone: zone.nullable() }),
    z.object({ kind: z.literal('all'), reason: z.string().max(500) }),
  ]),
  pagesProject: z.string().max(100).nullable(),
  /** As typed; read by readHostname and readPath when the answer is checked. */
  hostname: z.string().max(300),
  /** The website as typed, where no list of websites is at hand; read by readDomain. Drafts of older versions lack it. */
  domain: z.string().max(300).default(''),
  path: z.string().max(600),
});

/** Everything the owner has answered so far. Never a secret: it is kept on disk so that the wizard can be resumed. */
export const draft = z.object({
  step: z.enum(wizardSteps),
  who: recipient.nullable(),
  job: z.discriminatedUnion('id', [z.object({ id: jobId, access }), ownJob.extend({ access })]).nullable(),
  where: whereAnswer,
  task: z.string().max(2000),
  until: untilAnswer.nullable(),
  /** Where the owner is on the path through Cloudflare's own form; null off it. Drafts of older versions lack it. */
  guide: z
    .object({ form: guideForm, step: z.number().int().min(1).max(12) })
    .nullable()
    .default(null),
  /** The token that the slip is to replace; null for none. Drafts of older versions lack it. */
  replaces: replacedToken.nullable().default(null),
  /** The slip that gets another token with these answers; null for a new slip. Drafts of older versions lack it. */
  changes: z
    .object({
      id: z.string().regex(/^slip-[a-z2-7]{16}$/),
      number: z.number().int().min(1),
      /** Which token of the slip it will be; 2 for the first other one. Stands in the name of one that is made by hand. */
      version: z.number().int().min(2).max(9999),
    })
    .nullable()
    .default(null),
});

/** What a finished wizard asks for: enough to make a slip, and nothing else. */
export const slipRequest = z.object({
  who: recipient,
  job: jobChoice,
  access,
  task: z.string().min(1).max(300),
  place,
  until: untilAnswer,
});
