import { useState } from 'react';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { ScrollText } from '../ui/ScrollText.tsx';
import styles from './Settings.module.css';

/** What the app is made with, and under which licences. */
export function LicenceList() {
  const { client } = useApp();
  const [licences, setLicences] = useState<string | null>(null);
  const read = useAction(
    () => client.call('licences:read'),
    ({ text }) => setLicences(text),
  );
  return (
    <section className={styles.group} aria-labelledby="licences">
      <h3 id="licences">What this app is made with</h3>
      {licences === null ? (
        <>
          <p className={styles.text}>
            People gave away the parts that it is built from. Here are their terms.
          </p>
          <div className={styles.buttons}>
            <Button busy={read.busy} onClick={() => void read.start()}>
              Show the licences
            </Button>
          </div>
        </>
      ) : (
        <ScrollText as="pre" className={styles.report}>
          {licences}
        </ScrollText>
      )}
      <ActionProblem of={read} />
    </section>
  );
}
