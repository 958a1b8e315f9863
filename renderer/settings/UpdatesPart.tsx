import { assertNever } from '../../shared/assert-never.ts';
import type { UpdateState } from '../../shared/update.ts';
import { useApp } from '../app/app-context.ts';
import { useSetting } from '../app/use-setting.ts';
import { Button } from '../ui/Button.tsx';
import { CheckField } from '../ui/CheckField.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './Settings.module.css';

/** Newer versions of the app. Nothing is fetched or installed unless the owner asks for it. */
export function UpdatesPart() {
  const { client, snapshot } = useApp();
  const { update, version, preferences } = snapshot;
  const daily = useSetting(preferences.dailyLook, (on) => client.call('updates:daily', { on }));
  if (update.kind === 'elsewhere') {
    return (
      <p className={styles.text}>
        This is version {version}. This copy does not look for new versions. Get them where you got this one.
      </p>
    );
  }
  return (
    <>
      <p className={styles.text}>This is version {version}.</p>
      <UpdateNotice update={update} />
      <ActionProblem of={daily} />
      <div className={styles.group}>
        <CheckField
          label="Look for a new version once a day"
          hint="We ask GitHub for the newest number, and say nothing of you or your slips. While you practise, we do not ask."
          checked={daily.value}
          onChange={daily.set}
        />
      </div>
    </>
  );
}

function UpdateNotice({ update }: { readonly update: Exclude<UpdateState, { kind: 'elsewhere' }> }) {
  switch (update.kind) {
    case 'not-looked':
      return <Look label="Look now" />;
    case 'looking':
      return <Notice tone="calm" title="Looking for a new version" urgent />;
    case 'newest':
      return (
        <>
          <Notice tone="good" title="You have the newest version" urgent />
          <Look label="Look again" />
        </>
      );
    case 'found':
      return <Found version={update.version} />;
    case 'fetching':
      return <Notice tone="calm" title={`Getting version ${update.version}`} urgent />;
    case 'ready':
      return <Ready version={update.version} />;
    case 'installing':
      return (
        <Notice tone="calm" title={`Installing version ${update.version}`} urgent>
          The app closes in a moment, and starts again by itself.
        </Notice>
      );
    case 'failed':
      return (
        <>
          <Notice tone="soon" urgent title={failures[update.at].title}>
            {failures[update.at].meaning}
          </Notice>
          <Look label="Try again" />
        </>
      );
    default:
      return assertNever(update);
  }
}

const failures = {
  looking: {
    title: 'We could not look for a new version',
    meaning: 'Is this computer online? Your slips are not touched.',
  },
  fetching: {
    title: 'The new version did not arrive',
    meaning: 'It was cut off, or its signature was not right. Nothing was installed.',
  },
  installing: {
    title: 'The new version could not be installed',
    meaning: 'This version goes on as before. Your slips are not touched.',
  },
} as const;

function Look({ label }: { readonly label: string }) {
  const { client } = useApp();
  return (
    <div className={styles.buttons}>
      <Button onClick={() => void client.call('updates:look')}>{label}</Button>
    </div>
  );
}

function Found({ version }: { readonly version: string }) {
  const { client } = useApp();
  return (
    <Notice
      tone="calm"
      urgent
      title={`Version ${version} is here`}
      actions={
        <Button small onClick={() => void client.call('updates:fetch')}>
          Get it
        </Button>
      }
    >
      We check who signed it. Nothing is installed until you say so.
    </Notice>
  );
}

function Ready({ version }: { readonly version: string }) {
  const { client } = useApp();
  return (
    <Notice
      tone="good"
      urgent
      title={`Version ${version} is ready`}
      actions={
        <Button small onClick={() => void client.call('updates:install')}>
          Install and restart
        </Button>
      }
    >
      The app closes, and starts again as the new version. Agents that work through the app have to wait for a
      minute.
    </Notice>
  );
}
