import { existsSync } from 'node:fs';

const setpriv = '/usr/bin/setpriv';

/** A command that ends with this process, even if it is killed, where the system can see to it. */
export function diesWithUs(program: string, args: readonly string[]): readonly [string, readonly string[]] {
  return existsSync(setpriv) ? [setpriv, ['--pdeathsig', 'KILL', program, ...args]] : [program, args];
}
