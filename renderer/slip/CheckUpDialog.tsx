import { useEffect, useEffectEvent, useRef, useState } from 'react';
import {
  type CheckUpAdvice,
  type CheckUpAnswers,
  checkUpQuestions,
  checkUpState,
} from '../../shared/check-up.ts';
import type { Argument } from '../../shared/ipc/contract.ts';
import { draftOf } from '../../shared/next-draft.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { dateText } from '../app/dates.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogFoot } from '../ui/Dialog.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './CheckUpDialog.module.css';
import { adviceText, questionText } from './check-up-words.ts';
import { useOtherWorld } from './use-other-world.tsx';

type CheckUpDialogProps = {
  readonly slip: Slip;
  /** What the owner has said is known by then. */
  readonly onAdvice: (advice: Extract<CheckUpAdvice, { do: 'revoke' | 'rotate' }>) => void;
  readonly onClose: () => void;
};

/** A minute's look at a slip: a few questions, one at a time, and one thing to do at the end. */
export function CheckUpDialog({ slip, onAdvice, onClose }: CheckUpDialogProps) {
  const { client } = useApp();
  const [answers, setAnswers] = useState<CheckUpAnswers>([]);
  const state = checkUpState(answers);
  const back = () => setAnswers(answers.slice(0, -1));

  /* What was said is kept, also where nothing is done about it now. */
  function leave(): void {
    const what = state.at === 'advice' ? saidBy(state.advice) : null;
    if (what !== null) void client.call('slip:say', { id: slip.id, what });
    onClose();
  }

  return (
    <Dialog
      title={`Review of slip ${slip.number}`}
      lead={
        state.at === 'question'
          ? `Question ${state.number} of ${checkUpQuestions.length}`
          : 'This is what we would do.'
      }
      onClose={leave}
    >
      {state.at === 'question' ? (
        <Question
          key={state.question}
          {...questionText(state.question, slip, dateText)}
          onAnswer={(answer) => setAnswers([...answers, answer])}
          onBack={answers.length === 0 ? null : back}
        />
      ) : (
        <Advice slip={slip} advice={state.advice} onAdvice={onAdvice} onBack={back} onClose={onClose} />
      )}
    </Dialog>
  );
}

/* What of the answers the slip's record keeps. */
function saidBy(advice: CheckUpAdvice): Argument<'slip:say'>['what'] | null {
  if (advice.do === 'revoke') return advice.why;
  if (advice.do === 'rotate') return advice.why === 'pasted' ? 'leaked' : advice.why;
  return null;
}

type QuestionProps = {
  readonly asks: string;
  readonly help: string;
  readonly onAnswer: (answer: boolean) => void;
  readonly onBack: (() => void) | null;
};

/* Y and N answer, too, where the dialog has the keyboard: a key that is held answers nothing that was not read. */
function Question({ asks, help, onAnswer, onBack }: QuestionProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const press = useEffectEvent(({ key, ctrlKey, metaKey, altKey, repeat }: KeyboardEvent) => {
    if (ctrlKey || metaKey || altKey || repeat) return;
    if (key.toLowerCase() === 'y') onAnswer(true);
    if (key.toLowerCase() === 'n') onAnswer(false);
  });
  useEffect(() => {
    const dialog = heading.current?.closest<HTMLElement>('[role="dialog"]');
    const listen = (event: KeyboardEvent) => press(event);
    dialog?.addEventListener('keydown', listen);
    return () => dialog?.removeEventListener('keydown', listen);
  }, []);
  return (
    <>
      <h3 ref={heading} tabIndex={-1} className={styles.asks}>
        {asks}
      </h3>
      <p className={styles.help} dir="auto">
        {help}
      </p>
      <div className={styles.answers}>
        <Button aria-keyshortcuts="Y" onClick={() => onAnswer(true)}>
          Yes
        </Button>
        <Button aria-keyshortcuts="N" onClick={() => onAnswer(false)}>
          No
        </Button>
      </div>
      {onBack === null ? null : (
        <DialogFoot>
          <Button tone="quiet" onClick={onBack}>
            Back
          </Button>
        </DialogFoot>
      )}
    </>
  );
}

type AdviceProps = CheckUpDialogProps & { readonly advice: CheckUpAdvice; readonly onBack: () => void };

function Advice({ slip, advice, onAdvice, onBack, onClose }: AdviceProps) {
  const { client, show, announce, now } = useApp();
  const { id } = slip;
  const elsewhere = useOtherWorld(advice.do === 'narrow' ? slip : undefined, 'primary');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { title, meaning, button } = adviceText(advice, slip, now(), dateText);
  const follow = useAction(
    async () => {
      const what = saidBy(advice);
      if (what !== null) return client.call('slip:say', { id, what });
      if (advice.do === 'keep') return client.call('slip:keep', { id });
      const step = advice.do === 'narrow' && advice.why === 'end-wrong' ? 'terms' : 'job';
      return client.call('draft:begin', { draft: draftOf(slip, step, now()) });
    },
    () => {
      if (advice.do === 'revoke' || advice.do === 'rotate') return onAdvice(advice);
      if (advice.do === 'narrow') return show({ name: 'wizard' });
      announce(meaning);
      onClose();
    },
  );
  return (
    <>
      <h3 ref={heading} tabIndex={-1} className={styles.asks}>
        {title}
      </h3>
      <p className={styles.help}>{meaning}</p>
      {elsewhere === null ? null : <p className={styles.help}>{elsewhere.text}</p>}
      {elsewhere?.problem}
      <ActionProblem of={follow} />
      <DialogFoot>
        <Button tone="quiet" onClick={onBack}>
          Back
        </Button>
        {elsewhere === null ? (
          <Button
            tone={advice.do === 'revoke' ? 'stop' : 'primary'}
            busy={follow.busy}
            onClick={() => void follow.start()}
          >
            {button}
          </Button>
        ) : (
          elsewhere.button
        )}
      </DialogFoot>
    </>
  );
}
