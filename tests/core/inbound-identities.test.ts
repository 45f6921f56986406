import assert from 'node:assert/strict'
import { listContacts } from '@dawk/core/engagement/contacts/read/read-contacts.ts'
import { listConversationMessages } from '@dawk/core/messaging/conversations/conversation-messages.ts'
import { findConversationWith, listConversations } from '@dawk/core/messaging/conversations/conversation-store.ts'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'

let world: InboundWorld
beforeAll(async () => {
  world = await openInboundWorld()
})
afterAll(() => world.close())

/** Nobody of the tests before is there any more, nor what they said. */
beforeEach(async () => {
  for (const table of ['conversations', 'contact_identifiers', 'contact_words', 'contacts', 'messages', 'wamids'])
    await world.db.worker.query(`delete from ${table}`)
})

const [phone, other, userId] = ['919900110001', '919900110002', 'IN.1000000000000001']
const timestamp = '1795974413'
let lastWamid = 0
const text = (sender: object, body = 'hi', more: object = {}) => ({
  id: `wamid.identity${++lastWamid}`,
  timestamp,
  type: 'text',
  text: { body },
  ...sender,
  ...more,
})
const card = (ids: object, name = 'Asha') => ({ profile: { name, username: 'Asha.R' }, ...ids })
const write = (sender: object, body?: string, contacts: object[] = []) =>
  world.apply([{ contacts, messages: [text(sender, body)] }])

/** Everybody who is known, by phone, user id and name. */
async function people() {
  const reader = { accountId: world.accountId, numberIds: null }
  const contacts = await listContacts(world.ctx, reader, { before: null, limit: 50 })
  return contacts.map((one) => [one.phone, one.userId, one.name]).toReversed()
}

const conversations = async () => (await listConversations(world.ctx, world, { limit: 50 })).conversations

/** What was said with somebody, the first word first. */
async function said(person: { phone?: string; userId?: string }): Promise<unknown[]> {
  const to = { phone: person.phone ?? null, userId: person.userId ?? null }
  const conversation = await findConversationWith(world.ctx, world, to, null)
  const page = await listConversationMessages(world.ctx, world, conversation?.id ?? '', { limit: 20 })
  return (page?.messages ?? []).map(({ content }) => (content['text'] as { body?: string })?.body).toReversed()
}

const status = (more: object) => ({ id: 'wamid.status', status: 'delivered', timestamp, ...more })
const system = (members: object, more: object = {}) => ({
  id: `wamid.identity${++lastWamid}`,
  timestamp,
  type: 'system',
  system: members,
  ...more,
})

/** Ways in which Meta tells that a phone number and a user id are one person's. */
const tellings: Record<string, () => Promise<void>> = {
  'the card and the recipient of a status': () =>
    world.apply([
      {
        contacts: [card({ wa_id: phone, user_id: userId })],
        statuses: [status({ recipient_id: phone, recipient_user_id: userId })],
      },
    ]),
  'the card of a message from the phone app': () =>
    world.apply(
      [{ contacts: [card({ wa_id: phone, user_id: userId })], message_echoes: [text({ to: phone })] }],
      'smb_message_echoes',
    ),
  'the address book of the phone app': () =>
    world.apply(
      [{ state_sync: [{ action: 'add', contact: { full_name: 'Asha', phone_number: `+${phone}`, user_id: userId } }] }],
      'smb_app_state_sync',
    ),
  'the context of a thread of the history': () => {
    const context = { wa_id: phone, user_id: userId }
    const threads = [{ context, messages: [text({ from: phone })] }]
    return world.apply([{ history: [{ metadata: { phase: 0 }, threads }] }], 'history')
  },
  'a number that was given when it was asked for': () => {
    const shared = { origin: 'contact_request', name: { formatted_name: 'A' }, phones: [{ phone, wa_id: phone }] }
    return world.apply([{ messages: [{ ...text({ from_user_id: userId }), type: 'contacts', contacts: [shared] }] }])
  },
}

test.each(Object.keys(tellings))('%s says who somebody without a phone number is', async (name) => {
  await tellings[name]?.()
  await write({ from_user_id: userId }, 'now without a phone', [card({ user_id: userId })])
  assert.deepEqual(await people(), [[phone, userId, 'Asha']])
  assert.equal((await conversations()).length, 1)
})

test('a person of the address book, of a thread and of a call may have a user id alone', async () => {
  const contact = { full_name: 'Esha', user_id: 'IN.1' }
  await world.apply([{ state_sync: [{ type: 'contact', action: 'add', contact }] }], 'smb_app_state_sync')
  const messages = [text({ from_user_id: 'IN.2' }, 'from them'), text({ from: '1', to_user_id: 'IN.2' }, 'from us')]
  await world.apply([{ history: [{ metadata: { phase: 1 }, threads: [{ messages }] }] }], 'history')
  const call = { id: 'wacid', from_user_id: 'IN.3', event: 'connect', direction: 'USER_INITIATED' }
  const now = String(Math.floor(Date.now() / 1000))
  await world.apply([{ contacts: [card({ user_id: 'IN.3' }, 'Uma')], calls: [{ ...call, timestamp: now }] }], 'calls')
  assert.deepEqual(await people(), [
    [null, 'IN.1', 'Esha'],
    [null, 'IN.2', null],
    [null, 'IN.3', 'Uma'],
  ])
  assert.deepEqual(await said({ userId: 'IN.2' }), ['from them', 'from us'])
  const called = await findConversationWith(world.ctx, world, { phone: null, userId: 'IN.3' }, null)
  assert.equal(called?.window.state, 'open')
})

test('a notice that gives the former user id alone leaves the person their conversation, and says before and after', async () => {
  await write({ from_user_id: 'IN.1' }, 'one', [card({ user_id: 'IN.1' })])
  const notice = { type: 'user_changed_user_id', user_id: 'IN.2', previous_user_id: 'IN.1' }
  await world.apply([{ messages: [system(notice)] }])
  await write({ from_user_id: 'IN.2' }, 'two')
  assert.deepEqual(await people(), [[null, 'IN.2', 'Asha']])
  assert.deepEqual((await said({ userId: 'IN.2' })).filter(Boolean), ['one', 'two'])
  const [changed] = (await world.events('contact.user_id_changed')).slice(-1)
  assert.deepEqual(
    [changed?.['before'], changed?.['after']],
    [
      { phone: null, userId: 'IN.1' },
      { phone: null, userId: 'IN.2' },
    ],
  )
})

test('a notice joins the old number with the new one, also where the new one has a user id already', async () => {
  await write({ from: phone, from_user_id: 'IN.1' }, 'old')
  await write({ from: other, from_user_id: 'IN.2' }, 'new')
  const notice = { type: 'user_changed_number', wa_id: other, user_id: 'IN.2' }
  await world.apply([{ messages: [system(notice, { from: phone })] }])
  assert.deepEqual(await people(), [[other, 'IN.2', null]])
  assert.deepEqual((await said({ phone: other })).filter(Boolean), ['old', 'new'])
})

test('a card that names somebody else proves nothing, also when it is the only one', async () => {
  await write({ from: other }, 'theirs', [card({ wa_id: other }, 'Bela')])
  await write({ from: phone }, 'mine', [card({ wa_id: other }, 'Bela')])
  assert.deepEqual(await people(), [
    [other, null, 'Bela'],
    [phone, null, null],
  ])
  assert.deepEqual([await said({ phone }), await said({ phone: other })], [['mine'], ['theirs']])
})

test('a card in the other spelling of a number is that of the sender', async () => {
  await write({ from: '551187651234' }, 'oi', [card({ wa_id: '5511987651234' })])
  await write({ from: '5511987651234' }, 'oi')
  assert.equal((await people()).length, 1)
})

test('a number that comes with another user id is a new person: neither sees what was said with the other', async () => {
  await write({ from: phone, from_user_id: 'IN.1' }, 'old owner', [card({ wa_id: phone, user_id: 'IN.1' }, 'Old')])
  await write({ from: phone, from_user_id: 'IN.2' }, 'new owner', [card({ wa_id: phone, user_id: 'IN.2' }, 'New')])
  assert.deepEqual(await people(), [
    [null, 'IN.1', 'Old'],
    [phone, 'IN.2', 'New'],
  ])
  assert.deepEqual(await said({ phone }), ['new owner'])
  assert.deepEqual(await said({ userId: 'IN.1' }), ['old owner'])
  await write({ from: phone, from_user_id: 'IN.1' }, 'late word of the old owner')
  assert.deepEqual(await said({ userId: 'IN.1' }), ['old owner', 'late word of the old owner'])
  assert.deepEqual(await said({ userId: 'IN.2' }), ['new owner'])
})

test('a person who wrote to a group is learned; the conversation is the group’s', async () => {
  const [from, group] = [phone, 'group-1']
  await write({ from, from_user_id: userId, group_id: group }, 'to all', [card({ wa_id: phone, user_id: userId })])
  assert.ok((await people()).some(([number, id, name]) => number === phone && id === userId && name === 'Asha'))
  const [event] = (await world.events('message.received')).slice(-1)
  assert.deepEqual([event?.['groupId'], event?.['from']], [group, from])
  assert.equal((await conversations()).length, 1)
})

test('the address book renames until the profile names', async () => {
  const sync = (full_name: string, action = 'add') =>
    world.apply([{ state_sync: [{ action, contact: { full_name, phone_number: phone } }] }], 'smb_app_state_sync')
  await sync('Asha Work')
  await sync('Asha Home')
  assert.deepEqual(await people(), [[phone, null, 'Asha Home']])
  await sync('Asha Home', 'remove')
  assert.deepEqual(await people(), [[phone, null, 'Asha Home']])
  await write({ from: phone }, 'hi', [card({ wa_id: phone }, 'Asha R')])
  await sync('Asha Again')
  assert.deepEqual(await people(), [[phone, null, 'Asha R']])
})
