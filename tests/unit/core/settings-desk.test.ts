import { describe, expect, it } from 'vitest';
import { openDesk } from '../../fakes/open-desk.ts';

describe('the settings', () => {
  it('show what is true of the system and of the data folder', async () => {
    const { call, loginItem, dataFolder } = await openDesk();
    loginItem.state = 'blocked';
    dataFolder.writable = false;
    expect(await call['settings:look'](undefined)).toEqual({
      ok: true,
      value: { loginItem: 'blocked', dataFolder: { path: dataFolder.path, isWritable: false } },
    });
  });

  it.each([true, false])(
    'remember over a restart that the owner answered %s to start at login',
    async (on) => {
      const office = await openDesk();
      expect(office.desk.store.snapshot.preferences.loginAsked).toBe(false);
      expect(await office.call['login-item:set']({ on })).toEqual({ ok: true, value: on ? 'on' : 'off' });
      const again = await office.restart();
      expect(again.desk.store.snapshot.preferences.loginAsked).toBe(true);
      expect(office.loginItem.state).toBe(on ? 'on' : 'off');
    },
  );

  it.each([true, false])('say so where the system does not take start at login: %s', async (on) => {
    const { call, desk, loginItem } = await openDesk();
    loginItem.state = on ? 'off' : 'on';
    loginItem.obeys = false;
    expect(await call['login-item:set']({ on })).toEqual({
      ok: false,
      problem: { code: 'login-item-refused' },
    });
    expect(desk.store.snapshot.preferences.loginAsked).toBe(false);
  });

  it('leave start at login as it was chosen last, where a choice comes before the one before is done', async () => {
    const { call, loginItem } = await openDesk();
    await Promise.all([call['login-item:set']({ on: true }), call['login-item:set']({ on: false })]);
    expect(loginItem.state).toBe('off');
  });

  it('keep the form of dates over a restart', async () => {
    const office = await openDesk();
    await office.call['dates:set']({ dates: 'de-DE' });
    expect((await office.restart()).desk.store.snapshot.preferences.dates).toBe('de-DE');
  });

  it('open the data folder, or say that it can not be shown', async () => {
    const { call, dataFolder } = await openDesk();
    expect(await call['data-folder:open'](undefined)).toEqual({ ok: true, value: null });
    dataFolder.canBeShown = false;
    expect(await call['data-folder:open'](undefined)).toEqual({
      ok: false,
      problem: { code: 'folder-not-opened' },
    });
    expect(dataFolder.shown).toBe(1);
  });
});
