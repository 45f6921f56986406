import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import { GraphError } from '../graph-error.ts'
import { asObject, type Json } from '../json.ts'
import { checkSend } from './send.ts'

const buttons = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ type: 'reply', reply: { id: `b${index}`, title: `B${index}` } }))
const interactive = (content: Json) => ({ type: 'interactive', interactive: { body: { text: 'x' }, ...content } })
const list = (sections: number[]) =>
  interactive({
    type: 'list',
    action: {
      button: 'Choose',
      sections: sections.map((rows, s) => ({
        title: `S${s}`,
        rows: Array.from({ length: rows }, (_, r) => ({ id: `${s}-${r}`, title: 'row' })),
      })),
    },
  })

const check = (message: Json) =>
  checkSend({ messaging_product: 'whatsapp', to: '+91 99001-12233', ...message }, '15550001111')

test.each<[string, Json]>([
  ['text', { text: { body: 'a'.repeat(4096) } }],
  ['image by id', { type: 'image', image: { id: '123', caption: 'c' } }],
  ['voice note', { type: 'audio', audio: { link: 'https://x.example/a.ogg', voice: true } }],
  ['location', { type: 'location', location: { latitude: '12.97', longitude: 77.59 } }],
  ['contacts', { type: 'contacts', contacts: [{ name: { formatted_name: 'A B', first_name: 'A' } }] }],
  ['reaction', { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍🏽' } }],
  ['removed reaction', { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '' } }],
  ['three buttons', interactive({ type: 'button', action: { buttons: buttons(3) } })],
  ['ten rows', list([5, 5])],
  ['location request', interactive({ type: 'location_request_message', action: { name: 'send_location' } })],
])('accepts %s', (_, message) => {
  assert.equal(check(message).recipient.user, '919900112233')
})

test.each<[string, number, Json]>([
  ['no content', 131008, { type: 'text' }],
  ['an empty body', 131008, { text: { body: '' } }],
  ['4097 characters', 131009, { text: { body: 'a'.repeat(4097) } }],
  ['an unknown type', 100, { type: 'poem', poem: {} }],
  ['id and link', 131009, { type: 'image', image: { id: '1', link: 'https://x.example' } }],
  ['neither id nor link', 131008, { type: 'video', video: {} }],
  ['a made-up media id', 100, { type: 'image', image: { id: 'abc' } }],
  ['latitude 91', 131009, { type: 'location', location: { latitude: 91, longitude: 0 } }],
  ['four buttons', 131009, interactive({ type: 'button', action: { buttons: buttons(4) } })],
  ['eleven rows in two sections', 131009, list([6, 5])],
  ['a word for a number', 131009, { to: 'nobody', text: { body: 'x' } }],
  ['the sender itself', 131021, { to: '15550001111', text: { body: 'x' } }],
  ['513 opaque characters', 131009, { text: { body: 'x' }, biz_opaque_callback_data: 'x'.repeat(513) }],
])('refuses %s', (_, code, message) => {
  expect.assertions(1)
  try {
    check(message)
  } catch (error) {
    expect(error instanceof GraphError && asObject(error.body.error)['code']).toBe(code)
  }
})
