/** What can be made to go wrong. */
export type FaultKind =
  | { readonly kind: 'latency'; readonly ms: number }
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds?: number }
  | { readonly kind: 'server-error'; readonly status?: 500 | 502 | 503 | 504 }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'malformed'; readonly shape?: 'html' | 'wrong-shape' | 'empty' }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'lose-create-answer' }
  | { readonly kind: 'lose-roll-answer' }
  | { readonly kind: 'verify-says-active' };

/** A fault, and the requests that meet it. Without `times` it stays; a lost answer is lost once. */
export type Fault = FaultKind & {
  readonly times?: number;
  readonly method?: string;
  /** A piece of the path below /client/v4, or a pattern. */
  readonly path?: string | RegExp;
};

interface Armed {
  readonly fault: Fault;
  left: number;
}

/** The switches of everything that can go wrong. */
export interface Faults {
  /** Switches a fault on; the returned function switches it off again. */
  readonly on: (fault: Fault) => () => void;
  readonly clear: () => void;
  readonly active: () => readonly Fault[];
}

/** What the practice Cloudflare asks of the switches for each request. */
export interface FaultBoard extends Faults {
  /** The faults that this request meets; each is used up by one. */
  readonly claim: (method: string, path: string) => readonly Fault[];
}

const createPath = /^\/(user|accounts\/[^/]+)\/tokens$/;
const rollPath = /^\/(user|accounts\/[^/]+)\/tokens\/[^/]+\/value$/;
const verifyPath = /\/tokens\/verify$/;

function concerns(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (typeof fault.path === 'string' && !path.includes(fault.path)) return false;
  if (fault.path instanceof RegExp && path.search(fault.path) === -1) return false;
  if (fault.kind === 'lose-create-answer') return method === 'POST' && createPath.test(path);
  if (fault.kind === 'lose-roll-answer') return method === 'PUT' && rollPath.test(path);
  if (fault.kind === 'verify-says-active') return verifyPath.test(path);
  return true;
}

/** A board of switches, all off. */
export function createFaultBoard(): FaultBoard {
  let armed: Armed[] = [];
  return {
    on(fault) {
      const once = fault.kind === 'lose-create-answer' || fault.kind === 'lose-roll-answer';
      const entry = { fault, left: fault.times ?? (once ? 1 : Number.POSITIVE_INFINITY) };
      armed.push(entry);
      return () => {
        armed = armed.filter((other) => other !== entry);
      };
    },
    clear() {
      armed = [];
    },
    active: () => armed.map((entry) => entry.fault),
    claim(method, path) {
      const met = armed.filter((entry) => concerns(entry.fault, method, path));
      for (const entry of met) entry.left -= 1;
      armed = armed.filter((entry) => entry.left > 0);
      return met.map((entry) => entry.fault);
    },
  };
}
