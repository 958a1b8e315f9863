import { useState } from 'react';
import type { PermissionKey } from '../../shared/catalogue/permission-groups.ts';
import { PermissionTable } from '../guide/dashboard/PermissionTable.tsx';
import { PolicyCard } from '../guide/dashboard/PolicyCard.tsx';
import { PressButton } from '../guide/dashboard/PressButton.tsx';
import { allGroups, type DrawnGroup, tickedIn } from '../guide/dashboard/permission-rows.ts';
import { ScopeChooser } from '../guide/dashboard/ScopeChooser.tsx';
import { type PolicyDraft, policyWords, rowsUnder, withScope } from './account-draft.ts';

type PolicyEditorProps = {
  readonly title: string;
  readonly policy: PolicyDraft;
  /** The websites of the account. */
  readonly domains: readonly string[];
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onChange: (policy: PolicyDraft) => void;
  /** Only one of several policies can be taken away. */
  readonly onRemove: (() => void) | undefined;
};

/** One policy of the form: closed, it says what it allows; open, it can be changed. */
export function PolicyEditor({
  title,
  policy,
  domains,
  open,
  onOpen,
  onChange,
  onRemove,
}: PolicyEditorProps) {
  if (!open) {
    return (
      <PolicyCard
        title={title}
        summary={policyWords(policy)}
        action={{ label: 'Edit policy', onPress: () => onOpen(true) }}
      />
    );
  }
  const choose = (domain: string, chosen: boolean) =>
    onChange({
      ...policy,
      domains: domains.filter((name) => (name === domain ? chosen : policy.domains.includes(name))),
    });
  return (
    <PolicyCard title={title} action={{ label: 'Done', onPress: () => onOpen(false) }}>
      <ScopeChooser
        scope={policy.scope}
        onScope={(scope) => onChange(withScope(policy, scope))}
        domains={domains}
        chosen={new Set(policy.domains)}
        onChoose={choose}
      />
      <Rows policy={policy} onChange={onChange} />
      {onRemove === undefined ? null : (
        <div>
          <PressButton tone="link" onPress={onRemove}>
            Remove policy
          </PressButton>
        </div>
      )}
    </PolicyCard>
  );
}

function Rows({ policy, onChange }: Pick<PolicyEditorProps, 'policy' | 'onChange'>) {
  const [search, setSearch] = useState('');
  const scope = rowsUnder(policy.scope);
  const all = scope === null ? [] : allGroups(scope);
  const ticked = new Set(policy.permissions);
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(all.filter((group) => tickedIn(group, ticked) > 0).map(({ name }) => name)),
  );
  if (scope === null) return null;

  function tick(key: PermissionKey, on: boolean): void {
    const others = policy.permissions.filter((one) => one !== key);
    onChange({ ...policy, permissions: on ? [...others, key] : others });
  }

  function turn(name: string, on: boolean): void {
    const names = new Set(open);
    if (on) names.add(name);
    else names.delete(name);
    setOpen(names);
  }

  return (
    <PermissionTable
      groups={found(all, search)}
      ticked={ticked}
      onTick={tick}
      open={search === '' ? open : undefined}
      onOpen={turn}
      search={search}
      onSearch={setSearch}
    />
  );
}

/** The rows with the words that were typed; all of them before that. */
function found(groups: readonly DrawnGroup[], search: string): readonly DrawnGroup[] {
  const wanted = search.trim().toLowerCase();
  return groups
    .map((group) => ({
      ...group,
      rows: group.rows.filter(({ name }) => name.toLowerCase().includes(wanted)),
    }))
    .filter(({ rows }) => rows.length > 0);
}
