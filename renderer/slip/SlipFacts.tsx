import type { ReactNode } from 'react';
import { zoneOf } from '../../shared/place.ts';
import type { Slip, SlipEvent } from '../../shared/slip.ts';
import { momentText } from '../app/dates.ts';
import styles from './SlipFacts.module.css';

const eventTexts: Record<SlipEvent['what'], string> = {
  created: 'Token made',
  proven: 'Token tried out',
  stored: 'Token locked in the keychain',
  'prompt-copied': 'Prompt copied',
  'token-copied': 'Token copied to another safe place',
  'route-changed': 'Prompt names another place',
  leaked: 'You said that others saw the token',
  rotated: 'Token swapped for a new one',
  revoked: 'Stopped',
};

const checkTexts: Record<NonNullable<Slip['checked']>['outcome'], string> = {
  works: 'it works',
  refused: 'Cloudflare refused it',
  lost: 'it was not in the keychain',
};

/** The record of a slip: what happened when, and the names by which it is found at Cloudflare. */
export function SlipFacts({ slip }: { readonly slip: Slip }) {
  const zone = zoneOf(slip.place);
  const reason =
    slip.until.kind === 'never'
      ? slip.until.reason
      : slip.place.reach.kind === 'all-zones'
        ? slip.place.reach.reason
        : null;
  return (
    <>
      <section className={styles.section}>
        <h2>What happened so far</h2>
        <ol className={styles.timeline}>
          {slip.events.toReversed().map(({ at, what }) => (
            <li key={`${at} ${what}`}>
              <span>{eventTexts[what]}</span>
              <time dateTime={at}>{momentText(at)}</time>
            </li>
          ))}
        </ol>
      </section>
      <details className={styles.section}>
        <summary>Names and numbers</summary>
        <dl className={styles.facts}>
          <Fact name="Name at Cloudflare">{slip.token.name}</Fact>
          <Fact name="Token ends in">…{slip.token.ending}</Fact>
          <Fact name="Account">
            {slip.place.account.name} <code>{slip.place.account.id}</code>
          </Fact>
          {zone === null ? null : (
            <Fact name="Website (zone)">
              {zone.name} <code>{zone.id}</code>
            </Fact>
          )}
          <Fact name="Entry in the keychain">
            <code>{slip.id}</code>
          </Fact>
          {slip.checked === null ? null : (
            <Fact name="Last checked">
              {momentText(slip.checked.at)}: {checkTexts[slip.checked.outcome]}
            </Fact>
          )}
          {reason === null ? null : <Fact name="Why it is wider">{reason}</Fact>}
        </dl>
      </details>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
