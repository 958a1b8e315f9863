import { useEffect, useState } from 'react';
import type { ApprovalView } from '../../shared/approvals/card.ts';
import type { Problem } from '../../shared/problem.ts';
import { problemText } from '../../shared/problem-texts.ts';
import { useHelp } from '../help/use-help.tsx';
import { Announcer } from '../ui/Announcer.tsx';
import { Button } from '../ui/Button.tsx';
import { HelpButton } from '../ui/HelpButton.tsx';
import { Notice } from '../ui/Notice.tsx';
import styles from './ApprovalsApp.module.css';
import type { ApprovalsClient } from './approvals-client.ts';
import { Question } from './Question.tsx';
import { asksText } from './question-words.ts';
import { useLook } from './use-look.ts';

/** The window with agents' questions: one at a time, and the others as a list below it. */
export function ApprovalsApp({ client }: { readonly client: ApprovalsClient }) {
  const [view, setView] = useState<ApprovalView | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let gone = false;
    void client.get().then((got) => {
      if (!gone && got.ok) setView(got.value);
    });
    const leave = client.onChange(setView);
    return () => {
      gone = true;
      leave();
    };
  }, [client]);

  const cards = view?.cards ?? [];
  const card = cards.find(({ id }) => id === chosen) ?? cards[0];
  const others = cards.filter((one) => one !== card);
  useLook(client, card?.id ?? null);
  const help = useHelp(() => ({ page: 'give-a-slip', heading: 'when-your-agent-asks' }));
  const { close: closeHelp } = help;
  const asked = card?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question must not come up behind the help.
  useEffect(() => closeHelp(), [asked, closeHelp]);
  if (view === null) return null;
  return (
    <main className={styles.page}>
      <Announcer text={card === undefined ? '' : `${card.agent} asks. ${asksText(card)}`} />
      {problem === null ? null : (
        <Notice tone="soon" title={problemText(problem).title} urgent>
          {problemText(problem).meaning}
        </Notice>
      )}
      {card === undefined ? (
        <h1 className={styles.nothing}>Nothing waits for your answer.</h1>
      ) : (
        <Question
          key={card.id}
          card={card}
          now={view.now}
          answer={async (answer) => {
            const answered = await client.answer(card.id, answer);
            setProblem(answered.ok ? null : answered.problem);
          }}
        />
      )}
      <div className={styles.help}>
        <HelpButton onOpen={() => help.open()} />
      </div>
      {help.dialog}
      {others.length === 0 ? null : (
        <section className={styles.others} aria-labelledby="others">
          <h2 id="others">{others.length === 1 ? 'One more waits' : `${others.length} more wait`}</h2>
          <ul>
            {others.map((other) => (
              <li key={other.id}>
                <Button tone="link" onClick={() => setChosen(other.id)}>
                  {other.agent}: {asksText(other)}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}
