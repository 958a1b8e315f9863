import type { OwnAnswer } from './ports.ts';

/** What the broker says in Cloudflare's place. The codes are the broker's own, but for the one that clients know. */
export const ownAnswers = {
  noPass: { status: 401, code: 1000, says: 'Invalid API Token' },
  fromBrowser: {
    status: 403,
    code: 940301,
    says: 'This looks like a request from a web page. Web pages may not use this address.',
  },
  oddRequest: {
    status: 400,
    code: 940001,
    says: 'This request can be read in more than one way, so it was not sent on. Send it plainly.',
  },
  bodyUnwanted: { status: 400, code: 940002, says: 'This request takes no body. Send it without one.' },
  bodyEncoded: {
    status: 415,
    code: 941501,
    says: 'Send the body as it is, without compression, so that it can be read before it is sent on.',
  },
  bodyNotJson: {
    status: 415,
    code: 941502,
    says: 'Send the body as JSON, with the content type application/json.',
  },
  bodyNotForm: { status: 415, code: 941503, says: 'Send the body as multipart/form-data.' },
  bodyTooLarge: { status: 413, code: 941301, says: 'This body is larger than this request may be.' },
  noRoom: {
    status: 429,
    code: 942901,
    retryAfter: 5,
    says: 'Too much is under way at once. Wait until other requests are answered, then send this again.',
  },
  tooManyAtOnce: {
    status: 429,
    code: 942902,
    retryAfter: 5,
    says: 'Too many requests of this permission slip are under way. Wait until some are answered, then send this again.',
  },
  tooOften: {
    status: 429,
    code: 942903,
    /* Cloudflare's SDK for Go heeds no wait of a whole minute. */
    retryAfter: 59,
    says: 'As much was asked of Cloudflare as may be within five minutes, by this permission slip or others of the same user. Wait up to five minutes, then go on more slowly, and ask for more with each request.',
  },
  bodyTooSlow: { status: 408, code: 940801, says: 'The body took too long to arrive.' },
  tokenUnreadable: {
    status: 503,
    code: 950301,
    says: 'The token of this permission slip can’t be read from the keychain right now. Tell the owner to look at Permission Slip.',
  },
  stopped: {
    status: 403,
    code: 940302,
    says: 'The owner has stopped this permission slip. Stop working on it and tell the owner.',
  },
  wrongCredential: {
    status: 403,
    code: 940303,
    says: 'This credential is for another kind of request: the pass of the slip is for all but the upload of files.',
  },
  notOfThisSlip: {
    status: 404,
    code: 940401,
    says: 'What was asked for does not belong to this permission slip.',
  },
  zoneRefused: {
    status: 403,
    code: 940307,
    says: 'This website is not of the account of this permission slip, or the token may not read whose it is. So nothing was asked about it.',
  },
  zoneUnseen: {
    status: 502,
    code: 950204,
    says: 'Whose website this is could not be read, so nothing was asked about it. Try again later.',
  },
  noAnswer: {
    status: 502,
    code: 950201,
    says: 'Cloudflare did not answer. A reading request may be sent again; look first whether a change was made.',
  },
  oddAnswer: {
    status: 502,
    code: 950202,
    says: 'Cloudflare’s answer could not be handed on safely.',
  },
  redirected: {
    status: 502,
    code: 950203,
    says: 'Cloudflare answered with a redirect to another place, which is not followed.',
  },
  failed: { status: 500, code: 950001, says: 'Permission Slip could not carry this request out.' },
} as const satisfies Record<string, OwnAnswer>;

/** An answer in the form of Cloudflare's errors, as the SDKs and wrangler read them. */
export function ownBody({ code, says }: OwnAnswer): Buffer {
  return Buffer.from(
    JSON.stringify({ success: false, errors: [{ code, message: says }], messages: [], result: null }),
  );
}
