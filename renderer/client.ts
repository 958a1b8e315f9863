import type { Answer, Argument, Bridge, CommandName } from '../shared/ipc/contract.ts';
import { failed, type Result } from '../shared/result.ts';

declare global {
  interface Window {
    readonly permissionSlip: Bridge;
  }
}

/** What a command answers when it works. */
export type Value<N extends CommandName> = Extract<Answer<N>, { ok: true }>['value'];

/** Sends a command to the main process. It always answers; a broken bridge is a problem like any other. */
export type Client = {
  readonly call: <N extends CommandName>(
    name: N,
    ...argument: Argument<N> extends undefined ? [] : [Argument<N>]
  ) => Promise<Result<Value<N>>>;
  readonly on: Bridge['on'];
};

/** Makes the client of a window over what preload.ts put there. */
export function createClient(bridge: Bridge): Client {
  return {
    on: bridge.on,
    async call(name, ...[argument]) {
      try {
        /* Every answer is a Result of its value; TypeScript can't see that through the mapped type. */
        const send = bridge.call[name] as (one: unknown) => Promise<unknown>;
        return (await send(argument)) as Result<Value<typeof name>>;
      } catch {
        return failed({ code: 'unexpected' });
      }
    },
  };
}
