import { StartChoices } from '../guide/dashboard/StartChoices.tsx';
import { AccountFrame } from './AccountFrame.tsx';
import type { PageProps } from './Dashboard.tsx';
import { ProfileFrame } from './ProfileFrame.tsx';
import { emptyAccountForm, emptyUserForm } from './page.ts';

/** The page between the list and the form. Its ready-made tokens are there to be passed by. */
export function StartPage({ form, ...props }: PageProps & { readonly form: 'account' | 'user' }) {
  const { scene, show } = props;
  return form === 'account' ? (
    <AccountFrame {...props} path="api-tokens" current="Account API tokens">
      <StartChoices
        title="Create a token"
        templates={['Edit Cloudflare Workers', 'Read all resources', 'Write all resources']}
        templateLabel="Use template"
        scratch={{ title: 'Start with an empty form', button: 'Start from scratch' }}
        onScratch={() => show(emptyAccountForm(scene))}
      />
    </AccountFrame>
  ) : (
    <ProfileFrame show={show} path=" / api-tokens / create" current="API Tokens">
      <StartChoices
        title="Create API Token"
        templates={['Edit zone DNS', 'Read all resources', 'Create additional tokens']}
        templateLabel="Use template"
        scratch={{ title: 'Create Custom Token', button: 'Get started' }}
        onScratch={() => show(emptyUserForm())}
      />
    </ProfileFrame>
  );
}
