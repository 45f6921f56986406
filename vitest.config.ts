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
    // Three tests (the handset, the simulator's templates, the memory of media) each failed once in a full run. Remove it when the causes are known.
    retry: process.env['CI'] ? 1 : 0,
    maxWorkers: 2, // an embedded database takes half a gigabyte
    reporters: ['default', new LayerReporter(), new SkipReporter()],
    projects: [
      { extends: true, test: { name: 'rules', include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts'] } },
      {
        extends: true,
        // the gateways of these files run in the workers themselves, whose modules are loaded once
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
