import assert from 'node:assert/strict'
import { test } from 'vitest'
import { readNotification } from './read-notification.ts'

const metadata = { display_phone_number: '15550001111', phone_number_id: '77' }
const readValue = (value: object) =>
  readNotification({ object: '', entry: [{ id: '1', changes: [{ field: 'history', value: { metadata, ...value } }] }] })
const readThread = (thread: object) => {
  const items = readValue({ history: [{ metadata: { phase: 0 }, threads: [thread] }] })
  const [read] = items.history[0]?.threads ?? []
  return { user: read?.user, directions: read?.messages.map(({ isOutbound }) => (isOutbound ? 'out' : 'in')), items }
}
const text = (more: object) => ({ id: 'wamid.1', timestamp: '1', type: 'text', text: { body: 'hi' }, ...more })

test('the direction is read from `from_me`, else from the ends, however they are spelt', () => {
  const user = '5511987651234'
  const messages = [
    text({ from: '15550001111' }),
    text({ from: '15550001111', to: user }),
    text({ from: user }),
    text({ from: '551187651234' }),
    text({ from: '551187651234', to: '15550001111' }),
    text({ from: '999999999', history_context: { from_me: true } }),
    text({ from: '15550001111', history_context: { from_me: false } }),
  ]
  assert.deepEqual(readThread({ id: user, messages }).directions, ['out', 'out', 'in', 'in', 'in', 'out', 'in'])
})

test('a thread without `id` is that of the person in its context, or in its messages', () => {
  const messages = [text({ from_user_id: 'IN.7' }), text({ from: '15550001111', to_user_id: 'IN.7' })]
  const byContext = readThread({ context: { user_id: 'IN.7', username: 'gita.q' }, messages })
  assert.deepEqual(byContext.user, { phone: null, userId: 'IN.7', username: 'gita.q' })
  assert.deepEqual(byContext.directions, ['in', 'out'])
  assert.deepEqual(readThread({ messages: messages.slice(1) }).user, { phone: null, userId: 'IN.7', username: null })
})

test('a thread of nobody and a message without id are kept aside, their neighbours read', () => {
  assert.equal(readThread({ messages: [text({ from: undefined })] }).items.others.length, 1)
  const { directions, items } = readThread({ id: '49153', messages: [7, { from: '49153' }, text({ from: '49153' })] })
  assert.deepEqual([directions, items.others.map(({ kind }) => kind)], [['in'], ['history', 'history']])
})

test('files that follow a chunk are read as history', () => {
  const image = { type: 'image', image: { id: '5' } }
  const items = readValue({
    messages: [text({ from: '49153', ...image })],
    message_echoes: [text({ from: '15550001111', to: '49153', ...image })],
  })
  assert.deepEqual(
    items.history.map(({ isChunk, threads }) => [isChunk, threads[0]?.user.phone, threads[0]?.messages[0]?.isOutbound]),
    [
      [false, '49153', false],
      [false, '49153', true],
    ],
  )
})
