import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  cloudflareBaseUrl,
  createCloudflareApi,
} from '../../../electron/adapters/cloudflare/cloudflare-api.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { dropVariables, readLaunchOptions } from '../../../electron/shell/launch-options.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { accountToken, globalKey } from '../../fakes/tokens.ts';

const told = {
  PERMISSION_SLIP_DATA: '/tmp/elsewhere',
  PERMISSION_SLIP_API: 'https://stand-in.example/v4/',
  PERMISSION_SLIP_CLOCK: '/tmp/clock',
  PERMISSION_SLIP_LOGIN_COMMAND: '/opt/app',
  PERMISSION_SLIP_TRAY: 'seen',
};
const usual = {
  dataFolder: null,
  apiBaseUrl: cloudflareBaseUrl,
  clockFile: null,
  loginCommand: null,
  traySeen: false,
};

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a start of the app', () => {
  it('heeds nothing of its environment once it is packaged', () => {
    expect(readLaunchOptions(told, true)).toEqual(usual);
  });

  it('can be told where to keep files, where Cloudflare is, what time it is and what starts it while it is not', () => {
    expect(readLaunchOptions(told, false)).toEqual({
      dataFolder: '/tmp/elsewhere',
      apiBaseUrl: 'https://stand-in.example/v4',
      clockFile: '/tmp/clock',
      loginCommand: '/opt/app',
      traySeen: true,
    });
  });

  it('is as usual when it is told nothing', () => {
    expect([readLaunchOptions({}, false), readLaunchOptions({ PERMISSION_SLIP_DATA: '' }, false)]).toEqual([
      usual,
      usual,
    ]);
  });

  it.each([
    ['http://127.0.0.1:8787/client/v4', true],
    ['http://[::1]:8787/client/v4', true],
    ['http://localhost:8787/client/v4', true],
    ['http://stand-in.example/v4', false],
    ['http://127.0.0.1.evil.example/v4', false],
    ['ftp://127.0.0.1/', false],
    ['file:///etc', false],
    ['not an address', false],
  ])('sends a key in the clear to this computer only: %s', (address, taken) => {
    expect(readLaunchOptions({ PERMISSION_SLIP_API: address }, false).apiBaseUrl).toBe(
      taken ? address : cloudflareBaseUrl,
    );
  });
});

describe('what stands in the environment for Cloudflare, the keyring or against certificates', () => {
  const left = {
    CLOUDFLARE_API_KEY: globalKey,
    CLOUDFLARE_EMAIL: 'owner@bakery.example',
    CLOUDFLARE_API_TOKEN: accountToken,
    CLOUDFLARE_API_USER_SERVICE_KEY: 'x',
    CLOUDFLARE_BASE_URL: 'https://evil.example',
    CLOUDFLARE_LOG: 'debug',
    CLOUDFLARE_CUSTOM_HEADERS: 'Authorization: Bearer stolen\nX-Auth-Key: x',
    CF_API_TOKEN: accountToken,
    cloudflare_api_key: globalKey,
    NAPI_RS_NATIVE_LIBRARY_PATH: '/tmp/other.js',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  };

  it('is taken out, and nothing else is', () => {
    const kept = { PATH: '/bin', SCF_NAME: 'kept', NODE_EXTRA_CA_CERTS: '/etc/company.pem' };
    const env = { ...left, ...kept };
    dropVariables(env);
    expect(env).toEqual(kept);
  });

  it('has no part in what is sent after the start', async () => {
    for (const [name, value] of Object.entries(left)) vi.stubEnv(name, value);
    dropVariables(process.env);
    const headers: Headers[] = [];
    const api = createCloudflareApi({
      baseUrl: cloudflareBaseUrl,
      clock: new ManualClock(),
      fetch: async (_input, init) => {
        headers.push(new Headers(init?.headers));
        return new Response(null, { status: 204 });
      },
    });
    await api.createToken(
      new Secret(`cfat_${'k'.repeat(48)}`),
      { kind: 'user' },
      { name: 'x', policies: [], expiresOn: null },
    );
    expect(
      headers.map((one) => [one.get('authorization'), one.get('x-auth-key'), one.get('x-auth-email')]),
    ).toEqual([[`Bearer cfat_${'k'.repeat(48)}`, null, null]]);
  });
});
