/** What a handler hands back; turned into a Response in one place. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface ErrorLink {
  readonly code: number;
  readonly message: string;
}

const documentation = 'https://developers.cloudflare.com/fundamentals/api/troubleshooting/';

/** A refusal in Cloudflare's shape; thrown anywhere, answered in one place. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer, message: string) {
    super(message);
    this.name = 'Refusal';
    this.answer = answer;
  }
}

/** Builds a refusal: HTTP status, Cloudflare's code and words, and what lies behind it. */
export function refusal(
  status: number,
  code: number,
  message: string,
  options: {
    readonly chain?: readonly ErrorLink[];
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Refusal {
  const error = {
    code,
    message,
    ...(options.chain === undefined ? {} : { error_chain: options.chain }),
    // Since 2026-08-21 every 403 says where to read on.
    ...(status === 403 ? { documentation_url: documentation } : {}),
  };
  const body = { success: false, errors: [error], messages: [], result: null };
  return new Refusal({ status, body, ...(options.headers ? { headers: options.headers } : {}) }, message);
}

/** A successful answer with its result. */
export function ok(
  result: unknown,
  messages: readonly ErrorLink[] = [],
  more: Readonly<Record<string, unknown>> = {},
): Answer {
  return { status: 200, body: { result, success: true, errors: [], messages, ...more } };
}

/** An answer that is not JSON, such as an exported zone file or a script. */
export function plainText(text: string, type = 'text/plain; charset=utf-8'): Answer {
  return { status: 200, body: text, headers: { 'content-type': type } };
}

interface PageRule {
  readonly defaultSize: number;
  readonly maxSize: number;
}

/** One page of a list, by the query's `page` and `per_page`, with Cloudflare's `result_info`. */
export function paged<T>(
  items: readonly T[],
  query: URLSearchParams,
  render: (item: T) => unknown,
  rule: PageRule = { defaultSize: 20, maxSize: 100 },
): Answer {
  const page = wholeNumber(query.get('page'), 1, 1, Number.MAX_SAFE_INTEGER);
  const size = wholeNumber(query.get('per_page'), rule.defaultSize, 1, rule.maxSize);
  const slice = items.slice((page - 1) * size, page * size);
  return ok(slice.map(render), [], {
    result_info: {
      page,
      per_page: size,
      count: slice.length,
      total_count: items.length,
      total_pages: Math.ceil(items.length / size),
    },
  });
}

function wholeNumber(text: string | null, fallback: number, least: number, most: number): number {
  if (text === null || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) {
    throw refusal(400, 6003, 'Invalid request headers', {
      chain: [{ code: 6100, message: `Invalid value for page or per_page: ${text.slice(0, 20)}` }],
    });
  }
  return Math.min(value, most);
}
