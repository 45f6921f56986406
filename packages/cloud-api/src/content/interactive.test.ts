import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { validateContent } from './catalogue.ts'

type Json = Record<string, unknown>

function problemsOf(interactive: unknown): string[] {
  return validateContent('interactive', interactive).map(({ field, message }) => `${field} ${message}`)
}

const body = { text: 'Choose' }
const of = (type: string, action: unknown, more: Json = {}) => problemsOf({ type, body, action, ...more })
const times = <Value>(count: number, make: (index: number) => Value) =>
  Array.from({ length: count }, (_, at) => make(at))

const reply = (at: number, change: Json = {}) => ({
  type: 'reply',
  reply: { id: `b${at}`, title: `B${at}`, ...change },
})
const buttons = (count: number) => ({ buttons: times(count, reply) })
const list = (sections: readonly number[], change: Json = {}) => ({
  button: 'Open',
  sections: sections.map((rows, s) => ({
    title: `S${s}`,
    rows: times(rows, (r) => ({ id: `${s}-${r}`, title: 'row', ...change })),
  })),
})
const link = { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://example.com' } }
const flow = (change: Json = {}) => ({
  name: 'flow',
  parameters: { flow_message_version: '3', flow_id: '1', flow_cta: 'Start', ...change },
})
const products = (...counts: number[]) => ({
  catalog_id: '1',
  sections: counts.map((count, s) => ({
    title: `S${s}`,
    product_items: times(count, (at) => ({ product_retailer_id: `${s}-${at}` })),
  })),
})
const image = { type: 'image', image: { link: 'https://example.com/a.png' } }
const card = (at: number, change: Json = {}) => ({
  card_index: at,
  type: 'cta_url',
  header: image,
  action: link,
  ...change,
})
const cards = (count: number, change: Json = {}) => ({ cards: times(count, (at) => card(at, change)) })
const productCard = (at: number, catalog_id = '1') => ({
  card_index: at,
  type: 'product',
  action: { catalog_id, product_retailer_id: `p${at}` },
})
const replyCard = (at: number, count: number) =>
  card(at, {
    action: {
      buttons: times(count, (b) => ({ type: 'quick_reply', quick_reply: { id: `${at}-${b}`, title: `Button ${b}` } })),
    },
  })
const textHeader = { type: 'text', text: 'Header' }

test.each<[string, unknown]>([
  ['button', buttons(1)],
  ['button', buttons(3)],
  ['list', list([10])],
  ['list', list([5, 5])],
  ['cta_url', link],
  ['location_request_message', { name: 'send_location' }],
  ['address_message', { name: 'address_message', parameters: { country: 'IN', values: { in_pin_code: '560001' } } }],
  ['flow', flow({ mode: 'draft', flow_action_payload: { screen: 'A', data: { a: 1 } } })],
  ['flow', flow({ flow_id: undefined, flow_name: 'booking' })],
  ['product', { catalog_id: '1', product_retailer_id: 'p' }],
  ['catalog_message', { name: 'catalog_message' }],
  ['catalog_message', { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'p' } }],
  ['carousel', cards(2)],
  ['carousel', cards(10)],
  ['carousel', { cards: [productCard(0), productCard(1)] }],
  ['carousel', { cards: [replyCard(0, 1), replyCard(1, 1)] }],
  ['carousel', { cards: [replyCard(0, 2), replyCard(1, 2)] }],
  ['call_permission_request', { name: 'call_permission_request' }],
  ['voice_call', { name: 'voice_call' }],
  ['voice_call', { name: 'voice_call', parameters: { display_text: 'Call', ttl_minutes: 43_200, payload: 'p' } }],
  ['request_contact_info', undefined],
])('%s passes as %j', (type, action) => {
  assert.deepEqual(of(type, action), [])
})

test('a product list needs a header', () => {
  assert.deepEqual(of('product_list', products(10, 20), { header: textHeader }), [])
  assert.deepEqual(of('product_list', products(30)), ['interactive.header is required'])
})

const at = 'interactive.action'
test.each<[string, unknown, string[]]>([
  ['button', buttons(0), [`${at}.buttons must have 1 to 3 buttons, has 0`]],
  ['button', buttons(4), [`${at}.buttons must have 1 to 3 buttons, has 4`]],
  ['button', undefined, [`${at} is required`]],
  ['list', list([11]), [`${at}.sections.0.rows must have 1 to 10 rows, has 11`]],
  ['list', list([5, 6]), [`${at}.sections must have at most 10 rows in all sections together, has 11`]],
  ['list', list([]), [`${at}.sections must have 1 to 10 sections, has 0`]],
  ['list', list([0]), [`${at}.sections.0.rows must have 1 to 10 rows, has 0`]],
  ['product', {}, [`${at}.catalog_id is required`, `${at}.product_retailer_id is required`]],
  ['carousel', cards(1), [`${at}.cards must have 2 to 10 cards, has 1`]],
  ['carousel', cards(11), [`${at}.cards must have 2 to 10 cards, has 11`]],
  ['location_request_message', { name: 'location' }, [`${at}.name must be send_location, got "location"`]],
  ['flow', flow({ flow_name: 'x' }), [`${at}.parameters must have only one of flow_id and flow_name, has both`]],
  ['flow', flow({ flow_id: undefined }), [`${at}.parameters needs one of flow_id and flow_name`]],
  ['flow', flow({ mode: 'live' }), [`${at}.parameters.mode must be one of draft, published, got "live"`]],
  [
    'flow',
    flow({ flow_action_payload: { data: {} } }),
    [`${at}.parameters.flow_action_payload.data must not be empty: leave it out instead`],
  ],
  [
    'voice_call',
    { name: 'voice_call', parameters: { ttl_minutes: 43_201 } },
    [`${at}.parameters.ttl_minutes must be a whole number from 1 to 43200, got 43201`],
  ],
  [
    'address_message',
    { name: 'address_message', parameters: { country: 'India' } },
    [`${at}.parameters.country must be a country code of two capital letters, got "India"`],
  ],
])('%s: %j', (type, action, expected) => {
  assert.deepEqual(of(type, action), expected)
})

test('31 products in all are too many', () => {
  const said = of('product_list', products(15, 16), { header: textHeader })
  assert.deepEqual(said, [`${at}.sections must have at most 30 product items in all sections together, has 31`])
})

/** Each length with its limit: the limit passes, one more is refused at that very path. */
test.each<[string, number, (text: string) => unknown]>([
  [
    `${at}.buttons.0.reply.title`,
    20,
    (title) => ({ type: 'button', body, action: { buttons: [reply(0, { title })] } }),
  ],
  [`${at}.buttons.0.reply.id`, 256, (id) => ({ type: 'button', body, action: { buttons: [reply(0, { id })] } })],
  [`${at}.button`, 20, (button) => ({ type: 'list', body, action: { ...list([1]), button } })],
  [`${at}.sections.0.rows.0.title`, 24, (title) => ({ type: 'list', body, action: list([1], { title }) })],
  [`${at}.sections.0.rows.0.id`, 200, (id) => ({ type: 'list', body, action: list([1], { id }) })],
  [
    `${at}.sections.0.rows.0.description`,
    72,
    (description) => ({ type: 'list', body, action: list([1], { description }) }),
  ],
  [
    `${at}.sections.0.title`,
    24,
    (title) => ({ type: 'list', body, action: { ...list([1]), sections: [{ ...list([1]).sections[0], title }] } }),
  ],
  [
    `${at}.parameters.display_text`,
    20,
    (display_text) => ({
      type: 'cta_url',
      body,
      action: { name: 'cta_url', parameters: { ...link.parameters, display_text } },
    }),
  ],
  [`${at}.parameters.flow_cta`, 30, (flow_cta) => ({ type: 'flow', body, action: flow({ flow_cta }) })],
  [
    `${at}.cards.1.body.text`,
    160,
    (text) => ({ type: 'carousel', body, action: { cards: [card(0), card(1, { body: { text } })] } }),
  ],
  [
    'interactive.header.text',
    60,
    (text) => ({ type: 'button', body, action: buttons(1), header: { type: 'text', text } }),
  ],
  ['interactive.footer.text', 60, (text) => ({ type: 'button', body, action: buttons(1), footer: { text } })],
  ['interactive.body.text', 1024, (text) => ({ type: 'button', body: { text }, action: buttons(1) })],
  ['interactive.body.text', 4096, (text) => ({ type: 'list', body: { text }, action: list([1]) })],
])('%s has at most %i characters', (field, max, make) => {
  for (const character of ['a', '👍', '\u0301']) {
    assert.deepEqual(problemsOf(make(character.repeat(max))), [])
    const said = problemsOf(make(character.repeat(max + 1)))
    assert.equal(said.length, 1)
    assert.ok(
      said[0]?.startsWith(`${field} must have `) && said[0].includes(`${max} characters, has ${max + 1}: "`),
      said[0],
    )
  }
})

test('ids and titles of buttons, and ids of rows, are unique', () => {
  const twice = { buttons: [reply(0), reply(1), reply(2, { id: 'b0', title: 'B1' })] }
  assert.deepEqual(of('button', twice), [
    `${at}.buttons.2.reply.id must be unique: "b0" is also at ${at}.buttons.0.reply.id`,
    `${at}.buttons.2.reply.title must be unique: "B1" is also at ${at}.buttons.1.reply.title`,
  ])
  assert.match(of('list', list([1, 1], { id: 'same' })).join(), /sections\.1\.rows\.0\.id must be unique/)
})

test('with more than one section each has a title', () => {
  const untitled = (count: number) => ({
    button: 'Open',
    sections: list(times(count, () => 1)).sections.map(({ rows }) => ({ rows })),
  })
  assert.deepEqual(of('list', untitled(1)), [])
  assert.deepEqual(of('list', untitled(2)), [
    `${at}.sections.0.title is required`,
    `${at}.sections.1.title is required`,
  ])
})

test('headers stand only where WhatsApp shows them', () => {
  assert.deepEqual(of('button', buttons(1), { header: image }), [])
  assert.match(of('list', list([1]), { header: image }).join(), /^interactive\.header\.type must be text, got "image"/)
  assert.match(
    of('product', { catalog_id: '1', product_retailer_id: '1' }, { header: textHeader }).join(),
    /has no header/,
  )
  assert.match(of('button', buttons(1), { header: { type: 'image', image: {} } }).join(), /needs one of id and link/)
  assert.match(of('carousel', cards(2), { footer: body }).join(), /a carousel has no footer/)
})

test('only a product may go without a body', () => {
  assert.deepEqual(of('product', { catalog_id: '1', product_retailer_id: '1' }, { body: undefined }), [])
  assert.deepEqual(of('button', buttons(1), { body: undefined }), ['interactive.body is required'])
})

test('the cards of a carousel are of one kind', () => {
  const video = { type: 'video', video: { id: '1' } }
  assert.match(
    of('carousel', { cards: [card(0), card(1, { header: video })] }).join(),
    /cards\.1\.header\.type must be the same/,
  )
  assert.match(of('carousel', { cards: [card(0), productCard(1)] }).join(), /cards\.1\.type must be the same/)
  assert.match(
    of('carousel', { cards: [productCard(0), productCard(1, '2')] }).join(),
    /action\.catalog_id must be the same/,
  )
  assert.match(of('carousel', { cards: [card(0), card(0)] }).join(), /cards\.1\.card_index must be unique/)
  assert.match(of('carousel', { cards: [card(0), card(10)] }).join(), /from 0 to 9, got 10/)
  assert.match(
    of('carousel', { cards: [replyCard(0, 1), card(1)] }).join(),
    /cards\.1\.action\.buttons is required when another of the cards has it/,
  )
  assert.match(
    of('carousel', { cards: [replyCard(0, 1), replyCard(1, 2)] }).join(),
    /cards\.1\.action\.buttons must be the same on all cards: 2 here, 1 at/,
  )
  const lines = (count: number) => of('carousel', cards(2, { body: { text: `a${'\n'.repeat(count)}b` } })).length
  assert.deepEqual([lines(2), lines(3)], [0, 2])
})

test('several mistakes are told at once', () => {
  const broken = { buttons: [reply(0), { type: 'url' }, reply(2, { title: 'x'.repeat(21), id: '' })] }
  assert.deepEqual(
    of('button', broken, { footer: {}, body: { text: '' } }).map((said) => said.split(' ')[0]),
    [
      'interactive.body.text',
      'interactive.footer.text',
      `${at}.buttons.1.type`,
      `${at}.buttons.1.reply`,
      `${at}.buttons.2.reply.id`,
      `${at}.buttons.2.reply.title`,
    ],
  )
})

test('any action of any kind is answered, never thrown at', () => {
  const kinds = ['button', 'list', 'cta_url', 'address_message', 'flow', 'product_list', 'carousel', 'voice_call']
  const members = [
    'buttons',
    'sections',
    'rows',
    'cards',
    'parameters',
    'name',
    'reply',
    'header',
    'body',
    'action',
    'type',
  ]
  const json = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, fc.jsonValue({ maxDepth: 1 }), tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(fc.constantFrom(...members), tie('value'), { maxKeys: 6 }),
  }))
  fc.assert(
    fc.property(fc.constantFrom(...kinds), json.object, (type, action) => {
      assert.ok(of(type, action).every((said) => said.startsWith('interactive.')))
    }),
    { numRuns: 500 },
  )
})
