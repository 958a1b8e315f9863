import { Check, CircleHelp, LockKeyhole, X } from 'lucide-react';
import { assertNever } from '../../shared/assert-never.ts';
import type { Route, Slip } from '../../shared/slip.ts';
import { WholeNames } from '../ui/WholeNames.tsx';
import styles from './ProofList.module.css';

type ProofListProps = {
  readonly slip: Pick<Slip, 'proof' | 'route'>;
  /** Whether the token still opens anything. */
  readonly usable: boolean;
};

/** What the token was seen to do, and seen to be refused, before it was trusted. */
export function ProofList({ slip, usable }: ProofListProps) {
  const { can, cannot, untested } = slip.proof;
  return (
    <ul className={styles.list}>
      {can.length === 0 ? null : (
        <li>
          <Check className={styles.good} size={22} strokeWidth={2.4} aria-hidden />
          <div>
            {can.map(({ what }) => (
              <p key={what}>
                <b>{usable ? 'Can' : 'Could'}</b> <WholeNames>{what}</WholeNames>
              </p>
            ))}
            <small>{readsText(count(can))}</small>
          </div>
        </li>
      )}
      {cannot.length === 0 ? null : (
        <li>
          <X className={styles.soft} size={22} strokeWidth={2.4} aria-hidden />
          <div>
            {cannot.map(({ what }) => (
              <p key={what}>
                <b>{usable ? "Can't" : "Couldn't"}</b> <WholeNames>{what}</WholeNames>
              </p>
            ))}
            <small>{refusedText(count(cannot))}</small>
          </div>
        </li>
      )}
      {untested.length === 0 ? null : (
        <li>
          <CircleHelp className={styles.soft} size={22} aria-hidden />
          <p className={styles.soft}>{untested.join(' ')}</p>
        </li>
      )}
      {!usable ? null : (
        <li>
          <LockKeyhole className={styles.good} size={22} aria-hidden />
          <div>
            <p>
              <b>Locked away</b> {lockedWhere(slip.route)}
            </p>
            <small>Not shown, not in any file, not in the prompt</small>
          </div>
        </li>
      )}
    </ul>
  );
}

type Lines = ProofListProps['slip']['proof']['can'];

function count(lines: Lines): number {
  return lines.reduce((sum, { requests }) => sum + requests, 0);
}

/* A proof only reads, so that nothing changes; it says so where the job is about changing. */
function readsText(reads: number): string {
  return reads === 1 ? 'Checked once, by reading only' : `Checked ${reads} times, by reading only`;
}

function refusedText(tries: number): string {
  return tries === 1 ? 'Tried once, refused' : `Tried ${tries} times, refused ${tries} times`;
}

function lockedWhere(route: Route): string {
  switch (route.kind) {
    case 'local':
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
