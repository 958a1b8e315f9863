import { Check, CircleHelp, LockKeyhole, X } from 'lucide-react';
import { assertNever } from '../../shared/assert-never.ts';
import type { Route, Slip } from '../../shared/slip.ts';
import styles from './ProofList.module.css';

type ProofListProps = { readonly slip: Pick<Slip, 'proof' | 'route'> };

/** What the token was seen to do, and seen to be refused, before it was trusted. */
export function ProofList({ slip }: ProofListProps) {
  const { can, cannot, untested } = slip.proof;
  return (
    <ul className={styles.list}>
      {can.length === 0 ? null : (
        <li>
          <Check className={styles.good} size={22} strokeWidth={2.4} aria-hidden />
          <div>
            <b>Can</b> {phrase(can, 'and')}
            <small>{tried(can, 'worked')}</small>
          </div>
        </li>
      )}
      {cannot.length === 0 ? null : (
        <li>
          <X className={styles.soft} size={22} strokeWidth={2.4} aria-hidden />
          <div>
            <b>Can't</b> {phrase(cannot, 'or')}
            <small>{tried(cannot, 'refused')}</small>
          </div>
        </li>
      )}
      {untested.length === 0 ? null : (
        <li>
          <CircleHelp className={styles.soft} size={22} aria-hidden />
          <div>
            <b>Not tried</b> {join(untested, 'and')}
            <small>A harmless try can't show this. Cloudflare's list of powers says it.</small>
          </div>
        </li>
      )}
      <li>
        <LockKeyhole className={styles.good} size={22} aria-hidden />
        <div>
          <b>Locked away</b> {lockedWhere(slip.route)}
          <small>Not shown, not in any file, not in the text below</small>
        </div>
      </li>
    </ul>
  );
}

type Lines = ProofListProps['slip']['proof']['can'];

function phrase(lines: Lines, word: 'and' | 'or'): string {
  return join(
    lines.map(({ what }) => what),
    word,
  );
}

function join(parts: readonly string[], word: 'and' | 'or'): string {
  return new Intl.ListFormat('en', { type: word === 'and' ? 'conjunction' : 'disjunction' }).format(parts);
}

function tried(lines: Lines, outcome: string): string {
  const count = lines.reduce((sum, { requests }) => sum + requests, 0);
  return count === 1 ? `Tried once, ${outcome}` : `Tried ${count} times, ${outcome} ${count} times`;
}

function lockedWhere(route: Route): string {
  switch (route.kind) {
    case 'keychain':
      return "in this computer's keychain";
    case 'environment':
      return `in this computer's keychain, and where you put it as ${route.name}`;
    case 'secrets-manager':
      return `in this computer's keychain, and in ${route.manager}`;
    default:
      return assertNever(route);
  }
}
