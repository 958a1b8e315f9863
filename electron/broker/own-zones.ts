import type { Target } from '../../shared/policy/policy.ts';
import { objectIn, textIn } from '../../shared/policy/rules/shapes.ts';
import type { Clock } from '../core/ports.ts';
import { ownAnswers } from './own-answers.ts';
import { look } from './own-request.ts';
import type { OwnAnswer, Session } from './ports.ts';

/**
 * Knows which websites are of a slip's own account, where the slip is for all of them and its token is a user's: that one
 * may reach other accounts, too.
 */
export class OwnZones {
  readonly #clock: Clock;
  /* The websites that were found to be the account's, so that each is looked up once. */
  readonly #own = new WeakMap<Session, Set<string>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Why a request may not go on for the website in its path; null where it may. */
  async refusal(session: Session, { segments: [kind, zone] }: Target): Promise<OwnAnswer | null> {
    const { account, allZones, token: slipToken } = session.policy.scope;
    if (!allZones || slipToken.owner !== 'user' || kind !== 'zones' || zone === undefined) return null;
    const own = this.#own.get(session) ?? new Set();
    this.#own.set(session, own);
    if (own.has(zone)) return null;
    if (!session.mayAsk()) return ownAnswers.tooOften;
    const token = await session.token();
    if (!token.ok) return ownAnswers.tokenUnreadable;
    const looked = await look(
      session,
      this.#clock,
      { method: 'GET', segments: ['zones', zone] },
      token.value,
    );
    if (session.signal.aborted) return ownAnswers.stopped;
    if (looked.kind === 'failed')
      return looked.why === 'refused' ? ownAnswers.zoneRefused : ownAnswers.zoneUnseen;
    const found = looked.kind === 'found' ? objectIn(looked.result) : {};
    if (textIn(found.account, 'id') !== account) return ownAnswers.notOfThisSlip;
    own.add(zone);
    return null;
  }
}
