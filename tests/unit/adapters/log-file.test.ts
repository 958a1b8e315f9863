import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogFile, createLogTail } from '../../../electron/adapters/log-file.ts';
import { redacted } from '../../../shared/redact.ts';
import {
  accountToken,
  anyOldToken,
  anyPrefixedToken,
  globalKey,
  oldToken,
  originCaKey,
} from '../../fakes/tokens.ts';
import { tempFolder } from './temp-folder.ts';

const before = fc.constantFrom(
  '',
  ' ',
  'token=',
  '"',
  "'",
  '(',
  'Bearer ',
  'x=1 ',
  '{"key":"',
  '\n',
  '\\n',
  '/',
  '?key=',
  'a.',
);
const after = fc.constantFrom('', ' ', '"', ')', ' and more', '\n', '.', ',', '"}', '&x=1');

describe('a line of the log', () => {
  it('never holds a token, whatever stands around it', () => {
    fc.assert(
      fc.property(anyPrefixedToken, before, after, (token, left, right) => {
        expect(redacted(`connecting ${left}${token}${right}`)).not.toContain(token.slice(5, 25));
      }),
    );
  });

  it('never holds an old token that stands by itself', () => {
    fc.assert(
      fc.property(
        anyOldToken,
        before.filter((text) => text !== '\\n'),
        after,
        (token, left, right) => {
          expect(redacted(`connecting ${left}${token}${right}`)).not.toContain(token.slice(5, 25));
        },
      ),
    );
  });

  it('keeps what is no secret', () => {
    const line =
      'command failed command="slip:issue" error="TypeError" zone=0123456789abcdef0123456789abcdef';
    expect(redacted(line)).toBe(line);
  });

  it('keeps the rest of a line that holds a secret', () => {
    expect(redacted(`status=403 key=${accountToken} path=/zones`)).toBe(
      'status=403 key=[secret] path=/zones',
    );
  });
});

describe('the log file', () => {
  it('holds neither a message nor a fact with a secret in it', async () => {
    const folder = await tempFolder();
    const log = createLogFile(folder);
    const secrets = [accountToken, oldToken, globalKey, originCaKey];
    for (const secret of secrets) {
      log.error(`started with ${secret}`);
      log.error('failed', { code: 7, said: `\n${secret}\n`, [secret]: true });
    }
    const text = await readFile(join(folder, 'permission-slip.log'), 'utf8');
    expect(text.split('\n').filter((line) => line.includes('failed')).length).toBe(secrets.length);
    expect(secrets.filter((secret) => text.includes(secret.slice(5, 25)))).toEqual([]);
  });
});

describe('the end of the log', () => {
  it('is what was written last, from the beginning of a line on', async () => {
    const folder = await tempFolder();
    expect(await createLogTail(folder).read()).toBe('');
    const lines = Array.from(
      { length: 2000 },
      (_, index) => `line ${index} of the log, long enough to count`,
    );
    await writeFile(join(folder, 'permission-slip.log'), `${lines.join('\n')}\n`);
    const tail = await createLogTail(folder).read();
    expect(tail).toMatch(/^line \d+ of the log/);
    expect(tail.trimEnd().endsWith(lines.at(-1) ?? '')).toBe(true);
    expect(tail.length).toBeLessThanOrEqual(32 * 1024);
  });

  it('is the whole of a short one', async () => {
    const folder = await tempFolder();
    createLogFile(folder).error('started');
    expect(await createLogTail(folder).read()).toContain('started');
  });
});
