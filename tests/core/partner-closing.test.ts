import assert from 'node:assert/strict'
import { closeChild } from '@dawk/core/operations/privacy/erase/close-child.ts'
import { createErasureWorker } from '@dawk/core/operations/privacy/erase/erasure-worker.ts'
import { eraseAccount } from '@dawk/core/operations/privacy/erase/request-erasure.ts'
import { operatorCaller } from '@dawk/core/tenancy/access/caller.ts'
import { createChild, makePartner } from '@dawk/core/tenancy/partners/create-child.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { openCore, type TestCore } from '../support/core.ts'
import { until } from '../support/processes.ts'

let core: TestCore
let worker: ReturnType<typeof createErasureWorker>
beforeAll(async () => {
  core = await openCore()
  worker = createErasureWorker({ ...core, onMediaErased: () => undefined })
  worker.start()
})
afterAll(async () => {
  await worker.stop()
  await core.close()
})

const eventsOf = (partnerId: string) =>
  core.db.worker.many<{ type: string; data: { accountId: string; sequence: number } }>(
    `select type, data from events where account_id = $1 order by id`,
    [partnerId],
  )

const newChild = (partnerId: string, externalId: string) =>
  createChild(core, operatorCaller(partnerId), {
    ...{ externalId, name: externalId, ownerEmail: `${externalId}@example.com`, ownerName: null, language: 'en' },
    ...{ country: 'IN', currency: 'INR', timezone: 'Asia/Kolkata', tags: [], metadata: {} },
  })

/** As if the days of grace were over. */
const endGrace = (accountId: string) =>
  core.db.worker.run('update erasures set run_at = now() where account_id = $1', [accountId])

test('a closed account is erased when its time comes, and the partner is told once, in its sequence', async () => {
  const { accountId: partnerId } = await core.newAccount()
  await makePartner(core, operatorCaller(partnerId))
  const { child } = await newChild(partnerId, 'closing')
  await closeChild(core, operatorCaller(partnerId), child.id)
  await endGrace(child.id)
  const gone = async () =>
    (await core.db.worker.maybe('select 1 as it from accounts where id = $1', [child.id])) === null
  await until('the account is erased', gone, 20_000)
  const events = await eventsOf(partnerId)
  assert.deepEqual(
    events.map(({ type, data }) => [type, data.accountId, data.sequence]),
    [
      ['account.created', child.id, 1],
      ['account.closing', child.id, 2],
      ['account.closed', child.id, 3],
    ],
  )
  const again = await newChild(partnerId, 'closing')
  assert.notEqual(again.child.id, child.id, 'its external id is free again')
})

test('a partner that is erased leaves its accounts behind, without its suspension', async () => {
  const { accountId: partnerId } = await core.newAccount()
  await makePartner(core, operatorCaller(partnerId))
  const { child } = await newChild(partnerId, 'orphan')
  const suspended = `insert into account_suspensions (account_id, suspended_by, mode, reason, since) values ($1, 'partner', 'all', 'x', now())`
  await core.db.worker.run(suspended, [child.id])

  await eraseAccount(core, operatorCaller(partnerId), 0)
  await endGrace(partnerId)
  const left = () =>
    core.db.worker.one<{ partners: number; children: number; suspensions: number; accounts: number }>(
      `select (select count(*)::int from partners where account_id = $1) as partners,
              (select count(*)::int from partner_accounts where account_id = $2) as children,
              (select count(*)::int from account_suspensions where account_id = $2) as suspensions,
              (select count(*)::int from accounts where id = $2) as accounts`,
      [partnerId, child.id],
    )
  await until('the partner is erased', async () => (await left()).partners === 0, 20_000)
  assert.deepEqual(await left(), { partners: 0, children: 0, suspensions: 0, accounts: 1 })
})
