import assert from 'node:assert/strict'
import { listConversationMessages } from '@dawk/core/messaging/conversations/conversation-messages.ts'
import {
  findConversation,
  findConversationWith,
  listConversations,
} from '@dawk/core/messaging/conversations/conversation-store.ts'
import { markConversationRead } from '@dawk/core/messaging/conversations/mark-read.ts'
import { createConversationProjector } from '@dawk/core/messaging/conversations/show-sent-messages.ts'
import { applyReports } from '@dawk/core/messaging/messages/reports/apply-reports.ts'
import { newId } from '@dawk/core/platform/ids.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'
import { until } from '../support/processes.ts'

let world: InboundWorld
beforeAll(async () => {
  world = await openInboundWorld()
})
afterAll(() => world.close())

let lastPhone = 49151_0000_0000
const freshPhone = () => String(++lastPhone)
const text = (from: string, body: string, extra: object = {}) => ({ from, type: 'text', text: { body }, ...extra })

async function conversationWith(search: string) {
  const { conversations } = await listConversations(world.ctx, world, { search, limit: 2 })
  assert.equal(conversations.length, 1, `one conversation with ${search}`)
  return conversations[0] as (typeof conversations)[number]
}

const bodiesOf = async (id: string) =>
  (await listConversationMessages(world.ctx, world, id, { limit: 50 }))?.messages.map(
    ({ content }) => (content['text'] as { body: string } | undefined)?.body,
  )

/** A message of ours that leaves, as dispatch does it. */
async function send(
  to: { phone?: string; userId?: string },
  content: Record<string, unknown>,
  waId: string | null = null,
): Promise<string> {
  const id = newId()
  await world.db.worker.query(
    `insert into messages (id, account_id, number_id, direction, peer, peer_user_id, type, content, state)
     values ($1, $2, $3, 'out', $4, $5, $6, $7::jsonb, 'queued')`,
    [
      id,
      world.accountId,
      world.numberId,
      to.phone ?? null,
      to.userId ?? null,
      content['type'],
      JSON.stringify(content),
    ],
  )
  await world.ctx.worker.transaction((tx) =>
    applyReports(tx, [
      {
        accountId: world.accountId,
        messageId: id,
        report: { status: 'sent', at: new Date().toISOString(), wamid: `wamid.out.${id}`, waId },
      },
    ]),
  )
  return id
}

async function projected(): Promise<void> {
  const projector = createConversationProjector(world.ctx)
  projector.start()
  await until('the queue is empty', async () => {
    const { rows } = await world.db.worker.query('select from conversation_queue limit 1')
    return rows.length === 0
  })
  await projector.stop()
}

test('what a person writes opens a conversation with last message, unread count and window; repeats change nothing', async () => {
  const from = freshPhone()
  const contacts = [{ wa_id: from, user_id: 'DE.1', profile: { name: 'Zoë Müller', username: 'zoe' } }]
  const messages = [
    { id: 'wamid.z1', timestamp: '1795243849', from_user_id: 'DE.1', ...text(from, 'first') },
    { id: 'wamid.z2', timestamp: '1795243850', from_user_id: 'DE.1', ...text(from, 'second\n line') },
  ]
  await world.apply([{ contacts, messages }])
  await world.apply([
    { contacts, messages },
    { contacts, messages },
  ])
  const conversation = await conversationWith('muller')
  assert.deepEqual(conversation.contact, {
    id: conversation.contact.id,
    name: 'Zoë Müller',
    username: 'zoe',
    phone: from,
    userId: 'DE.1',
    groupId: null,
  })
  assert.equal(conversation.unread, 2)
  assert.deepEqual(conversation.lastMessage, {
    id: conversation.lastMessage?.id,
    direction: 'in',
    type: 'text',
    preview: 'second line',
    at: '2026-11-21T06:50:50.000Z',
  })
  assert.equal(conversation.window.until, '2026-11-22T06:50:50.000Z')
  assert.deepEqual(await bodiesOf(conversation.id), ['second\n line', 'first'])
  for (const search of ['zoe', 'ZOË mü', '@zoe', from, `+${from.slice(0, 6)} ${from.slice(6)}`, from.slice(-6)])
    assert.equal((await conversationWith(search)).id, conversation.id, search)
  for (const search of ['oe', 'mullerx', '999999', '%', 'zoe x'])
    assert.equal((await listConversations(world.ctx, world, { search, limit: 2 })).conversations.length, 0)
})

test('an answer of ours becomes the last message and what was before it is read; a template is no answer', async () => {
  const phone = freshPhone()
  await world.receive([text(phone, 'hello?')])
  await send({ phone }, { type: 'template', template: { name: 'order_ready' } })
  await projected()
  const after = await conversationWith(phone)
  assert.deepEqual([after.unread, after.lastMessage?.preview, after.lastMessage?.direction], [1, 'order_ready', 'out'])
  const id = await send({ phone }, { type: 'text', text: { body: 'Hi!' } })
  await projected()
  const answered = await conversationWith(phone)
  assert.deepEqual([answered.unread, answered.lastMessage?.id], [0, id])
  await world.receive([
    text(phone, 'thanks'),
    { from: phone, type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } },
  ])
  const thanked = await conversationWith(phone)
  assert.deepEqual([thanked.unread, thanked.lastMessage?.preview], [1, 'thanks'])
})

test('reading a conversation, or up to a message, leaves unread what came after', async () => {
  const phone = freshPhone()
  await world.receive([text(phone, 'one'), text(phone, 'two'), text(phone, 'three')])
  const { id } = await conversationWith(phone)
  const messages = (await listConversationMessages(world.ctx, world, id, { limit: 3 }))?.messages
  assert.equal(await markConversationRead(world.ctx, systemCaller(world.accountId), id, messages?.[1]?.id), true)
  assert.equal((await conversationWith(phone)).unread, 1)
  assert.equal(await markConversationRead(world.ctx, systemCaller(world.accountId), id), true)
  assert.equal((await conversationWith(phone)).unread, 0)
  await world.receive([text(phone, 'four')])
  assert.equal((await conversationWith(phone)).unread, 1)
})

test('what another account owns is not there', async () => {
  const phone = freshPhone()
  await world.receive([text(phone, 'mine')])
  const { id } = await conversationWith(phone)
  const other = await world.newAccount()
  const person = { phone, userId: null }
  assert.equal((await findConversationWith(world.ctx, world, person, [world.numberId]))?.id, id)
  assert.equal(await findConversationWith(world.ctx, world, person, [other.numberId]), null)
  assert.equal(await findConversationWith(world.ctx, other, person, null), null)
  assert.equal(await findConversation(world.ctx, other, id), null)
  assert.equal(await listConversationMessages(world.ctx, other, id, { limit: 1 }), null)
  assert.equal(await markConversationRead(world.ctx, systemCaller(other.accountId), id), false)
})

test('a message of ours to somebody new opens a conversation without a window', async () => {
  const phone = freshPhone()
  await send({ phone }, { type: 'text', text: { body: 'Welcome' } })
  await projected()
  const conversation = await conversationWith(phone)
  assert.deepEqual(
    [conversation.contact.phone, conversation.unread, conversation.window],
    [phone, 0, { state: 'closed', until: null, freeEntryUntil: null }],
  )
  assert.deepEqual(await bodiesOf(conversation.id), ['Welcome'])
})

test('a person without a phone number is one contact with the phone shown later, and nothing of either is lost', async () => {
  const phone = freshPhone()
  await world.receive([{ from_user_id: 'US.77', type: 'text', text: { body: 'by user id' } }])
  const contacts = [{ user_id: 'US.77', profile: { name: 'Quentin Later' } }]
  await world.apply([
    {
      contacts,
      messages: [
        { id: 'wamid.q', timestamp: '1795243850', from_user_id: 'US.77', type: 'text', text: { body: 'again' } },
      ],
    },
  ])
  await world.receive([text(phone, 'by phone')])
  await send({ phone }, { type: 'text', text: { body: 'to the phone' } })
  await projected()
  const [first, second] = [await conversationWith('quentin'), await conversationWith(phone)]
  assert.notEqual(first.id, second.id)
  await world.receive([text(phone, 'both', { from_user_id: 'US.77' })])
  const one = await conversationWith('quentin')
  assert.equal((await conversationWith(phone)).id, one.id)
  assert.deepEqual([one.contact.phone, one.contact.userId], [phone, 'US.77'])
  assert.deepEqual(await bodiesOf(one.id), ['both', 'to the phone', 'by phone', 'again', 'by user id'])
  const gone = [first, second].find(({ id }) => id !== one.id)
  assert.equal(await findConversation(world.ctx, world, gone?.id ?? ''), null)
  assert.deepEqual(await world.events('contact.merged'), [
    { contactId: one.contact.id, mergedContactId: gone?.contact.id },
  ])
})

test('pages show every conversation once, and one that moves up meanwhile is found at the top', async () => {
  const other = await world.newAccount()
  const people = Array.from({ length: 25 }, freshPhone)
  for (const [index, from] of people.entries())
    await world.apply(
      [{ messages: [{ id: `wamid.page.${index}`, timestamp: String(1795240000 + (index >> 1)), ...text(from, 'p') }] }],
      'messages',
      other.phoneNumberId,
    )
  const list = (cursor: string | null) => listConversations(world.ctx, other, { cursor, limit: 4 })
  const first = await list(null)
  const moved = people[0] ?? ''
  await world.apply(
    [{ messages: [{ id: 'wamid.page.moved', timestamp: '1795250000', ...text(moved, 'now') }] }],
    'messages',
    other.phoneNumberId,
  )
  const seen = first.conversations.map(({ contact }) => contact.phone)
  for (let cursor = first.nextCursor; cursor !== null; ) {
    const page = await list(cursor)
    seen.push(...page.conversations.map(({ contact }) => contact.phone))
    cursor = page.nextCursor
  }
  assert.equal(new Set(seen).size, seen.length)
  assert.deepEqual(new Set([...seen, moved]), new Set(people))
  assert.equal((await list(null)).conversations[0]?.contact.phone, moved)
  await assert.rejects(list('x'), { code: 'invalid_request' })
})

test.each([
  ['5215512345678', '525512345678'],
  ['5491123456789', '541123456789'],
  ['551187654321', '5511987654321'],
])('%s writes, %s is answered: one person, one conversation', async (metas, ours) => {
  await world.receive([text(metas, 'question')])
  await send({ phone: ours }, { type: 'text', text: { body: 'answer' } })
  await projected()
  const found = await Promise.all(
    [metas, ours].map((phone) => findConversationWith(world.ctx, world, { phone, userId: null }, null)),
  )
  assert.ok(found[0])
  assert.equal(found[1]?.id, found[0].id)
  assert.deepEqual(await bodiesOf(found[0].id), ['answer', 'question'])
})

test('a number that WhatsApp calls by other digits is the same person once its answer has said so', async () => {
  const [ours, metas] = [freshPhone(), freshPhone()]
  await send({ phone: ours }, { type: 'text', text: { body: 'question' } }, metas)
  await projected()
  await world.receive([text(metas, 'answer')])
  const found = await findConversationWith(world.ctx, world, { phone: ours, userId: null }, null)
  assert.ok(found)
  assert.equal((await findConversationWith(world.ctx, world, { phone: metas, userId: null }, null))?.id, found.id)
  assert.deepEqual(await bodiesOf(found.id), ['answer', 'question'])
})

test('what a status calls the recipient is learned where it is the first to tell of the send', async () => {
  const [ours, metas] = [freshPhone(), freshPhone()]
  const id = newId()
  await world.db.worker.query(
    `insert into messages (id, account_id, number_id, direction, peer, type, content, state)
     values ($1, $2, $3, 'out', $4, 'text', '{"type":"text","text":{"body":"question"}}', 'queued')`,
    [id, world.accountId, world.numberId, ours],
  )
  const timestamp = String(Math.floor(Date.now() / 1000))
  const status = { id: `wamid.${id}`, status: 'sent', timestamp, recipient_id: metas, biz_opaque_callback_data: id }
  await world.apply([{ statuses: [status] }])
  await projected()
  await world.receive([text(metas, 'answer')])
  const found = await findConversationWith(world.ctx, world, { phone: ours, userId: null }, null)
  assert.deepEqual(await bodiesOf(found?.id ?? ''), ['answer', 'question'])
})

test('whatever comes in while a client pages: nothing twice, nothing quiet left out, the rest at the top', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.array(fc.nat(15), { maxLength: 3 }), { maxLength: 12 }),
      async (count, limit, meanwhile) => {
        const other = await world.newAccount()
        const people = Array.from({ length: 16 }, freshPhone) // those beyond `count` write for the first time meanwhile
        const write = (indexes: readonly number[]) =>
          world.apply(
            indexes.map((index) => ({
              messages: [{ id: `wamid.${newId()}`, timestamp: '1795240000', ...text(people[index] ?? '', 'hi') }],
            })),
            'messages',
            other.phoneNumberId,
          )
        await write(Array.from({ length: count }, (_, index) => index))
        const list = async (cursor: string | null) => {
          const page = await listConversations(world.ctx, other, { cursor, limit })
          return { phones: page.conversations.map(({ contact }) => contact.phone ?? ''), next: page.nextCursor }
        }
        const moved = new Set<string>()
        const seen: string[] = []
        let step = 0
        for (let cursor: string | null = null; ; step += 1) {
          const page = await list(cursor)
          seen.push(...page.phones)
          if (page.next === null) break
          cursor = page.next
          const writers = meanwhile[step] ?? []
          if (writers.length > 0) await write(writers)
          for (const index of writers) moved.add(people[index] ?? '')
        }
        assert.equal(new Set(seen).size, seen.length)
        for (const phone of people.slice(0, count)) assert.ok(moved.has(phone) || seen.includes(phone))
        const top: string[] = []
        for (let cursor: string | null = null; ; ) {
          const page = await list(cursor)
          top.push(...page.phones)
          if (page.next === null) break
          cursor = page.next
        }
        assert.deepEqual(new Set(top.slice(0, moved.size)), moved)
      },
    ),
    { numRuns: 12 },
  )
})

test('batches that meet over the same new people make each of them once', async () => {
  const people = Array.from({ length: 6 }, freshPhone)
  const batch = (start: number) =>
    people.map((_, index) => {
      const from = people[(start + index) % people.length] ?? ''
      return text(from, `from ${start}`, { from_user_id: `FR.${from}`, id: `wamid.meet.${start}.${index}` })
    })
  const all = Array.from({ length: 6 }, (_, start) => batch(start))
  await Promise.all(all.map((messages) => world.receive(messages)))
  for (const phone of people) {
    const conversation = await conversationWith(phone)
    assert.deepEqual([conversation.unread, conversation.contact.userId], [6, `FR.${phone}`])
  }
})
