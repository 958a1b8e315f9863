import { useState } from 'react';
import { jobOf } from '../../shared/catalogue/jobs.ts';
import { readDomain } from '../../shared/place.ts';
import { choiceOf } from '../../shared/wizard.ts';
import { TextField } from '../ui/TextField.tsx';
import { AllWebsites } from './AllWebsites.tsx';
import { NarrowTo } from './NarrowTo.tsx';
import { fieldText, isAbout, type StepProps } from './step-props.ts';

/** Where the slip is good for, written by the owner: without a setup key there is no list to choose from. */
export function TypedPlace({ draft, answer, problem }: StepProps) {
  const { where } = draft;
  const [turned, setTurned] = useState(false);
  const job = draft.job === null ? null : jobOf(choiceOf(draft.job));
  if (job === null) return null;
  const all = where.zones.kind === 'all';
  const domain = readDomain(where.domain);
  const known = domain.ok ? domain.value : null;
  const missing = fieldText(problem, isAbout('where'));
  const nothingToAsk = !job.needsZone && job.pagesProject === 'none';
  return (
    <>
      {nothingToAsk ? <p>There is nothing to fill in here. You choose the account at Cloudflare.</p> : null}
      {job.pagesProject === 'needed' ? (
        <TextField
          label="Name of the Pages project"
          hint="You find it at Cloudflare under Workers & Pages. Its address ends in .pages.dev."
          value={where.pagesProject ?? ''}
          maxLength={100}
          problem={
            fieldText(problem, (one) => one.code === 'project-malformed' || isAbout('project')(one)) ??
            ((where.pagesProject ?? '') === '' ? missing : null)
          }
          onChange={(pagesProject) => answer({ do: 'choose-where', where: { pagesProject } })}
        />
      ) : null}
      {job.needsZone && !all ? (
        <TextField
          label="Web address of your website"
          hint="For example bakery.example. You can paste it from your browser."
          value={where.domain}
          maxLength={300}
          takesFocus={turned}
          problem={
            fieldText(
              problem,
              (one) =>
                one.code === 'domain-malformed' || one.code === 'zone-not-seen' || isAbout('domain')(one),
            ) ?? (where.domain === '' ? missing : null)
          }
          onChange={(typed) =>
            answer({ do: 'choose-where', where: { domain: typed, zones: { kind: 'one', zone: null } } })
          }
        />
      ) : null}
      {job.mayReadAllZones ? (
        <AllWebsites
          draft={draft}
          answer={answer}
          problem={problem}
          account={null}
          onTurn={() => setTurned(true)}
        />
      ) : null}
      {known !== null && !all && job.narrowsTo !== 'nothing' ? (
        <NarrowTo
          draft={draft}
          answer={answer}
          problem={problem}
          domain={known}
          withPath={job.narrowsTo === 'hostname-and-path'}
        />
      ) : null}
    </>
  );
}
