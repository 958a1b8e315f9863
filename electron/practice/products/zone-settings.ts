import { z } from 'zod';
import { ok, refusal } from '../answers.ts';
import { noRoute } from '../match-route.ts';
import { type Call, type Route, zoneRoute } from '../route.ts';
import type { PracticeState, Zone } from '../state.ts';

const onOff = z.enum(['on', 'off']);

/** Every setting that the practice Cloudflare knows, with the values that it takes. */
const settingValues: Readonly<Record<string, z.ZodType>> = {
  '0rtt': onOff,
  always_online: onOff,
  always_use_https: onOff,
  automatic_https_rewrites: onOff,
  brotli: onOff,
  browser_cache_ttl: z.number().int().min(0).max(31_536_000),
  browser_check: onOff,
  cache_level: z.enum(['aggressive', 'basic', 'simplified']),
  challenge_ttl: z.number().int().min(300).max(31_536_000),
  development_mode: onOff,
  early_hints: onOff,
  email_obfuscation: onOff,
  hotlink_protection: onOff,
  http3: onOff,
  ip_geolocation: onOff,
  ipv6: onOff,
  min_tls_version: z.enum(['1.0', '1.1', '1.2', '1.3']),
  opportunistic_encryption: onOff,
  rocket_loader: onOff,
  security_level: z.enum(['off', 'essentially_off', 'low', 'medium', 'high', 'under_attack']),
  ssl: z.enum(['off', 'flexible', 'full', 'strict', 'origin_pull']),
  tls_1_3: z.enum(['on', 'off', 'zrt']),
  websockets: onOff,
};

type Setting = NonNullable<PracticeState['zoneSettings'][string]>[string];

const render = (id: string, setting: Setting) => ({
  id,
  value: setting.value,
  editable: setting.editable,
  modified_on: setting.modifiedOn,
});

function find(call: Call, zone: Zone, id: string): Setting {
  const settings = call.state.zoneSettings[zone.id] ?? {};
  const setting = Object.hasOwn(settings, id) ? settings[id] : undefined;
  if (setting === undefined) throw noRoute(`/zones/${zone.id}/settings/${id}`);
  return setting;
}

interface Change {
  readonly id: string;
  readonly value?: unknown;
}

/** Checks every change before the first is made: all or nothing. */
function change(call: Call, zone: Zone, changes: readonly Change[]) {
  const checked = changes.map(({ id, value }) => {
    const setting = find(call, zone, id);
    const parsed = settingValues[id]?.safeParse(value);
    if (parsed?.success !== true) throw refusal(400, 1007, `Invalid value for zone setting ${id}`);
    if (!setting.editable) throw refusal(400, 1006, `Not allowed to edit setting for ${id}`);
    return { id, setting, value: z.json().parse(parsed.data) };
  });
  return checked.map(({ id, setting, value }) => {
    Object.assign(setting, { value, modifiedOn: call.now.toISOString() });
    return render(id, setting);
  });
}

const oneChange = z.object({ value: z.unknown() });
const manyChanges = z.object({ items: z.array(z.object({ id: z.string(), value: z.unknown() })).min(1) });

/** Settings of a zone. */
export const settingRoutes: readonly Route[] = [
  zoneRoute('GET', '/settings', ['zoneSettings.read'], (call, zone) =>
    ok(Object.entries(call.state.zoneSettings[zone.id] ?? {}).map(([id, setting]) => render(id, setting))),
  ),
  zoneRoute('PATCH', '/settings', ['zoneSettings.edit'], (call, zone) => {
    const sent = manyChanges.safeParse(call.body);
    if (!sent.success) throw refusal(400, 1007, 'Invalid value for zone settings');
    return ok(change(call, zone, sent.data.items));
  }),
  zoneRoute('GET', '/settings/:setting', ['zoneSettings.read'], (call, zone) => {
    const id = call.params.setting ?? '';
    return ok(render(id, find(call, zone, id)));
  }),
  zoneRoute('PATCH', '/settings/:setting', ['zoneSettings.edit'], (call, zone) => {
    const sent = oneChange.safeParse(call.body);
    const [changed] = change(call, zone, [{ id: call.params.setting ?? '', value: sent.data?.value }]);
    return ok(changed);
  }),
];
