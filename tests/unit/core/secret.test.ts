import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, formatWithOptions, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../electron/core/secret.ts';
import { accountToken, userToken } from '../../fakes/tokens.ts';

const secret = new Secret(accountToken);
const holder = { key: secret, all: [secret], byName: new Map([['key', secret]]) };

function printed(print: (console: Console) => void): string {
  let text = '';
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  print(new Console({ stdout, stderr: stdout }));
  return text;
}

describe('a secret does not show when', () => {
  it.each<[string, () => string]>([
    ['it is made a string', () => String(secret)],
    ['it stands in a template', () => `${secret}`],
    ['it is added to a string', () => `token: ${[secret, secret].join()}`],
    ['it is serialised', () => JSON.stringify(holder)],
    ['it is serialised as the value of a replacer', () => JSON.stringify(secret, (_key, value) => value)],
    ['it is inspected', () => inspect(secret)],
    [
      'what holds it is inspected with everything hidden shown',
      () => inspect(holder, { showHidden: true, depth: 9, getters: true }),
    ],
    [
      'it is inspected without its own way of doing so',
      () => inspect(holder, { customInspect: false, showHidden: true, depth: 9, showProxy: true }),
    ],
    ['it is formatted', () => format('%s %o %O %j', secret, secret, secret, secret)],
    ['it is formatted in colour', () => formatWithOptions({ colors: true, showHidden: true }, '%O', holder)],
    ['it is printed', () => printed((console) => console.log('key', secret, holder))],
    ['it is printed as a table', () => printed((console) => console.table([holder]))],
    ['it is listed', () => printed((console) => console.dir(secret, { showHidden: true }))],
    [
      'it is copied by structured clone',
      () => inspect(structuredClone(holder), { showHidden: true, depth: 9 }),
    ],
    ['it is spread', () => JSON.stringify({ ...secret })],
    ['it is assigned', () => JSON.stringify(Object.assign({}, secret))],
    [
      'its properties are listed',
      () => JSON.stringify([Object.getOwnPropertyNames(secret), Object.entries(secret)]),
    ],
    ['it is the cause of an error', () => inspect(new Error('no', { cause: secret }), { showHidden: true })],
    ['it is the message of an error', () => new Error(String(secret)).message],
    ['it becomes a key', () => Object.keys({ [String(secret)]: 1 }).join()],
  ])('%s', (_how, show) => {
    expect(show()).not.toContain(accountToken.slice(5, 25));
  });
});

describe('a secret', () => {
  it('is revealed on purpose only, and shows its last four characters', () => {
    expect([secret.reveal(), secret.ending]).toEqual([accountToken, accountToken.slice(-4)]);
  });

  it('equals another one of the same value', () => {
    expect([secret.equals(new Secret(accountToken)), secret.equals(new Secret(userToken))]).toEqual([
      true,
      false,
    ]);
  });
});
