import type { PracticeToken } from '../../shared/ipc/practice-contract.ts';
import { PageTitle } from '../guide/dashboard/PageTitle.tsx';
import { PressButton } from '../guide/dashboard/PressButton.tsx';
import { AccountFrame } from './AccountFrame.tsx';
import type { PageProps } from './Dashboard.tsx';
import { ProfileFrame } from './ProfileFrame.tsx';
import { listOf } from './page.ts';

/** A slip never asks for a token to be edited, so the practice dashboard only says so. */
export function EditPage({ token, ...props }: PageProps & { readonly token: PracticeToken }) {
  const content = (
    <>
      <PageTitle
        title={token.name}
        text="You don't need this page. To change what a token may do, make a new one and delete this one."
      />
      <PressButton onPress={() => props.show(listOf(token.owner))}>Back to the list</PressButton>
    </>
  );
  return token.owner.kind === 'account' ? (
    <AccountFrame {...props} path="api-tokens / edit" current="Account API tokens">
      {content}
    </AccountFrame>
  ) : (
    <ProfileFrame show={props.show} path=" / api-tokens / edit" current="API Tokens">
      {content}
    </ProfileFrame>
  );
}
