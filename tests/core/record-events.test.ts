import assert from 'node:assert/strict'
import { recordEvents } from '@dawk/core/events/record-events.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import { createEndpoint, deleteEndpoint } from '@dawk/core/webhooks/endpoints/endpoints.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { openCore, type TestCore, unitsOfWork } from '../support/core.ts'

let core: TestCore
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

async function accountWithEndpoint() {
  const { accountId } = await core.newAccount()
  const ctx = { ...unitsOfWork(core.db), secrets: core.secrets, egress: { checkUrl: () => null } }
  const settings = { url: 'https://example.com/', eventTypes: ['*'], dialect: 'native', description: null }
  const { endpoint } = await createEndpoint(ctx, systemCaller(accountId), { ...settings, ordered: false, secret: null })
  return { accountId, laneId: endpoint.laneId, remove: () => deleteEndpoint(ctx, systemCaller(accountId), endpoint.id) }
}

/** Across accounts, as workers record them: row-level security does not stand behind this. */
const record = (accountId: string) =>
  core.db.worker.transaction((tx) =>
    recordEvents(tx, [
      {
        accountId,
        type: 'account.plan_changed',
        at: new Date().toISOString(),
        data: { before: 'free', plan: 'growth', status: 'active' },
      },
    ]),
  )

test('an event is queued for the endpoints of its own account alone', async () => {
  const [owner, stranger] = [await accountWithEndpoint(), await accountWithEndpoint()]
  assert.deepEqual(await record(owner.accountId), [owner.laneId])
  const { rows } = await core.db.worker.query<{ laneId: string; accountId: string }>(
    'select lane_id::text as "laneId", account_id::text as "accountId" from lane_items where lane_id = any ($1::bigint[])',
    [[owner.laneId, stranger.laneId]],
  )
  assert.deepEqual(rows, [{ laneId: owner.laneId, accountId: owner.accountId }])
  await owner.remove()
  assert.deepEqual(await record(owner.accountId), [], 'nobody is left who wants it')
})
