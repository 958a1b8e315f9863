import { join } from 'node:path';
import electronLog from 'electron-log/node';
import { holdsToken } from '../../shared/token-forms.ts';
import type { Log } from '../core/ports.ts';

/** The log file's largest size, in bytes, before it is started anew; one old file is kept. */
const largest = 512 * 1024;

/** The log as a file in the app's data folder. Whatever looks like a secret is left out at this one place. */
export function createLogFile(folder: string): Log {
  const log = electronLog.create({ logId: 'permission-slip' });
  log.transports.console.level = false;
  log.transports.file.level = 'info';
  log.transports.file.maxSize = largest;
  log.transports.file.resolvePathFn = () => join(folder, 'permission-slip.log');
  return {
    info: (message, facts = {}) => log.info(redacted(line(message, facts))),
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

/** Replaces each word of a credential's form; a line that still looks like one is dropped whole. */
export function redacted(text: string): string {
  const masked = text.replace(/[A-Za-z0-9_.-]{20,}/g, (word) => (holdsToken(word) ? '[secret]' : word));
  return holdsToken(masked) ? '[secret]' : masked;
}
