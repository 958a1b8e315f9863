import { useState } from 'react';
import { PageTitle } from '../guide/dashboard/PageTitle.tsx';
import { PressButton } from '../guide/dashboard/PressButton.tsx';
import { ResourceLine } from '../guide/dashboard/ResourceLine.tsx';
import { RowBuilder } from '../guide/dashboard/RowBuilder.tsx';
import { TtlField } from '../guide/dashboard/TtlField.tsx';
import { TypeField } from '../guide/dashboard/TypeField.tsx';
import styles from './Dashboard.module.css';
import type { PageProps } from './Dashboard.tsx';
import { FormErrors } from './FormErrors.tsx';
import { ProfileFrame } from './ProfileFrame.tsx';
import {
  allAccounts,
  emptyRow,
  mendedRow,
  offersFor,
  type UserDraft,
  unchosen,
  userFaultsOf,
  userFormOf,
  userSummaryLines,
  zoneChoices,
} from './user-draft.ts';

/** The older form: a line of three lists for each permission, and lists for where they count. */
export function UserForm({ draft: start, ...props }: PageProps & { readonly draft: UserDraft }) {
  const { scene, show } = props;
  const [draft, setDraft] = useState(start);
  const [errors, setErrors] = useState<readonly string[]>([]);
  const about = (kind: string) => draft.rows.some((row) => row.about === kind);

  function review(): void {
    const faults = userFaultsOf(draft);
    setErrors(faults);
    if (faults.length > 0) return;
    show({
      at: 'review',
      form: userFormOf(draft, scene),
      lines: userSummaryLines(draft),
      back: { at: 'user-form', draft },
      refused: null,
    });
  }

  return (
    <ProfileFrame show={show} path=" / api-tokens / create" current="API Tokens">
      <PageTitle title="Create Custom Token" />
      <TypeField label="Token name" value={draft.name} onChange={(name) => setDraft({ ...draft, name })} />
      <RowBuilder
        rows={draft.rows}
        offers={offersFor}
        onChange={(index, row) => setDraft({ ...draft, rows: draft.rows.with(index, mendedRow(row)) })}
        onAdd={() => setDraft({ ...draft, rows: [...draft.rows, emptyRow()] })}
        onRemove={
          draft.rows.length > 1
            ? (index) => setDraft({ ...draft, rows: draft.rows.toSpliced(index, 1) })
            : undefined
        }
      />
      {about('Account') ? <AccountResources {...props} draft={draft} onChange={setDraft} /> : null}
      {about('Zone') ? <ZoneResources {...props} draft={draft} onChange={setDraft} /> : null}
      <TtlField end={draft.end} onEnd={(end) => setDraft({ ...draft, end })} />
      <FormErrors errors={errors} />
      <div className={styles.buttons}>
        <PressButton onPress={() => show({ at: 'user-tokens' })}>Cancel</PressButton>
        <PressButton tone="blue" onPress={review}>
          Continue to summary
        </PressButton>
      </div>
    </ProfileFrame>
  );
}

type ResourcesProps = Pick<PageProps, 'scene'> & {
  readonly draft: UserDraft;
  readonly onChange: (draft: UserDraft) => void;
};

/* The form could exclude, too; the practice form only includes. */
const include = { label: 'rule', value: 'Include', options: ['Include'], onChoose: () => undefined };

function AccountResources({ scene, draft, onChange }: ResourcesProps) {
  const account = {
    label: 'account',
    value: draft.account,
    options: [allAccounts, ...scene.accounts.map(({ name }) => name)],
    onChoose: (name: string) => onChange({ ...draft, account: name }),
  };
  return <ResourceLine title="Account Resources" picks={[include, account]} />;
}

function ZoneResources({ scene, draft, onChange }: ResourcesProps) {
  const { choice, name } = draft.zones;
  const which = {
    label: 'which',
    value: choice,
    options: zoneChoices,
    onChoose: (chosen: string) => {
      const next = zoneChoices.find((one) => one === chosen) ?? 'All zones';
      onChange({ ...draft, zones: { choice: next, name: unchosen } });
    },
  };
  const list = choice === 'Specific zone' ? scene.zones : scene.accounts;
  const one = {
    label: 'name',
    value: name,
    options: [unchosen, ...list.map((item) => item.name)],
    onChoose: (chosen: string) => onChange({ ...draft, zones: { choice, name: chosen } }),
  };
  return (
    <ResourceLine
      title="Zone Resources"
      picks={choice === 'All zones' ? [include, which] : [include, which, one]}
    />
  );
}
