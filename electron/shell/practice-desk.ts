import { testCommand } from '../../shared/guide/test-command.ts';
import type { HandlersOf } from '../../shared/ipc/command.ts';
import type {
  FormOwner,
  PracticeCommands,
  PracticeCreated,
  PracticeDeleted,
  PracticeForm,
  PracticeRolled,
  PracticeStart,
} from '../../shared/ipc/practice-contract.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Clipboard } from '../core/ports.ts';
import { Secret } from '../core/secret.ts';
import { Refusal } from '../practice/answers.ts';
import { startAt } from '../practice/form-link.ts';
import { formRequest } from '../practice/form-request.ts';
import type { PracticeWorld } from './practice-world.ts';

type Parts = Pick<PracticeWorld, 'practice' | 'save'> & {
  readonly clipboard: Clipboard;
  readonly close: () => void;
};

/** Answers the page of the practice dashboard, as Cloudflare would answer the person who is logged in. */
export class PracticeDesk {
  readonly #parts: Parts;
  #start: PracticeStart = { page: 'home' };
  /** The token that the page shows now: the only one that it can copy. */
  #shown: { readonly token: Secret; readonly owner: FormOwner } | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whether the page shows a token that would be lost with it. */
  get showsToken(): boolean {
    return this.#shown !== null;
  }

  /** Says which address of Cloudflare's the next page plays. */
  begin(address: string): void {
    this.#start = startAt(address);
    this.#shown = null;
  }

  /** Lets go of the token that was shown. */
  forget(): void {
    this.#shown = null;
  }

  readonly handlers: HandlersOf<PracticeCommands> = {
    'practice:open': async () => ok({ start: this.#start, ...this.#parts.practice.dashboard.look() }),
    'practice:create': async (form) => ok(await this.#create(form)),
    'practice:roll': async ({ id }) => ok(await this.#roll(id)),
    'practice:delete': async ({ id }) => ok(await this.#delete(id)),
    'practice:copy-token': ({ as }) => this.#copy(as),
    'practice:confirm': async () => {
      this.forget();
      return ok(null);
    },
    'practice:close': async () => {
      this.#parts.close();
      return ok(null);
    },
  };

  async #copy(as: 'token' | 'test-command'): Promise<Result<null>> {
    if (this.#shown === null) return failed({ code: 'request-malformed' });
    const { token, owner } = this.#shown;
    const value = token.reveal();
    try {
      await this.#parts.clipboard.write(as === 'token' ? value : testCommand(value, owner), 'plain');
      return ok(null);
    } catch {
      return failed({ code: 'clipboard-failed' });
    }
  }

  async #create(form: PracticeForm): Promise<PracticeCreated> {
    const { practice, save } = this.#parts;
    const owner =
      form.owner.kind === 'account'
        ? ({ kind: 'account', accountId: form.owner.account } as const)
        : form.owner;
    try {
      const { value } = practice.dashboard.createToken(
        owner,
        formRequest(form, practice.dashboard.look().userId),
      );
      /* Before anything is waited for: a window that is closed meanwhile lets go of it again. */
      this.#shown = { token: new Secret(value), owner: form.owner };
      await save();
      return { kind: 'created', value };
    } catch (error) {
      return refused(error);
    }
  }

  async #roll(id: string): Promise<PracticeRolled> {
    const { practice, save } = this.#parts;
    try {
      const owner = practice.dashboard.look().tokens.find((token) => token.id === id)?.owner;
      const { value } = practice.dashboard.rollToken(id);
      this.#shown = { token: new Secret(value), owner: owner ?? { kind: 'user' } };
      await save();
      return { kind: 'rolled', value };
    } catch (error) {
      return refused(error);
    }
  }

  async #delete(id: string): Promise<PracticeDeleted> {
    const { practice, save } = this.#parts;
    try {
      practice.dashboard.deleteToken(id);
      await save();
      return { kind: 'deleted' };
    } catch (error) {
      return refused(error);
    }
  }
}

/* Cloudflare's own words for what it refused; anything else is a fault. */
function refused(error: unknown): { readonly kind: 'refused'; readonly message: string } {
  if (error instanceof Refusal) return { kind: 'refused', message: error.message };
  throw error;
}
