import { useEffect, useEffectEvent, useState } from 'react';
import { modeOf } from '../../shared/catalogue/jobs.ts';
import { formsFor } from '../../shared/guide/guide-plan.ts';
import { guideRequestOf, readGuided } from '../../shared/guided-request.ts';
import type { Places } from '../../shared/places.ts';
import type { Problem } from '../../shared/problem.ts';
import { resolveUntil } from '../../shared/until.ts';
import { finishDraft, type SlipRequest } from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useLater } from '../app/use-later.ts';
import { GuideScreen } from '../guide/GuideScreen.tsx';
import { useBroughtToken } from '../guide/use-brought-token.ts';
import { causeOf } from '../keychain/keychain-cause.ts';
import { CreatingScreen } from './CreatingScreen.tsx';
import { Questions } from './Questions.tsx';
import { settlePlace } from './settle-place.ts';
import { stepOfProblem } from './step-of-problem.ts';
import { useDraft } from './use-draft.ts';
import { usePlaces } from './use-places.ts';

/** A new slip from the first question to the token: asks, then creates. The finished slip has a screen of its own. */
export function WizardScreen({ anew }: { readonly anew: boolean }) {
  const { client, show, announce, now } = useApp();
  const { draft, dispatch, saver, unsaved } = useDraft(anew);
  const places = usePlaces();
  const [asked, setAsked] = useState<SlipRequest | null>(null);
  /* Why the owner is led back to a question. */
  const [wrong, setWrong] = useState<Problem | null>(null);
  const issue = useAction(
    (request: SlipRequest) => {
      saver.flush();
      setAsked(request);
      return client.call('slip:issue', {
        request,
        ...(draft.changes === null ? {} : { changes: draft.changes.id }),
      });
    },
    ({ id }) => ready(id, 'created'),
  );
  const brought = useBroughtToken(draft, (id) => ready(id, 'by-hand'));
  /* The practice account answers in a blink; a screen that flashes by would only startle. At another try it is there. */
  const slow = useLater(issue.busy, 400);
  const [again, setAgain] = useState(false);

  /*
   * A resumed draft may name a website that the key no longer reaches, or one of the other world, or by its name alone. One
   * that was only opened has nothing to settle yet, and is left alone, since the first change makes it one to keep.
   */
  const list = places.state.kind === 'ready' ? places.state.places : null;
  const settle = useEffectEvent((known: Places) => {
    const change = settlePlace(draft.where, known);
    if (change !== null) dispatch({ do: 'choose-where', where: change });
  });
  const isBegun = draft.step !== 'who' || draft.where.account !== null;
  useEffect(() => {
    if (list !== null && isBegun) settle(list);
  }, [list, isBegun]);

  function ready(id: string, fresh: 'created' | 'by-hand'): void {
    saver.stop();
    announce('Your slip is ready.');
    show({ name: 'slip', id, fresh });
  }

  function create(): Problem | null {
    const request = finishDraft(draft);
    if (!request.ok) return request.problem;
    const end = resolveUntil(request.value.until, now());
    if (!end.ok) return end.problem;
    setWrong(null);
    void issue.start(request.value);
    return null;
  }

  function startGuide(): Problem | null {
    const request = readGuided(draft);
    if (!request.ok) return request.problem;
    const plan = guideRequestOf(request.value, now());
    if (!plan.ok) return plan.problem;
    const [form = 'account'] = formsFor(modeOf(plan.value.job, plan.value.access)?.permissions ?? []);
    setWrong(null);
    dispatch({ do: 'guide', guide: { form, step: 1 } });
    return null;
  }

  /* A check of answers that may be changed now says nothing; what is being locked away goes on. */
  function toQuestions(): void {
    if (!brought.keep.busy) brought.reset();
    dispatch({ do: 'guide', guide: null });
  }

  if (draft.guide !== null) {
    return (
      <GuideScreen
        draft={draft}
        guide={draft.guide}
        brought={brought}
        onGuide={(guide) => (guide === null ? toQuestions() : dispatch({ do: 'guide', guide }))}
        onAnswer={(problem) => {
          setWrong(causeOf(problem));
          toQuestions();
          dispatch({ do: 'go', to: stepOfProblem(problem) });
        }}
      />
    );
  }
  if (asked !== null && (issue.problem !== null || slow || (again && issue.busy))) {
    return (
      <CreatingScreen
        draft={draft}
        problem={issue.problem}
        onRetry={() => {
          setAgain(true);
          void issue.start(asked);
        }}
        onBack={(to) => {
          setWrong(to === null || issue.problem === null ? null : causeOf(issue.problem));
          setAgain(false);
          issue.reset();
          if (to !== null) dispatch({ do: 'go', to });
        }}
      />
    );
  }
  return (
    <Questions
      draft={draft}
      dispatch={dispatch}
      places={places}
      creating={issue.busy}
      wrong={wrong}
      unsaved={unsaved}
      onSaveAgain={() => saver.save(draft)}
      onByHand={startGuide}
      onCreate={create}
    />
  );
}
