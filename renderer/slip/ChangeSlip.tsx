import { draftOf } from '../../shared/next-draft.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './SomethingHappened.module.css';
import { useOtherWorld } from './use-other-world.tsx';

/** What a slip says can be changed: with a new token in the place of the old one. */
export function ChangeSlip({ slip }: { readonly slip: Slip }) {
  const { client, show, now } = useApp();
  const elsewhere = useOtherWorld(slip);
  const change = useAction(
    (step: 'job' | 'terms') => client.call('draft:begin', { draft: draftOf(slip, step, now()) }),
    () => show({ name: 'wizard' }),
  );
  if (slip.rotating !== null || slip.replacing !== null || slip.stopping !== null) return null;
  if (elsewhere !== null) {
    return (
      <section className={styles.section}>
        <h2>Does it need to change?</h2>
        <p className={styles.first}>{elsewhere.text}</p>
        {elsewhere.button}
        {elsewhere.problem}
      </section>
    );
  }
  return (
    <section className={styles.section}>
      <h2>Does it need to change?</h2>
      <ul className={styles.ways}>
        <li>
          <Button tone="link" onClick={() => void change.start('terms')}>
            Change the end date
          </Button>
        </li>
        <li>
          <Button tone="link" onClick={() => void change.start('job')}>
            Change what it may do, or where
          </Button>
        </li>
      </ul>
      <p>
        It gets a new token with your new answers. The old one is deleted once the new one works. The slip
        keeps its number and its place.
      </p>
      <ActionProblem of={change} />
    </section>
  );
}
