import { open } from 'node:fs/promises';
import { join } from 'node:path';
import electronLog from 'electron-log/node';
import { redacted } from '../../shared/redact.ts';
import type { Log, LogTail } from '../core/ports.ts';

/** The log file's largest size, in bytes, before it is started anew; one old file is kept. */
const largest = 512 * 1024;

/** The log's name in the app's data folder. */
const logFileName = 'permission-slip.log';

/** The log as a file in the app's data folder. Whatever looks like a secret is left out at this one place. */
export function createLogFile(folder: string): Log {
  const log = electronLog.create({ logId: 'permission-slip' });
  log.transports.console.level = false;
  log.transports.file.level = 'error';
  log.transports.file.maxSize = largest;
  log.transports.file.resolvePathFn = () => join(folder, logFileName);
  return {
    error: (message, facts = {}) => log.error(redacted(line(message, facts))),
  };
}

function line(message: string, facts: Readonly<Record<string, string | number | boolean | null>>): string {
  /* Redacted before it is quoted: quoting writes a line break as letters, and a token behind it is then hard to see. */
  const parts = Object.entries(facts).map(
    ([name, value]) => `${name}=${JSON.stringify(typeof value === 'string' ? redacted(value) : value)}`,
  );
  return [message, ...parts].join(' ');
}

/** How much of the log's end is read, in bytes. */
const tailBytes = 32 * 1024;

/** The end of the log file, as far as there is one. */
export function createLogTail(folder: string): LogTail {
  return {
    read: async () => {
      try {
        const file = await open(join(folder, logFileName), 'r');
        try {
          const { size } = await file.stat();
          const length = Math.min(size, tailBytes);
          const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
          const text = buffer.toString('utf8', 0, bytesRead);
          /* The first line may have lost its beginning, and with it what makes a secret known as one. */
          return size > length ? text.slice(text.indexOf('\n') + 1) : text;
        } finally {
          await file.close();
        }
      } catch {
        return '';
      }
    },
  };
}
