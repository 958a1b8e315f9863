import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** Which Cloudflare the tour goes to: the practice account inside the app, or any other one with a setup key. */
export type TourTarget =
  | { readonly kind: 'practice'; readonly zone: string }
  | {
      readonly kind: 'api';
      readonly baseUrl: string;
      readonly setupKey: string;
      readonly accountId: string;
      readonly zone: string;
    };

const handedIn = z.object({ setupKey: z.string(), accountId: z.string(), zone: z.string() });

/** Reads the target. The setup key comes through standard input, since arguments and variables can be read by others. */
export async function readTourTarget(api: string | null, input: NodeJS.ReadableStream): Promise<TourTarget> {
  if (api === null) return { kind: 'practice', zone: 'bakery.example' };
  const given = handedIn.safeParse(parsed(await text(input)));
  if (given.success) return { kind: 'api', baseUrl: api, ...given.data };
  throw new Error(
    'With --api, standard input has to hold {"setupKey": "...", "accountId": "...", "zone": "..."}.',
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
