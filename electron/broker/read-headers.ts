/** What the headers of a request come to, read from the list as it came: a name may stand there more than once. */
export type HeaderFacts = {
  /** The one Host, or null where there is none or more than one. */
  readonly host: string | null;
  /** What the one Authorization bears, or null. */
  readonly bearer: string | null;
  /** Set by browsers alone; Node's own fetch sends Sec-Fetch-Mode, which says nothing. */
  readonly isFromBrowser: boolean;
  /** Whether something stands there that different readers take in different ways, or that would change the method. */
  readonly isOdd: boolean;
  readonly contentType: string | null;
  readonly contentEncoding: string | null;
  /** In bytes; null where the length is not known beforehand. */
  readonly contentLength: number | null;
  readonly isChunked: boolean;
  /** What may go on to Cloudflare as it came. */
  readonly passedOn: Readonly<Record<string, string>>;
};

const mayPass = new Set(['accept', 'if-match', 'if-none-match', 'user-agent']);

const single = new Set([
  'host',
  'authorization',
  'content-length',
  'content-type',
  'content-encoding',
  'transfer-encoding',
  'expect',
]);

const browserSigns =
  /^(?:origin|sec-fetch-site|sec-fetch-dest|sec-fetch-user|access-control-request-.*|sec-websocket-.*)$/;

/* Headers that turn a request into another one, or the connection into something else. */
const oddNames =
  /^(?:x-http-method(?:-override)?|x-method-override|upgrade|http2-settings|trailer|proxy-.*|x-original-url|x-rewrite-url)$/;

const bearerForm = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i;

/** Reads the list of names and values that Node gives as `rawHeaders`. */
export function readHeaders(raw: readonly string[]): HeaderFacts {
  const once = new Map<string, string>();
  const passedOn: Record<string, string> = {};
  let isOdd = false;
  let isFromBrowser = false;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    const value = raw[at + 1] ?? '';
    if (single.has(name)) {
      if (once.has(name)) isOdd = true;
      once.set(name, once.has(name) ? '' : value);
    } else if (mayPass.has(name)) {
      if (!(name in passedOn)) passedOn[name] = value;
    } else if (browserSigns.test(name)) isFromBrowser = true;
    else if (oddNames.test(name)) isOdd = true;
  }
  const length = once.get('content-length') ?? null;
  const coding = once.get('transfer-encoding') ?? null;
  if (length !== null && !/^\d{1,15}$/.test(length)) isOdd = true;
  if (coding !== null && (length !== null || coding.toLowerCase() !== 'chunked')) isOdd = true;
  const expect = once.get('expect');
  if (expect !== undefined && expect.toLowerCase() !== '100-continue') isOdd = true;
  return {
    host: once.get('host') ?? null,
    bearer: bearerForm.exec(once.get('authorization') ?? '')?.[1] ?? null,
    isFromBrowser,
    isOdd,
    contentType: once.get('content-type') ?? null,
    contentEncoding: once.get('content-encoding') ?? null,
    contentLength: coding === null ? Number(length ?? 0) : null,
    isChunked: coding !== null,
    passedOn,
  };
}
