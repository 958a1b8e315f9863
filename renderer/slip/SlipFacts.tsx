import type { ReactNode } from 'react';
import { zoneOf } from '../../shared/place.ts';
import type { Slip } from '../../shared/slip.ts';
import { momentText } from '../app/dates.ts';
import styles from './SlipFacts.module.css';

const checkTexts: Record<NonNullable<Slip['checked']>['outcome'], string> = {
  works: 'it works',
  refused: 'Cloudflare refused it',
  lost: 'it was not in the keychain',
  elsewhere: 'it is on another computer',
};

/** The names and numbers by which a slip is found at Cloudflare and in the keychain. */
export function SlipFacts({ slip }: { readonly slip: Slip }) {
  const { until, place } = slip;
  const zone = zoneOf(place);
  return (
    <details className={styles.section}>
      <summary>Names and numbers</summary>
      <dl className={styles.facts}>
        <Fact name="Name at Cloudflare">{slip.token.name}</Fact>
        <Fact name="Token ends in">…{slip.token.ending}</Fact>
        <Fact name="Account">
          {place.account.name} <code>{place.account.id}</code>
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
        {slip.used === null ? null : (
          <Fact name="Last used by your agent">
            {slip.used.at === null ? 'Cloudflare has not seen it used yet' : momentText(slip.used.at)}
          </Fact>
        )}
        {until.kind === 'never' ? <Fact name="Why it has no end date">{until.reason}</Fact> : null}
        {place.reach.kind === 'all-zones' ? (
          <Fact name="Why it is for all websites">{place.reach.reason}</Fact>
        ) : null}
      </dl>
    </details>
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
