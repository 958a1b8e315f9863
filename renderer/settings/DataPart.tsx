import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { ListFile } from './ListFile.tsx';
import styles from './Settings.module.css';
import { useSettingsFacts } from './use-settings-facts.ts';

/** Where the app keeps what it remembers. */
export function DataPart() {
  const [facts] = useSettingsFacts();
  return (
    <>
      {facts === null ? null : <Folder {...facts.dataFolder} />}
      <ListFile />
    </>
  );
}

function Folder({ path, isWritable }: { readonly path: string; readonly isWritable: boolean }) {
  const { client } = useApp();
  const open = useAction(() => client.call('data-folder:open'));
  return (
    <section className={styles.group} aria-labelledby="data-folder">
      <h3 id="data-folder">Data folder</h3>
      <p className={styles.text}>
        Your list of slips, your answers and a log are here. Tokens are not. They are in the keychain.
      </p>
      <p className={styles.path}>{path}</p>
      {isWritable ? null : (
        <Notice tone="stop" title="The app can't write to this folder">
          So nothing new can be saved. Your slips still work. See who owns the folder and if the disk is
          locked.
        </Notice>
      )}
      <ActionProblem of={open} />
      <div className={styles.buttons}>
        <Button busy={open.busy} onClick={() => void open.start()}>
          Open the folder
        </Button>
      </div>
    </section>
  );
}
