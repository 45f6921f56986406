import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'

let world: InboundWorld

beforeAll(async () => {
  world = await openInboundWorld()
  await world.db.worker.query("update numbers set waba_id = '1' where phone_number_id = $1", [world.phoneNumberId])
})
afterAll(() => world.close())

const quality = (value: object) => world.apply([value], 'phone_number_quality_update')

async function pace(): Promise<number | null | undefined> {
  const { rows } = await world.db.worker.query<{ perSecond: number | null }>(
    `select l.per_second as "perSecond" from lanes l join numbers n on n.lane_id = l.id where n.phone_number_id = $1`,
    [world.phoneNumberId],
  )
  return rows[0]?.perSecond
}

test('the pace of a number follows its throughput once; a repeated webhook changes nothing and is told once', async () => {
  assert.equal(await pace(), 80)
  await quality({ event: 'THROUGHPUT_UPGRADE', max_daily_conversations_per_business: 'TIER_UNLIMITED' })
  await quality({ event: 'THROUGHPUT_UPGRADE', max_daily_conversations_per_business: 'TIER_UNLIMITED' })
  assert.equal(await pace(), 1000)
  assert.equal((await world.events('number.throughput_changed')).length, 1)
  assert.deepEqual(
    (await world.events('number.limit_changed')).map(({ messagingLimit }) => messagingLimit),
    ['TIER_UNLIMITED'],
  )
})

test('each webhook has the number read soon, whatever it says', async () => {
  await world.db.worker.query(`update number_health set next_at = now() + interval '1 hour'`)
  await world.apply([{ event: 'PARTNER_ADDED', waba_info: null }, { event: 5 }], 'account_update')
  const { rows } = await world.db.worker.query('select 1 from number_health where next_at <= now()')
  assert.equal(rows.length, 1)
})

test('bans come and go, restrictions are named, and a decision of the review is told', async () => {
  const ban = (waba_ban_state: string) =>
    world.apply([{ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state } }], 'account_update')
  await ban('DISABLE')
  await ban('REINSTATE')
  const restriction_info = [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 'x' }]
  await world.apply([{ event: 'ACCOUNT_RESTRICTION', restriction_info }], 'account_update')
  await world.apply([{ decision: 'REJECTED' }], 'account_review_update')
  const events = await world.events('number.account_changed')
  assert.deepEqual(
    events.map(({ banState, restrictions, accountReview }) => [banState, restrictions, accountReview]),
    [
      ['DISABLE', undefined, undefined],
      [null, undefined, undefined],
      [null, ['RESTRICTED_BIZ_INITIATED_MESSAGING'], undefined],
      [null, ['RESTRICTED_BIZ_INITIATED_MESSAGING'], 'REJECTED'],
    ],
  )
})

test('a webhook that is older than what is known is not believed', async () => {
  await world.db.worker.query(
    `update number_health set observed_at = now() + interval '1 minute', next_at = now() + interval '1 hour'`,
  )
  await quality({ event: 'FLAGGED' })
  assert.deepEqual(await world.events('number.status_changed'), [])
  const { rows } = await world.db.worker.query('select 1 from number_health where next_at <= now()')
  assert.equal(rows.length, 1)
})
