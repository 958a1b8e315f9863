import type { z } from 'zod';
import type { InputProblem } from './problem.ts';
import { failed, ok, type Result } from './result.ts';
import type { account, place, reach, zone } from './schemas/place.ts';

/** An account at Cloudflare. */
export type Account = z.infer<typeof account>;

/** One website's domain at Cloudflare. */
export type Zone = z.infer<typeof zone>;

/** Which websites a slip reaches. */
export type Reach = z.infer<typeof reach>;

/** Where a slip is good for. */
export type Place = z.infer<typeof place>;

/** A path of a web address; nothing that could end a line or a quotation. */
export const pathForm = /^\/[^\s\p{Cc}\p{Cf}\p{Cs}\\<>"{}|^`]*$/u;

/** The one zone of a place, where it has one. */
export function zoneOf(where: Place): Zone | null {
  return where.reach.kind === 'one-zone' ? where.reach.zone : null;
}

/** Reads what an owner typed as their website: "bakery.example", a whole web address of it. */
export function readDomain(typed: string): Result<string | null, InputProblem> {
  const text = hostIn(typed.replace(/\p{Cf}/gu, ''))
    .replace(/:\d+$/, '')
    .replace(/^www\.(?=[^.]+\.)/, '');
  if (text === '') return ok(null);
  return domainForm.test(text) &&
    /\p{L}/u.test(text) &&
    !/\p{Default_Ignorable_Code_Point}/u.test(text) &&
    text.length <= 253
    ? ok(text)
    : failed({ code: 'domain-malformed' });
}

/** Reads what an owner typed as a Pages project: its name, or the address that Cloudflare gave it. */
export function readProject(typed: string): Result<string | null, InputProblem> {
  const text = typed
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\.pages\.dev(?:[/?#].*)?$/i, '');
  if (text === '') return ok(null);
  return projectForm.test(text) ? ok(text) : failed({ code: 'project-malformed' });
}

/* Cloudflare makes names of up to 58 letters, numbers and dashes. */
const projectForm = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,56}[A-Za-z0-9])?$/;

/** Reads what an owner typed as a hostname of a zone: "www", "www.bakery.example", a whole web address. */
export function readHostname(typed: string, zoneName: string): Result<string | null, InputProblem> {
  const text = hostIn(typed);
  if (text === '') return ok(null);
  const full = text.includes('.') ? text : `${text}.${zoneName}`;
  const inside = full === zoneName || full.endsWith(`.${zoneName}`);
  return inside && domainForm.test(full.replace(/^\*\./, '')) && full.length <= 253
    ? ok(full)
    : failed({ code: 'hostname-elsewhere', zone: zoneName });
}

/** Reads what an owner typed as a path: "/menu", "menu", a whole web address. */
export function readPath(typed: string): Result<string | null, InputProblem> {
  const text = typed.trim().replace(/^https?:\/\/[^/]*/i, '');
  if (text === '' || text === '/') return ok(null);
  const path = text.startsWith('/') ? text : `/${text}`;
  return pathForm.test(path) && path.length <= 500 ? ok(path) : failed({ code: 'path-malformed' });
}

const domainForm =
  /^(?:[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}\p{N}-]{2,63}$/u;

/* The host of whatever form of address was typed. */
function hostIn(typed: string): string {
  return typed
    .trim()
    .normalize('NFC')
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/\.$/, '');
}
