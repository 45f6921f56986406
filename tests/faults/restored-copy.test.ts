import assert from 'node:assert/strict'
import { databaseWitness } from '@dawk/core/platform/database/database-witness.ts'
import { test } from 'vitest'
import { freshPhone, simulatorControl } from '../flow/simulator-control.ts'
import { openFreshDatabase } from '../support/database.ts'
import { startGatewayProcess } from '../support/gateway.ts'
import { operate } from '../support/operate.ts'
import { until } from '../support/processes.ts'

test('a copied data directory sends nothing until it is adopted, and then only what was chosen', async (t) => {
  const original = await startGatewayProcess(t, { DATABASE_URL: '' })
  const rate = ['number-rate', '--phone-number-id', original.phoneNumberId, '--per-second']
  await operate(original.dataDir, ...rate, '0.01')
  const send = (gateway: typeof original, message: string) =>
    gateway.call('POST', '/send-message', { to: freshPhone(), message }).then(({ body }) => String(body.data.id))
  const before = [
    await send(original, '1'),
    await send(original, '2'),
    await send(original, '3'),
    await send(original, '4'),
  ]
  const statusOf = async (gateway: typeof original, id: string) =>
    (await gateway.call('GET', `/messages/${id}`)).body.data.status
  await until('the first has left', async () =>
    ['sent', 'delivered', 'read'].includes(await statusOf(original, before[0] ?? '')),
  )
  await original.process().stop('SIGKILL')

  const copy = await startGatewayProcess(t, { DATABASE_URL: '' }, { dataFrom: original.dataDir })
  const count = async () => (await simulatorControl(copy.simulatorUrl).sends()).length
  const ready = await (await fetch(`${copy.url}/health/ready`)).text()
  assert.match(ready, /copied from another installation/)
  await operate(copy.dataDir, ...rate, 'uncapped')
  const after = await send(copy, 'new')
  const listed = await operate(copy.dataDir, 'adopt')
  assert.match(listed.stdout, /3 messages \(0 unconfirmed\)/)
  assert.equal(await count(), 0)

  await operate(copy.dataDir, 'adopt', '--expire')
  await until('the new message left', async () => ['sent', 'delivered', 'read'].includes(await statusOf(copy, after)))
  for (const id of before.slice(1)) assert.equal(await statusOf(copy, id), 'failed')
  assert.equal(await count(), 1)
})

test('a database names itself: the same each time, and differently from a copy of it', async (t) => {
  const [one, copy] = [await openFreshDatabase(), await openFreshDatabase()]
  t.onTestFinished(async () => void (await Promise.all([one.close(), copy.close()])))
  if (one.db.kind === 'pglite') return t.skip('databases in memory have no place')
  const witness = await databaseWitness(one.db, '')
  assert.match(witness, /^cluster:\d+\/\d+$/)
  assert.equal(await databaseWitness(one.db, ''), witness)
  assert.notEqual(await databaseWitness(copy.db, ''), witness)
})
