import { hash, randomBytes } from 'node:crypto';
import { passPrefix } from '../../shared/token-forms.ts';
import { Secret } from './secret.ts';

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/* 62 to the power of 43 is the first that is more than 2 to the power of 256. */
const bodyLength = 43;

const passForm = new RegExp(`^${passPrefix}[0-9A-Za-z]{${bodyLength}}$`);

/** A new pass: 256 random bits that open the local route of one slip, and nothing outside of this computer. */
export function newPass(): Secret {
  let left = BigInt(`0x${randomBytes(32).toString('hex')}`);
  let body = '';
  for (let place = 0; place < bodyLength; place += 1) {
    body = letters.charAt(Number(left % 62n)) + body;
    left /= 62n;
  }
  return new Secret(passPrefix + body);
}

/** Whether a text has the form of a pass. */
export function isPass(text: string): boolean {
  return passForm.test(text);
}

/** The SHA-256 of a pass, as base64url: all that is kept of it in the book. */
export function passHash(pass: string): string {
  return hash('sha256', pass, 'base64url');
}
