import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Slip } from '../../shared/slip.ts';
import { accountToken } from '../fakes/tokens.ts';
import { heading, openApp, press } from './render-app.tsx';
import { bakeryZone, sampleDraft, sampleSlip } from './sample-slips.ts';

async function openDialog(slip: Partial<Slip> = {}, start: Parameters<typeof openApp>[0] = {}) {
  const app = await openApp({ slips: [sampleSlip(slip)], ...start });
  app.bridge.emit('screen:show', { name: 'slip', id: sampleSlip().id });
  await press(app, "My agent says it can't");
  return { ...app, dialog: within(await screen.findByRole('dialog')) };
}

async function say({ user, dialog }: Awaited<ReturnType<typeof openDialog>>, text: string): Promise<void> {
  const field = dialog.getByLabelText('The answer');
  await user.clear(field);
  await user.click(field);
  await user.paste(text);
  await user.click(dialog.getByRole('button', { name: 'What does it mean?' }));
}

describe('"My agent says it can\'t"', () => {
  test('names what is missing and begins a slip that has it, at the same place', async () => {
    const app = await openDialog();
    await say(app, 'PATCH /zones/x/dns_records/1 answered 403, code 10000');
    expect(app.dialog.getByRole('alert').textContent).toContain(
      'change where your domain and your mail point',
    );
    await app.user.click(
      app.dialog.getByRole('button', { name: /^New slip: Change where your domain points/ }),
    );
    await heading('What is the task, and until when?');
    expect(app.bridge.sent('draft:begin')[0]?.draft).toMatchObject({
      who: { agent: 'codex' },
      job: { id: 'change-dns', access: 'change' },
      where: { zones: { kind: 'one', zone: bakeryZone } },
    });
    expect(app.bridge.sent('slip:issue')).toEqual([]);
  });

  test('offers an own job with the missing right in it, to be looked at first', async () => {
    const job = { id: 'custom', title: 'Our mail', permissions: ['dns.read'], confirmation: '' } as const;
    const app = await openDialog({ job, access: 'read' });
    await say(app, 'POST /zones/x/purge_cache 10000');
    await app.user.click(app.dialog.getByRole('button', { name: 'New slip: Our mail, and this too' }));
    await heading('What exactly may it do?');
    expect(app.bridge.sent('draft:begin')[0]?.draft.job).toMatchObject({
      permissions: ['dns.read', 'cache.purge'],
      access: 'change',
    });
  });

  test('says plainly what stays out, and offers nothing', async () => {
    const app = await openDialog();
    await say(app, 'POST /accounts/x/tokens 9109');
    expect(app.dialog.getByText('This stays out, and that is good')).toBeTruthy();
    expect(app.dialog.queryByRole('button', { name: /^New slip/ })).toBeNull();
  });

  test('says so when the slip covers it all the same', async () => {
    const app = await openDialog();
    await say(app, 'POST /zones/x/purge_cache 10000');
    expect(app.dialog.getByText('The slip covers this')).toBeTruthy();
  });

  test('says that a begun slip waits', async () => {
    const app = await openDialog({}, { draft: sampleDraft() });
    await say(app, 'PATCH /zones/x/dns_records/1 10000');
    expect(app.dialog.getByText(/unfinished slip is kept/)).toBeTruthy();
  });

  test('forgets what it said as soon as the text changes, and Esc closes it', async () => {
    const app = await openDialog();
    await say(app, '429');
    expect(app.dialog.getByText('Cloudflare asks Codex to wait')).toBeTruthy();
    await app.user.type(app.dialog.getByLabelText('The answer'), ' again');
    expect(app.dialog.queryByText('Cloudflare asks Codex to wait')).toBeNull();
    await app.user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('does not take a token, and sends nothing anywhere', async () => {
    const app = await openDialog();
    const before = app.bridge.calls.length;
    fireEvent.change(app.dialog.getByLabelText('The answer'), {
      target: { value: `I used ${accountToken}` },
    });
    expect(app.dialog.getByText(/There is a token or key in this field/)).toBeTruthy();
    expect(app.dialog.getByLabelText<HTMLTextAreaElement>('The answer').value).toBe('');
    await say(app, 'POST /zones/x/purge_cache 10000');
    expect(app.bridge.calls.length).toBe(before);
  });
});
