import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { CreatedToken } from '../../renderer/guide/dashboard/CreatedToken.tsx';
import { DashboardFrame } from '../../renderer/guide/dashboard/DashboardFrame.tsx';
import { EndDateField, type Expiration } from '../../renderer/guide/dashboard/EndDateField.tsx';
import { PermissionTable } from '../../renderer/guide/dashboard/PermissionTable.tsx';
import { allGroups, groupsAround } from '../../renderer/guide/dashboard/permission-rows.ts';
import { ResourceLine } from '../../renderer/guide/dashboard/ResourceLine.tsx';
import { type BuilderRow, RowBuilder } from '../../renderer/guide/dashboard/RowBuilder.tsx';
import { type Scope, ScopeChooser } from '../../renderer/guide/dashboard/ScopeChooser.tsx';
import { StartChoices } from '../../renderer/guide/dashboard/StartChoices.tsx';
import { TokenList } from '../../renderer/guide/dashboard/TokenList.tsx';
import { TtlField } from '../../renderer/guide/dashboard/TtlField.tsx';
import { TypeField } from '../../renderer/guide/dashboard/TypeField.tsx';
import type { PermissionKey } from '../../shared/catalogue/permission-groups.ts';
import { categoryNames } from '../../shared/guide/categories.ts';
import { axeFindings } from './render-app.tsx';

/* The page of a practice dashboard: the same pieces, with somebody behind them. */
function LiveForm({ onCopy, onConfirm }: { readonly onCopy: () => void; readonly onConfirm: () => void }) {
  const [scope, setScope] = useState<Scope>('account');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [ticked, setTicked] = useState<ReadonlySet<PermissionKey>>(new Set());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [end, setEnd] = useState<Expiration>({ choice: 'No expiration', day: '' });
  const [name, setName] = useState('');
  const [rows, setRows] = useState<readonly BuilderRow[]>([
    { id: 'one', about: 'Zone', product: 'DNS', level: 'Read' },
  ]);
  const toggled = <T,>(set: ReadonlySet<T>, one: T, on: boolean) =>
    new Set(on ? [...set, one] : [...set].filter((other) => other !== one));
  return (
    <main>
      <title>Practice</title>
      <h1>Practice</h1>
      <DashboardFrame
        address="practice"
        caption="Practice page"
        menu={{
          owner: 'Bakery Ltd',
          items: [{ label: 'Account API tokens', current: true, onPress: () => undefined }],
        }}
      >
        <TokenList title="Tokens" tokens={[]} createLabel="Create Token" onCreate={() => undefined} />
        <StartChoices
          title="Create a token"
          templates={['Read all resources']}
          templateLabel="Use template"
          scratch={{ title: 'Empty form', button: 'Start from scratch' }}
          onScratch={() => undefined}
        />
        <TypeField label="Token name" value={name} onChange={setName} />
        <ScopeChooser
          scope={scope}
          onScope={setScope}
          domains={['bakery.example', 'cakeshop.example']}
          chosen={chosen}
          onChoose={(domain, on) => setChosen(toggled(chosen, domain, on))}
        />
        <PermissionTable
          groups={groupsAround('zone', ['cache.purge', 'zone.read'])}
          ticked={ticked}
          onTick={(key, on) => setTicked(toggled(ticked, key, on))}
          open={open}
          onOpen={(group, on) => setOpen(toggled(open, group, on))}
          search=""
          onSearch={() => undefined}
        />
        <EndDateField value={end} onChange={setEnd} />
        <RowBuilder
          rows={rows}
          offers={() => ({ about: ['Account', 'Zone'], product: ['DNS', 'Zone'], level: ['Read', 'Edit'] })}
          onChange={(index, row) => setRows(rows.map((one, at) => (at === index ? row : one)))}
          onAdd={() => undefined}
          onRemove={() => undefined}
        />
        <ResourceLine
          title="Zone Resources"
          picks={[
            {
              label: 'which',
              value: 'All zones',
              options: ['All zones', 'Specific zone'],
              onChoose: () => undefined,
            },
          ]}
        />
        <TtlField end="" onEnd={() => undefined} />
        <CreatedToken
          title="Token created successfully"
          warning="This is the only time you will see this token."
          tokenText="practice"
          copyLabel="Copy to clipboard"
          onCopy={onCopy}
          accountId="practice"
          others={[]}
          confirmLabel="Confirm"
          onConfirm={onConfirm}
        />
      </DashboardFrame>
    </main>
  );
}

function openForm() {
  const [onCopy, onConfirm] = [vi.fn(), vi.fn()];
  render(<LiveForm onCopy={onCopy} onConfirm={onConfirm} />);
  return { user: userEvent.setup(), onCopy, onConfirm };
}

describe('the pieces with somebody behind them', () => {
  test('are controls that have names, and leave axe nothing to find', async () => {
    openForm();
    expect(await axeFindings()).toEqual([]);
  });

  test('let a heading be opened and a box be ticked, and count it', async () => {
    const { user } = openForm();
    expect(screen.queryByRole('checkbox', { name: 'Cache Purge: Purge' })).toBeNull();
    await user.click(screen.getByRole('button', { name: /Cache & Performance/ }));
    await user.click(screen.getByRole('checkbox', { name: 'Cache Purge: Purge' }));
    expect(screen.getByRole('checkbox', { name: 'Cache Purge: Purge' })).toHaveProperty('checked', true);
    expect(screen.getByRole('button', { name: /Cache & Performance/, expanded: true }).textContent).toContain(
      '1/3',
    );
  });

  test('show the websites once the scope is one of them', async () => {
    const { user } = openForm();
    expect(screen.queryByRole('checkbox', { name: 'bakery.example' })).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'Specified Domains' }));
    await user.click(screen.getByRole('checkbox', { name: 'bakery.example' }));
    expect(screen.getByRole('checkbox', { name: 'bakery.example' })).toHaveProperty('checked', true);
    expect(screen.getByRole('checkbox', { name: 'cakeshop.example' })).toHaveProperty('checked', false);
  });

  test('take a date once the end is a custom one', async () => {
    const { user } = openForm();
    await user.click(screen.getByRole('radio', { name: 'Custom' }));
    const field = screen.getByLabelText('End date');
    await user.type(field, '2026-12-23');
    expect(field).toHaveProperty('value', '2026-12-23');
  });

  test('take a name, and another choice of a list', async () => {
    const { user } = openForm();
    await user.type(screen.getByRole('textbox', { name: 'Token name' }), 'Mine');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Permission 1: level' }), 'Edit');
    expect(screen.getByRole('textbox', { name: 'Token name' })).toHaveProperty('value', 'Mine');
    expect(screen.getByRole('combobox', { name: 'Permission 1: level' })).toHaveProperty('value', 'Edit');
  });

  test('tell that the token is copied, and that it is confirmed', async () => {
    const { user, onCopy, onConfirm } = openForm();
    await user.click(screen.getByRole('button', { name: 'Copy to clipboard' }));
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    expect([onCopy.mock.calls.length, onConfirm.mock.calls.length]).toEqual([1, 1]);
  });
});

describe('the whole list of permissions', () => {
  test.each(['account', 'zone'] as const)(
    'holds each %s permission once, under Cloudflare’s headings',
    (scope) => {
      const groups = allGroups(scope);
      const keys = groups.flatMap(({ rows }) => rows.flatMap(({ boxes }) => boxes.map(({ key }) => key)));
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBeGreaterThan(15);
      const order = Object.values(categoryNames);
      const places = groups.map(({ name }) => order.indexOf(name));
      expect(places).toEqual(places.toSorted((one, other) => one - other));
    },
  );

  test('can be cut down to some permissions and their neighbours', () => {
    expect(
      groupsAround('zone', ['cache.purge']).map(({ name, rows }) => [name, rows.map((row) => row.name)]),
    ).toEqual([['Cache & Performance', ['Cache Purge', 'Cache Rules']]]);
  });
});
