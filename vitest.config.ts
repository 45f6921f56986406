import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 150_000,
    retry: process.env['CI'] ? 1 : 0, // many tests start several processes, and time is part of what they look at
    maxWorkers: 2, // an embedded database takes half a gigabyte
  },
})
