import assert from 'node:assert/strict'
import { test } from 'vitest'
import { startGatewayProcess } from '../support/gateway.ts'
import { killImport } from './import-rounds.ts'

test('kill -9 five times during an import: every row is written once, and counted as the dry run had counted it', {
  timeout: 240_000,
}, async (t) => {
  const gateway = await startGatewayProcess(t)
  const { kills } = await killImport(gateway, 5)
  assert.equal(kills, 5)
})
