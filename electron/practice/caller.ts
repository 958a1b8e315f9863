import { BlockList, isIP } from 'node:net';
import { refusal } from './answers.ts';
import type { PracticeState, StoredToken } from './state.ts';
import { hashOfValue } from './token-values.ts';

/** Whether the end date of a token is past. */
export function isExpired(token: StoredToken, now: Date): boolean {
  return token.expiresOn !== null && Date.parse(token.expiresOn) <= now.getTime();
}

/** Whether a text is a range of addresses as token conditions take it, such as `198.51.100.7/32`. */
export function isAddressRange(text: string): boolean {
  const [address, bits, ...rest] = text.split('/');
  if (address === undefined || bits === undefined || rest.length > 0 || !/^\d{1,3}$/.test(bits)) return false;
  const family = isIP(address);
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128);
}

function inRanges(ranges: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const [start = '', bits = '32'] = range.split('/');
    list.addSubnet(start, Number(bits), isIP(start) === 6 ? 'ipv6' : 'ipv4');
  }
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Finds the token that a request was sent with; says which of Cloudflare's complaints fits if there is none. */
export function findToken(state: PracticeState, headers: Headers, path: string): StoredToken {
  const header = headers.get('authorization');
  if (header === null) throw withoutToken(headers, path);
  const value = /^Bearer ([A-Za-z0-9_-]{40,})$/.exec(header)?.[1];
  if (value === undefined) {
    throw refusal(400, 6003, 'Invalid request headers', {
      chain: [{ code: 6111, message: 'Invalid format for Authorization header' }],
    });
  }
  const hash = hashOfValue(value);
  const token = state.tokens.find((candidate) => candidate.valueHash === hash);
  if (token === undefined) throw invalidToken();
  return token;
}

/** The answer to a value that is wrong, rolled away or deleted, or of the wrong kind for a verify endpoint. */
export const invalidToken = () => refusal(401, 1000, 'Invalid API Token');

function withoutToken(headers: Headers, path: string) {
  const key = headers.get('x-auth-key');
  if (key !== null) {
    if (!/^([0-9a-f]{37,45}|cfk_[A-Za-z0-9_-]{40,})$/.test(key)) {
      return refusal(400, 6003, 'Invalid request headers', {
        chain: [{ code: 6103, message: 'Invalid format for X-Auth-Key header' }],
      });
    }
    return refusal(403, 9106, 'Authentication failed');
  }
  if (path.endsWith('/tokens/verify')) return refusal(400, 1001, 'Missing "Authorization" header');
  return refusal(400, 9106, 'Missing X-Auth-Key, X-Auth-Email or Authorization headers');
}

/** Refuses a token that is switched off, past its end, not yet valid, or used from the wrong address. */
export function refuseUnusable(token: StoredToken, now: Date, clientAddress: string): void {
  const early = token.notBefore !== null && Date.parse(token.notBefore) > now.getTime();
  if (token.status === 'disabled' || early || isExpired(token, now)) {
    throw refusal(403, 10000, 'Authentication error');
  }
  const ranges = token.condition.request_ip;
  const outside = ranges?.in !== undefined && ranges.in.length > 0 && !inRanges(ranges.in, clientAddress);
  if (outside || (ranges?.not_in !== undefined && inRanges(ranges.not_in, clientAddress))) {
    throw refusal(403, 9109, `Cannot use the access token from location: ${clientAddress}`);
  }
}
