import assert from 'node:assert/strict'
import { createWindowCheck } from '@dawk/core/messaging/conversations/check-window.ts'
import { findConversationWith } from '@dawk/core/messaging/conversations/conversation-store.ts'
import { plainSend, type SendRequest } from '@dawk/core/messaging/messages/send/send-request.ts'
import { createNumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { createGapTracker, recordHeartbeat, recordSends } from '@dawk/core/messaging/numbers/webhook-gaps.ts'
import type { Database } from '@dawk/core/platform/database/database.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { newId } from '@dawk/core/platform/ids.ts'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'

let world: InboundWorld
beforeAll(async () => {
  world = await openInboundWorld()
  await world.db.worker.query('update numbers set sandbox = false')
  await recordHeartbeat(world.db.worker, 60_000)
})
afterAll(() => world.close())

/** Everything is as if the number's webhooks had come for two days. */
beforeEach(async () => {
  await sql(`delete from number_coverage`)
  await world.receive([{ from: '4915100000000' }])
  await shift('number_coverage', 'since', '48 hours')
  await sql(`update receiving set gap_at = now() - interval '48 hours', settled_at = now(), alive_at = now()`)
})

const sql = (text: string) => world.db.worker.query(text)
const shift = (table: string, column: string, by: string) =>
  sql(`update ${table} set ${column} = ${column} - interval '${by}'`)

let lastPhone = 49152_0000_0000
const freshPhone = () => String(++lastPhone)

function request(phone: string | null, change: Partial<SendRequest> = {}): SendRequest {
  return {
    accountId: world.accountId,
    number: {
      id: world.numberId,
      laneId: world.laneId,
      phoneNumberId: world.phoneNumberId,
      sandbox: false,
      wabaId: '1',
    },
    to: { phone, userId: null },
    type: 'text',
    content: { type: 'text', text: { body: 'hi' } },
    ...plainSend,
    idempotency: null,
    ...change,
  }
}

const newCheck = (db: Database = world.db) =>
  createWindowCheck({
    ...world.ctx,
    db,
    sandboxIsOpen: false,
    approvedTemplates: async () => ['order_ready', 'hello_world'],
  })

/** A check without memory: `passes` or the message of the refusal. */
async function ask(asked: SendRequest, db?: Database): Promise<string> {
  try {
    await newCheck(db)(asked)
    return 'passes'
  } catch (error) {
    assert.ok(error instanceof GatewayError)
    assert.equal(error.code, 'window_closed')
    return error.message
  }
}

const write = (phone: string, secondsAgo: number) =>
  world.receive([{ from: phone, timestamp: String(Math.floor(Date.now() / 1000) - secondsAgo) }])

const never =
  'The user last wrote more than 24 hours ago. Only a template may be sent. They have not written to this number. Approved templates: order_ready, hello_world.'

test('a window is open for 24 hours after the last message, to the second', async () => {
  const phone = freshPhone()
  assert.equal(await ask(request(phone)), never)
  await write(phone, 86_400 - 60)
  assert.equal(await ask(request(phone)), 'passes')
  const late = freshPhone()
  await write(late, 86_400)
  assert.match(await ask(request(late)), /Only a template may be sent\. The window closed at \S+Z\. Approved templates/)
  await write(late, 5)
  assert.equal(await ask(request(late)), 'passes')
})

test('templates and scheduled messages pass, and sandbox numbers where the operator has opened the sandbox', async () => {
  const phone = freshPhone()
  const number = { ...request(phone).number, sandbox: true }
  const sendAt = new Date(Date.now() + 60_000).toISOString()
  for (const change of [{ type: 'template' }, { sendAt }])
    assert.equal(await ask(request(phone, change)), 'passes', JSON.stringify(change))
  const open = createWindowCheck({ ...world.ctx, sandboxIsOpen: true, approvedTemplates: async () => [] })
  assert.equal(await open(request(phone, { number })), undefined)
  assert.match(await ask(request(phone, { number })), /Only a template may be sent/)
})

test('a person without a phone number has a window of their own', async () => {
  const to = { phone: null, userId: 'IN.5' }
  assert.equal(await ask(request(null, { to })), never)
  await world.receive([{ from_user_id: 'IN.5' }])
  assert.equal(await ask(request(null, { to })), 'passes')
})

test('an open window is remembered, and nobody is asked again', async () => {
  const phone = freshPhone()
  await write(phone, 10)
  const check = newCheck()
  assert.ok(check(request(phone)) instanceof Promise)
  await check(request(phone))
  assert.equal(check(request(phone)), undefined)
})

test('a closed window is not remembered: who has just written is answered', async () => {
  const phone = freshPhone()
  const check = newCheck()
  await assert.rejects(async () => check(request(phone)))
  await write(phone, 0)
  await check(request(phone))
})

test('many at once are told apart', async () => {
  const people = Array.from({ length: 40 }, freshPhone)
  await world.receive(people.filter((_, index) => index % 2 === 0).map((from) => ({ from })))
  const check = newCheck()
  const answers = await Promise.allSettled(people.map(async (phone) => check(request(phone))))
  assert.deepEqual(
    answers.map(({ status }) => status),
    people.map((_, index) => (index % 2 === 0 ? 'fulfilled' : 'rejected')),
  )
})

const gaps: Record<string, () => Promise<unknown>> = {
  'no webhook of the number ever came': () => sql('delete from number_coverage'),
  'the first came less than a day ago': () => sql(`update number_coverage set since = now() - interval '23 hours'`),
  'the number got another id at Meta': () => sql(`update number_coverage set phone_number_id = '1'`),
  'this installation was away for a day': async () => {
    await shift('receiving', 'alive_at', '25 hours')
    await recordHeartbeat(world.db.worker, 60_000)
  },
  'it came back an hour ago from two hours away': async () => {
    await shift('receiving', 'alive_at', '2 hours')
    await recordHeartbeat(world.db.worker, 60_000)
    await shift('receiving', 'settled_at', '1 hour')
  },
  'what was sent twenty minutes ago was never reported on': () =>
    sql(`update number_coverage set sent_at = now() - interval '20 minutes', seen_at = now() - interval '1 hour'`),
  'the person came from an ad': () =>
    sql(
      `update conversations set free_entry_until = now() + interval '1 hour', last_inbound_at = now() - interval '30 hours'`,
    ),
}
for (const [name, open] of Object.entries(gaps))
  test(`nothing is refused where ${name}`, async () => {
    const phone = freshPhone()
    await write(phone, 90_000)
    assert.match(await ask(request(phone)), /closed at/)
    await open()
    assert.equal(await ask(request(phone)), 'passes')
  })

test('webhooks that return after a silence begin anew; those that follow sends do not', async () => {
  const rows = [{ numberId: world.numberId, direction: 'out', state: 'sent' }] as const
  const numbers = await createNumberDirectory(world.ctx).byIds([world.numberId])
  const seen = () => createGapTracker().recordReceived(world.db.worker, [...numbers.values()])
  const since = async () =>
    (await world.db.worker.query<{ since: string }>('select since from number_coverage')).rows[0]?.since ?? ''
  const before = await since()
  await shift('number_coverage', 'seen_at', '10 hours') // a quiet night
  await recordSends(world.db.worker, rows)
  await seen()
  assert.equal(await since(), before)
  await shift('number_coverage', 'seen_at', '10 hours')
  await recordSends(world.db.worker, rows)
  await shift('number_coverage', 'sent_at', '40 minutes')
  await recordSends(world.db.worker, rows) // the first unanswered one stays
  await seen()
  assert.ok((await since()) > before)
})

test('a refusal waits for webhooks that are here and not applied yet', async (t) => {
  const phone = freshPhone()
  const id = newId()
  await sql(`insert into journal_pending (id) values ('${id}')`)
  t.onTestFinished(async () => void (await sql('delete from journal_pending')))
  const waits = Promise.withResolvers<void>()
  const { worker } = world.db
  const query: Database['worker']['query'] = async (text, params) => {
    const result = await worker.query(text, params)
    if (/journal_pending where/.test(text) && result.rowCount > 0) waits.resolve()
    return result as never
  }
  const answer = ask(request(phone), { ...world.db, worker: { ...worker, query } })
  await waits.promise
  await write(phone, 1)
  await sql(`delete from journal_pending where id = '${id}'`)
  assert.equal(await answer, 'passes')
  await sql(`insert into journal_pending (id) values ('${newId()}')`)
  assert.equal(await ask(request(freshPhone())), 'passes', 'it never is applied: Meta decides')
})

test('a status that names a free entry point keeps its end', async () => {
  const phone = freshPhone()
  await write(phone, 90_000)
  const until = Math.floor(Date.now() / 1000) + 3600
  const status = {
    id: 'wamid.free',
    status: 'sent',
    timestamp: '1795243850',
    biz_opaque_callback_data: newId(),
    conversation: { id: 'c', expiration_timestamp: String(until), origin: { type: 'referral_conversion' } },
    pricing: { pricing_model: 'PMP', type: 'free_entry_point', category: 'referral_conversion' },
  }
  await world.db.worker.query(
    `insert into messages (id, account_id, number_id, direction, peer, type, content, state)
     values ($1, $2, $3, 'out', $4, 'text', '{}', 'sent')`,
    [status.biz_opaque_callback_data, world.accountId, world.numberId, phone],
  )
  await world.apply([{ statuses: [status] }])
  const found = await findConversationWith(world.ctx, world, { phone, userId: null }, null)
  assert.equal(found?.window.freeEntryUntil, new Date(until * 1000).toISOString())
})

test('the window shows in the conversation', async () => {
  const phone = freshPhone()
  await write(phone, 90_000)
  const read = async () => (await findConversationWith(world.ctx, world, { phone, userId: null }, null))?.window.state
  assert.equal(await read(), 'closed')
  await sql('delete from number_coverage')
  assert.equal(await read(), 'unknown')
  await write(phone, 0)
  assert.equal(await read(), 'open')
})
