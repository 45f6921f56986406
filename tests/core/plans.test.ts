import assert from 'node:assert/strict'
import { listConversationMessages } from '@dawk/core/messaging/conversations/conversation-messages.ts'
import { listConversations } from '@dawk/core/messaging/conversations/conversation-store.ts'
import { markConversationRead } from '@dawk/core/messaging/conversations/mark-read.ts'
import type { Database, Queryable } from '@dawk/core/platform/database/database.ts'
import { toQueryable } from '@dawk/core/platform/database/queryable.ts'
import { newId } from '@dawk/core/platform/ids.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { unitsOfWork } from '../support/core.ts'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'

let world: InboundWorld
let conversationId: string
/** Enough that reading them all would show. */
const count = 20_000

beforeAll(async () => {
  world = await openInboundWorld()
  const { db, accountId, numberId } = world
  await db.worker.query(
    `insert into messages (id, account_id, number_id, direction, peer, type, content, state)
     select uuid_v7(), $1::uuid, $2::uuid, 'in', '49151' || lpad((n % 2000)::text, 8, '0'), 'text', '{"type": "text", "text": {"body": "hi"}}', 'received'
       from generate_series(1, ${count}) as n`,
    [accountId, numberId],
  )
  await db.worker.query(
    `with person as (
       insert into contacts (id, account_id, name, phone)
       select uuid_v7(), $1::uuid, 'Person ' || n, '49151' || lpad(n::text, 8, '0') from generate_series(0, 1999) as n returning *),
     identifier as (
       insert into contact_identifiers (account_id, kind, value, contact_id, ending)
       select account_id, 'phone', phone, id, reverse(phone) from person),
     word as (insert into contact_words (account_id, word, contact_id) select account_id, 'person' || right(phone, 4), id from person)
     insert into conversations (id, account_id, number_id, contact_id, peers, last_at, last_inbound_id)
     select uuid_v7(), account_id, $2::uuid, id, array[phone], clock_timestamp(), uuid_v7() from person`,
    [accountId, numberId],
  )
  const { conversations } = await listConversations(world.ctx, { accountId }, { limit: 1 })
  conversationId = conversations[0]?.id ?? ''
})
afterAll(() => world.close())

/** The same database, whose queries tell their plans instead: where an index serves, scanning and sorting cost more. */
function explaining(plans: string[]): Database {
  const explain = (tx: Queryable) =>
    toQueryable(async <Row>(sql: string, params: readonly unknown[] = []) => {
      await tx.query('set local enable_seqscan = off')
      await tx.query('set local enable_sort = off')
      const { rows } = await tx.query<{ 'QUERY PLAN': string }>(
        `explain (analyze, buffers, costs off, timing off) ${sql}`,
        params,
      )
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
      return tx.query<Row>(sql, params)
    })
  const { db } = world
  return { ...db, asAccounts: (ids, work) => db.asAccounts(ids, (tx) => work(explain(tx))) }
}

async function planOf(work: (ctx: InboundWorld['ctx']) => Promise<unknown>): Promise<string> {
  const plans: string[] = []
  await work({ ...world.ctx, ...unitsOfWork(explaining(plans)) })
  return plans.join('\n')
}

/** An index serves a condition only where it stands among those of the index: row-level security keeps some out. */
const conditionsOf = (plan: string, index: string): string =>
  [...plan.matchAll(new RegExp(`${index}[^\\n]*\\n\\s+Index Cond: ([^\\n]*)`, 'g'))]
    .map(([, found]) => found)
    .join('\n')

test('the messages of a conversation are found by number and person, not by reading those of the account', async () => {
  const plan = await planOf((ctx) => listConversationMessages(ctx, world, conversationId, { limit: 20 }))
  assert.match(conditionsOf(plan, 'messages_\\d+'), /number_id = .*ROW\(CASE WHEN \(peer IS NULL\).* < .* >= /)
  // It ends with the person, whose number sorts after all others here.
  const pages = Number(/ on messages_\d+ [\s\S]*?Buffers: shared hit=(\d+)/.exec(plan)?.[1])
  assert.ok(pages < 60, `${pages} pages for ten messages of ${count}`)
  const read = await planOf((ctx) => markConversationRead(ctx, systemCaller(world.accountId), conversationId, newId()))
  assert.match(conditionsOf(read, 'messages_\\d+'), /number_id = .*ROW\(CASE WHEN \(peer IS NULL\).* > .* <= /)
})

test('people are found by ranges of their indexes', async () => {
  const search = (text: string) => planOf((ctx) => listConversations(ctx, world, { search: text, limit: 20 }))
  assert.match(conditionsOf(await search('person0042'), 'contact_words_pkey'), /word >= .*word </)
  const digits = await search('00042')
  assert.match(conditionsOf(digits, 'contact_identifiers_ending'), /ending >= .*ending </)
  assert.match(conditionsOf(digits, 'contact_identifiers_pkey'), /value >= .*value </)
})

test('a page of conversations is one range of an index, whatever the number', async () => {
  const first = await listConversations(world.ctx, world, { limit: 20 })
  for (const numberIds of [null, [world.numberId]]) {
    const filter = { numberIds, limit: 20, cursor: first.nextCursor }
    const plan = await planOf((ctx) => listConversations(ctx, world, filter))
    assert.match(conditionsOf(plan, 'conversations_recent'), /ROW\(last_at, id\) </)
    assert.doesNotMatch(plan, /Sort Key: c\.last_at/)
  }
})
