import { useEffect, useEffectEvent, useState } from 'react';
import { modeOf } from '../../shared/catalogue/jobs.ts';
import { formsFor } from '../../shared/guide/guide-plan.ts';
import { guideRequestOf, readGuided } from '../../shared/guided-request.ts';
import type { Places } from '../../shared/places.ts';
import type { Problem } from '../../shared/problem.ts';
import { resolveUntil } from '../../shared/until.ts';
import { finishDraft, type SlipRequest } from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { useLater } from '../app/use-later.ts';
import { GuideScreen } from '../guide/GuideScreen.tsx';
import { CreatingScreen } from './CreatingScreen.tsx';
import { Questions } from './Questions.tsx';
import { settlePlace } from './settle-place.ts';
import { useDraft } from './use-draft.ts';
import { usePlaces } from './use-places.ts';

type Issuing =
  | { readonly kind: 'no' }
  | { readonly kind: 'under-way'; readonly request: SlipRequest }
  | { readonly kind: 'failed'; readonly request: SlipRequest; readonly problem: Problem };

/** A new slip from the first question to the token: asks, then creates. The finished slip has a screen of its own. */
export function WizardScreen() {
  const { client, show, announce, now } = useApp();
  const { draft, dispatch, saver, unsaved } = useDraft();
  const places = usePlaces();
  const [issuing, setIssuing] = useState<Issuing>({ kind: 'no' });
  /* The practice account answers in a blink; a screen that flashes by would only startle. */
  const slow = useLater(issuing.kind === 'under-way', 400);

  /* A resumed draft may name a website that the key no longer reaches, or one of the other world, or by its name alone. */
  const list = places.state.kind === 'ready' ? places.state.places : null;
  const settle = useEffectEvent((known: Places) => {
    const change = settlePlace(draft.where, known);
    if (change !== null) dispatch({ do: 'choose-where', where: change });
  });
  useEffect(() => {
    if (list !== null) settle(list);
  }, [list]);

  async function issue(request: SlipRequest): Promise<void> {
    if (issuing.kind === 'under-way') return;
    saver.flush();
    setIssuing({ kind: 'under-way', request });
    const answer = await client.call('slip:issue', {
      request,
      ...(draft.changes === null ? {} : { changes: draft.changes.id }),
    });
    if (answer.ok) {
      saver.stop();
      announce('Your slip is ready.');
      show({ name: 'slip', id: answer.value.id, fresh: 'created' });
    } else {
      setIssuing({ kind: 'failed', request, problem: answer.problem });
    }
  }

  function create(): Problem | null {
    const request = finishDraft(draft);
    if (!request.ok) return request.problem;
    const end = resolveUntil(request.value.until, now());
    if (!end.ok) return end.problem;
    void issue(request.value);
    return null;
  }

  function startGuide(): Problem | null {
    const request = readGuided(draft);
    if (!request.ok) return request.problem;
    const plan = guideRequestOf(request.value, now());
    if (!plan.ok) return plan.problem;
    const [form = 'account'] = formsFor(modeOf(plan.value.job, plan.value.access)?.permissions ?? []);
    dispatch({ do: 'guide', guide: { form, step: 1 } });
    return null;
  }

  if (draft.guide !== null) {
    return (
      <GuideScreen
        draft={draft}
        guide={draft.guide}
        onGuide={(guide) => dispatch({ do: 'guide', guide })}
        onKept={(id) => {
          saver.stop();
          announce('Your slip is ready.');
          show({ name: 'slip', id, fresh: 'by-hand' });
        }}
      />
    );
  }
  if (issuing.kind === 'failed' || slow) {
    return (
      <CreatingScreen
        draft={draft}
        problem={issuing.kind === 'failed' ? issuing.problem : null}
        onRetry={() => issuing.kind !== 'no' && void issue(issuing.request)}
        onBack={(to) => {
          setIssuing({ kind: 'no' });
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
      creating={issuing.kind === 'under-way'}
      unsaved={unsaved}
      onSaveAgain={() => saver.save(draft)}
      onByHand={startGuide}
      onCreate={create}
    />
  );
}
