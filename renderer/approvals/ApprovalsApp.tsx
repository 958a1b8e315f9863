import { useEffect, useEffectEvent, useState } from 'react';
import type { ApprovalAnswer, ApprovalCard, ApprovalView } from '../../shared/approvals/card.ts';
import { problemText } from '../../shared/problem-texts.ts';
import { LoadFailed } from '../app/LoadFailed.tsx';
import { useAction } from '../app/use-action.ts';
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
  const get = useAction(() => client.get(), setView);
  const ask = useEffectEvent(() => void get.start());
  const tell = useEffectEvent((told: ApprovalView) => {
    /* Newer than what was asked for, if that still is on its way. */
    get.reset();
    setView(told);
  });
  useEffect(() => {
    ask();
    return client.onChange((told) => tell(told));
  }, [client]);
  const say = useAction(({ id }: ApprovalCard, answer: ApprovalAnswer) => client.answer(id, answer));

  const cards = view?.cards ?? [];
  const card = cards.find(({ id }) => id === chosen) ?? cards[0];
  const others = cards.filter((one) => one !== card);
  useLook(client, card?.id ?? null);
  const help = useHelp(() => ({ page: 'give-a-slip', heading: 'when-your-agent-asks' }));
  const asked = card?.id;
  const [lastAsked, setLastAsked] = useState(asked);
  if (lastAsked !== asked) {
    /* Another question comes up without the help in front, which would hold on to the focus. */
    setLastAsked(asked);
    help.close();
  }
  if (view === null) {
    return get.problem === null ? null : (
      <LoadFailed problem={get.problem} onRetry={() => void get.again()} />
    );
  }
  const { problem } = say;
  const about = say.given?.[0];
  return (
    <main className={styles.page}>
      <Announcer text={card === undefined ? '' : `${card.agent} wants to do this: ${asksText(card)}`} />
      {problem === null ? null : (
        <Notice tone="soon" title={problemText(problem).title} urgent>
          {problemText(problem).meaning}
          {about === undefined || about.id === card?.id
            ? null
            : ` It was about this one: ${about.agent}. ${asksText(about)}`}
        </Notice>
      )}
      {card === undefined ? (
        <h1 className={styles.nothing}>Nothing waits for your answer.</h1>
      ) : (
        <Question
          key={card.id}
          card={card}
          now={view.now}
          answer={(answer) => {
            /* An answer to another question, still on its way, holds up none to this one. */
            say.reset();
            return say.start(card, answer);
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
                <Button
                  tone="link"
                  onClick={() => {
                    say.reset();
                    setChosen(other.id);
                  }}
                >
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
