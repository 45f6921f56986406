import assert from 'node:assert/strict'
import { listConversationMessages } from '@dawk/core/messaging/conversations/conversation-messages.ts'
import { findConversationWith } from '@dawk/core/messaging/conversations/conversation-store.ts'
import { applyParked } from '@dawk/core/messaging/inbound/apply-parked.ts'
import { findMessage } from '@dawk/core/messaging/messages/message-store.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'

let world: InboundWorld
beforeAll(async () => {
  world = await openInboundWorld()
})
afterAll(() => world.close())

let lastPhone = 49153_0000_0000
const freshPhone = () => String(++lastPhone)
const timestamp = '1795243850'
const text = (from: string, id: string, body: string, extra: object = {}) => ({
  from,
  id,
  timestamp,
  type: 'text',
  text: { body },
  ...extra,
})
const messages = (...list: object[]) => world.apply(list.map((message) => ({ messages: [message] })))
const find = (wamid: string) => findMessage(world.ctx, world, wamid)
const conversationWith = (phone: string) => findConversationWith(world.ctx, world, { phone, userId: null }, null)

// biome-ignore lint/suspicious/noExplicitAny: the data of events has many shapes
async function eventOf(type: string, wamid: string): Promise<any> {
  const found = (await world.events(type)).filter((data) => data['wamid'] === wamid)
  assert.equal(found.length, 1, `one ${type} of ${wamid}`)
  return found[0]
}

async function shown(phone: string) {
  const conversation = await conversationWith(phone)
  assert.ok(conversation)
  return { ...conversation, said: conversation.lastMessage?.preview }
}

const kinds: [{ type: string; [member: string]: unknown }, string][] = [
  [{ type: 'image', image: { id: '1', mime_type: 'image/jpeg', caption: 'my cat' } }, 'my cat'],
  [{ type: 'video', video: { id: '1' } }, ''],
  [{ type: 'audio', audio: { id: '1', voice: true } }, ''],
  [{ type: 'document', document: { id: '1', filename: 'a.pdf' } }, 'a.pdf'],
  [{ type: 'sticker', sticker: { id: '1', animated: false } }, ''],
  [{ type: 'location', location: { latitude: 1, longitude: 2, name: 'Home' } }, 'Home'],
  [{ type: 'contacts', contacts: [{ name: { formatted_name: 'Ann Lee' } }] }, 'Ann Lee'],
  [{ type: 'button', button: { payload: 'STOP', text: 'Stop' } }, 'Stop'],
  [{ type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'a', title: 'Blue' } } }, 'Blue'],
  [{ type: 'order', order: { catalog_id: '1', text: 'please', product_items: [] } }, 'please'],
  [{ type: 'unsupported', errors: [{ code: 131051, title: 'Message type unknown' }] }, ''],
  [{ type: 'text', text: { body: 'from an ad' }, referral: { source_type: 'ad', ctwa_clid: 'c' } }, 'from an ad'],
]

test('each kind is stored as it came, shown and announced', async () => {
  for (const [index, [kind, preview]] of kinds.entries()) {
    const from = freshPhone()
    const message = { from, id: `wamid.kind${index}`, timestamp, ...kind }
    await messages(message)
    const stored = await find(message.id)
    assert.deepEqual([stored?.type, stored?.state, stored?.content], [kind.type, 'received', message])
    const conversation = await shown(from)
    assert.deepEqual([conversation.said, conversation.unread], [preview, 1])
    const data = await eventOf('message.received', message.id)
    assert.deepEqual(
      [data.messageId, data.from, data.conversationId, data.contactId, data.message],
      [stored?.id, from, conversation.id, conversation.contact.id, message],
    )
  }
})

test('a kind that nobody knows is kept and announced as such', async () => {
  const message = { from: freshPhone(), id: 'wamid.hologram', timestamp, type: 'hologram', hologram: { size: 3 } }
  await messages(message)
  assert.deepEqual((await find(message.id))?.content, message)
  assert.deepEqual((await eventOf('message.received.unknown', message.id)).message, message)
})

test('reactions, their removal and replies name our message', async () => {
  const from = freshPhone()
  await messages(text(from, 'wamid.r1', 'hello'))
  const react = (id: string, emoji?: string) => ({
    from,
    id,
    timestamp,
    type: 'reaction',
    reaction: { message_id: 'wamid.r1', ...(emoji && { emoji }) },
  })
  await messages(react('wamid.r2', '👍'), react('wamid.r3'))
  await messages(text(from, 'wamid.r4', 'and', { context: { from: '1', id: 'wamid.r1' } }))
  const messageId = (await find('wamid.r1'))?.id
  const reactionOf = async (wamid: string) => (await eventOf('message.received', wamid)).reaction
  assert.deepEqual(await reactionOf('wamid.r2'), { messageId, wamid: 'wamid.r1', emoji: '👍' })
  assert.deepEqual(await reactionOf('wamid.r3'), { messageId, wamid: 'wamid.r1', emoji: null })
  assert.deepEqual((await eventOf('message.received', 'wamid.r4')).replyTo, { messageId, wamid: 'wamid.r1' })
  const conversation = await shown(from)
  assert.deepEqual([conversation.said, conversation.unread], ['and', 2])
})

test('the answers of a flow come parsed, with their token', async () => {
  const reply = (json: string) => ({
    from: freshPhone(),
    timestamp,
    type: 'interactive',
    interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: json } },
  })
  await messages({ id: 'wamid.f1', ...reply('{"flow_token":"t1","size":"L"}') }, { id: 'wamid.f2', ...reply('{oops') })
  const answers = async (wamid: string) => (await eventOf('message.received', wamid)).answers
  assert.deepEqual(await answers('wamid.f1'), { name: 'flow', token: 't1', values: { size: 'L' } })
  assert.deepEqual(await answers('wamid.f2'), { name: 'flow', token: null, values: null })
})

test('an edit changes the message that it speaks of and keeps what it said before; a deletion is told', async () => {
  const from = freshPhone()
  const edit = (id: string, body: string) => ({
    from,
    id,
    timestamp,
    type: 'edit',
    edit: { original_message_id: 'wamid.e1', message: { type: 'text', text: { body } } },
  })
  await messages(text(from, 'wamid.e1', 'helo'))
  await messages(edit('wamid.e2', 'hello'))
  await messages(edit('wamid.e2', 'hello'))
  const edited = await find('wamid.e1')
  assert.deepEqual(edited?.content['text'], { body: 'hello' })
  assert.deepEqual(edited?.timeline.slice(1), [
    { status: 'edited', at: '2026-11-21T06:50:50.000Z', previous: { type: 'text', text: { body: 'helo' } } },
  ])
  assert.equal((await find('wamid.e2'))?.id, edited?.id, 'the edit leads to the original')
  const told = await eventOf('message.edited', 'wamid.e1')
  assert.deepEqual([told.messageId, told.editWamid, told.content.text], [edited?.id, 'wamid.e2', { body: 'hello' }])
  assert.deepEqual([(await shown(from)).said, (await shown(from)).unread], ['hello', 1])
  await messages({ from, id: 'wamid.e3', timestamp, type: 'revoke', revoke: { original_message_id: 'wamid.e1' } })
  assert.equal((await eventOf('message.deleted', 'wamid.e1')).messageId, edited?.id)
  assert.equal((await find('wamid.e1'))?.timeline.at(-1)?.status, 'deleted')
  assert.equal((await shown(from)).said, '')
  const conversation = await conversationWith(from)
  const page = await listConversationMessages(world.ctx, world, conversation?.id ?? '', { limit: 10 })
  assert.equal(page?.messages.length, 1)
})

test('an edit that comes before its message waits for it', async () => {
  const from = freshPhone()
  const change = { original_message_id: 'wamid.late', message: { type: 'text', text: { body: 'after' } } }
  await messages({ from, id: 'wamid.early', timestamp, type: 'edit', edit: change })
  assert.equal((await eventOf('message.edited', 'wamid.late')).messageId, null)
  assert.equal((await find('wamid.early'))?.type, 'edit')
  await messages(text(from, 'wamid.late', 'before'))
  await applyParked(world.ctx)
  assert.deepEqual((await find('wamid.late'))?.content['text'], { body: 'after' })
  assert.equal((await find('wamid.early'))?.id, (await find('wamid.late'))?.id)
})

test('a deletion that comes before its message waits for it: the text is never shown as a normal one', async () => {
  const from = freshPhone()
  const revoke = { original_message_id: 'wamid.gone' }
  await messages({ from, id: 'wamid.gone.r', timestamp, type: 'revoke', revoke })
  await messages(text(from, 'wamid.gone', 'a secret'))
  await applyParked(world.ctx)
  const found = await find('wamid.gone')
  assert.equal(found?.timeline.at(-1)?.status, 'deleted')
  assert.notEqual((await shown(from)).said, 'a secret')
})

test('an edit and a deletion by somebody else change nothing', async () => {
  const [from, other] = [freshPhone(), freshPhone()]
  await messages(text(from, 'wamid.mine', 'as I wrote it'))
  const message = { type: 'text', text: { body: 'as they would have it' } }
  const about = { original_message_id: 'wamid.mine' }
  await messages({ from: other, id: 'wamid.theirs', timestamp, type: 'edit', edit: { ...about, message } })
  await messages({ from: other, id: 'wamid.theirs2', timestamp, type: 'revoke', revoke: about })
  await applyParked(world.ctx)
  const found = await find('wamid.mine')
  assert.deepEqual(found?.content['text'], { body: 'as I wrote it' })
  assert.ok(!found?.timeline.some(({ status }) => status === 'edited' || status === 'deleted'))
})

test('a changed number leads to the same person, with all that was said before', async () => {
  const [before, after] = [freshPhone(), freshPhone()]
  await messages(text(before, 'wamid.n1', 'old phone'))
  await messages(text(after, 'wamid.n2', 'unknown phone'))
  const system = { type: 'user_changed_number', body: 'changed', wa_id: after }
  await messages({ from: before, id: 'wamid.n3', timestamp, type: 'system', system })
  await messages(text(after, 'wamid.n4', 'new phone'))
  const conversation = await shown(after)
  assert.equal((await shown(before)).id, conversation.id)
  assert.deepEqual([conversation.contact.phone, conversation.unread], [after, 3])
  const page = await listConversationMessages(world.ctx, world, conversation.id, { limit: 10 })
  assert.deepEqual(
    page?.messages.map(({ wamid }) => wamid),
    ['wamid.n4', 'wamid.n3', 'wamid.n2', 'wamid.n1'],
  )
  const told = await eventOf('contact.number_changed', 'wamid.n3')
  assert.deepEqual([told.contactId, told.before.phone, told.after.phone], [conversation.contact.id, before, after])
})

test('a changed user id leads to the same person, who may show no phone number', async () => {
  await world.receive([{ from_user_id: 'IN.111' }])
  const system = { type: 'user_changed_user_id', user_id: 'IN.222' }
  await messages({ from_user_id: 'IN.111', id: 'wamid.u1', timestamp, type: 'system', system })
  await world.receive([{ from_user_id: 'IN.222' }])
  const by = (userId: string) => findConversationWith(world.ctx, world, { phone: null, userId }, null)
  const conversation = await by('IN.222')
  assert.equal((await by('IN.111'))?.id, conversation?.id)
  assert.deepEqual([conversation?.contact.userId, conversation?.unread], ['IN.222', 2])
  assert.equal((await eventOf('contact.user_id_changed', 'wamid.u1')).after.userId, 'IN.222')
})

test('a message of a group belongs to the group, and the person keeps a conversation of their own', async () => {
  const from = freshPhone()
  await messages(text(from, 'wamid.g1', 'to all', { group_id: 'G1' }))
  assert.equal(await conversationWith(from), null)
  await messages(text(from, 'wamid.g2', 'to you'))
  assert.deepEqual([(await shown(from)).said, (await shown(from)).unread], ['to you', 1])
})

test('what the business writes on its phone is an outbound message that we did not send', async () => {
  const to = freshPhone()
  await messages(text(to, 'wamid.p1', 'anybody there?'))
  const echo = { from: '1', to, id: 'wamid.p2', timestamp, type: 'text', text: { body: 'yes' } }
  await world.apply([{ message_echoes: [echo] }, { message_echoes: [echo] }], 'smb_message_echoes')
  const message = await find('wamid.p2')
  assert.deepEqual([message?.direction, message?.state, message?.peer], ['out', 'sent', to])
  const conversation = await shown(to)
  assert.deepEqual([conversation.said, conversation.unread, conversation.lastMessage?.direction], ['yes', 0, 'out'])
  const told = await eventOf('message.echo', 'wamid.p2')
  assert.deepEqual([told.messageId, told.to, told.conversationId], [message?.id, to, conversation.id])
})

test('history takes its old place, and its files come later', async () => {
  const user = freshPhone()
  await messages(text(user, 'wamid.h4', 'today'))
  const historic = (id: string, days: number, more: object) => ({
    id,
    timestamp: String(1795243850 - days * 86_400),
    type: 'text',
    ...more,
  })
  const threads = [
    {
      id: user,
      messages: [
        historic('wamid.h1', 100, { from: user, text: { body: 'long ago' } }),
        historic('wamid.h2', 99, {
          from: '1',
          to: user,
          text: { body: 'answer' },
          history_context: { status: 'READ' },
        }),
        historic('wamid.h3', 98, { from: user, type: 'media_placeholder' }),
      ],
    },
  ]
  await world.apply([{ history: [{ metadata: { phase: 2, chunk_order: 1, progress: 55 }, threads }] }], 'history')
  const image = { from: user, id: 'wamid.h3', timestamp: '1786776650', type: 'image', image: { id: '5' } }
  await messages(image)
  const conversation = await shown(user)
  assert.deepEqual([conversation.said, conversation.unread], ['today', 1])
  const page = await listConversationMessages(world.ctx, world, conversation.id, { limit: 10 })
  assert.deepEqual(
    page?.messages.map(({ wamid, type, direction, state }) => [wamid, type, direction, state]),
    [
      ['wamid.h4', 'text', 'in', 'received'],
      ['wamid.h3', 'image', 'in', 'received'],
      ['wamid.h2', 'text', 'out', 'read'],
      ['wamid.h1', 'text', 'in', 'received'],
    ],
  )
  const { rows: strays } = await world.db.worker.query('select from messages_default')
  assert.equal(strays.length, 0, 'the default partition stays empty')
  assert.deepEqual(await world.events('history.synced'), [
    { phoneNumberId: world.phoneNumberId, phase: 2, chunkOrder: 1, progress: 55, stored: 3, errors: [] },
  ])
})

test('the contact book names people until their profile does', async () => {
  const phone = freshPhone()
  const sync = { type: 'contact', contact: { full_name: 'Uncle Bob', phone_number: `+${phone}` }, action: 'add' }
  await world.apply([{ state_sync: [sync] }], 'smb_app_state_sync')
  await messages(text(phone, 'wamid.b1', 'hi'))
  assert.equal((await shown(phone)).contact.name, 'Uncle Bob')
  const contacts = [{ wa_id: phone, profile: { name: 'Robert' } }]
  await world.apply([{ contacts, messages: [text(phone, 'wamid.b2', 'hi')] }])
  await world.apply([{ state_sync: [sync] }], 'smb_app_state_sync')
  assert.equal((await shown(phone)).contact.name, 'Robert')
})

test('a call by the person opens the window', async () => {
  const from = freshPhone()
  const now = String(Math.floor(Date.now() / 1000))
  await world.apply(
    [{ calls: [{ id: 'c', from, to: '1', event: 'connect', direction: 'USER_INITIATED', timestamp: now }] }],
    'calls',
  )
  const conversation = await shown(from)
  assert.deepEqual([conversation.window.state, conversation.unread, conversation.lastMessage], ['open', 0, null])
})

test('one webhook that speaks of several people names each rightly', async () => {
  const [a, b] = [freshPhone(), freshPhone()]
  const contacts = [
    { wa_id: b, profile: { name: 'Bea' } },
    { wa_id: a, profile: { name: 'Abe' } },
  ]
  await world.apply([{ contacts, messages: [text(a, 'wamid.m1', '1'), text(b, 'wamid.m2', '2')] }])
  assert.deepEqual([(await shown(a)).contact.name, (await shown(b)).contact.name], ['Abe', 'Bea'])
})

test('doubled and shuffled in any batches, everything ends the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(
        [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5].map((n, i) => [n, i] as const),
        { minLength: 12 },
      ),
      fc.integer({ min: 1, max: 5 }),
      async (order, size) => {
        const from = freshPhone()
        const userId = `DE.${from}`
        const name = (n: number) => `wamid.s${from}x${n}`
        const all = [
          text(from, name(0), 'zero'),
          text(from, name(1), 'one', { from_user_id: userId }),
          { from_user_id: userId, id: name(2), timestamp, type: 'text', text: { body: 'two' } },
          { from, id: name(3), timestamp, type: 'reaction', reaction: { message_id: name(0), emoji: '👍' } },
          {
            from,
            id: name(4),
            timestamp,
            type: 'edit',
            edit: { original_message_id: name(0), message: { type: 'text', text: { body: 'ZERO' } } },
          },
          text(from, name(5), 'five'),
        ]
        for (let start = 0; start < order.length; start += size)
          await messages(...order.slice(start, start + size).map(([n]) => all[n] as object))
        await applyParked(world.ctx)
        const conversation = await shown(from)
        assert.equal(conversation.unread, 4)
        assert.deepEqual([conversation.contact.phone, conversation.contact.userId], [from, userId])
        const page = await listConversationMessages(world.ctx, world, conversation.id, { limit: 20 })
        assert.deepEqual(page?.messages.map(({ wamid }) => wamid).toSorted(), [0, 1, 2, 3, 5].map(name))
        assert.deepEqual((await find(name(0)))?.content['text'], { body: 'ZERO' })
        assert.equal((await world.events('message.received')).filter(({ from: by }) => by === from).length, 4)
      },
    ),
    { numRuns: 12 },
  )
})
