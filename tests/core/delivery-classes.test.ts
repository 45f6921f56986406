import assert from 'node:assert/strict'
import { applyReports } from '@dawk/core/messaging/messages/reports/apply-reports.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import { upsertDialectEndpoint } from '@dawk/core/webhooks/endpoints/endpoints.ts'
import { test } from 'vitest'
import { openCore, sendCommand, unitsOfWork } from '../support/core.ts'

test('deliveries about bulk messages wait behind the others, except for endpoints that ask for order', async (t) => {
  const core = await openCore()
  t.onTestFinished(core.close)
  const owner = await core.newAccount()
  const ctx = { ...core, ...unitsOfWork(core.db), egress: { checkUrl: () => null } }
  const at = (dialect: string) =>
    upsertDialectEndpoint(ctx, systemCaller(owner.accountId), {
      dialect,
      url: `https://${dialect}.example.com/hook`,
      eventTypes: ['message.*'],
    })
  await at('native')
  await at('whatsapi')
  await core.db.worker.query(`update endpoints set ordered = true where dialect = 'whatsapi'`)
  const [single, bulk] = [
    await core.acceptor.accept(sendCommand(owner, { priority: 1 })),
    await core.acceptor.accept(sendCommand(owner, { priority: 3 })),
  ]
  const { accountId } = owner
  const report = { status: 'sent' as const, at: new Date().toISOString() }
  await ctx.worker.transaction((tx) =>
    applyReports(
      tx,
      [bulk, single].map(({ id: messageId }) => ({ accountId, messageId, report })),
    ),
  )
  const rows = await core.db.worker.many<{ dialect: string; id: string; priority: number }>(
    `select p.dialect, e.data->>'messageId' as id, i.priority from lane_items i
       join endpoints p on p.account_id = i.account_id and p.lane_id = i.lane_id
       join events e on e.account_id = i.account_id and e.id = i.event_id order by p.dialect, i.priority, i.id`,
  )
  assert.deepEqual(
    rows.map(({ dialect, id, priority }) => [dialect, id, priority]),
    [
      ['native', single.id, 2],
      ['native', bulk.id, 3],
      ['whatsapi', bulk.id, 2],
      ['whatsapi', single.id, 2],
    ],
  )
})
