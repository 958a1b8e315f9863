import { APIConnectionTimeoutError, APIError, APIUserAbortError } from 'cloudflare/error';
import { ZodError } from 'zod';
import { hourMs } from '../../../shared/instant.ts';
import type { CloudflareProblem } from '../../../shared/problem.ts';
import { errorBody } from './answers.ts';

/** Seconds to wait after a 429 that does not say how long: the length of Cloudflare's rate limit window. */
const rateLimitWindow = 300;

/**
 * Turns whatever the SDK throws into a problem. Messages are read for the codes that Cloudflare uses for several
 * things; nothing of a message is passed on, since it may repeat what was sent.
 */
export function problemOf(error: unknown, timedOut: boolean, now: Date): CloudflareProblem {
  if (timedOut || error instanceof APIConnectionTimeoutError) return { code: 'timed-out' };
  if (error instanceof APIUserAbortError) return { code: 'stopped' };
  if (error instanceof ZodError || error instanceof SyntaxError) return { code: 'malformed-answer' };
  if (error instanceof APIError && typeof error.status === 'number') {
    const problem = ofAnswer(error.status, error.error, error.headers);
    /* What is said no to without a known reason may be an end date that is over at Cloudflare. */
    return problem.code === 'cloudflare-said-no' && problem.status === 400 && isAnotherDay(error.headers, now)
      ? { code: 'clock-wrong' }
      : problem;
  }
  if (isAboutCertificateDates(error)) return { code: 'clock-wrong' };
  /* A body that breaks off arrives as a plain TypeError or AbortError from reading it, though nobody here stopped it. */
  return { code: 'offline' };
}

/* Half a day: no time zone is mistaken for a wrong clock, since both are in UTC, and no end of a slip is nearer. */
const wrongBy = 12 * hourMs;

function isAnotherDay(headers: Headers | undefined, now: Date): boolean {
  const there = Date.parse(headers?.get('date') ?? '');
  return Number.isFinite(there) && Math.abs(there - now.getTime()) > wrongBy;
}

/*
 * With a clock that is far off, Cloudflare's certificate seems not to be valid yet, or no more. Codes: nodejs.org/api/tls
 * (X509 certificate error codes); Chromium names it ERR_CERT_DATE_INVALID.
 */
const certificateDates = /CERT_NOT_YET_VALID|CERT_HAS_EXPIRED|ERR_CERT_DATE_INVALID/;

function isAboutCertificateDates(error: unknown): boolean {
  let cause = error;
  for (let depth = 0; depth < 5 && cause instanceof Error; depth += 1) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (certificateDates.test(`${code} ${cause.message}`)) return true;
    cause = cause.cause;
  }
  return false;
}

function ofAnswer(status: number, body: unknown, headers: Headers | undefined): CloudflareProblem {
  if (status === 429) return { code: 'rate-limited', retryAfterSeconds: retryAfter(headers) };
  if (status >= 500) return { code: 'cloudflare-down', status };
  const parsed = errorBody.safeParse(body);
  if (!parsed.success) return { code: 'cloudflare-said-no', status, cloudflareCode: null };
  const { code, message } = parsed.data.errors[0] ?? { code: 0, message: '' };
  switch (code) {
    case 1000:
      return { code: 'token-refused' };
    case 1001:
      return message.includes('manage other tokens')
        ? { code: 'cannot-manage-tokens' }
        : { code: 'cloudflare-said-no', status, cloudflareCode: code };
    case 6003:
    case 6111:
      return { code: 'token-malformed' };
    case 9106:
      return { code: 'token-refused' };
    case 9109:
      if (message.includes('location')) return { code: 'location-refused' };
      return status === 401 ? { code: 'token-refused' } : { code: 'missing-permission' };
    case 10000:
      return { code: 'missing-permission' };
    /* There is no such address at all; says nothing of what the token may do. */
    case 7003:
      return { code: 'cloudflare-said-no', status, cloudflareCode: code };
    default:
      return ofStatus(status, code, message);
  }
}

function ofStatus(status: number, code: number, message: string): CloudflareProblem {
  if (/quota|maximum number|too many tokens|token limit/i.test(message))
    return { code: 'token-limit-reached' };
  /* What a website's plan does not include says nothing of what the token may do. */
  if (/entitle|upgrade|your plan|plan (?:level|does not)/i.test(message)) {
    return { code: 'cloudflare-said-no', status, cloudflareCode: code };
  }
  if (status === 404) return { code: 'not-found' };
  if (status === 401) return { code: 'token-refused' };
  if (status === 403) return { code: 'missing-permission' };
  return { code: 'cloudflare-said-no', status, cloudflareCode: code };
}

function retryAfter(headers: Headers | undefined): number {
  const text = headers?.get('retry-after') ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3600) : rateLimitWindow;
}
