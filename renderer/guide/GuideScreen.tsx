import { Printer } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { modeOf } from '../../shared/catalogue/jobs.ts';
import { guideLength, stepOnScreen } from '../../shared/guide/guide.ts';
import { formsFor, type GuideForm, planGuide } from '../../shared/guide/guide-plan.ts';
import type { GuideScreen as DrawnScreen } from '../../shared/guide/guide-step.ts';
import { screenFor } from '../../shared/guide/mend.ts';
import type { LeftToDo } from '../../shared/guide/prefilled-link.ts';
import { guideRequestOf, readGuided } from '../../shared/guided-request.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Draft } from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { useEscape } from '../app/use-escape.ts';
import { useMedia } from '../app/use-media.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PrintSheet } from '../ui/PrintSheet.tsx';
import { Beside } from './Beside.tsx';
import { FilledForm } from './FilledForm.tsx';
import { GuideWalk } from './GuideWalk.tsx';
import { PickUpPane } from './PickUpPane.tsx';
import { PrintableGuide } from './PrintableGuide.tsx';
import type { BroughtToken } from './use-brought-token.ts';

type GuideScreenProps = {
  readonly draft: Draft;
  readonly guide: NonNullable<Draft['guide']>;
  /** Goes to another step or form; null leads back to the questions. */
  readonly onGuide: (guide: Draft['guide']) => void;
  readonly brought: BroughtToken;
  /** Goes back to the question that a problem is about. */
  readonly onAnswer: (problem: Problem) => void;
};

/** The path through Cloudflare's own form, click by click, to a token that is checked and locked away. */
export function GuideScreen({ draft, guide, brought, onGuide, onAnswer }: GuideScreenProps) {
  const { announce, now } = useApp();
  const [started] = useState(now);
  const narrow = useMedia('(max-width: 30rem)');
  const [printing, setPrinting] = useState(false);
  const { form, step } = guide;
  const toStep = (number: number) => onGuide({ form, step: number });
  /* What is being locked away becomes the slip of these answers; nothing else may be made from them meanwhile. */
  const leave = brought.keep.busy ? undefined : () => onGuide(null);
  useEscape(() => (step > 1 ? toStep(step - 1) : leave?.()));

  const request = readGuided(draft);
  const planned = request.ok ? guideRequestOf(request.value, started) : request;
  /* Days pass while a draft waits; an answer that no longer holds is asked for again. */
  const stale = planned.ok ? null : planned.problem;
  const askAgain = useEffectEvent(onAnswer);
  useEffect(() => {
    if (stale !== null) askAgain(stale);
  }, [stale]);
  if (!request.ok || !planned.ok) return null;

  const plan = planGuide(planned.value, form);
  const forms = formsFor(modeOf(request.value.job, request.value.access)?.permissions ?? []);
  const showScreen = (screen: DrawnScreen) => toStep(stepOnScreen(plan, screen));
  const afterOpening = (left: readonly LeftToDo[]) =>
    showScreen(
      left.includes('choose-domain')
        ? screenFor('place', form)
        : left.some((one) => one !== 'set-end-date')
          ? screenFor('right', form)
          : left.length > 0
            ? 'end-date'
            : 'review',
    );

  return (
    <>
      <GuideWalk
        plan={plan}
        stepNumber={step}
        onStep={toStep}
        onLeave={leave}
        announce={announce}
        narrow={narrow}
        lastOpen={guideLength - 1}
        slots={{
          ...(step > 4
            ? {}
            : {
                lead: (
                  <>
                    {form === 'user' && step <= 2 ? <OwnToken forced={!forms.includes('account')} /> : null}
                    <FilledForm request={request.value} form={form} onOpened={afterOpening} />
                  </>
                ),
              }),
          pickUp: (
            <PickUpPane draft={draft} plan={plan} brought={brought} onStep={toStep} onAnswer={onAnswer} />
          ),
          foot: (
            <>
              <OtherForm
                form={form}
                forms={forms}
                step={step}
                onForm={(other) => onGuide({ form: other, step: 2 })}
              />
              <Beside />
              {narrow ? null : (
                <Button
                  tone="quiet"
                  icon={<Printer size={18} aria-hidden />}
                  onClick={() => setPrinting(true)}
                >
                  Print
                </Button>
              )}
            </>
          ),
        }}
      />
      {printing ? (
        <PrintSheet onDone={() => setPrinting(false)}>
          <PrintableGuide plan={plan} />
        </PrintSheet>
      ) : null}
    </>
  );
}

type OtherFormProps = {
  readonly form: GuideForm;
  readonly forms: readonly GuideForm[];
  readonly step: number;
  readonly onForm: (form: GuideForm) => void;
};

/* The choice of form is made in the first steps; later it would only confuse. */
function OtherForm({ form, forms, step, onForm }: OtherFormProps) {
  if (step > 4 || forms.length < 2) return null;
  return form === 'account' ? (
    <Button tone="quiet" onClick={() => onForm('user')}>
      Cloudflare doesn't let me
    </Button>
  ) : (
    <Button tone="quiet" onClick={() => onForm('account')}>
      Cloudflare lets me after all
    </Button>
  );
}

function OwnToken({ forced }: { readonly forced: boolean }) {
  return (
    <Notice tone="calm" title="This token will be yours, not the account's">
      {forced
        ? 'Cloudflare does not let an account own a token for this job. '
        : 'Only a Super Administrator can make a token of the account. '}
      It works just the same, and stops when you leave the account.
    </Notice>
  );
}
