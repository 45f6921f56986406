import { defineConfig } from 'vitest/config'
import { LayerReporter } from './tests/support/layer-reporter.ts'
import { SkipReporter } from './tests/support/skip-reporter.ts'

/** Tests that start processes of their own, change the process they run in, or measure it. */
const processes = [
  'tests/flow/**/*.test.ts',
  'tests/faults/**/*.test.ts',
  'tests/interop/**/*.test.ts',
  'tests/pages/**/*.test.ts',
  'tests/media/{inbound,memory}.test.ts',
  'tests/privacy/privacy.test.ts',
  'tests/surfaces/{unsettled-changes,whatsapi/bulk,native/members,native/number-signups/signup-interruptions}.test.ts',
]

export default defineConfig({
  test: {
    globalSetup: ['tests/support/statements/check-statements.ts'],
    setupFiles: ['tests/support/statements/collect.ts'],
    testTimeout: 120_000,
    hookTimeout: 150_000,
    maxWorkers: 2, // an embedded database takes half a gigabyte
    reporters: ['default', new LayerReporter(), new SkipReporter()],
    projects: [
      // Modules are loaded once for each worker, not for each file: that halves the processor time of the rules, and the gateways
      // of the HTTP tests run in the workers themselves.
      {
        extends: true,
        test: { name: 'rules', include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts'], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'http',
          include: ['tests/**/*.test.ts'],
          exclude: [...processes, '**/node_modules/**'],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'processes', include: processes } },
    ],
  },
})
