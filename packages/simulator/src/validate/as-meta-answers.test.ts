import assert from 'node:assert/strict'
import { test } from 'vitest'
import { asArray, asObject, type Json } from '../json.ts'
import { samples } from '../media/samples.ts'
import { errorOf, startTestSimulator, testNumber } from '../testing.ts'

const { phoneNumberId, wabaId, accessToken } = testNumber

const start = () => startTestSimulator({ openWindow: true, pairLimit: false })
const template = (name: string, components: unknown) => ({
  type: 'template',
  template: { name, language: { code: 'en_US' }, components },
})
const body = (...texts: string[]) => ({
  type: 'body',
  parameters: texts.map((value) => ({ type: 'text', text: value })),
})
const quickReply = (parameter: Json) => ({
  type: 'button',
  sub_type: 'quick_reply',
  index: '1',
  parameters: [parameter],
})
const link = { type: 'image', image: { link: 'https://x.example/a.jpg' } }
const saleHeader = { type: 'header', parameters: [link] }
const saleLink = { type: 'button', sub_type: 'url', index: 0, parameters: [{ type: 'text', text: 'sale' }] }

/** Each with what Meta answered: HTTP status, code, and the words that clients look for. */
const refused: [string, Json, [number, number, string]][] = [
  [
    'a media id that is not there',
    { type: 'image', image: { id: '1234' } },
    [400, 100, "(#100) Param image['id'] is not a valid whatsapp business account media attachment ID"],
  ],
  [
    'a media id that cannot be one',
    { type: 'document', document: { id: 'abc' } },
    [400, 100, "(#100) Param document['id'] is not a valid whatsapp business account media attachment ID"],
  ],
  [
    'a media id in the header of a template',
    template('order_shipped', [
      { type: 'header', parameters: [{ type: 'image', image: { id: '99' } }] },
      body('A', 'B'),
    ]),
    [
      400,
      100,
      "(#100) Param template['components'][0]['parameters'][0]['image']['id'] is not a valid whatsapp business account media attachment ID",
    ],
  ],
  [
    'a link that is none',
    { type: 'image', image: { link: 'not a link' } },
    [400, 100, "(#100) Param image['link'] is not a valid URI."],
  ],
  [
    'a member that Meta does not know',
    { type: 'document', document: { link: 'https://x.example/a.pdf', fileName: 'a.pdf' } },
    [400, 100, '(#100) Unexpected key "fileName" on param "document".'],
  ],
  [
    'a member that Meta does not know, further in',
    {
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'x' },
        action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A', text: 'A' } }] },
      },
    },
    [400, 100, `(#100) Unexpected key "text" on param "interactive['action']['buttons'][0]['reply']".`],
  ],
  [
    'a caption on a sound',
    { type: 'audio', audio: { link: 'https://x.example/a.ogg', caption: 'c' } },
    [400, 100, '(#100) Unexpected key "caption" on param "audio".'],
  ],
  [
    'no parameter for the address of a button',
    template('summer_sale', [saleHeader, body('Asha')]),
    [400, 131008, 'buttons: Button at index 0 of type Url requires a parameter'],
  ],
  [
    'an empty payload',
    template('summer_sale', [saleHeader, body('Asha'), saleLink, quickReply({ type: 'payload', payload: '' })]),
    [400, 131008, 'buttons: Button at index 1 of type quick_reply is missing its payload'],
  ],
  [
    'a payload of another type',
    template('summer_sale', [saleHeader, body('Asha'), saleLink, quickReply({ type: 'text', text: 'x' })]),
    [400, 132012, 'buttons: Format mismatch at index 1, expected one PAYLOAD'],
  ],
  [
    'cards with different numbers of quick replies',
    carousel([1, 2]),
    [400, 131009, 'All cards must have the same type, header type, number of buttons and catalog.'],
  ],
]

test.each(refused)('refused as Meta refuses it: %s', async (_name, message, expected) => {
  const { send } = await start()
  const reply = await send(message)
  assert.deepEqual(errorOf(reply), expected)
})

function carousel(buttonsOfCards: readonly number[]): Json {
  const cards = buttonsOfCards.map((count, index) => ({
    card_index: index,
    type: 'cta_url',
    header: { type: 'image', image: { link: 'https://x.example/a.jpg' } },
    body: { text: `Card ${index}` },
    action: {
      buttons: Array.from({ length: count }, (_, at) => ({
        type: 'quick_reply',
        quick_reply: { id: `${index}-${at}`, title: `Choice ${at}` },
      })),
    },
  }))
  return { type: 'interactive', interactive: { type: 'carousel', body: { text: 'Choose' }, action: { cards } } }
}

test.each<[string, Json]>([
  ['a media carousel with quick replies', carousel([2, 2])],
  [
    '257 contacts',
    { type: 'contacts', contacts: Array.from({ length: 257 }, () => ({ name: { formatted_name: 'A' } })) },
  ],
  ['recipient_type null', { recipient_type: null, text: { body: 'x' } }],
  ['members that Meta does not know beside the content', { text: { body: 'x' }, client_ref: 'mine' }],
  ['components as a text of JSON', template('order_ready', JSON.stringify([body('Asha', 'A-77')]))],
  ['a utility template with an image above it', template('order_shipped', [saleHeader, body('Asha', 'A-77')])],
])('taken as Meta takes it: %s', async (_name, message) => {
  const { send, quiet, statuses } = await start()
  const reply = await send(message)
  assert.equal(reply.status, 200, JSON.stringify(reply.body))
  await quiet()
  assert.equal(statuses()[0]?.['status'], 'sent')
})

test('258 contacts are too many', async () => {
  const { send } = await start()
  const contacts = Array.from({ length: 258 }, () => ({ name: { formatted_name: 'A' } }))
  assert.equal(errorOf(await send({ type: 'contacts', contacts }))[1], 131009)
})

test('a template that is nothing but its body may have 32,768 characters, any other 1,024', async () => {
  const { send, call, control, quiet } = await start()
  await control('PUT', 'faults', { templateReviewMs: 1 })
  const create = (name: string, more: Json[]) =>
    call('POST', `/v23.0/${wabaId}/message_templates`, {
      name,
      language: 'en_US',
      category: 'UTILITY',
      components: [
        { type: 'BODY', text: `About ${name}: {{1}} and that is all of it.`, example: { body_text: [['news']] } },
        ...more,
      ],
    })
  assert.equal((await create('only_body', [])).status, 200)
  assert.equal((await create('with_footer', [{ type: 'FOOTER', text: 'Bye' }])).status, 200)
  await quiet()
  const codeOf = async (name: string, length: number) =>
    errorOf(await send(template(name, [body('x'.repeat(length))])))[1]
  assert.equal(await codeOf('only_body', 32_000), undefined)
  assert.equal(await codeOf('only_body', 32_768), 132005)
  assert.equal(await codeOf('with_footer', 900), undefined)
  assert.equal(await codeOf('with_footer', 1024), 132005)
})

test('a template with a flow button wants the component of the button', async () => {
  const { send, call, control, quiet } = await start()
  await control('PUT', 'faults', { templateReviewMs: 1 })
  const flow = { type: 'FLOW', text: 'Book', flow_id: '123', flow_action: 'navigate', navigate_screen: 'ONE' }
  const made = await call('POST', `/v23.0/${wabaId}/message_templates`, {
    name: 'booking',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { type: 'BODY', text: 'Book your visit' },
      { type: 'BUTTONS', buttons: [flow] },
    ],
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  await quiet()
  const button = (parameters: Json[]) => ({ type: 'button', sub_type: 'flow', index: '0', parameters })
  assert.deepEqual(errorOf(await send(template('booking', []))), [
    400,
    131009,
    'buttons: Button at index 0 of type Flow requires a component',
  ])
  assert.equal(errorOf(await send(template('booking', [button([{ type: 'text', text: 'x' }])])))[1], 131009)
  const sent = await send(template('booking', [button([{ type: 'action', action: { flow_token: 't' } }])]))
  assert.equal(sent.status, 200, JSON.stringify(sent.body))
})

test('any uploaded file goes as a document, and media ids are decimal', async () => {
  const { url, send, quiet, statuses } = await start()
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('file', new Blob([new Uint8Array(samples.image.bytes)], { type: 'image/jpeg' }), 'a.jpg')
  const reply = await fetch(`${url}/v23.0/${phoneNumberId}/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}` },
    body: form,
  })
  const { id } = (await reply.json()) as { id: string }
  assert.match(id, /^\d+$/)
  const sent = await send({ type: 'document', document: { id, filename: 'a.jpg' } })
  assert.equal(sent.status, 200)
  await quiet()
  assert.equal(statuses().at(-1)?.['status'], 'read')
})

test('a reaction to what is not in the chat, or to a reaction, fails later with 131009', async () => {
  const { send, control, quiet, statuses } = await start()
  const { body: written } = await control('POST', 'inbound', {
    phoneNumberId,
    messages: [
      { from: '919900112233', type: 'text', text: { body: 'hi' } },
      { from: '919900112244', type: 'text', text: { body: 'somebody else' } },
      { from: '919900112233', type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } },
    ],
  })
  const [own, foreign, reaction] = asArray(written['wamids']).map(String)
  const outcomeOf = async (messageId: unknown) => {
    const seen = statuses().length
    const reply = await send({ type: 'reaction', reaction: { message_id: messageId, emoji: '👍' } })
    assert.equal(reply.status, 200)
    await quiet()
    const [first] = statuses().slice(seen)
    return [first?.['status'], asObject(asArray(first?.['errors'])[0])['code']]
  }
  assert.deepEqual(await outcomeOf(own), ['sent', undefined])
  for (const id of [foreign, reaction, 'wamid.nobody']) assert.deepEqual(await outcomeOf(id), ['failed', 131009])
})

test('every code has a number: what Meta refuses at once is refused, the rest fails later', async () => {
  const { send, quiet, statuses } = await start()
  const to = (code: number) => `+15559${String(code).padStart(6, '0')}`
  for (const code of [
    4, 10, 80007, 130429, 131000, 131005, 131016, 131021, 131031, 131045, 131048, 131056, 131057, 133010,
  ])
    assert.equal(errorOf(await send({ to: to(code), text: { body: 'x' } }))[1], code)
  assert.deepEqual(errorOf(await send({ to: to(190), text: { body: 'x' } })).slice(0, 2), [401, 190])
  for (const code of [131026, 131047, 131049, 131050, 131053]) {
    const seen = statuses().length
    assert.equal((await send({ to: to(code), text: { body: 'x' } })).status, 200)
    await quiet()
    assert.equal(asObject(asArray(statuses()[seen]?.['errors'])[0])['code'], code)
  }
  assert.equal(
    (await send({ to: to(123456), text: { body: 'x' } })).status,
    200,
    'no such code: a number like any other',
  )
})

test('marketing reaches numbers of the United States unless the rule is switched on', async () => {
  const { send, control, quiet, statuses } = await start()
  const sale = template('summer_sale', [saleHeader, body('Asha'), saleLink])
  const outcome = async () => {
    const seen = statuses().length
    await send({ ...sale, to: '+12125550123' })
    await quiet()
    return statuses()[seen]?.['status']
  }
  assert.equal(await outcome(), 'sent')
  await control('PUT', 'faults', { usMarketingBlocked: true })
  assert.equal(await outcome(), 'failed')
})
