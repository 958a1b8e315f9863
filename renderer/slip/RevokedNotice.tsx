import { assertNever } from '../../shared/assert-never.ts';
import type { Revoked } from '../../shared/ipc/contract.ts';
import { momentText } from '../app/dates.ts';
import { Notice } from '../ui/Notice.tsx';

type RevokedNoticeProps = { readonly revoked: Revoked; readonly agent: string; readonly urgent?: boolean };

/** How revoking ended, in both places that held the token. */
export function RevokedNotice({ revoked, agent, urgent = false }: RevokedNoticeProps) {
  return (
    <Notice
      tone={revoked.keychain === 'still-there' ? 'soon' : 'good'}
      title={`Stopped on ${momentText(revoked.at)}`}
      urgent={urgent}
    >
      <p>{agent} has no access through this slip any more.</p>
      <p>
        <b>At Cloudflare:</b> {cloudflareText(revoked.cloudflare)}
      </p>
      <p>
        <b>In the keychain:</b> {keychainText(revoked.keychain)}
      </p>
    </Notice>
  );
}

function cloudflareText(outcome: Revoked['cloudflare']): string {
  switch (outcome) {
    case 'deleted':
      return 'the token is deleted.';
    case 'already-gone':
      return 'the token was gone already.';
    case 'not-checked':
      return 'you deleted it there. We had nothing left to check it with.';
    default:
      return assertNever(outcome);
  }
}

function keychainText(outcome: Revoked['keychain']): string {
  switch (outcome) {
    case 'deleted':
      return 'the entry is deleted.';
    case 'already-gone':
      return 'the entry was gone already.';
    case 'still-there':
      return 'the entry is still there, but it opens nothing any more.';
    default:
      return assertNever(outcome);
  }
}
