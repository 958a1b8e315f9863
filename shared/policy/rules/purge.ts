import { z } from 'zod';
import { decoded } from '../../decoded.ts';
import type { Asked, PolicyScope, Refusal, Rule } from '../policy.ts';
import { isOwnHost, siteOf } from './own-names.ts';
import { bodyAs, bodyRefused, elsewhere, line, shapeRefusal } from './shapes.ts';
import { readWebAddress } from './web-address.ts';

/** Cloudflare takes a hundred pages in one request. */
const mostPages = 100;

const address = z.string().min(1).max(2000);
const headers = z.record(
  z.string().regex(/^[A-Za-z-]{1,40}$/),
  z
    .string()
    .max(200)
    .regex(/^[\x20-\x7e]*$/),
);
const file = z.union([address, z.strictObject({ url: address, headers: headers.optional() })], {
  error: 'each of "files" is an address, or {"url", "headers"}',
});
const body = z.strictObject({ files: z.array(file).min(1).max(mostPages) });

const filesIn = (asked: Asked) => bodyAs(body, asked)?.files ?? [];

function addressesIn(asked: Asked): readonly string[] {
  return filesIn(asked).map((one) => (typeof one === 'string' ? one : one.url));
}

/* One address may have several saved copies, told apart by the headers that they were asked for with. */
function fileInWords(one: z.infer<typeof file>): string {
  if (typeof one === 'string') return one;
  const sent = Object.entries(one.headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  return sent.length === 0 ? one.url : `${one.url}, as it is sent with ${sent.join(', ')}`;
}

function limits(asked: Asked, scope: PolicyScope): Refusal | null {
  const wrong = shapeRefusal(body, asked.body);
  if (wrong !== null) {
    return bodyRefused(
      `Only {"files": [...]} with 1 to ${mostPages} page addresses is allowed, never everything, tags, hosts or prefixes. ${wrong.says}`,
    );
  }
  for (const one of addressesIn(asked)) {
    const refusal = addressRefusal(one, scope);
    if (refusal !== null) return refusal;
  }
  return null;
}

function addressRefusal(text: string, scope: PolicyScope): Refusal | null {
  const read = readWebAddress(text);
  if (read === null) {
    return bodyRefused(
      'Each page must be a plain address such as https://www.shop.example/page: no user, port, fragment, dot steps or unseen signs.',
    );
  }
  if (!isOwnHost(read.host, scope))
    return elsewhere(`Only pages of ${siteOf(scope)} can be cleared with this slip.`);
  if (scope.path !== null && !isUnder(read.path, scope.path)) {
    return elsewhere(`Only pages under ${scope.path} can be cleared with this slip.`);
  }
  return null;
}

/** Whether a path is the slip's, or lies below it: "/menu" holds "/menu/cakes" and "/menu?day=1", not "/menus". */
function isUnder(path: string, own: string): boolean {
  const plain = decoded(own);
  if (plain === null || !path.startsWith(plain)) return false;
  return path === plain || plain.endsWith('/') || /^[/?]/.test(path.slice(plain.length));
}

/** Clearing saved copies of single pages. */
export const purgeRules: readonly Rule[] = [
  {
    id: 'cache.purge-files',
    method: 'POST',
    path: '/zones/{zone}/purge_cache',
    body: 'json',
    kind: 'change',
    says: (asked, scope) => {
      const count = addressesIn(asked).length;
      return count === 1
        ? `Clears the saved copy of one page of ${siteOf(scope)}. Visitors then get it fresh.`
        : `Clears the saved copies of ${count} pages of ${siteOf(scope)}. Visitors then get them fresh.`;
    },
    allows: 'POST /zones/{zone}/purge_cache with {"files": [page addresses of the slip’s website]}',
    limits,
    watch: {
      read: () => null,
      show: () => [],
      comesBack: true,
      planned: (asked) => filesIn(asked).map((one) => line('Page', fileInWords(one))),
    },
  },
];
