import { useState } from 'react';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { CheckField } from '../ui/CheckField.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { ScrollText } from '../ui/ScrollText.tsx';
import { LicenceList } from './LicenceList.tsx';
import styles from './Settings.module.css';

/** A report that helps to find a fault: shown whole before it is saved, and sent by nobody but the owner. */
export function ReportPart() {
  const { client, snapshot } = useApp();
  const [withNames, setWithNames] = useState(false);
  const [report, setReport] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const make = useAction(
    (names: boolean) => client.call('diagnostics:make', { withNames: names }),
    ({ text }) => setReport(text),
  );
  const save = useAction(
    () => client.call('diagnostics:save'),
    (how) => setSaved(how === 'saved'),
  );
  return (
    <>
      <p className={styles.text}>
        Does something not work? Make a report for the person who helps you. It has versions, dates and the
        end of the log. No token is ever in it, and we send it nowhere. This is version {snapshot.version}.
      </p>
      <div className={styles.group}>
        <CheckField
          label="Include the names"
          hint="Agents, websites and tasks. Leave them out if you do not know the person well."
          checked={withNames}
          busy={make.busy}
          onChange={(names) => {
            setWithNames(names);
            setSaved(false);
            /* What is shown is what is saved, so a report that is open is made anew. */
            if (report !== null) void make.start(names);
          }}
        />
      </div>
      <div className={styles.buttons}>
        <Button
          busy={make.busy}
          onClick={() => {
            setSaved(false);
            void make.start(withNames);
          }}
        >
          {report === null ? 'Make the report' : 'Make it again'}
        </Button>
        {report === null ? null : (
          <Button busy={save.busy || make.busy} onClick={() => void save.start()}>
            Save the report
          </Button>
        )}
      </div>
      {saved ? <Notice tone="good" title="The report is saved" urgent /> : null}
      <ActionProblem of={make} />
      <ActionProblem of={save} />
      {report === null ? null : (
        <section className={styles.group} aria-labelledby="report">
          <h3 id="report">This is all that is in it</h3>
          <ScrollText as="pre" className={styles.report}>
            {report}
          </ScrollText>
        </section>
      )}
      <LicenceList />
    </>
  );
}
