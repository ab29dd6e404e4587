import { defineConfig } from 'vitest/config'

const notOurs = ['**/node_modules/**', '**/dist/**', '.tsbuild/**', 'data/**']
const setupFiles = ['./checks/leftovers.setup.ts']
const withApps = [...setupFiles, './server/test/at-end.setup.ts']

export default defineConfig({
  test: {
    // Processes of their own: a test that ends its process, or is killed, takes nobody else with it.
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...notOurs, '**/*.int.test.ts'],
          setupFiles,
          // Rules without I/O leave nothing behind: one process after the other reads the same modules once.
          isolate: false,
          // A rule takes milliseconds. The limit is for what hangs, not for a machine whose cores do other work as well.
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Projects with other numbers of workers do not mix: one after the other when a path names both kinds.
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'int',
          include: ['**/*.int.test.ts'],
          exclude: notOurs,
          setupFiles: withApps,
          globalSetup: ['./server/test/global-setup.ts'],
          // Loading the application takes a second: once for each process, not for each file.
          isolate: false,
          // Each of these tests may bring an event engine and a server of its own, and often waits for them.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
          // Many start an installation several times: seconds on a quiet machine, ten times as long on two shared cores.
          // What is waited for comes soon; how soon is not what these tests measure.
          expect: { poll: { timeout: 60_000 } },
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.spec.ts'],
          exclude: notOurs,
          setupFiles: withApps,
          globalSetup: ['./e2e/browser-setup.ts'],
          // Each worker has an installation of its own.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          // A browser on a busy machine takes its time.
          expect: { poll: { timeout: 30_000 } },
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
})
