import assert from 'node:assert/strict'
import { readDocuments } from '@dawk/http/openapi/read-documents.ts'
import { test } from 'vitest'
import { furnish, furnishAll } from '../support/ask-operations.ts'
import { fuzz } from '../support/fuzz.ts'
import { startGateway } from '../support/gateway.ts'
import { freePort } from '../support/processes.ts'

/** Another seed, or more of them: `FUZZ_SEED=7 FUZZ_REQUESTS=20000`; 100,000 by `npm run test:faults -- --requests 100000`. */
const seed = Number(process.env['FUZZ_SEED'] ?? 1)
const requests = Number(process.env['FUZZ_REQUESTS'] ?? 1000)

test('every operation of every surface answers whatever comes as it is documented', {
  timeout: Math.max(300_000, requests * 100),
}, async (t) => {
  const port = String(await freePort())
  const gateway = await startGateway(t, {
    SIMULATOR_PORT: port,
    META_GRAPH_URL: `http://127.0.0.1:${port}`,
    DAWK_TRUST_PROXY: '127.0.0.1/32',
  })
  await gateway.operate('limits', { account: gateway.accountId, 'requests-per-minute': 'unlimited' })
  await gateway.operate('partner', { account: gateway.accountId })
  const documents = await readDocuments()
  await furnish(gateway, 'fuzz')
  await furnishAll(gateway, documents)
  const { statuses, failures } = await fuzz(gateway, documents, { requests, seed })
  assert.deepEqual(failures, [], JSON.stringify(statuses))
  assert.ok((statuses['200'] ?? 0) > requests / 20, JSON.stringify(statuses))
})
