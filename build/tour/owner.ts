import type { Locator, Page } from 'playwright-core';
import type { CatalogueJob } from '../../shared/catalogue/jobs.ts';

/** What an owner answers in the wizard. */
export type Answers = {
  readonly agent: string;
  readonly job: CatalogueJob;
  /** The website's or the Pages project's name, as it stands on the card. */
  readonly zone: string | null;
  readonly project: string | null;
};

/**
 * The owner in front of the window: presses what a person would press, by its name, and counts. A click is one press of
 * the mouse; a key press is one key, or one whole paste.
 */
export class Owner {
  readonly page: Page;
  #clicks = 0;
  #keys = 0;

  constructor(page: Page) {
    this.page = page;
  }

  get counts(): { readonly clicks: number; readonly keys: number } {
    return { clicks: this.#clicks, keys: this.#keys };
  }

  startCounting(): void {
    this.#clicks = 0;
    this.#keys = 0;
  }

  /** Presses a button. */
  async press(name: string | RegExp): Promise<void> {
    await this.#click(this.page.getByRole('button', { name, exact: typeof name === 'string' }));
  }

  /** Presses a button with which the window goes. */
  async pressToClose(name: string): Promise<void> {
    await clickToClose(this.page.getByRole('button', { name, exact: true }));
    this.#clicks += 1;
  }

  /** Chooses a card of the one choice that has it. */
  async choose(name: string | RegExp): Promise<void> {
    const radio = this.page.getByRole('radio', { name });
    await this.#click(this.page.locator('label').filter({ has: radio }));
  }

  /** Pastes a text into the field of a label, as one key press. */
  async paste(label: string, text: string): Promise<void> {
    const field = this.page.getByLabel(label, { exact: true });
    await field.evaluate((element, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
    this.#keys += 1;
  }

  async type(label: string, text: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(text);
    this.#keys += text.length;
  }

  /** Waits until a screen shows its heading. */
  async sees(heading: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: heading }).waitFor();
  }

  /** Opens a new slip from home, whether or not there is one already. */
  async startSlip(): Promise<void> {
    await this.press(/^(New slip|Write your first slip)$/);
    await this.sees('Who is this slip for?');
  }

  /** Chooses the agent, unless its card is chosen already. */
  async answerWho({ agent }: Answers): Promise<void> {
    const card = new RegExp(`^${escaped(agent)}`);
    if (!(await this.page.getByRole('radio', { name: card }).isChecked())) await this.choose(card);
  }

  async answerJob({ job }: Answers): Promise<void> {
    await this.sees('What should your agent do?');
    const card = this.page.getByRole('radio', { name: new RegExp(`^${escaped(job.title)}`) });
    if ((await card.count()) === 0) await this.press('See all jobs');
    await this.choose(new RegExp(`^${escaped(job.title)}`));
  }

  async answerWhere({ zone, project }: Answers): Promise<void> {
    await this.sees(/^Which (website|project) is it about\?$/);
    if (project !== null) await this.choose(new RegExp(`^${escaped(project)}`));
    if (zone !== null) await this.choose(new RegExp(`^${escaped(zone)}`));
  }

  /** Takes the first example for the task and leaves the end date that the job suggests. */
  async answerTerms(): Promise<void> {
    await this.sees('What is the task, and until when?');
    await this.#click(
      this.page.getByRole('group', { name: 'Examples to start from' }).getByRole('button').first(),
    );
  }

  async #click(target: Locator): Promise<void> {
    await target.click();
    this.#clicks += 1;
  }
}

/** Clicks what closes its page, and waits until it is closed, which may be before the click is known to have ended. */
export async function clickToClose(target: Locator): Promise<void> {
  const page = target.page();
  const closed = page.waitForEvent('close');
  await target.click().catch((error: unknown) => {
    if (!page.isClosed()) throw error;
  });
  await closed;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
