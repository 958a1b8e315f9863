import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { electronBinary } from './build/electron-binary.ts';

const files = (folder: string) => [`tests/${folder}/**/*.test.{ts,tsx}`];

/** A limit is there for what hangs, not for what is slow: a machine may have much else to do. */
function project(
  name: string,
  test: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      include: files(name),
      environment: 'node',
      testTimeout: 30_000,
      hookTimeout: 60_000,
      expect: { poll: { timeout: 20_000 } },
      ...test,
    },
  };
}

/** The journeys, once for each thing that can run the app. */
function journeys(name: string, launcher: 'chromium-host' | 'electron'): TestProjectInlineConfiguration {
  return project(name, {
    include: files('e2e'),
    env: { PERMISSION_SLIP_TEST_LAUNCHER: launcher },
    globalSetup: 'tests/e2e/launchers/build-once.ts',
    /* A journey takes seconds; this is for machines that have much else to do. */
    testTimeout: 120_000,
    hookTimeout: 120_000,
    /* A journey waits for frames and answers about half of its time, so three keep two cores at work. */
    maxWorkers: 3,
    sequence: { groupOrder: 2 },
  });
}

/* Many short files: starting a process for each took longer than they do. */
const sharedProcess = { isolate: false, setupFiles: ['tests/shared-process.ts'] };

const component: TestProjectInlineConfiguration = {
  ...project('component', {
    ...sharedProcess,
    environment: 'jsdom',
    setupFiles: 'tests/component/setup.ts',
  }),
  plugins: [react()],
};

export default defineConfig({
  test: {
    // A screen's test waits for a third of its time, so one more than there are cores keeps all of them at work.
    maxWorkers: availableParallelism() + 1,
    projects: [
      project('unit', { ...sharedProcess, exclude: files('unit/chromium-host') }),
      component,
      // Official clients start anew for nearly every test.
      project('contract', { testTimeout: 120_000 }),
      project('security', { globalSetup: 'tests/e2e/launchers/build-once.ts' }),
      // Packs the app around a stand-in for Electron. One after the other: electron-builder sets the working folder up for all.
      project('package', {
        globalSetup: 'tests/e2e/launchers/build-once.ts',
        testTimeout: 60_000,
        maxWorkers: 1,
      }),
      // Needs a real Chromium, which `npm run check` does not ask for.
      project('chromium-host', {
        include: files('unit/chromium-host'),
        maxWorkers: 2,
        sequence: { groupOrder: 1 },
      }),
      // Every screen in every state, laid out by a real Chromium.
      project('visual', { globalSetup: 'tests/visual/clear-differing.ts' }),
      journeys('e2e', 'chromium-host'),
      ...(electronBinary() === undefined ? [] : [journeys('e2e-electron', 'electron')]),
    ],
  },
});
