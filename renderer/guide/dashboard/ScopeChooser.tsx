import { useId } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { CalloutLabel } from '../callouts/CalloutLabel.tsx';
import { Ring } from '../callouts/Ring.tsx';
import styles from './ScopeChooser.module.css';
import { Tick } from './Tick.tsx';

/** How far a policy reaches. */
export type Scope = 'account' | 'all-domains' | 'domains' | 'workers';

/** The choices as Cloudflare's form words them. */
export const scopeLabels: Readonly<Record<Scope, string>> = {
  account: 'Entire Account',
  'all-domains': 'All Domains',
  domains: 'Specified Domains',
  workers: 'Specified Workers',
};

const scopes: readonly Scope[] = ['account', 'all-domains', 'domains', 'workers'];

type ScopeChooserProps = {
  readonly scope: Scope | null;
  readonly onScope?: ((scope: Scope) => void) | undefined;
  /** The websites of the account; null stands for one whose name is not known. */
  readonly domains: readonly (string | null)[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose?: ((domain: string, chosen: boolean) => void) | undefined;
  /** The names of the choice in force and of the list of domains. */
  readonly targets?: { readonly scope: string; readonly domains: string };
};

/** Where a policy works: the whole account, all domains, or the domains that are ticked. */
export function ScopeChooser({ scope, onScope, domains, chosen, onChoose, targets }: ScopeChooserProps) {
  const group = useId();
  return (
    <div className={styles.chooser}>
      <fieldset className={styles.list}>
        <legend className={styles.label}>Scope</legend>
        {scopes.map((one) => {
          const target = one === scope ? targets?.scope : undefined;
          return (
            <div key={one} className={classNames(styles.option, one === scope && styles.chosen)}>
              <Ring name={target}>
                <Tick
                  label={scopeLabels[one]}
                  kind="round"
                  group={group}
                  ticked={one === scope}
                  onTick={onScope && (() => onScope(one))}
                />
              </Ring>
              <CalloutLabel name={target} side="right" />
            </div>
          );
        })}
      </fieldset>
      {scope === 'domains' ? (
        <DomainList domains={domains} chosen={chosen} onChoose={onChoose} target={targets?.domains} />
      ) : null}
    </div>
  );
}

type DomainListProps = Pick<ScopeChooserProps, 'domains' | 'chosen' | 'onChoose'> & {
  readonly target: string | undefined;
};

function DomainList({ domains, chosen, onChoose, target }: DomainListProps) {
  const marked = domains.find((domain) => domain !== null && chosen.has(domain));
  return (
    <fieldset className={styles.list}>
      <legend className={styles.label}>Select domains…</legend>
      {domains.map((domain, index) => {
        const name = domain !== null && domain === marked ? target : undefined;
        return (
          <div key={domain ?? `unknown-${index}`} className={styles.option}>
            {domain === null ? (
              <span className={styles.unknown}>
                <Tick label="" ticked={false} />
                <i className={styles.bar} />
              </span>
            ) : (
              <>
                <Ring name={name}>
                  <Tick
                    label={domain}
                    ticked={chosen.has(domain)}
                    onTick={onChoose && ((on) => onChoose(domain, on))}
                  />
                </Ring>
                <CalloutLabel name={name} side="right" />
              </>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
