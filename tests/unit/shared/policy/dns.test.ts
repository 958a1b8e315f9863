import { describe, expect, it } from 'vitest';
import { id, otherZone, passing, policyFor, verdict, zone } from './asking.ts';

const policy = policyFor('change-dns');
const narrow = policyFor('change-dns', { hostname: 'www.bakery.example' });
const list = `/zones/${zone.id}/dns_records`;
const one = `${list}/${id}`;
const record = { type: 'A', name: 'www', content: '203.0.113.7' } as const;
const present = { id, ttl: 1, proxied: false, ...record, name: 'www.bakery.example' };

/** Why the record that is there may not be touched, as a word. */
function touching(method: string, body: unknown, before: unknown, held = policy, path = one): string {
  const { rule, asked } = passing(held, method, path, body);
  return rule.watch?.limits?.(before, asked, held.scope)?.code ?? rule.kind;
}

describe('DNS records', () => {
  it.each([
    ['GET', list, undefined, 'read'],
    ['GET', `${list}?name.contains=www&type=A&page=2&per_page=100&proxied=true`, undefined, 'read'],
    ['GET', one, undefined, 'read'],
    ['GET', `${list}/export`, undefined, 'read'],
    ['POST', list, record, 'change'],
    ['PATCH', one, { content: '203.0.113.8' }, 'change'],
    ['PUT', one, record, 'change'],
    ['DELETE', one, undefined, 'destructive'],
    ['POST', `${list}/batch`, { posts: [record] }, 'destructive'],
    ['POST', `${list}/import`, undefined, 'not-on-slip'],
    ['POST', `${list}/scan`, undefined, 'not-on-slip'],
    ['DELETE', list, undefined, 'not-on-slip'],
    ['GET', `/zones/${otherZone.id}/dns_records`, undefined, 'elsewhere'],
    ['PATCH', `/zones/${otherZone.id}/dns_records/${id}`, record, 'elsewhere'],
    ['PATCH', `/zones/${zone.id}/dnssec`, { status: 'disabled' }, 'not-on-slip'],
    ['PATCH', `/zones/${zone.id}`, { name_servers: [] }, 'not-on-slip'],
    ['DELETE', `/zones/${zone.id}`, undefined, 'not-on-slip'],
  ])('%s %s', (method, path, body, expected) => {
    expect(verdict(policy, method, path, body)).toBe(expected);
  });

  it.each(['NS', 'SOA', 'DS', 'DNSKEY', 'ns', 'a', ''])('never has a record of the kind "%s"', (type) => {
    expect(verdict(policy, 'POST', list, { ...record, type })).toBe('body-refused');
    expect(verdict(policy, 'PATCH', one, { type })).toBe('body-refused');
    expect(verdict(policy, 'POST', `${list}/batch`, { posts: [record, { ...record, type }] })).toBe(
      'body-refused',
    );
    expect(touching('PATCH', { ttl: 60 }, { ...present, type })).toBe('body-refused');
    expect(touching('DELETE', undefined, { ...present, type })).toBe('body-refused');
  });

  it.each([
    ['a field in other letters', { ...record, Type: 'NS' }],
    ['an unknown field', { ...record, zone_id: otherZone.id }],
    ['a name with a dot at its end', { ...record, name: 'www.' }],
    ['a name with a line break', { ...record, name: 'www\n' }],
    ['a name with an unseen sign', { ...record, name: 'w\u200Bww' }],
    ['an empty name', { ...record, name: '' }],
    ['content with a line break', { ...record, content: 'a\nb' }],
    ['a list of records', [record]],
    ['nothing', undefined],
  ])('are refused with %s', (_what, body) => {
    expect(verdict(policy, 'POST', list, body)).toBe('body-refused');
  });

  it('may carry what other kinds need', () => {
    const srv = {
      type: 'SRV',
      name: '_sip._tcp',
      data: { port: 5060, priority: 1, target: 'a.example', weight: 1 },
    };
    expect(verdict(policy, 'POST', list, srv)).toBe('change');
    expect(
      verdict(policy, 'POST', list, { type: 'MX', name: '@', content: 'mail.example', priority: 10 }),
    ).toBe('change');
  });

  it.each(['A', 'AAAA', 'CNAME', 'MX', 'PTR', 'TXT', 'SRV'])(
    'of the kind %s say where they point once, not twice',
    (type) => {
      const both = { ...record, type, data: { target: 'evil.example' } };
      const before = { ...present, type };
      expect(verdict(policy, 'POST', list, both)).toBe('body-refused');
      expect(verdict(policy, 'PUT', one, both)).toBe('body-refused');
      expect(verdict(policy, 'PATCH', one, { content: 'a', data: {} })).toBe('body-refused');
      expect(verdict(policy, 'POST', `${list}/batch`, { posts: [record, both] })).toBe('body-refused');
      const takesData = type === 'SRV';
      const { data } = both;
      expect(verdict(policy, 'PATCH', one, { type, data })).toBe(takesData ? 'change' : 'body-refused');
      expect(touching('PATCH', { data }, before)).toBe(takesData ? 'change' : 'body-refused');
      expect(touching('POST', { patches: [{ id, data }] }, [before], policy, `${list}/batch`)).toBe(
        takesData ? 'destructive' : 'body-refused',
      );
    },
  );

  it('show all that is sent with them', () => {
    const sent = { ...record, tags: ['team:web'], settings: { flatten_cname: true, private_routing: false } };
    const { rule, asked } = passing(policy, 'POST', list, sent);
    expect(rule.watch?.planned(asked, null, policy.scope)).toEqual(
      expect.arrayContaining([
        { label: 'Labels', value: 'team:web' },
        { label: 'Switched on', value: 'flatten_cname' },
      ]),
    );
    expect(verdict(policy, 'POST', list, { ...record, comment: 'a\u202Eb' })).toBe('body-refused');
    expect(verdict(policy, 'POST', list, { ...record, tags: ['a\nb'] })).toBe('body-refused');
  });

  it('of one text are shown by that text, whatever Cloudflare sends beside it', () => {
    const { rule, asked } = passing(policy, 'DELETE', one);
    expect(rule.watch?.show({ ...present, data: { target: 'other.example' } }, asked)).toContainEqual({
      label: 'Points to',
      value: '203.0.113.7',
    });
  });

  it('are changed at the one name only that the slip is for', () => {
    expect(verdict(narrow, 'POST', list, record)).toBe('change');
    expect(verdict(narrow, 'POST', list, { ...record, name: 'WWW.bakery.example' })).toBe('change');
    for (const name of ['@', 'bakery.example', 'mail', 'a.www', '*', 'www.bakery.example.www', '*.www']) {
      expect(verdict(narrow, 'POST', list, { ...record, name })).toBe('elsewhere');
      expect(verdict(narrow, 'PATCH', one, { name })).toBe('elsewhere');
    }
    expect(touching('PATCH', { ttl: 60 }, present, narrow)).toBe('change');
    expect(touching('PATCH', { ttl: 60 }, { ...present, name: 'mail.bakery.example' }, narrow)).toBe(
      'elsewhere',
    );
    expect(touching('DELETE', undefined, { ...present, name: 'bakery.example' }, narrow)).toBe('elsewhere');
    expect(verdict(narrow, 'GET', `${list}/export`)).toBe('not-on-slip');
  });

  it('are answered for the slip’s name only', () => {
    const mail = { ...present, id: 'x', name: 'mail.bakery.example' };
    const all = passing(narrow, 'GET', list);
    expect(all.rule.narrow?.([present, mail], narrow.scope, all.asked)).toEqual([present]);
    const single = passing(narrow, 'GET', one);
    expect(single.rule.narrow?.(present, narrow.scope, single.asked)).toEqual(present);
    expect(single.rule.narrow?.(mail, narrow.scope, single.asked)).toBeUndefined();
  });

  it('are looked for by the slip’s name alone, whatever else is asked for', () => {
    const askedFor = (query: string, held = narrow) => {
      const { rule, asked } = passing(held, 'GET', `${list}?${query}`);
      const sent = rule.instead?.(asked, held.scope);
      return [Object.fromEntries(sent?.query ?? []), rule.narrow?.([present], held.scope, asked)];
    };
    const own = { 'name.exact': 'www.bakery.example' };
    expect(askedFor('content.startswith=10.&match=any&per_page=37')).toEqual([
      { ...own, 'content.startswith': '10.', per_page: '37' },
      [present],
    ]);
    expect(askedFor('name=www.bakery.example')).toEqual([own, [present]]);
    expect(askedFor('name=mail.bakery.example')).toEqual([own, []]);
    expect(askedFor('name.exact=mail.bakery.example')).toEqual([own, []]);
    const sign = policyFor('change-dns', { hostname: 'bäckerei.bakery.example' });
    expect(askedFor('content.startswith=10.&per_page=37&page=2', sign)[0]).toEqual({
      'name.exact': 'xn--bckerei-5wa.bakery.example',
      'content.startswith': '10.',
      per_page: '37',
      page: '2',
    });
    expect(askedFor('name=mail.bakery.example&match=any', policy)).toEqual([
      { name: 'mail.bakery.example', match: 'any' },
      [present],
    ]);
  });

  it('show their owner what is and what will be, and how to bring it back', () => {
    const { rule, asked } = passing(policy, 'PATCH', one, {
      content: '203.0.113.8',
      proxied: true,
      ttl: 300,
    });
    const { watch } = rule;
    const rows = (content: string, through: string, ttl: string) => [
      { label: 'Name', value: 'www.bakery.example' },
      { label: 'Kind of record', value: 'A' },
      { label: 'Points to', value: content },
      { label: 'Through Cloudflare', value: through },
      { label: 'Remembered for', value: ttl },
    ];
    expect(watch?.show(present, asked)).toEqual(rows('203.0.113.7', 'No', 'As Cloudflare sees fit'));
    expect(watch?.planned(asked, present, policy.scope)).toEqual(rows('203.0.113.8', 'Yes', '5 minutes'));
    expect(watch?.undo?.(asked, present, null)).toEqual({
      method: 'PUT',
      segments: ['zones', zone.id, 'dns_records', id],
      body: { type: 'A', name: 'www.bakery.example', content: '203.0.113.7', ttl: 1, proxied: false },
    });
  });

  it('that were added are found again, and can be taken away', () => {
    const { rule, asked } = passing(policy, 'POST', list, record);
    expect(rule.says(asked, policy.scope)).toBe('Adds a DNS record for www.bakery.example.');
    expect(rule.watch?.readCreated?.(asked, present)).toMatchObject({
      segments: ['zones', zone.id, 'dns_records', id],
    });
    expect(rule.watch?.undo?.(asked, null, present)).toMatchObject({ method: 'DELETE' });
  });
});

describe('several DNS records at once', () => {
  const other = {
    ...present,
    id: 'f'.repeat(32),
    name: 'mail.bakery.example',
    type: 'MX',
    content: 'mx.example',
  };
  const batch = (body: unknown, held = policy) => verdict(held, 'POST', `${list}/batch`, body);

  it('are refused with one foreign record among them', () => {
    expect(batch({ posts: [record, { ...record, name: 'mail' }] }, narrow)).toBe('elsewhere');
    const both = {
      patches: [
        { id, ttl: 60 },
        { id: other.id, ttl: 60 },
      ],
    };
    expect(touching('POST', both, [present, other], policy, `${list}/batch`)).toBe('destructive');
    expect(touching('POST', both, [present, other], narrow, `${list}/batch`)).toBe('elsewhere');
    expect(touching('POST', both, [present], policy, `${list}/batch`)).toBe('body-refused');
    const ns = { ...other, type: 'NS' };
    expect(touching('POST', { deletes: [{ id: ns.id }] }, [ns], policy, `${list}/batch`)).toBe(
      'body-refused',
    );
  });

  it.each([
    ['nothing in it', {}],
    ['an unknown list', { posts: [record], imports: [] }],
    ['a record named twice', { patches: [{ id, ttl: 60 }], deletes: [{ id }] }],
    ['more than a card can hold', { posts: Array.from({ length: 51 }, () => record) }],
    ['no id', { deletes: [{}] }],
  ])('are refused with %s', (_what, body) => {
    expect(batch(body)).toBe('body-refused');
  });

  it('are shown one by one, and can all be put back', () => {
    const body = {
      deletes: [{ id: other.id }],
      patches: [{ id, content: '203.0.113.8' }],
      posts: [{ type: 'TXT', name: 'note', content: 'hello' }],
    };
    const { rule, asked } = passing(policy, 'POST', `${list}/batch`, body);
    expect(rule.says(asked, policy.scope)).toBe(
      'Changes 3 DNS records of bakery.example at once. It removes 1.',
    );
    expect(rule.watch?.show([present, other], asked)).toEqual([
      { label: 'Record ffffff', value: 'mail.bakery.example MX mx.example' },
      { label: 'Record e4e4e4', value: 'www.bakery.example A 203.0.113.7' },
    ]);
    expect(rule.watch?.planned(asked, [present, other], policy.scope)).toEqual([
      { label: 'Record e4e4e4', value: 'www.bakery.example A 203.0.113.8' },
      { label: 'New record', value: 'note.bakery.example TXT hello' },
    ]);
    const more = {
      priority: 5,
      ttl: 300,
      comment: 'new mail',
      tags: ['a:b'],
      settings: { flatten_cname: true },
    };
    const changed = passing(policy, 'POST', `${list}/batch`, { patches: [{ id: other.id, ...more }] });
    expect(changed.rule.watch?.planned(changed.asked, [other], policy.scope)).toEqual([
      {
        label: 'Record ffffff',
        value:
          'mail.bakery.example MX mx.example, priority 5, remembered for 5 minutes, note “new mail”, labels “a:b”, switched on: flatten_cname',
      },
    ]);
    const made = { id: '9'.repeat(32), type: 'TXT', name: 'note.bakery.example', content: 'hello' };
    expect(rule.watch?.undo?.(asked, [present, other], [present, made])).toMatchObject({
      body: {
        deletes: [{ id: made.id }],
        puts: [{ id, content: '203.0.113.7' }],
        posts: [{ name: other.name }],
      },
    });
  });
});
