import type { PolicyScope } from '../policy.ts';
import { fromPunycode, toPunycode } from './punycode.ts';

/** A name of the DNS in the form in which two of them can be compared. */
export function plainName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/* The same for both ways to write a name with other than English letters: `bäckerei` and `xn--bckerei-5wa`. */
function comparable(name: string): string {
  return plainName(name).split('.').map(decodedStep).join('.');
}

/** No step of a name is longer. */
const longestStep = 63;

/* One that would not be written so stays as it is. */
function decodedStep(step: string): string {
  const isWritten = step.length <= longestStep && step.startsWith('xn--');
  const decoded = isWritten ? fromPunycode(step.slice(4)) : null;
  if (decoded === null || decoded !== plainName(decoded)) return step;
  return /^[\p{L}\p{M}\p{N}-]*$/u.test(decoded) && /[^\x20-\x7e]/.test(decoded) ? decoded : step;
}

/** A name as Cloudflare lists it: in Punycode. */
export function listedName(name: string): string {
  const step = (one: string) => (/^[\x20-\x7e]*$/.test(one) ? one : `xn--${toPunycode(one)}`);
  return plainName(name).split('.').map(step).join('.');
}

/** The whole name of a record: Cloudflare takes `@` for the website's own, and adds the website's name to any other. */
export function fullName(name: string, zoneName: string): string {
  const plain = plainName(name);
  if (plain === '@' || plain === '') return zoneName;
  return isBelow(plain, zoneName) ? plain : `${plain}.${zoneName}`;
}

/** Whether a host is the website's own name or one below it. */
export function isBelow(host: string, zoneName: string): boolean {
  const [plain, zone] = [comparable(host), comparable(zoneName)];
  return plain === zone || plain.endsWith(`.${zone}`);
}

/** Whether a hostname is the slip's: any of the website, or only the one that the slip names. */
export function isOwnHost(host: string, { zone, hostname }: PolicyScope): boolean {
  if (zone === null || !isBelow(host, plainName(zone.name))) return false;
  return hostname === null || matchesOwn(host, hostname);
}

/** Whether a record's name is the slip's. Here an asterisk is part of the name, and stands for nothing else. */
export function isOwnRecord(name: string, { zone, hostname }: PolicyScope): boolean {
  if (zone === null) return false;
  const full = fullName(name, plainName(zone.name));
  return hostname === null || comparable(full) === comparable(hostname);
}

/** Whether a host is the one that a slip names; an asterisk in the slip's stands for every name below. */
export function matchesOwn(host: string, hostname: string): boolean {
  const [plain, own] = [comparable(host), comparable(hostname)];
  return own.startsWith('*.') ? plain.endsWith(own.slice(1)) && plain.length >= own.length : plain === own;
}

/** The hostname or the website that a slip is about, for sentences. */
export function siteOf({ zone, hostname }: PolicyScope): string {
  return hostname ?? zone?.name ?? 'your websites';
}
