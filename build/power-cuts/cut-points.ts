import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { AsyncEntry } from '@napi-rs/keyring';

/**
 * The moments before the app changes something outside of itself: the file of the book, the keychain, Cloudflare. At the
 * chosen one the process is gone, as in a power cut. What a change leaves is what stands before the next one.
 */
class CutPoints {
  passed: string[] = [];
  #at = Number.POSITIVE_INFINITY;
  #torn = false;

  /** Counts anew, and ends the process at the moment with this number, from 1. */
  arm(at: number, torn: boolean): void {
    this.passed = [];
    this.#at = at;
    this.#torn = torn;
  }

  before(change: string): void {
    this.passed.push(change);
    if (this.passed.length === this.#at) process.kill(process.pid, 'SIGKILL');
  }

  /** A moment in the middle of a file, of which `leaveHalf` writes a part. */
  within(change: string, leaveHalf: () => void): void {
    if (!this.#torn) return;
    if (this.passed.length + 1 === this.#at) leaveHalf();
    this.before(change);
  }
}

export const cutPoints = new CutPoints();

/** Puts the moments into everything through which the main bundle reaches out. To be called before it is loaded. */
export function placeCutPoints(main: string, bookFile: string): void {
  cutBookWrites(bookFile);
  cutKeychain(main);
  cutRequests();
}

/* The book's file is written to a new file that takes the old one's place; the copy of the last good one is not. */
function cutBookWrites(bookFile: string): void {
  const { open, rename, copyFile } = fs.promises;
  Object.assign(fs.promises, {
    open: async (path: string, flags: string, mode: number) => {
      const file = await open(path, flags, mode);
      if (!path.startsWith(`${bookFile}.`)) return file;
      const { writeFile } = file;
      file.writeFile = (text: string) => {
        cutPoints.within('the book is written', () => fs.writeSync(file.fd, text.slice(0, text.length / 2)));
        return writeFile.call(file, text);
      };
      return file;
    },
    rename: (from: string, to: string) => {
      if (to === bookFile) cutPoints.before('the new book takes its place');
      return rename(from, to);
    },
    copyFile: async (from: string, to: string) => {
      if (from === bookFile) {
        cutPoints.within('the old book is copied', () =>
          fs.writeFileSync(to, fs.readFileSync(from).subarray(0, 100)),
        );
      }
      await copyFile(from, to);
    },
  });
}

function cutKeychain(main: string): void {
  const keyring = createRequire(main)('@napi-rs/keyring') as { AsyncEntry: typeof AsyncEntry };
  const entry = keyring.AsyncEntry.prototype;
  const { setPassword, deletePassword } = entry;
  entry.setPassword = function (this: AsyncEntry, ...args) {
    cutPoints.before('the keychain takes a token');
    return setPassword.apply(this, args);
  };
  entry.deletePassword = function (this: AsyncEntry, ...args) {
    cutPoints.before('the keychain lets go of a token');
    return deletePassword.apply(this, args);
  };
}

/* Only what changes something; a question to GraphQL is a POST and changes nothing. */
function cutRequests(): void {
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    const { method, url } = new Request(input, init);
    if (method !== 'GET' && !url.endsWith('/graphql')) cutPoints.before(`a ${method} to Cloudflare`);
    return fetch(input, init);
  };
}
