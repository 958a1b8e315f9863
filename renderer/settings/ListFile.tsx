import { useState } from 'react';
import type { ImportPreview } from '../../shared/slip-import.ts';
import { useApp } from '../app/app-context.ts';
import { later } from '../app/later.tsx';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './Settings.module.css';

const ImportDialog = later(async () => (await import('./ImportDialog.tsx')).ImportDialog);

/** Saves the list of slips as a file, and brings one in from another computer. */
export function ListFile() {
  const { client, snapshot } = useApp();
  const [saved, setSaved] = useState(false);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const save = useAction(
    () => client.call('slips:export'),
    (how) => setSaved(how === 'saved'),
  );
  const read = useAction(() => client.call('slips:read-import'), setPreview);
  const writable = snapshot.storage.kind !== 'read-only';
  return (
    <section className={styles.group} aria-labelledby="list-file">
      <h3 id="list-file">Your list as a file</h3>
      <p className={styles.text}>
        Save what your slips say: jobs, places, dates and notes. No token is in the file. On another computer
        you can bring it in. The tokens stay here.
      </p>
      {saved ? <Notice tone="good" title="Your list is saved" urgent /> : null}
      <ActionProblem of={save} />
      <ActionProblem of={read} />
      <div className={styles.buttons}>
        <Button
          busy={save.busy}
          onClick={() => {
            setSaved(false);
            void save.start();
          }}
        >
          Save the list
        </Button>
        {writable ? (
          <Button busy={read.busy} onClick={() => void read.start()}>
            Bring a list in
          </Button>
        ) : null}
      </div>
      {preview === null ? null : <ImportDialog preview={preview} onClose={() => setPreview(null)} />}
    </section>
  );
}
