import { ipcMain, type WebFrameMain } from 'electron';
import { type CommandName, commandNames, commands } from '../../shared/ipc/contract.ts';
import { failed } from '../../shared/result.ts';
import type { CommandHandlers } from '../core/desk.ts';
import type { Log } from '../core/ports.ts';
import { isAppAddress } from './app-address.ts';

/** Answers the contract's commands. This is the only place that listens to windows. */
export function registerCommands(handlers: CommandHandlers, log: Log): void {
  for (const name of commandNames) {
    ipcMain.handle(name, (event, argument: unknown) =>
      isOwnPage(event.senderFrame)
        ? run(handlers, name, argument, log)
        : failed({ code: 'request-malformed' }),
    );
  }
}

/** Whether a message comes from the top frame of one of the app's own pages. */
export function isOwnPage(frame: Pick<WebFrameMain, 'parent' | 'url'> | null): boolean {
  return frame !== null && frame.parent === null && isAppAddress(frame.url);
}

async function run(
  handlers: CommandHandlers,
  name: CommandName,
  argument: unknown,
  log: Log,
): Promise<unknown> {
  const parsed = commands[name].argument.safeParse(argument);
  if (!parsed.success) return failed({ code: 'request-malformed' });
  try {
    /* The schema has just made the argument fit its handler; the compiler can't follow that through the name. */
    return await (handlers[name] as (argument: unknown) => Promise<unknown>)(parsed.data);
  } catch (error) {
    /* The message of an unforeseen error may hold anything, so only its kind is written down. */
    log.error('command failed', { command: name, error: error instanceof Error ? error.name : typeof error });
    return failed({ code: 'unexpected' });
  }
}
