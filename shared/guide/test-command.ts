/**
 * The command with which Cloudflare's page lets a new token be tested. Like its page, it names the account where the
 * account owns the token.
 */
export function testCommand(
  token: string,
  owner: { kind: 'account'; account: string } | { kind: 'user' },
): string {
  const path = owner.kind === 'account' ? `accounts/${owner.account}` : 'user';
  return `curl -X GET "https://api.cloudflare.com/client/v4/${path}/tokens/verify" -H "Authorization: Bearer ${token}"`;
}
