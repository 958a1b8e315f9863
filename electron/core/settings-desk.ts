import type { Answer, Argument } from '../../shared/ipc/contract.ts';
import type { Preferences } from '../../shared/preferences.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Notebook } from './notebook.ts';
import type { DataFolder, Licences, LoginItem } from './ports.ts';
import { Turns } from './turns.ts';

type Parts = {
  readonly notebook: Notebook;
  readonly loginItem: LoginItem;
  readonly dataFolder: DataFolder;
  readonly licences: Licences;
};

/** The commands of the settings, apart from reminders and the setup key. */
export class SettingsDesk {
  readonly #parts: Parts;
  readonly #turns = new Turns();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async look(): Promise<Answer<'settings:look'>> {
    const { loginItem, dataFolder } = this.#parts;
    const [state, isWritable] = await Promise.all([loginItem.read(), dataFolder.isWritable()]);
    return ok({ loginItem: state, dataFolder: { path: dataFolder.path, isWritable } });
  }

  /**
   * Sets the login item, one choice after the other, and remembers that the owner was asked. What the system made of it is
   * the answer.
   */
  setLoginItem({ on }: Argument<'login-item:set'>): Promise<Answer<'login-item:set'>> {
    return this.#turns.take('login item', () => this.#setLoginItem(on));
  }

  async #setLoginItem(on: boolean): Promise<Answer<'login-item:set'>> {
    const { loginItem } = this.#parts;
    const before = await loginItem.read();
    const isAsFar = on ? before === 'on' : before !== 'on' && before !== 'blocked';
    const after = isAsFar ? before : await loginItem.set(on);
    const isRefused = on ? after === 'off' || after === 'unavailable' : after === 'on';
    if (isRefused) return failed({ code: 'login-item-refused' });
    /* Where that can't be kept, the question comes once more, and nothing else is lost. */
    await this.#prefer({ loginAsked: true });
    return ok(after);
  }

  /** Remembers that the owner has read what there is to say where the desktop shows no icon. */
  readNoTray(): Promise<Result<null, Problem>> {
    return this.#prefer({ noTrayRead: true });
  }

  setDates({ dates }: Argument<'dates:set'>): Promise<Result<null, Problem>> {
    return this.#prefer({ dates });
  }

  async openDataFolder(): Promise<Answer<'data-folder:open'>> {
    return (await this.#parts.dataFolder.open()) ? ok(null) : failed({ code: 'folder-not-opened' });
  }

  async readLicences(): Promise<Answer<'licences:read'>> {
    const read = await this.#parts.licences.read();
    return read.ok ? ok({ text: read.value }) : read;
  }

  #prefer(change: Partial<Preferences>): Promise<Result<null, Problem>> {
    return this.#parts.notebook.change((book) => ({
      ...book,
      preferences: { ...book.preferences, ...change },
    }));
  }
}
