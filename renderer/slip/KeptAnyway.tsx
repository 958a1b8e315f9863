import { inWords } from '../../shared/guide/common-words.ts';
import type { Slip } from '../../shared/slip.ts';
import { Notice } from '../ui/Notice.tsx';
import { WholeNames } from '../ui/WholeNames.tsx';

/** That a token is not as planned, why it was kept if it was, and what it can do too much or too little. */
export function KeptAnyway({ slip: { keptAnyway } }: { readonly slip: Pick<Slip, 'keptAnyway'> }) {
  if (keptAnyway === null) return null;
  const { tooMuch, missing, reason } = keptAnyway;
  return (
    <Notice
      tone={tooMuch.length > 0 ? 'stop' : 'soon'}
      title={
        reason === ''
          ? 'This token was changed at Cloudflare'
          : 'You kept this token although it is not as planned'
      }
    >
      {tooMuch.length === 0 ? null : (
        <p>
          It can also <WholeNames>{`${inWords(tooMuch)}.`}</WholeNames>
        </p>
      )}
      {missing.length === 0 ? null : (
        <p>
          It can't <WholeNames>{`${inWords(missing)}.`}</WholeNames>
        </p>
      )}
      {tooMuch.length + missing.length > 0 ? null : <p>We could not find out what it can do.</p>}
      <p>
        {reason === ''
          ? 'We saw it when the token was rotated. If you did not change it, stop this agent.'
          : `Your reason: ${reason}`}
      </p>
    </Notice>
  );
}
