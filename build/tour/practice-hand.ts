import type { Page } from 'playwright-core';
import { type GuidePlan, type PermissionRow, type PolicyPlan, rowOf } from '../../shared/guide/guide-plan.ts';
import { Owner } from './owner.ts';

/** Something an owner may do otherwise than the guide says. */
export type Mistake = 'other-domain' | 'all-domains' | 'one-right-more' | 'no-end-date';

const otherDomain = 'cakeshop.example';
/** A right that the job of whoever makes this mistake does not have. */
const oneMore = rowOf('dns.edit');

/**
 * The owner's hand in the practice dashboard: does what the guide says, or one thing otherwise, and copies the token that
 * comes of it. The window is open already, at the form or at the list of tokens.
 */
export class PracticeHand {
  readonly #page: Page;
  readonly #owner: Owner;
  readonly #plan: GuidePlan;

  constructor(page: Page, plan: GuidePlan) {
    this.#page = page;
    this.#owner = new Owner(page);
    this.#plan = plan;
  }

  /** Fills in what the form does not have yet, and goes on to its summary. */
  async fillIn(mistake: Mistake | null = null): Promise<void> {
    await this.#chooseAccount();
    await (this.#plan.form === 'account' ? this.#fillInAccountForm(mistake) : this.#fillInUserForm(mistake));
  }

  /** Makes the token and copies it. */
  async createAndCopy(): Promise<void> {
    const own = this.#plan.form === 'user';
    await this.#owner.press(own ? 'Create Token' : 'Create token');
    await this.#owner.press(own ? 'Copy' : 'Copy to clipboard');
    await this.#page.getByRole('button', { name: 'Copied', exact: true }).waitFor();
  }

  /** Closes the box, and then the window. */
  async close(): Promise<void> {
    await this.#owner.press(this.#plan.form === 'user' ? 'View all API tokens' : 'Confirm');
    await this.#owner.pressToClose('Close this window');
  }

  /* A person with several accounts is asked first which one it is, unless the link named it. */
  async #chooseAccount(): Promise<void> {
    const field = this.#page.getByLabel('Token name');
    const choice = this.#page.getByRole('heading', { name: 'Select an account' });
    await field.or(choice).waitFor();
    if (!(await choice.isVisible())) return;
    await this.#owner.press(this.#plan.accountName ?? '');
    await field.waitFor();
  }

  async #fillInAccountForm(mistake: Mistake | null): Promise<void> {
    for (const [index, policy] of this.#plan.policies.entries()) {
      await this.#owner.press(index === 0 ? 'Edit policy' : 'Add policy');
      await this.#setScope(policy, mistake);
      const more = index === 0 && mistake === 'one-right-more' ? [oneMore] : [];
      for (const row of [...policy.rows, ...more]) await this.#tick(row);
      await this.#owner.press('Done');
    }
    const { endDay } = this.#plan;
    if (endDay !== null && mistake !== 'no-end-date') {
      await this.#owner.choose('Custom');
      await this.#page.getByLabel('End date').fill(endDay);
    }
    await this.#owner.press('Review token');
  }

  async #setScope({ scope }: PolicyPlan, mistake: Mistake | null): Promise<void> {
    if (scope === 'account') {
      await this.#owner.choose('Entire Account');
    } else if (this.#plan.allDomains || mistake === 'all-domains') {
      await this.#owner.choose('All Domains');
    } else {
      await this.#owner.choose('Specified Domains');
      const domain = mistake === 'other-domain' ? otherDomain : (this.#plan.domain ?? '');
      await this.#check(domain);
    }
  }

  async #tick({ row, box }: PermissionRow): Promise<void> {
    const search = this.#page.getByLabel('Search permissions');
    await search.fill(row);
    await this.#check(`${row}: ${box}`);
    await search.fill('');
  }

  async #check(name: string): Promise<void> {
    const box = this.#page.getByRole('checkbox', { name, exact: true });
    if (!(await box.isChecked())) await this.#page.locator('label').filter({ has: box }).click();
  }

  async #fillInUserForm(mistake: Mistake | null): Promise<void> {
    const { policies, accountName, allDomains, domain, endDay } = this.#plan;
    const more = mistake === 'one-right-more' ? [{ about: 'Zone', row: oneMore }] : [];
    const rows = policies.flatMap((policy) =>
      policy.rows.map((row) => ({ about: policy.scope === 'account' ? 'Account' : 'Zone', row })),
    );
    for (const { about, row } of [...rows, ...more]) await this.#addLine(about, row);
    if (rows.some(({ about }) => about === 'Account')) {
      await this.#pick('Account Resources: account', accountName ?? 'All accounts');
    }
    if (rows.some(({ about }) => about === 'Zone')) {
      const all = allDomains || mistake === 'all-domains';
      await this.#pick('Zone Resources: which', all ? 'All zones from an account' : 'Specific zone');
      await this.#pick(
        'Zone Resources: name',
        all ? (accountName ?? '') : mistake === 'other-domain' ? otherDomain : (domain ?? ''),
      );
    }
    if (endDay !== null && mistake !== 'no-end-date') await this.#page.getByLabel('End Date').fill(endDay);
    await this.#owner.press('Continue to summary');
  }

  /* A link fills in what it can; the other lines are added one by one. */
  async #addLine(about: string, { row, box }: PermissionRow): Promise<void> {
    const line = (number: number, part: string) =>
      this.#page.getByLabel(`Permission ${number}: ${part}`, { exact: true });
    const count = await this.#page.getByLabel(/^Permission \d+: product$/).count();
    for (let number = 1; number <= count; number += 1) {
      const [where, product] = [
        await line(number, 'where').inputValue(),
        await line(number, 'product').inputValue(),
      ];
      if (where === about && product === row) return this.#pick(`Permission ${number}: level`, box);
    }
    const isEmpty = (await line(count, 'product').inputValue()) === 'Select item…';
    const number = isEmpty ? count : count + 1;
    if (!isEmpty) await this.#owner.press('+ Add more');
    await this.#pick(`Permission ${number}: where`, about);
    await this.#pick(`Permission ${number}: product`, row);
    await this.#pick(`Permission ${number}: level`, box);
  }

  async #pick(label: string, option: string): Promise<void> {
    await this.#page.getByLabel(label, { exact: true }).selectOption({ label: option });
  }
}
