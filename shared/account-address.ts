import { decoded } from './decoded.ts';
import type { InputProblem } from './problem.ts';
import { failed, ok, type Result } from './result.ts';

/**
 * Finds the account id in what an owner pasted: the id itself, with quotes or spaces around it, or any address of the
 * dashboard or the API that names it.
 */
export function readAccountId(pasted: string): Result<string, InputProblem> {
  const seen = pasted.replace(/\p{Cf}/gu, '').trim();
  const text = decoded(seen) ?? seen;
  if (text === '') return failed({ code: 'account-id-missing' });
  const inAddress =
    /dash\.cloudflare\.com\S*?(?:\/|account(?:Id|_id)?=)([0-9a-f]{32})(?![0-9a-z])/i.exec(text) ??
    /\/accounts\/([0-9a-f]{32})(?![0-9a-z])/i.exec(text);
  if (inAddress?.[1] !== undefined) return ok(inAddress[1].toLowerCase());
  if (/\bhttps?:\/\/|dash\.cloudflare\.com/i.test(text)) return failed({ code: 'account-id-missing' });
  const bare = text.match(/(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/gi) ?? [];
  if (bare.length === 1 && bare[0] !== undefined) return ok(bare[0].toLowerCase());
  const squeezed = text.replace(/[\s"'`“”‘’.,;:-]+/g, '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(squeezed) ? ok(squeezed) : failed({ code: 'account-id-malformed' });
}
