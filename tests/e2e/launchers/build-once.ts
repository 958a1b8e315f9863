import { buildApp } from '../../../build/bundle.ts';

/** Vitest's global set-up for tests that run the bundles: builds them unless they are already right. */
export async function setup(): Promise<void> {
  await buildApp({ mode: 'development' });
}
