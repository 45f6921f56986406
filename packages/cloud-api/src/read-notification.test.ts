import assert from 'node:assert/strict'
import { test } from 'vitest'
import { parseNotification } from './parse-notification.ts'
import { readNotification } from './read-notification.ts'

const metadata = { display_phone_number: '15550001111', phone_number_id: '77' }
const message = (extra: object) => ({ from: '919900112233', id: 'wamid.1', timestamp: '1750030073', ...extra })
const change = (value: object, field = 'messages') => ({ field, value })
const read = (...entry: unknown[]) =>
  readNotification(parseNotification(JSON.stringify({ object: 'whatsapp_business_account', entry })))
const readOne = (item: unknown) => read({ id: '1', changes: [change({ metadata, messages: [item] })] })

test('every entry, change, message, status and error is read, each with its origin', () => {
  const text = message({ type: 'text', text: { body: 'hi' } })
  const status = {
    id: 'wamid.2',
    status: 'delivered',
    timestamp: '1',
    recipient_id: '9',
    biz_opaque_callback_data: 'm',
  }
  const contacts = [{ wa_id: '919900112233', profile: { name: 'Asha' } }]
  const items = read(
    {
      id: '1',
      changes: [change({ metadata, contacts, messages: [text, text] }), change({ metadata, statuses: [status] })],
    },
    {
      id: '2',
      changes: [change({ metadata, messages: [text], statuses: [status, status], errors: [{ code: 130429 }] })],
    },
  )
  assert.deepEqual(
    items.messages.map((entry) => entry.wabaId),
    ['1', '1', '2'],
  )
  assert.deepEqual(
    items.statuses.map((entry) => entry.wabaId),
    ['1', '2', '2'],
  )
  assert.deepEqual(items.messages[0], {
    wabaId: '1',
    phoneNumberId: '77',
    displayPhoneNumber: '15550001111',
    contacts,
    isStandby: false,
    known: true,
    message: text,
  })
  assert.deepEqual(
    items.others.map(({ kind, malformed }) => [kind, malformed]),
    [['error', false]],
  )
})

test('a user without a phone number is read by user id', () => {
  const items = readOne({ from_user_id: 'IN.1', id: 'wamid.1', timestamp: '1', type: 'text', text: { body: 'hi' } })
  assert.equal(items.messages[0]?.message.from_user_id, 'IN.1')
  assert.equal(items.messages[0]?.message.from, undefined)
})

test('a message of a later kind stays a message, as it came', () => {
  const poll = message({ type: 'poll', poll: { question: '?' } })
  const later = message({ type: 'interactive', interactive: { type: 'new_reply', new_reply: {} } })
  const lost = message({ type: 'image', errors: [{ code: 131052 }] })
  for (const item of [poll, later, lost]) {
    const items = readOne(item)
    assert.equal(items.messages[0]?.known, false)
    assert.deepEqual(items.messages[0]?.message, item)
  }
})

test('an item without id or sender is kept aside and its neighbours are read', () => {
  const good = message({ type: 'text', text: { body: 'hi' } })
  const bad = [null, 7, [], {}, { id: 'wamid.1', type: 'text' }, { from: '1', type: 'text' }]
  const items = read({ id: '1', changes: [change({ metadata, messages: [...bad, good], statuses: [{}, 'x'] })] })
  assert.equal(items.messages.length, 1)
  assert.deepEqual(
    items.others.map((entry) => entry.value),
    [...bad, {}, 'x'],
  )
  assert.ok(items.others.every((entry) => entry.malformed))
})

test('id and sender suffice: a content that is not what its type promises leaves a message of an unknown kind', () => {
  const odd = [
    message({ type: 'text' }),
    message({ type: 'text', text: {} }),
    message({ type: 'text', text: 'hi' }),
    message({ type: 'interactive' }),
    message({ type: 'location', location: { latitude: 'north', longitude: 1 } }),
    message({}),
  ]
  for (const item of odd) {
    const [entry] = readOne(item).messages
    assert.deepEqual([entry?.known, entry?.message.id, entry?.message.from], [false, 'wamid.1', '919900112233'])
  }
})

test('numbers for texts and texts for numbers are converted; a button says its payload', () => {
  const kinds = [
    [
      { type: 'location', location: { latitude: '12.97', longitude: '77.59' } },
      { latitude: 12.97, longitude: 77.59 },
    ],
    [
      { type: 'button', button: { payload: 'STOP' } },
      { payload: 'STOP', text: 'STOP' },
    ],
    [{ type: 'text', text: { body: 5 } }, { body: '5' }],
    [{ type: 'image', image: { id: 99, caption: { odd: true } } }, { id: '99' }],
  ] as const
  for (const [kind, content] of kinds) {
    const [entry] = readOne(message({ ...kind, id: 7, from: 919900112233, timestamp: 1750030073 })).messages
    assert.equal(entry?.known, true)
    const read = entry?.message as unknown as Record<string, unknown>
    assert.deepEqual([read['id'], read['from'], read['timestamp']], ['7', '919900112233', '1750030073'])
    assert.deepEqual(read[kind.type], content)
  }
  const odd = { id: 'wamid.2', status: 'failed', timestamp: 1, recipient_id: 9, errors: [{ code: '131026', title: 5 }] }
  const [status] = read({ id: '1', changes: [change({ metadata, statuses: [odd] })] }).statuses
  const { timestamp, recipient_id, errors } = status?.status ?? {}
  assert.deepEqual([timestamp, recipient_id, errors], ['1', '9', [{ code: 131026, title: '5' }]])
})

test('a card whose names are numbers is read', () => {
  const contacts = [{ wa_id: 919900112233, profile: { name: 12345, username: { odd: true } } }]
  const items = read({ id: '1', changes: [change({ metadata, contacts, messages: [message({ type: 'text' })] })] })
  assert.deepEqual(items.messages[0]?.contacts, [{ wa_id: '919900112233', profile: { name: '12345' } }])
})

test('the status of a payment is none of its message', () => {
  const payment = { id: 'wamid.2', type: 'payment', status: 'failed', timestamp: '1', payment: { reference_id: 'r' } }
  const items = read({ id: '1', changes: [change({ metadata, statuses: [payment] })] })
  assert.deepEqual([items.statuses.length, items.payments[0]?.payment], [0, payment])
})

test('what another responder and a person say to each other is read, and marked', () => {
  const text = message({ type: 'text', text: { body: 'hi' } })
  const echo = { to: '919900112233', id: 'wamid.2', timestamp: '1', type: 'text', text: { body: 'yes' } }
  const items = read({
    id: '1',
    changes: [change({ metadata, messages: [text], message_echoes: [echo] }, 'standby')],
  })
  assert.deepEqual([items.messages[0]?.isStandby, items.echoes[0]?.isStandby, items.others], [true, true, []])
})

test('an account-level notification names the business account inside, and its number', () => {
  const value = { event: 'PARTNER_REMOVED', waba_info: { waba_id: '42' }, display_phone_number: '15550001111' }
  const [other] = read({ id: '777', changes: [change(value, 'account_update')] }).others
  assert.deepEqual([other?.wabaId, other?.displayPhoneNumber], ['42', '15550001111'])
})

test('malformed entries and changes never throw', () => {
  const items = read(null, 'x', {}, { id: '1', changes: [null, {}, { field: 'messages' }, change({ messages: 5 })] })
  assert.equal(items.others.length, 7)
  assert.ok(items.others.every((entry) => entry.malformed))
})

test('a type named like a member of every object is only an unknown kind', () => {
  assert.equal(readOne(message({ type: 'constructor' })).messages[0]?.known, false)
})

test('other fields come whole, statuses of calls among them, and so do statuses of unknown names', () => {
  const items = read({
    id: '1',
    time: 1750030073,
    changes: [
      change({ event: 'APPROVED', message_template_id: 1 }, 'message_template_status_update'),
      change({ metadata, statuses: [{ id: 'c', status: 'RINGING', timestamp: '1' }] }, 'calls'),
      change({ metadata, statuses: [{ id: 'wamid.1', status: 'warning', timestamp: '1' }] }),
    ],
  })
  assert.equal(items.statuses.length, 0)
  assert.deepEqual(
    items.others.map(({ kind, field, time, malformed }) => [kind, field, time, malformed]),
    [
      ['change', 'message_template_status_update', 1750030073, false],
      ['change', 'calls', 1750030073, false],
      ['status', 'messages', 1750030073, false],
    ],
  )
})
