import { StartChoices } from '../dashboard/StartChoices.tsx';
import { Then } from '../dashboard/Then.tsx';
import { TokenList } from '../dashboard/TokenList.tsx';
import { FormFrame } from './FormFrame.tsx';
import type { ScreenProps } from './screen-props.ts';
import styles from './TokenListScreen.module.css';

const listed = [{ name: null, status: 'Active' }];

/** The list of tokens with the button that makes one, and in the newer form the page that it opens. */
export function TokenListScreen({ plan }: ScreenProps) {
  const { form } = plan;
  return (
    <FormFrame plan={plan} page="list">
      {form === 'account' ? (
        <>
          <TokenList
            title="Account API tokens"
            tokens={listed}
            createLabel="Create Token"
            target="create-token"
          />
          <Then />
          <StartChoices
            title="Create a token"
            templates={['Edit Cloudflare Workers', 'Read all resources', 'Write all resources']}
            templateLabel="Use template"
            scratch={{ title: 'Start with an empty form', button: 'Start from scratch' }}
            target="start-from-scratch"
          />
        </>
      ) : (
        <>
          <TokenList
            title="User API Tokens"
            tokens={listed}
            createLabel="Create Token"
            target="create-token"
          />
          <div className={styles.keys}>
            <h2 className={styles.title}>API Keys</h2>
            <p>Not these. Leave them alone.</p>
          </div>
        </>
      )}
    </FormFrame>
  );
}
