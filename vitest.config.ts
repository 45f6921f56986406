import { defineConfig } from 'vitest/config'
import { filesWithoutDatabase } from './tests/support/files-without-database.ts'
import { LayerReporter } from './tests/support/layer-reporter.ts'
import { SkipReporter } from './tests/support/skip-reporter.ts'

/** Tests that start processes of their own, change the process they run in, or measure it. */
const processes = [
  'tests/flow/**/*.test.ts',
  'tests/faults/**/*.test.ts',
  'tests/interop/**/*.test.ts',
  'tests/sdks/{scenario,package,python,code-samples}.test.ts',
  'tests/pages/**/*.test.ts',
  'tests/media/{inbound,memory}.test.ts',
  'tests/privacy/privacy.test.ts',
  'tests/surfaces/{unsettled-changes,whatsapi/bulk,native/members,native/number-signups/signup-interruptions}.test.ts',
]

/**
 * Pages of the dashboard: what a browser draws from answers that `tests/surfaces` compares on both databases. Only `sign-in` is
 * run on both, to see a browser before PostgreSQL too.
 */
const pages = [
  'tests/pages/dashboard/{accessibility,bots,budget,drips,imports,inbox,people,rooms,team-inbox,top-up,wallet}.test.ts',
  'tests/pages/{handset,setup}.test.ts',
]

/** Clients and what looks at parsing, packing and memory alone: over a gateway whose answers `tests/surfaces` compares on both databases. */
const clients = [
  'tests/interop/**/*.test.ts',
  'tests/sdks/{scenario,package,python,code-samples}.test.ts',
  'tests/faults/nastiest-bodies.test.ts',
  'tests/media/memory.test.ts',
  'tests/flow/{prepare,migration-pages}.test.ts',
  'tests/pages/mailed-links.test.ts',
]

/** These, pages and clients need no second run on PostgreSQL: `npm test -- --project '!once-*'` leaves them out. */
const withoutDatabase = filesWithoutDatabase()
const installed = '**/node_modules/**'

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
        test: {
          name: 'rules',
          include: ['{packages,packages/emulators,apps,sdks}/*/src/**/*.test.ts'],
          exclude: [...withoutDatabase, installed],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'http',
          include: ['tests/**/*.test.ts'],
          exclude: [...withoutDatabase, ...processes, installed],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'once-rules', include: withoutDatabase, exclude: [...processes, installed], isolate: false },
      },
      { extends: true, test: { name: 'once-pages', include: pages, isolate: false } },
      { extends: true, test: { name: 'once-clients', include: clients, isolate: false } },
      {
        extends: true,
        test: { name: 'processes', include: processes, exclude: [...pages, ...clients, installed], isolate: false },
      },
    ],
  },
})
