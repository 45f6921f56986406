import assert from 'node:assert/strict'
import { test } from 'vitest'
import { readNotification } from './read-notification.ts'
import { joinNotifications, splitNotification } from './split-notification.ts'

const metadata = { phone_number_id: '7' }
const message = (id: string) => ({ id, from: '49153', timestamp: '1', type: 'text', text: { body: id } })
const change = (field: string, value: object) => ({ field, value: { metadata, ...value } })
const whole = {
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '1',
      changes: [
        change('messages', { contacts: [{ wa_id: '49153' }], messages: [message('a'), message('b')] }),
        change('messages', { statuses: [{ id: 's', status: 'sent' }], errors: [{ code: 1 }] }),
        change('history', {
          history: [{ metadata: { phase: 0 }, threads: [{ id: '49153', messages: [message('c'), message('d')] }] }],
        }),
      ],
    },
    { id: '2', time: 5, changes: [change('account_update', { event: 'X' }), 'odd'] },
    'odd',
  ],
}

test('each part has one item with its surroundings', () => {
  const parts = splitNotification(whole)
  assert.equal(parts.length, 9)
  const [first, , status, error, historic] = parts.map(readNotification)
  assert.deepEqual(first?.messages[0]?.contacts, [{ wa_id: '49153' }])
  assert.deepEqual([status?.statuses.length, error?.others[0]?.kind], [1, 'error'])
  assert.deepEqual([historic?.history[0]?.phase, historic?.history[0]?.threads[0]?.messages.length], [0, 1])
  assert.deepEqual(readNotification(parts[6] ?? whole).others[0]?.time, 5)
})

test('the parts together say what the whole says', () => {
  const items = readNotification(joinNotifications(splitNotification(whole)))
  const { history, ...others } = readNotification(whole)
  assert.deepEqual({ ...items, history: [] }, { ...others, history: [] })
  const messagesOf = (chunks: typeof history) => chunks.flatMap(({ threads }) => threads).flatMap((one) => one.messages)
  assert.deepEqual(messagesOf(items.history), messagesOf(history))
})
