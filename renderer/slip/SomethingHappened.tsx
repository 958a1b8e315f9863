import { type ConcernKind, remedyOf } from '../../shared/concerns.ts';
import { ok } from '../../shared/result.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './SomethingHappened.module.css';
import type { Swap } from './use-swap.ts';

type SomethingHappenedProps = {
  readonly slip: Pick<Slip, 'id'>;
  readonly swap: Swap;
  readonly onStop: (why: ConcernKind) => void;
  readonly onAnswer: () => void;
};

const ways: readonly { readonly what: ConcernKind; readonly label: string; readonly result: string }[] = [
  {
    what: 'unsure-where',
    label: 'I am not sure where I saved it',
    result: 'Rotate it, and a lost copy is dead.',
  },
  { what: 'person-left', label: 'The person or agent has left', result: 'Stop this slip.' },
  { what: 'job-done', label: 'The job is done', result: 'Stop this slip.' },
];

/** What may happen to a slip, and the one thing to do about it. What is only said is reminded of. */
export function SomethingHappened({ slip, swap, onStop, onAnswer }: SomethingHappenedProps) {
  const { client } = useApp();
  const say = useAction(async (what: ConcernKind | 'leaked') => {
    const said = await client.call('slip:say', { id: slip.id, what });
    if (what === 'leaked') {
      swap.leaked();
      /* The swap notes it too, and tells what failed. Another try from here would swap once more. */
      return ok(null);
    }
    if (remedyOf[what] === 'stop') onStop(what);
    else swap.ask();
    return said;
  });
  return (
    <section className={styles.section}>
      <h2>Did something happen?</h2>
      <ul className={styles.ways}>
        <li>
          <Button tone="link" onClick={onAnswer}>
            My agent says it can't
          </Button>
          <span> See what its answer means.</span>
        </li>
        <li>
          <Button tone="link" onClick={() => void say.start('leaked')}>
            I pasted the token into a chat: rotate it
          </Button>
          <span> At once, without a question.</span>
        </li>
        {ways.map(({ what, label, result }) => (
          <li key={what}>
            <Button tone="link" onClick={() => void say.start(what)}>
              {label}
            </Button>
            <span> {result}</span>
          </li>
        ))}
        <li>
          <Button tone="link" onClick={swap.ask}>
            Rotate the token to a new value
          </Button>
        </li>
      </ul>
      <ActionProblem of={say} />
    </section>
  );
}
