import { describe, expect, it } from 'vitest';
import { jobOf } from '../../../shared/catalogue/jobs.ts';
import {
  confirmationFor,
  emptyOwnJob,
  keptOut,
  permissionsOfOwn,
  withPermission,
} from '../../../shared/catalogue/own-job.ts';
import { riskSummary } from '../../../shared/catalogue/own-job-words.ts';
import {
  type PermissionKey,
  permissionGroup,
  permissionGroups,
} from '../../../shared/catalogue/permission-groups.ts';
import { permissionCare, permissionPhrase } from '../../../shared/catalogue/permission-words.ts';
import { dateWriting } from '../../../shared/date-form.ts';
import { planGuide } from '../../../shared/guide/guide-plan.ts';
import { buildPrompt } from '../../../shared/prompt.ts';
import type { Slip } from '../../../shared/slip.ts';
import { paperOfDraft, paperOfSlip } from '../../../shared/slip-paper.ts';
import { choiceOf, startDraft, stepsOf, type WizardAction, wizardReducer } from '../../../shared/wizard.ts';
import { sampleSlip } from '../../component/sample-slips.ts';
import { readingGrade } from '../../reading-level.ts';

const own = (...permissions: PermissionKey[]) => ({ ...emptyOwnJob, title: 'Check our mail', permissions });

describe('picking permissions', () => {
  it('takes reading away where editing is picked, and gives nothing back by itself', () => {
    const both = withPermission(['dns.read', 'ssl.read'], 'dns.edit', true);
    expect(both).toEqual(['ssl.read', 'dns.edit']);
    expect(withPermission(both, 'dns.edit', false)).toEqual(['ssl.read']);
  });

  it('keeps editing where reading is picked after it', () => {
    expect(withPermission(['dns.edit'], 'dns.read', true)).toEqual(['dns.edit']);
  });

  it('adds seeing the website to rights on a website, and nothing to rights on an account', () => {
    expect(permissionsOfOwn(['ssl.read'])).toEqual(['ssl.read', 'zone.read']);
    expect(permissionsOfOwn(['ssl.read', 'zone.edit'])).toEqual(['ssl.read', 'zone.edit']);
    expect(permissionsOfOwn(['pages.read'])).toEqual(['pages.read']);
  });

  it('asks for typed words for billing, members and tunnels, and new ones when more is picked', () => {
    expect(confirmationFor(['dns.edit', 'zone.edit'])).toBeNull();
    expect(confirmationFor(['billing.read'])).toBe('yes, billing');
    expect(confirmationFor(['tunnel.edit', 'billing.edit', 'accountSettings.edit'])).toBe(
      'yes, billing and members and tunnels',
    );
  });

  it('keeps everything out that can see or make tokens', () => {
    const tokens = permissionGroups.filter(({ product }) => /ApiTokens$/.test(product));
    expect(tokens.length).toBe(4);
    expect(tokens.map(({ key }) => keptOut(key))).toEqual(Array(4).fill('makes-tokens'));
  });
});

describe('an own job', () => {
  it('that only reads may look at all websites of the account; one that changes something may not', () => {
    expect(jobOf(own('dns.read', 'ssl.read')).mayReadAllZones).toBe(true);
    expect(jobOf(own('dns.read', 'ssl.edit')).mayReadAllZones).toBe(false);
    expect(jobOf(own('pages.read')).mayReadAllZones).toBe(false);
  });

  it('has one level of access, whose rights are those that were picked', () => {
    expect(Object.keys(jobOf(own('dns.read')).modes)).toEqual(['read']);
    expect(Object.keys(jobOf(own('dns.read', 'cache.purge')).modes)).toEqual(['change']);
    expect(jobOf(own()).modes).toEqual({});
  });

  it('needs a website where one of its rights is about one', () => {
    expect(
      [jobOf(own('pages.read', 'dns.read')), jobOf(own('pages.read'))].map((job) => job.needsZone),
    ).toEqual([true, false]);
  });

  it('never claims to keep out what was picked', () => {
    expect(jobOf(own('billing.read')).mayNot).not.toContain('billing');
    expect(jobOf(own('accountRulesets.edit')).mayNot).not.toContain('other websites');
    expect(jobOf(own('dns.edit')).mayNot).toBe(
      'change anything else, see billing, see your members, make tokens or touch other websites',
    );
  });

  it('says its risk in sentences', () => {
    expect(riskSummary([])).toBe('It can do nothing yet.');
    expect(riskSummary(['dns.edit', 'd1.read'])).toBe(
      'It can change where your domain and your mail point. This holds for one website. It can see all your databases (D1). This holds for the whole account. It can’t change anything else, see billing, see your members or make tokens.',
    );
  });

  it.each(permissionGroups.map(({ key }) => key))('has plain words for %s', (key) => {
    const group = permissionGroup(key);
    const care = permissionCare(group);
    const text = `The agent can ${permissionPhrase(group)}.`.replace(
      /Cloudflare|Pages projects|e-mail|\(.*?\)/g,
      'it',
    );
    expect(readingGrade(text), text).toBeLessThanOrEqual(7);
    if (care.kind !== 'fine') expect(readingGrade(care.why), care.why).toBeLessThanOrEqual(7);
  });
});

describe('the wizard', () => {
  const after = (...actions: WizardAction[]) => actions.reduce(wizardReducer, startDraft());
  const pick = (...permissions: PermissionKey[]): WizardAction => ({
    do: 'choose-job',
    job: own(...permissions),
  });

  it('asks for the permissions of an own job, and of no other', () => {
    expect(stepsOf(after(pick()))).toEqual(['who', 'job', 'permissions', 'where', 'terms']);
    expect(stepsOf(after({ do: 'choose-job', job: 'audit' }))).toEqual(['who', 'job', 'where', 'terms']);
  });

  it('takes back "all websites" as soon as a right to change is picked', () => {
    const everywhere: WizardAction = {
      do: 'choose-where',
      where: { zones: { kind: 'all', reason: 'We look at all of them.' } },
    };
    expect(after(pick('dns.read'), everywhere, pick('dns.read', 'ssl.read')).where.zones.kind).toBe('all');
    expect(after(pick('dns.read'), everywhere, pick('dns.edit')).where.zones.kind).toBe('one');
  });

  it('keeps what was answered while the job is changed, and still takes back "all websites"', () => {
    const change = (...permissions: PermissionKey[]): WizardAction => ({
      do: 'change-own-job',
      part: { permissions },
    });
    const until = { kind: 'never', reason: 'The report is made each week.' } as const;
    const answered = after(
      pick('dns.read'),
      { do: 'choose-where', where: { hostname: 'www', zones: { kind: 'all', reason: 'We look at all.' } } },
      { do: 'choose-until', until },
    );
    const named = wizardReducer(answered, { do: 'change-own-job', part: { title: 'Reports' } });
    expect(named).toEqual({ ...answered, job: { ...answered.job, title: 'Reports' } });
    const emptied = [change(), change('dns.read')].reduce(wizardReducer, answered);
    expect(emptied).toEqual(answered);
    const changing = wizardReducer(answered, change('dns.read', 'dns.edit'));
    expect(changing).toMatchObject({ job: { access: 'change' }, until, where: { zones: { kind: 'one' } } });
    expect(wizardReducer(changing, change('dns.read')).where.zones.kind).toBe('one');
  });

  it('knows the access by what was picked', () => {
    const { job } = after(pick('dns.read'), { do: 'choose-access', access: 'change' });
    expect(job?.access).toBe('read');
    expect(job === null ? null : choiceOf(job)).toMatchObject({ permissions: ['dns.read'] });
  });
});

const slipOf = (...permissions: PermissionKey[]): Slip =>
  sampleSlip({ job: own(...permissions), access: jobOf(own(...permissions)).modes.read ? 'read' : 'change' });
const accountSlip = (...permissions: PermissionKey[]): Slip => {
  const slip = slipOf(...permissions);
  return { ...slip, place: { ...slip.place, reach: { kind: 'no-zone' } } };
};

describe('the prompt of an own job', () => {
  it('allows what was picked, by Cloudflare’s names, and no more', () => {
    const text = buildPrompt(slipOf('singleRedirect.edit', 'dns.read'), 'linux');
    expect(text).toContain(
      '- Read what Cloudflare calls "Single Redirect", and change in it what the task names.',
    );
    expect(text).toContain('- Read what Cloudflare calls "DNS".');
    expect(text).toContain('- Anything that is not in the list above, even where the token could reach it.');
    expect(text).toContain('- Creating, changing, rotating or deleting API tokens or other credentials.');
    expect(text).toContain('- Billing, members and account settings.');
  });

  it('does not forbid what it allows', () => {
    const text = buildPrompt(slipOf('billing.read', 'zoneWaf.edit'), 'linux');
    expect(text).not.toContain('- Billing');
    expect(text).toContain('- Members and account settings.');
    expect(text).not.toContain('- Changing firewall (WAF) rules.');
    expect(buildPrompt(slipOf('accountSettings.read'), 'linux')).toContain('- Billing.\n');
  });

  it('has the agent check first with something that every token may ask', () => {
    const slip = accountSlip('workersKv.edit');
    expect(buildPrompt(slip, 'linux')).toContain(`GET /accounts/${slip.place.account.id}/tokens/verify`);
  });
});

describe('the paper of an own job', () => {
  const date = dateWriting('en-GB', 'en-GB').day;
  const now = new Date('2026-11-23T10:00:00Z');

  it('tells the rights, those that change something first', () => {
    expect(paperOfSlip(slipOf('ssl.read', 'dns.edit'), now, date).may.text).toBe(
      'change where your domain and your mail point; see the certificates',
    );
  });

  it('counts what has no room on its line', () => {
    const text = paperOfSlip(
      slipOf('ssl.read', 'dns.edit', 'cacheRules.edit', 'customPages.edit', 'pages.edit'),
      now,
      date,
    ).may.text;
    expect(text).toMatch(/; and \d more$/);
    expect(text?.length).toBeLessThan(125);
  });

  it('says that a right on the account holds for all of it', () => {
    expect(paperOfSlip(accountSlip('d1.read'), now, date).where).toEqual({
      text: 'Bakery Ltd only',
      warning: "A part of this can't be kept to one place. It holds for all of Bakery Ltd.",
    });
  });
});

describe('the paper of a draft', () => {
  it('warns of what is broad in an own job, and stays blank while nothing is picked', () => {
    const draftOf = (...permissions: PermissionKey[]) =>
      wizardReducer(startDraft(), { do: 'choose-job', job: own(...permissions) });
    const date = dateWriting('en-GB', 'en-GB').day;
    expect(paperOfDraft(draftOf('dns.edit'), new Date(), date).may).toEqual({
      text: 'change where your domain and your mail point',
      warning: 'A wrong record can take the website or your mail down.',
    });
    const blank = paperOfDraft(draftOf(), new Date(), date);
    expect([blank.may.text, blank.mayNot.text]).toEqual([null, null]);
  });
});

describe('the click path of an own job', () => {
  it('ticks what was picked, in a policy for the website and one for the account', () => {
    const plan = planGuide(
      {
        job: own('dns.edit', 'pages.read'),
        access: 'change',
        accountName: 'Bakery Ltd',
        domain: 'bakery.example',
        allDomains: false,
        pagesProject: null,
        endsAt: null,
      },
      'account',
    );
    expect(plan.summary).toEqual([
      'bakery.example: Zone Read, DNS Edit',
      'Bakery Ltd: Cloudflare Pages Read',
    ]);
    expect(plan.tokenName).toBe('Permission Slip, own job, bakery.example');
  });
});
