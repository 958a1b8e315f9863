import { type ComparedLine, compareShown, differenceOf } from '../../shared/approvals/compare.ts';
import type { Rule, Shown } from '../../shared/policy/policy.ts';
import type { Clock } from '../core/ports.ts';
import type { AllowedBy, HeldChange } from './ports.ts';

/** How long changes like an allowed one pass without being asked for, in milliseconds. */
export const alikeMs = 15 * 60_000;
/** How long an allowed line of a plan may be used, once, in milliseconds. */
export const planLineMs = 60 * 60_000;

type Owner = { readonly slip: string; readonly pass: string };
type Ticket = Owner & { readonly by: 'once' | 'plan'; readonly key: string; readonly until: number };
type Alike = Owner & {
  readonly rule: string;
  readonly key: string;
  readonly labels: ReadonlySet<string>;
  readonly says: string;
  readonly until: number;
};

/**
 * What the owner has allowed and nobody has used yet. A ticket passes one change, once, and only while what it changes is
 * what the owner was shown.
 */
export class Allowances {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #tickets = new Set<Ticket>();
  readonly #alike = new Set<Alike>();

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Lets one request pass once within the given time. */
  addTicket(held: HeldChange, by: Ticket['by'], milliseconds: number): void {
    const until = this.#now + milliseconds;
    const ticket = { ...ownerOf(held), by, key: ticketKey(held, by), until };
    this.#keep(this.#tickets, ticket, milliseconds, held.session.signal);
  }

  /** Lets changes of the same thing by the same rule pass for a while. */
  addAlike(held: HeldChange): void {
    const key = alikeKey(held);
    const labels = new Set(labelsChanged(held));
    for (const one of this.#alike) {
      const isWithin = [...one.labels].every((label) => labels.has(label));
      if (isOf(one, held) && one.key === key && isWithin) this.#alike.delete(one);
    }
    const until = this.#now + alikeMs;
    const alike = { ...ownerOf(held), rule: held.rule.id, key, labels, says: held.says, until };
    this.#keep(this.#alike, alike, alikeMs, held.session.signal);
  }

  /** Uses what allows this change; null where nothing does. */
  take(held: HeldChange): AllowedBy | null {
    for (const ticket of this.#tickets) {
      if (!isOf(ticket, held) || !this.#holds(ticket) || ticket.key !== ticketKey(held, ticket.by)) continue;
      this.#tickets.delete(ticket);
      return ticket.by;
    }
    if (!mayBeAlike(held.rule)) return null;
    const key = alikeKey(held);
    const labels = labelsChanged(held);
    const isAlike = (one: Alike) =>
      isOf(one, held) && one.key === key && labels.every((label) => one.labels.has(label));
    return this.alike.some(isAlike) ? 'like-this' : null;
  }

  /** The kinds of change that pass without being asked for. */
  get alike(): readonly Alike[] {
    return [...this.#alike].filter((one) => this.#holds(one));
  }

  /** Takes back what was allowed to a slip, or to all of them. */
  drop(slip: string | null): void {
    for (const held of [this.#tickets, this.#alike]) {
      for (const one of held) if (slip === null || one.slip === slip) held.delete(one as Ticket & Alike);
    }
  }

  /* The time that passes counts, and the time that it is: the clock may be set back, and the computer may sleep. */
  #keep<T extends Owner>(all: Set<T>, one: T, milliseconds: number, stopped: AbortSignal): void {
    all.add(one);
    void this.#clock.wait(milliseconds, stopped).then(() => {
      if (all.delete(one)) this.#changed();
    });
  }

  #holds({ until }: { readonly until: number }): boolean {
    return until > this.#now;
  }

  get #now(): number {
    return this.#clock.now().getTime();
  }
}

/** Whether changes like one of a rule's can be allowed: never those that can't be taken back. */
export function mayBeAlike({ kind, alikeBy }: Rule): boolean {
  return kind === 'change' && alikeBy !== null;
}

function ownerOf({ session }: HeldChange): Owner {
  return { slip: session.slip.id, pass: session.passId };
}

function isOf({ slip, pass }: Owner, { session }: HeldChange): boolean {
  return slip === session.slip.id && pass === session.passId;
}

/**
 * What a ticket is good for: the request, and what the owner was shown of it. The lines of a plan come one after the other,
 * so what one leaves alone may have been changed by another.
 */
export function ticketKey(held: HeldChange, by: Ticket['by']): string {
  if (by === 'once') return JSON.stringify([held.fingerprint, held.before, held.planned]);
  return JSON.stringify([held.meaning, linesChanged(held), linesOf(held, held.rule.alikeBy)]);
}

function linesChanged({ before, planned }: HeldChange): readonly ComparedLine[] {
  return compareShown(before, planned).filter((line) => differenceOf(line) !== 'same');
}

/* What is changed of a thing: whoever allowed another address for a name did not allow to take Cloudflare away from before it. */
function labelsChanged(held: HeldChange): readonly string[] {
  return linesChanged(held).map(({ label }) => label);
}

/*
 * What changes have to share to be alike: the rule, the thing that is changed, and what the owner was told of it. The
 * sentence and some lines tell apart what the path does not, such as a preview from the live website.
 */
function alikeKey(held: HeldChange): string {
  const { segments, query } = held.asked.target;
  const { id, alikeBy, alikeSwitches } = held.rule;
  const same = [linesOf(held, alikeBy), linesOf(held, alikeSwitches)];
  return JSON.stringify([id, segments, [...query], held.says, ...same]);
}

/* The planned lines of these labels. */
function linesOf({ planned }: HeldChange, labels: readonly string[] | null | undefined): readonly Shown[] {
  return planned.filter(({ label }) => labels?.includes(label));
}
