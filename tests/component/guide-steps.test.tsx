import { render, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { GuideWalk } from '../../renderer/guide/GuideWalk.tsx';
import { PrintableGuide } from '../../renderer/guide/PrintableGuide.tsx';
import { StepPicture } from '../../renderer/guide/screens/StepPicture.tsx';
import { guideSteps } from '../../shared/guide/guide.ts';
import { bakeryPlan, everyPlan, forms } from '../fakes/guide-plans.ts';
import { axeFindings } from './render-app.tsx';

const focusable = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** A website and the account; the account alone; a website alone; a slip for everything, without an end. */
const threeJobs = forms.flatMap((form) => [
  [`${form}, cache purge`, bakeryPlan('purge-pages', form)] as const,
  [`${form}, custom domain on Pages`, bakeryPlan('pages-domain', form)] as const,
  [`${form}, deploy a Worker`, bakeryPlan('deploy-worker', form)] as const,
]);
const oddPlans = forms.flatMap((form) => [
  [
    `${form}, all websites without an end`,
    bakeryPlan('audit', form, { domain: null, allDomains: true, endsAt: null }),
  ] as const,
  [
    `${form}, nothing known by name`,
    bakeryPlan('pages-domain', form, { accountName: null, domain: null }),
  ] as const,
]);

function pictureOf(name: string | RegExp): HTMLElement {
  return screen.getByRole('img', { name });
}

test.each([...everyPlan.map(([name, plan]) => [name, plan] as const), ...oddPlans])(
  'the pictures for %s mark each press once, with its number and its words, and say the step in words',
  (_, plan) => {
    for (const step of guideSteps(plan)) {
      const { container, unmount } = render(<StepPicture plan={plan} step={step} />);
      const picture = container.querySelector('[role="img"]');
      expect(picture?.getAttribute('aria-label')).toContain(step.inWords);
      for (const [index, { target, text }] of step.press.entries()) {
        const marked = container.querySelectorAll(`[data-target="${target}"]`);
        expect([target, marked.length]).toEqual([target, 1]);
        expect(marked[0]?.textContent).toContain(`${index + 1}`);
        const labels = container.querySelectorAll(`[data-callout="${target}"]`);
        expect([...labels].map((label) => label.textContent)).toEqual([`${index + 1}${text}`]);
      }
      expect(container.querySelectorAll('[data-callout]').length).toBe(step.press.length);
      expect(container.querySelectorAll(focusable).length).toBe(0);
      unmount();
    }
  },
);

describe.each(threeJobs)('the guide for %s', (_, plan) => {
  const steps = guideSteps(plan);

  test('fits on paper with all steps, each with its picture', async () => {
    render(<PrintableGuide plan={plan} />);
    const listed = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
    expect(listed).toEqual(steps.map(({ number, title }) => `${number}. ${title}`));
    expect(screen.getAllByRole('img').length).toBe(steps.length);
    expect(document.querySelectorAll(focusable).length).toBe(0);
    expect(await axeFindings()).toEqual([]);
  });
});

describe.each(forms)('each step of the %s form', (form) => {
  const plan = bakeryPlan('pages-domain', form);

  test.each(guideSteps(plan).map(({ number, title }) => [number, title] as const))(
    '%d, %s, has one heading and nothing for axe to find, beside a browser as well',
    async (number, title) => {
      const narrow = number % 2 === 0;
      render(<GuideWalk plan={plan} stepNumber={number} onStep={() => undefined} narrow={narrow} />);
      expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(title);
      expect(await axeFindings()).toEqual([]);
    },
  );
});

describe.each(forms)('the pictures of the %s form', (form) => {
  const plan = bakeryPlan('pages-domain', form);
  const shown = (number: number) => {
    const { unmount } = render(<GuideWalk plan={plan} stepNumber={number} onStep={() => undefined} />);
    const text = pictureOf(/^Picture of/).textContent ?? '';
    unmount();
    return text;
  };

  test('are about this slip: its name, its website, its end and its summary', () => {
    expect(shown(5)).toContain(plan.tokenName);
    expect(shown(8)).toContain('24 December 2026');
    expect(plan.summary.every((line) => shown(10).includes(line))).toBe(true);
    expect(shown(form === 'account' ? 5 : 7)).toContain('bakery.example');
  });

  test('say that they are drawn', () => {
    for (const number of [1, 6]) expect(shown(number)).toContain('Drawing of Cloudflare’s page');
  });
});

test('what to press is also written out, with what other pages call it', () => {
  render(<GuideWalk plan={bakeryPlan('purge-pages', 'account')} stepNumber={9} onStep={() => undefined} />);
  const list = screen.getByRole('region', { name: 'What to press' });
  expect(within(list).getByRole('listitem').textContent).toBe(
    '1Press Review tokenOther pages say: “Continue to summary”',
  );
});
