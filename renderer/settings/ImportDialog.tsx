import { agentName } from '../../shared/agents.ts';
import { jobOf } from '../../shared/catalogue/jobs.ts';
import type { ImportPreview } from '../../shared/slip-import.ts';
import { placeText } from '../../shared/slip-paper.ts';
import { useApp } from '../app/app-context.ts';
import { dateText } from '../app/dates.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { ScrollText } from '../ui/ScrollText.tsx';
import styles from './ImportDialog.module.css';

type ImportDialogProps = { readonly preview: ImportPreview; readonly onClose: () => void };

/** How many of the slips are named; the rest is counted. */
const mostNamed = 50;

/** Shows what a file would add before it does. */
export function ImportDialog({ preview, onClose }: ImportDialogProps) {
  const { client, show, announce } = useApp();
  const { added, elsewhere, known, practice } = preview;
  const add = useAction(
    () => client.call('slips:import'),
    (done) => {
      announce(`${slips(done.added)} came in.`);
      show({ name: 'home' });
    },
  );
  if (added.length === 0) {
    return (
      <Dialog
        title="Nothing new is in this file"
        lead={leftOut(known, practice)}
        onClose={onClose}
        foot={<Button onClick={onClose}>Close</Button>}
      />
    );
  }
  return (
    <Dialog
      title={`Add ${slips(added.length)}?`}
      lead={`The list was saved on ${dateText(new Date(preview.exportedAt))}. Only bring in a file that you saved yourself. Nothing in your own list changes. ${leftOut(known, practice)}`}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button tone="primary" busy={add.busy} onClick={() => void add.start()}>
            {`Add ${slips(added.length)}`}
          </Button>
        </>
      }
    >
      {elsewhere === 0 ? null : (
        <Notice
          tone="soon"
          title={`The ${elsewhere === 1 ? 'token of 1 slip is' : `tokens of ${elsewhere} slips are`} not on this computer`}
        >
          You can then rotate each token to a new value here. Or take the slip off the list again.
        </Notice>
      )}
      <ScrollText as="ul" className={styles.list} label="Slips in the file">
        {added.slice(0, mostNamed).map(({ id, number, job, who, place }) => (
          <li key={id}>
            <b>
              No. {number}, {jobOf(job).title}
            </b>
            <span>
              {agentName(who)}, {placeText(place)}
            </span>
          </li>
        ))}
        {added.length > mostNamed ? <li>And {added.length - mostNamed} more</li> : null}
      </ScrollText>
      <ActionProblem of={add} steps={{ dismiss: onClose }} />
    </Dialog>
  );
}

function slips(count: number): string {
  return count === 1 ? '1 slip' : `${count} slips`;
}

function leftOut(known: number, practice: number): string {
  return [
    known === 0 ? '' : `${slips(known)} of the file ${known === 1 ? 'is' : 'are'} here already.`,
    practice === 0
      ? ''
      : `${practice === 1 ? '1 practice slip stays' : `${practice} practice slips stay`} out.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
