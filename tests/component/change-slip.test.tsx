import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { failed } from '../../shared/result.ts';
import type { CleanUp } from '../../shared/snapshot.ts';
import { axeFindings, heading, type OpenApp, openApp, press } from './render-app.tsx';
import { sampleSlip } from './sample-slips.ts';

const slip = sampleSlip();

async function openSlip(start: Parameters<typeof openApp>[0] = {}): Promise<OpenApp> {
  const app = await openApp({ slips: [slip], ...start });
  app.bridge.emit('screen:show', { name: 'slip', id: slip.id });
  await heading('Show visitors the new page');
  return app;
}

describe('a slip that needs to change', () => {
  test('gets another end date through the questions, and its token is made for that slip', async () => {
    const app = await openSlip();
    await press(app, 'Change the end date');
    await heading('What is the task, and until when?');
    expect(app.bridge.sent('draft:begin')[0]?.draft.changes).toEqual({
      id: slip.id,
      number: slip.number,
      version: 2,
    });
    screen.getByText(/This slip gets a new token with your answers/);
    await press(app, 'Create this token');
    await waitFor(() => expect(app.bridge.sent('slip:issue').length).toBe(1));
    expect(app.bridge.sent('slip:issue')[0]).toMatchObject({
      changes: slip.id,
      request: { task: slip.task },
    });
  });

  test('is led to its job where it may do too much', async () => {
    const app = await openSlip();
    await press(app, 'Change what it may do, or where');
    await heading('What should your agent do?');
  });

  test('is not offered while its token is being swapped', async () => {
    await openSlip({
      slips: [{ ...slip, rotating: { since: '2026-11-23T10:00:00Z', why: 'asked', lost: true } }],
    });
    expect(screen.queryByRole('button', { name: 'Change the end date' })).toBeNull();
  });
});

describe('an old token that is not deleted yet', () => {
  const old: CleanUp = {
    mark: 'ps-aaaaaaaaaaaa',
    world: 'cloudflare',
    tokenName: 'Permission Slip, purge-pages, bakery.example',
    since: '2026-11-23T10:00:00Z',
    owner: slip.token.owner,
    oldOf: slip.id,
  };
  const start = {
    connection: null,
    world: 'cloudflare',
    slips: [{ ...slip, world: 'cloudflare' }],
    cleanUps: [old],
  } as const;

  test('is deleted by hand where there is no setup key, and checked', async () => {
    const app = await openSlip(start);
    await press(app, 'Show me how to delete it');
    await heading('Open Cloudflare and log in');
    await press(app, "Open Cloudflare's list of tokens");
    await press(app, 'Done, next step');
    await heading('Press “Delete”');
    await press(app, 'Done, next step');
    app.bridge.answer('clean-up:check', () => failed({ code: 'token-still-works' }));
    await press(app, 'I deleted it');
    await screen.findByText('Cloudflare still knows this token');
    expect(await axeFindings()).toEqual([]);
    app.bridge.answer('clean-up:check', () => {
      app.bridge.push({ cleanUps: [] });
      return { ok: true, value: null };
    });
    await press(app, "Open Cloudflare's token list");
    await heading('Find the token and press its three dots');
    await press(app, 'Done, next step');
    await press(app, 'Done, next step');
    await press(app, 'I deleted it');
    await heading('Show visitors the new page');
    expect(screen.queryByText(/does not need/)).toBeNull();
    expect(app.bridge.sent('clean-up:check')).toEqual([{ mark: old.mark }, { mark: old.mark }]);
  });

  test('is told at home, too, and deleted by one press where there is a key', async () => {
    const app = await openApp({ slips: [slip], cleanUps: [old] });
    screen.getByText(`Slip number ${slip.number} has a token that it does not need`);
    await press(app, 'Delete it now');
    await waitFor(() => expect(screen.queryByText(/does not need/)).toBeNull());
  });
});
