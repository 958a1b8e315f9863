import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { Contract, HandlersOf } from '../../shared/ipc/command.ts';
import { failed } from '../../shared/result.ts';
import type { Log } from '../core/ports.ts';
import { type AppPage, isAppPage } from './app-address.ts';

/** A page of the app, the window it is shown in, what it may ask for, and who answers. */
export type Counter<C extends Contract> = {
  readonly page: AppPage;
  /** Its contents are null while it is closed. */
  readonly window: { readonly contents: WebContents | null };
  readonly commands: C;
  readonly handlers: HandlersOf<C>;
};

/**
 * Answers the commands of one page's contract, to that page in its own window alone. This is the only place that listens to
 * windows.
 */
export function registerCommands<C extends Contract>(counter: Counter<C>, log: Log): void {
  for (const name of Object.keys(counter.commands)) {
    ipcMain.handle(name, (event, argument: unknown) =>
      isOwnPage(event, counter) ? run(counter, name, argument, log) : failed({ code: 'request-malformed' }),
    );
  }
}

/** Whether a message comes from the top frame of this page, in its own window: a script may give a page another's address. */
function isOwnPage<C extends Contract>(
  { sender, senderFrame }: IpcMainInvokeEvent,
  { page, window }: Counter<C>,
): boolean {
  const isInTop = senderFrame !== null && senderFrame.parent === null;
  return sender === window.contents && isInTop && isAppPage(senderFrame.url, page);
}

async function run<C extends Contract>(
  { commands, handlers }: Counter<C>,
  name: keyof C,
  argument: unknown,
  log: Log,
): Promise<unknown> {
  const parsed = commands[name]?.argument.safeParse(argument);
  if (parsed?.success !== true) return failed({ code: 'request-malformed' });
  try {
    /* The schema has just made the argument fit its handler; the compiler can't follow that through the name. */
    return await (handlers[name] as (argument: unknown) => Promise<unknown>)(parsed.data);
  } catch (error) {
    /* The message of an unforeseen error may hold anything, so only its kind is written down. */
    log.error('command failed', {
      command: String(name),
      error: error instanceof Error ? error.name : typeof error,
    });
    return failed({ code: 'unexpected' });
  }
}
