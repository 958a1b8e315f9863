import { Folder, Globe } from 'lucide-react';
import { useState } from 'react';
import { jobOf } from '../../shared/catalogue/jobs.ts';
import type { ListedProject, ListedZone, Places } from '../../shared/places.ts';
import { choiceOf } from '../../shared/wizard.ts';
import { Button } from '../ui/Button.tsx';
import { ChoiceCards } from '../ui/ChoiceCards.tsx';
import { Notice } from '../ui/Notice.tsx';
import { SearchList } from '../ui/SearchList.tsx';
import { AllWebsites } from './AllWebsites.tsx';
import { NarrowTo } from './NarrowTo.tsx';
import styles from './PlaceChoice.module.css';
import { onlyAccount } from './settle-place.ts';
import { fieldText, isAbout, type StepProps } from './step-props.ts';

type PlaceChoiceProps = StepProps & { readonly places: Places; readonly onReload: () => void };

/** The live lists as cards: the account if there are several, then the Pages project and the website the job needs. */
export function PlaceChoice({ draft, answer, problem, places, onReload }: PlaceChoiceProps) {
  const { where } = draft;
  const job = draft.job === null ? null : jobOf(choiceOf(draft.job));
  const [turned, setTurned] = useState(false);
  const account = where.account ?? onlyAccount(places);
  if (job === null) return null;

  const zones = places.zones.filter((zone) => zone.account.id === account?.id);
  const projects = places.projects.filter(({ accountId }) => accountId === account?.id);
  const all = where.zones.kind === 'all';
  const missing = fieldText(problem, isAbout('where'));
  const needsProject = job.pagesProject === 'needed';
  const accountOnly = !job.needsZone && !needsProject;
  const chosenZone = where.zones.kind === 'one' ? where.zones.zone : null;

  return (
    <>
      {places.accounts.length > 1 || accountOnly ? (
        <ChoiceCards
          label="In which account?"
          labelShown
          choices={places.accounts.map(({ id, name }) => ({ value: id, title: name }))}
          value={where.account?.id ?? null}
          onChoose={(id) =>
            answer({
              do: 'choose-where',
              where: { account: places.accounts.find((one) => one.id === id) ?? null, domain: '' },
            })
          }
          problem={where.account === null ? missing : null}
        />
      ) : null}
      {account !== null && needsProject ? (
        <ProjectList
          projects={projects}
          value={where.pagesProject}
          problem={where.pagesProject === null ? missing : null}
          onReload={onReload}
          onChoose={(pagesProject) => answer({ do: 'choose-where', where: { account, pagesProject } })}
        />
      ) : null}
      {account !== null && job.needsZone && !all ? (
        <ZoneList
          zones={zones}
          titled={needsProject}
          takesFocus={turned}
          value={chosenZone?.id ?? null}
          problem={chosenZone === null ? missing : null}
          onReload={onReload}
          onChoose={({ id, name }) =>
            answer({
              do: 'choose-where',
              where: { account, zones: { kind: 'one', zone: { id, name } }, domain: name },
            })
          }
        />
      ) : null}
      {account !== null && job.mayReadAllZones ? (
        <AllWebsites
          draft={draft}
          answer={answer}
          problem={problem}
          account={account}
          onTurn={() => setTurned(true)}
        />
      ) : null}
      {chosenZone !== null && job.narrowsTo !== 'nothing' ? (
        <NarrowTo
          draft={draft}
          answer={answer}
          problem={problem}
          domain={chosenZone.name}
          withPath={job.narrowsTo === 'hostname-and-path'}
        />
      ) : null}
    </>
  );
}

type ZoneListProps = {
  readonly zones: readonly ListedZone[];
  readonly titled: boolean;
  readonly takesFocus: boolean;
  readonly value: string | null;
  readonly problem: string | null;
  readonly onChoose: (zone: ListedZone) => void;
  readonly onReload: () => void;
};

function ZoneList({ zones, titled, takesFocus, value, problem, onChoose, onReload }: ZoneListProps) {
  if (zones.length === 0) {
    return (
      <NothingHere title="There is no website in this account" onReload={onReload}>
        Add your domain at Cloudflare first. Or connect with a key of the account that has it.
      </NothingHere>
    );
  }
  return (
    <div className={titled ? styles.titled : undefined}>
      {titled ? <h2>And which domain?</h2> : null}
      <SearchList
        label="Which website is it about?"
        searchLabel="Find a website by its name"
        takesFocus={takesFocus}
        choices={zones.map(({ id, name, status }) => ({
          value: id,
          title: name,
          icon: <Globe size={22} aria-hidden />,
          ...(status === 'active' ? {} : { text: `Not in use yet (${status})` }),
        }))}
        value={value}
        problem={problem}
        onChoose={(id) => {
          const zone = zones.find((one) => one.id === id);
          if (zone !== undefined) onChoose(zone);
        }}
      />
    </div>
  );
}

type ProjectListProps = {
  readonly projects: readonly ListedProject[];
  readonly value: string | null;
  readonly problem: string | null;
  readonly onChoose: (name: string) => void;
  readonly onReload: () => void;
};

function ProjectList({ projects, value, problem, onChoose, onReload }: ProjectListProps) {
  if (projects.length === 0) {
    return (
      <NothingHere title="There is no Pages project in this account" onReload={onReload}>
        Pages is Cloudflare's own place for websites. Make a project there first, or go back and choose
        another job.
      </NothingHere>
    );
  }
  return (
    <SearchList
      label="Which Pages project is it about?"
      searchLabel="Find a project by its name"
      choices={projects.map(({ name, domains }) => ({
        value: name,
        title: name,
        icon: <Folder size={22} aria-hidden />,
        ...(domains.length === 0 ? {} : { text: domains.slice(0, 2).join(', ') }),
      }))}
      value={value}
      problem={problem}
      onChoose={onChoose}
    />
  );
}

type NothingHereProps = {
  readonly title: string;
  readonly children: string;
  readonly onReload: () => void;
};

function NothingHere({ title, children, onReload }: NothingHereProps) {
  return (
    <Notice
      tone="calm"
      title={title}
      actions={
        <Button small onClick={onReload}>
          Look again
        </Button>
      }
    >
      {children}
    </Notice>
  );
}
