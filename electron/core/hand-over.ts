import { type WiredProgram, wiringText } from '../../shared/agent-wiring.ts';
import type { Platform } from '../../shared/credential-command.ts';
import type { Problem } from '../../shared/problem.ts';
import { buildPrompt } from '../../shared/prompt.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { localUrl } from '../../shared/route-file.ts';
import type { Route, SlipEvent } from '../../shared/slip.ts';
import { holdsToken } from '../../shared/token-forms.ts';
import type { AgentDesk } from './agent-desk.ts';
import type { KeyRing } from './key-ring.ts';
import { givesAway } from './leak-guard.ts';
import type { Notebook } from './notebook.ts';
import type { Clipboard, Clock, Keychain } from './ports.ts';
import type { Secret } from './secret.ts';
import { changeSlip, findLiveSlip } from './slips.ts';

type Parts = {
  readonly keyRing: KeyRing;
  readonly notebook: Notebook;
  readonly keychain: Keychain;
  readonly clipboard: Clipboard;
  readonly clock: Clock;
  readonly platform: Platform;
  /** A token that was brought by hand and is not kept yet. */
  readonly secretsInHand: () => readonly Secret[];
  readonly agents: Pick<AgentDesk, 'check' | 'routes'>;
};

/** How long a copied token stays on the clipboard, in seconds. */
const copiedTokenSeconds = 45;

/* Another program may have the clipboard open for a moment. Milliseconds between tries to clear it. */
const busyClipboardMs = [250, 1000, 3000] as const;

/** A token on the clipboard. `clearing` is the try to take it off that is under way. */
type Copied = {
  readonly secret: Secret;
  readonly stop: AbortController;
  clearing: Promise<boolean> | null;
};

/** Hands a slip over to an agent: the prompt, the route, and, on purpose and for a moment, the token to the owner. */
export class HandOver {
  readonly #parts: Parts;
  #copied: Copied | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The prompt of a slip. Refused if a secret stands in it in any form. */
  async prompt(id: string): Promise<Result<{ readonly text: string }, Problem>> {
    const found = findLiveSlip(this.#parts.notebook, id);
    if (!found.ok) return found;
    const { platform, agents } = this.#parts;
    if (found.value.route.kind === 'local') {
      const ready = await agents.routes.ready(id);
      if (!ready.ok) return ready;
    }
    const text = buildPrompt(found.value, platform);
    return givesAway(text, await this.#knownSecrets(id))
      ? failed({ code: 'prompt-holds-secret' })
      : ok({ text });
  }

  async copyPrompt(id: string): Promise<Result<null, Problem>> {
    const prompt = await this.prompt(id);
    if (!prompt.ok) return prompt;
    const written = await this.#toClipboard(prompt.value.text, 'plain');
    const found = findLiveSlip(this.#parts.notebook, id);
    if (written.ok) await this.#note(id, 'prompt-copied', found.ok ? found.value.route : undefined);
    return written;
  }

  /** Copies what connects a program to the slip's local route. It names the route's file, and holds no pass. */
  async copyWiring(id: string, program: WiredProgram): Promise<Result<null, Problem>> {
    const found = findLiveSlip(this.#parts.notebook, id);
    if (!found.ok) return found;
    const { platform, agents } = this.#parts;
    const ready = await agents.routes.ready(id);
    if (!ready.ok) return ready;
    const { port } = agents.routes;
    const text = port === null ? null : wiringText(program, found.value, localUrl(port), platform);
    if (text === null) return failed({ code: 'local-route-closed' });
    return givesAway(text, await this.#knownSecrets(id))
      ? failed({ code: 'prompt-holds-secret' })
      : this.#toClipboard(text, 'plain');
  }

  /** Changes where the agent finds the credential. A route is a name, so anything of a token's form is refused. */
  async setRoute(id: string, route: Route): Promise<Result<null, Problem>> {
    const found = findLiveSlip(this.#parts.notebook, id);
    if (!found.ok) return found;
    if (namesIn(route).some(holdsToken)) return failed({ code: 'field-holds-secret', field: 'route' });
    const fits = await this.#parts.agents.check(found.value, route);
    if (!fits.ok) return fits;
    const at = this.#parts.clock.now().toISOString();
    return changeSlip(this.#parts.notebook, id, (slip) => ({ ...slip, route }), {
      at,
      what: 'route-changed',
      route,
    });
  }

  /** Puts the token on the clipboard for the owner to move it, and takes it off again. */
  async copyToken(id: string): Promise<Result<{ readonly seconds: number }, Problem>> {
    const found = findLiveSlip(this.#parts.notebook, id);
    if (!found.ok) return found;
    const secret = await this.#parts.keychain.get(id);
    if (!secret.ok) return secret;
    if (secret.value === null) return failed({ code: 'keychain-item-missing' });
    await this.clearCopiedToken();
    const written = await this.#toClipboard(secret.value.reveal(), 'concealed');
    if (!written.ok) return written;
    const stop = new AbortController();
    /* One that could not be taken off is not there any more, and its clock would cut this one short. */
    this.#copied?.stop.abort();
    this.#copied = { secret: secret.value, stop, clearing: null };
    void this.#parts.clock.wait(copiedTokenSeconds * 1000, stop.signal).then(() => {
      if (!stop.signal.aborted) void this.clearCopiedToken();
    });
    await this.#note(id, 'token-copied');
    return ok({ seconds: copiedTokenSeconds });
  }

  /** Takes a copied token off the clipboard, unless something else was copied since. Answers whether it is off. */
  async clearCopiedToken(): Promise<boolean> {
    const copied = this.#copied;
    if (copied === null) return true;
    copied.clearing ??= this.#clear(copied);
    return copied.clearing;
  }

  async #clear(copied: Copied): Promise<boolean> {
    for (const pause of [...busyClipboardMs, null]) {
      if (await this.#takeOff(copied.secret)) {
        copied.stop.abort();
        if (this.#copied === copied) this.#copied = null;
        return true;
      }
      if (pause !== null) await this.#parts.clock.wait(pause);
    }
    /* It may still be there, so that whoever clears next, at the latest when the app quits, tries once more. */
    copied.clearing = null;
    return false;
  }

  /* A clipboard that can't be read can't be judged; clearing it blindly could lose something of the owner's. */
  async #takeOff(secret: Secret): Promise<boolean> {
    const { clipboard } = this.#parts;
    try {
      if (holdsExactly(await clipboard.read(), secret)) await clipboard.clear();
      return true;
    } catch {
      return false;
    }
  }

  async #toClipboard(text: string, how: 'plain' | 'concealed'): Promise<Result<null, Problem>> {
    try {
      await this.#parts.clipboard.write(text, how);
      return ok(null);
    } catch {
      return failed({ code: 'clipboard-failed' });
    }
  }

  async #knownSecrets(id: string): Promise<readonly Secret[]> {
    const stored = await this.#parts.keychain.get(id);
    const own = stored.ok && stored.value !== null ? [stored.value] : [];
    return [...this.#parts.keyRing.secretsInMemory(), ...this.#parts.secretsInHand(), ...own];
  }

  /* What was copied is copied, whether or not the timeline can be written. */
  async #note(id: string, what: SlipEvent['what'], route?: Route): Promise<void> {
    const at = this.#parts.clock.now().toISOString();
    const event = route === undefined ? { at, what } : { at, what, route };
    await changeSlip(this.#parts.notebook, id, (slip) => slip, event);
  }
}

function namesIn(route: Route): readonly string[] {
  switch (route.kind) {
    case 'local':
    case 'keychain':
      return [];
    case 'environment':
      return [route.name];
    case 'secrets-manager':
      return [route.manager, route.entry];
  }
}

function holdsExactly(text: string, secret: Secret): boolean {
  return text.trim() === secret.reveal();
}
