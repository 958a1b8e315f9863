import type { Updater } from '../../electron/core/ports.ts';

/** Newer versions as a test wants them; counts what it was asked. */
export class MemoryUpdater implements Updater {
  canUpdate = false;
  /** The newest version that there is; null for the one in use. */
  newest: string | null = null;
  /** What fails. */
  broken: 'look' | 'fetch' | 'install' | null = null;
  readonly asked: ('look' | 'fetch' | 'install')[] = [];

  readonly look: Updater['look'] = async () => {
    this.asked.push('look');
    if (this.broken === 'look') return { kind: 'failed' };
    return this.newest === null ? { kind: 'newest' } : { kind: 'newer', version: this.newest };
  };

  readonly fetch: Updater['fetch'] = async () => {
    this.asked.push('fetch');
    return this.broken !== 'fetch';
  };

  readonly install: Updater['install'] = async () => {
    this.asked.push('install');
    if (this.broken !== 'install') await new Promise(() => undefined);
  };
}
