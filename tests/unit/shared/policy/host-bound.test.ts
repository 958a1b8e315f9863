import { describe, expect, it } from 'vitest';
import { isBoundToHost } from '../../../../shared/policy/rules/host-bound.ts';
import { id, passing, policyFor, verdict, zone } from './asking.ts';

const host = 'www.bakery.example';
const own = `http.host eq "${host}"`;

describe('a condition on the slip’s hostname', () => {
  it.each([
    own,
    `(${own})`,
    `http.host == "${host}"`,
    `${own} and http.request.uri.path eq "/old"`,
    `(http.request.uri.path eq "/old" and ${own})`,
    `(${own} and (http.request.uri.path eq "/a" or http.request.uri.path eq "/b"))`,
    `(${own} and starts_with(http.request.uri.path, "/a")) or (${own} and not ssl)`,
    `http.host in {"${host}"} && ssl`,
    `${own} and http.user_agent contains "and \\" or"`,
    `${own} and http.request.uri.path in {"/or" "/and" "/#"}`,
    `${own} and cf.bot_management.score ge 30 and ssl`,
    `${'('.repeat(10)}${own}${')'.repeat(10)}`,
  ])('is one: %s', (expression) => {
    expect(isBoundToHost(expression, host)).toBe(true);
  });

  it.each([
    'true',
    '',
    'http.request.uri.path eq "/old"',
    `${own} or true`,
    `(${own}) or http.request.uri.path eq "/old"`,
    `${own} and ssl or ssl`,
    `${own} || ssl`,
    `${own} OR ssl`,
    `(${own})or(ssl)`,
    `${own} xor ssl`,
    `${own} ^^ ssl`,
    `not ${own}`,
    `not (${own})`,
    `!(${own})`,
    `http.host ne "${host}"`,
    `http.host eq "other.bakery.example"`,
    `http.host in {"${host}" "other.bakery.example"}`,
    `http.host contains "${host}"`,
    `http.host eq "${host}\\" or \\""`,
    `http.user_agent eq "${host} and http.host eq \\"${host}\\""`,
    `http.user_agent eq r"\\" and ${own} and http.user_agent ne "x"`,
    `(${own}`,
    `${own})`,
    `${own}) or (ssl`,
    `any(http.request.headers["host"][*] eq "${host}")`,
    `${'('.repeat(100)}${own}`,
    `(ssl) == (${own})`,
    `${own} and ssl orssl`,
    `${own} and ssl ORssl`,
    `${own} and (ssl)orssl`,
    `${own} and http.user_agent eq "x"orssl`,
    `${own} and ip.src.asnum ge 1or ssl`,
    `${own} and ip.src.asnum ge1or ssl`,
    `${own} and ip.src.asnum eq 0x1for ssl`,
    `${own} and ip.src eq 1.1.1.1or ssl`,
    `${own} and ip.src eq fe80::abor ssl`,
    `${own} and http.user_agent eq cf.edor ssl`,
    `${own} and ssl eq trueor ssl`,
    `${own} and ssl xorssl`,
    `${own} and ssl ^^ssl`,
    `${own} # and\n or ssl`,
    `ssl # " \n and ${own}`,
  ])('is none: %s', (expression) => {
    expect(isBoundToHost(expression, host)).toBe(false);
  });

  it('is none in more brackets than anybody writes, which would take long to read', () => {
    expect(isBoundToHost(`${'('.repeat(1500)}${own}${')'.repeat(1500)}`, host)).toBe(false);
  });

  it('goes by all names below where the slip does', () => {
    expect(isBoundToHost('http.host eq "a.bakery.example"', '*.bakery.example')).toBe(true);
    expect(isBoundToHost('http.host wildcard "*.bakery.example"', '*.bakery.example')).toBe(true);
    expect(isBoundToHost('http.host wildcard "*bakery.example"', '*.bakery.example')).toBe(false);
    expect(isBoundToHost('http.host eq "bakery.example"', '*.bakery.example')).toBe(false);
  });
});

describe('redirects of a slip for one hostname', () => {
  const policy = policyFor('redirects', { hostname: host });
  const rulesets = `/zones/${zone.id}/rulesets`;
  const entrypoint = `${rulesets}/phases/http_request_dynamic_redirect/entrypoint`;
  const rule = (expression: string) => ({ action: 'redirect', expression });
  const mine = { ...rule(own), id };
  const others = { ...rule('ssl'), id: 'f'.repeat(32) };
  const before = { id, phase: 'http_request_dynamic_redirect', rules: [others, mine] };
  const touching = (method: string, path: string, body: unknown, present: unknown = before) => {
    const { rule: found, asked } = passing(policy, method, path, body);
    return found.watch?.limits?.(present, asked, policy.scope)?.code ?? null;
  };

  it('are added and changed for that one alone', () => {
    expect(verdict(policy, 'POST', `${rulesets}/${id}/rules`, rule(own))).toBe('change');
    expect(verdict(policy, 'POST', `${rulesets}/${id}/rules`, rule('ssl'))).toBe('elsewhere');
    const one = `${rulesets}/${id}/rules/${id}`;
    expect(verdict(policy, 'PATCH', one, rule(`${own} or ssl`))).toBe('elsewhere');
    expect(verdict(policy, 'PATCH', one, rule(own))).toBe('change');
  });

  it('are left alone where they are about others, too', () => {
    for (const [method, body] of [
      ['PATCH', { position: { index: 1 } }],
      ['PATCH', rule(own)],
      ['DELETE', undefined],
    ] as const) {
      expect(touching(method, `${rulesets}/${id}/rules/${mine.id}`, body)).toBeNull();
      expect(touching(method, `${rulesets}/${id}/rules/${'f'.repeat(32)}`, body)).toBe('elsewhere');
    }
  });

  it('are written anew only with all others as they are', () => {
    for (const [path, present] of [
      [entrypoint, before],
      [`${rulesets}/${id}`, before],
    ] as const) {
      expect(touching('PUT', path, { rules: [others, rule(own)] }, present)).toBeNull();
      expect(touching('PUT', path, { rules: [others] }, present)).toBeNull();
      expect(touching('PUT', path, { rules: [rule(own)] }, present)).toBe('elsewhere');
      expect(touching('PUT', path, { rules: [{ ...others, enabled: false }] }, present)).toBe('elsewhere');
      expect(touching('PUT', path, { rules: [others, rule('ssl')] }, present)).toBe('elsewhere');
    }
    expect(touching('PUT', entrypoint, { rules: [rule('ssl')] }, null)).toBe('elsewhere');
    expect(touching('PUT', entrypoint, { rules: [rule(own)] }, null)).toBeNull();
  });
});
