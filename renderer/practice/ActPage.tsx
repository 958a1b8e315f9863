import { useState } from 'react';
import { ConfirmBox } from '../guide/dashboard/ConfirmBox.tsx';
import { Box } from './Box.tsx';
import type { PageProps } from './Dashboard.tsx';
import { FormErrors } from './FormErrors.tsx';
import { listOf, type Page } from './page.ts';
import { TokensPage } from './TokensPage.tsx';

type ActPageProps = PageProps & {
  readonly asked: Extract<Page, { at: 'act' }>;
  readonly onConfirm: () => Promise<void>;
};

const texts = {
  roll: 'Its value stops working at once. A new value takes its place, with the same permissions.',
  delete: 'It stops working at once. This can not be undone.',
} as const;

/** Cloudflare's question before it rolls or deletes a token. */
export function ActPage({ asked, onConfirm, ...props }: ActPageProps) {
  const [busy, setBusy] = useState(false);
  const { act, token, refused } = asked;
  const title = `${act === 'roll' ? 'Roll' : 'Delete'} ${token.name}?`;

  async function confirm(): Promise<void> {
    setBusy(true);
    await onConfirm();
    setBusy(false);
  }

  return (
    <Box
      label={title}
      under={<TokensPage {...props} form={token.owner.kind === 'user' ? 'user' : 'account'} />}
    >
      <ConfirmBox
        title={title}
        text={texts[act]}
        confirmLabel={act === 'roll' ? 'Confirm' : 'Delete'}
        disabled={busy}
        onConfirm={() => void confirm()}
        onCancel={() => props.show(listOf(token.owner))}
      />
      <FormErrors errors={refused === null ? [] : [refused]} />
    </Box>
  );
}
