import { Check } from 'lucide-react';
import { useEffect } from 'react';
import type { Progress } from '../../shared/snapshot.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useLater } from '../app/use-later.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './IssuingSteps.module.css';

type IssuingStep = Extract<Progress, { doing: 'issuing' }>['step'];

const steps: readonly { readonly step: IssuingStep; readonly text: string }[] = [
  { step: 'creating', text: 'Asking Cloudflare for the token' },
  { step: 'proving', text: 'Trying out what it can and cannot do' },
  { step: 'storing', text: "Locking it in this computer's keychain" },
  { step: 'writing-down', text: 'Writing the slip' },
];

/* What comes after the last step, and can't be stopped: it worked, or it is undone. */
const endings: { readonly [S in IssuingStep]?: string } = {
  'deleting-old': 'Deleting the old token',
  'tidying-up': 'Taking back what was made',
};

/** How far creating is, step by step, with the way to stop it. */
export function IssuingSteps() {
  const { client, snapshot, announce } = useApp();
  const { progress } = snapshot;
  const current = progress.doing === 'issuing' ? progress.step : null;
  const ending = current === null ? undefined : endings[current];
  const at = current === 'deleting-old' ? steps.length : steps.findIndex(({ step }) => step === current);
  const stop = useAction(() => client.call('slip:stop-issuing'));
  const long = useLater(true, 4000);
  const spoken = ending ?? steps[at]?.text;
  useEffect(() => {
    if (spoken !== undefined) announce(spoken);
  }, [spoken, announce]);

  return (
    <>
      <ScreenHeading title="Making your slip" lead="Nothing changes on your website." />
      <ol className={styles.steps}>
        {steps.map(({ step, text }, index) => (
          <li
            key={step}
            className={classNames(index < at && styles.done, index > at && styles.open)}
            aria-current={index === at ? 'step' : undefined}
          >
            <span className={styles.mark}>
              {index < at ? <Check size={20} aria-label="Done" /> : null}
              {index === at ? <Spinner size={20} /> : null}
            </span>
            {text}
          </li>
        ))}
        {ending === undefined ? null : (
          <li aria-current="step">
            <span className={styles.mark}>
              <Spinner size={20} />
            </span>
            {ending}
          </li>
        )}
      </ol>
      <p className={styles.note}>
        {long && at >= 0 && ending === undefined
          ? `Step ${at + 1} of ${steps.length}. This takes longer than usual. It stops by itself if there is no answer.`
          : null}
      </p>
      {ending === undefined ? (
        <Button busy={stop.busy} onClick={() => void stop.start()}>
          Stop
        </Button>
      ) : null}
    </>
  );
}
