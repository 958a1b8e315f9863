import { useState } from 'react';
import { EndDateField } from '../guide/dashboard/EndDateField.tsx';
import { PageTitle } from '../guide/dashboard/PageTitle.tsx';
import { PressButton } from '../guide/dashboard/PressButton.tsx';
import { TypeField } from '../guide/dashboard/TypeField.tsx';
import { AccountFrame } from './AccountFrame.tsx';
import {
  type AccountDraft,
  accountFormOf,
  emptyPolicy,
  faultsOf,
  type PolicyDraft,
  summaryLines,
} from './account-draft.ts';
import styles from './Dashboard.module.css';
import type { PageProps } from './Dashboard.tsx';
import { FormErrors } from './FormErrors.tsx';
import { PolicyEditor } from './PolicyEditor.tsx';

/** The newer form: a name, policies with boxes to tick, and an end. */
export function AccountForm({ draft: start, ...props }: PageProps & { readonly draft: AccountDraft }) {
  const { scene, account, now, show } = props;
  const [draft, setDraft] = useState(start);
  const [open, setOpen] = useState<number | null>(null);
  const [errors, setErrors] = useState<readonly string[]>([]);
  const zones = scene.zones.filter((zone) => zone.account === account.id);

  function change(id: number, policy: PolicyDraft | null): void {
    const policies = draft.policies.flatMap((one) => (one.id === id ? (policy ?? []) : one));
    setDraft({ ...draft, policies });
  }

  function addPolicy(): void {
    const id = Math.max(0, ...draft.policies.map((policy) => policy.id)) + 1;
    setDraft({ ...draft, policies: [...draft.policies, emptyPolicy(id)] });
    setOpen(id);
  }

  function review(): void {
    const faults = faultsOf(draft);
    setErrors(faults);
    if (faults.length > 0) return;
    show({
      at: 'review',
      form: accountFormOf(draft, account, zones, now()),
      lines: summaryLines(draft, account),
      back: { at: 'account-form', draft },
      refused: null,
    });
  }

  return (
    <AccountFrame {...props} path="api-tokens / create" current="Account API tokens">
      <PageTitle title="Create a token" />
      <TypeField label="Token name" value={draft.name} onChange={(name) => setDraft({ ...draft, name })} />
      <PageTitle title="Permission policies" />
      {draft.policies.map((policy, index) => (
        <PolicyEditor
          key={policy.id}
          title={`Policy ${index + 1}`}
          policy={policy}
          domains={zones.map(({ name }) => name)}
          open={open === policy.id}
          onOpen={(on) => setOpen(on ? policy.id : null)}
          onChange={(changed) => change(policy.id, changed)}
          onRemove={draft.policies.length > 1 ? () => change(policy.id, null) : undefined}
        />
      ))}
      <div>
        <PressButton onPress={addPolicy}>Add policy</PressButton>
      </div>
      <EndDateField value={draft.expiration} onChange={(expiration) => setDraft({ ...draft, expiration })} />
      <FormErrors errors={errors} />
      <div className={styles.buttons}>
        <PressButton onPress={() => show({ at: 'account-tokens' })}>Cancel</PressButton>
        <PressButton tone="blue" onPress={review}>
          Review token
        </PressButton>
      </div>
    </AccountFrame>
  );
}
