import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { openCore, type TestCore, unitsOfWork } from '../../../../../tests/support/core.ts'
import { listAudit } from './audit-log.ts'
import { createRefusals } from './refusals.ts'

let core: TestCore
let ctx: Parameters<typeof createRefusals>[0]
beforeAll(async () => {
  core = await openCore()
  ctx = { ...unitsOfWork(core.db), log: core.log }
})
afterAll(() => core.close())

const from = { ip: '192.0.2.7', requestId: 'r1' }

test('many refusals of one key leave one record in ten minutes, which says how many they were', async () => {
  const { accountId } = await core.newAccount()
  let time = Date.now()
  const refusals = createRefusals(ctx, () => time)
  const target = { kind: 'api_key', accountId, id: newId(), name: 'sk_live_a1b2…9f00' } as const
  const refuse = (times: number) => {
    for (let n = 0; n < times; n++) refusals.note({ ...from, reason: 'key_revoked', target, ip: `192.0.2.${n % 200}` })
  }
  const records = async () =>
    (await listAudit(core, { accountId }, { action: 'api_key.refused', limit: 50, after: null })).map(
      ({ after }) => after as { attempts: number; addresses: string[] },
    )
  refuse(1000)
  await refusals.recordDue()
  time += 60_000
  refuse(10)
  await refusals.recordDue()
  assert.equal((await records()).length, 1)
  time += 540_000
  await refusals.recordDue()
  assert.deepEqual(
    (await records()).map(({ attempts, addresses }) => [attempts, addresses.length]),
    [
      [10, 5],
      [1000, 5],
    ],
  )
  assert.equal(refusals.counts().get('key_revoked'), 1010)
})

test('what nobody is known for is counted and leaves no record', async () => {
  const refusals = createRefusals(ctx)
  refusals.note({ ...from, reason: 'key_unknown', target: null })
  refusals.note({ ...from, reason: 'sign_in', target: { kind: 'person', email: 'nobody@example.com' } })
  await refusals.flush()
  assert.deepEqual(
    [...refusals.counts()],
    [
      ['key_unknown', 1],
      ['sign_in', 1],
    ],
  )
})
