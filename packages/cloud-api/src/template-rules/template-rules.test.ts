import assert from 'node:assert/strict'
import { test } from 'vitest'
import { findTemplateProblems } from './template-rules.ts'

const body = (text: string, ...samples: string[]) => ({
  type: 'BODY',
  text,
  ...(samples.length > 0 && { example: { body_text: [samples] } }),
})
const draft = (components: unknown, rest: object = {}) => ({
  name: 'order_update',
  language: 'en_US',
  category: 'UTILITY',
  components,
  ...rest,
})
const find = (components: unknown, rest?: object) =>
  findTemplateProblems(draft(components, rest)).map(({ field, subcode }) => [field, subcode])
const buttons = (...list: object[]) => [body('Hello there friend'), { type: 'BUTTONS', buttons: list }]

test('sound drafts of every kind have no problem', () => {
  const handle = { example: { header_handle: ['4::aW'] } }
  const card = {
    components: [
      { type: 'header', format: 'image', ...handle },
      body('Hi {{1}} dear friend', 'a'),
      { type: 'buttons', buttons: [{ type: 'QUICK_REPLY', text: 'Go' }] },
    ],
  }
  assert.deepEqual(find([body('Hi {{1}}, your order {{2}} has been shipped!', 'John', 'ORD-1')]), [])
  assert.deepEqual(
    find([
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['7'] } },
      body('Hello there'),
      { type: 'FOOTER', text: 'Reply STOP' },
    ]),
    [],
  )
  assert.deepEqual(
    find(
      [
        {
          type: 'BODY',
          text: 'Hi {{first_name}}, welcome here',
          example: { body_text_named_params: [{ param_name: 'first_name', example: 'A' }] },
        },
      ],
      { parameter_format: 'NAMED' },
    ),
    [],
  )
  assert.deepEqual(
    find(
      [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'FOOTER', code_expiration_minutes: 5 },
        { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
      ],
      { category: 'authentication' },
    ),
    [],
  )
  assert.deepEqual(
    find([body('Our new things'), { type: 'CAROUSEL', cards: [card, card] }], { category: 'MARKETING' }),
    [],
  )
  const offer = { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon', has_expiration: true } }
  const offerButtons = {
    type: 'BUTTONS',
    buttons: [
      { type: 'COPY_CODE', example: 'SAVE25' },
      { type: 'URL', text: 'Go', url: 'https://x.example/{{1}}', example: ['https://x.example/a'] },
    ],
  }
  assert.deepEqual(
    find([{ type: 'HEADER', format: 'IMAGE', ...handle }, offer, body('Hurry up now'), offerButtons], {
      category: 'MARKETING',
    }),
    [],
  )
})

test('every problem is found at once, each with its place', () => {
  const problems = findTemplateProblems({
    name: 'Bad Name',
    language: 'en-US',
    category: 'NEWS',
    components: [
      { type: 'HEADER', format: 'TEXT', text: `*Big*\n${'x'.repeat(60)}` },
      body('{{1}} is here'),
      { type: 'FOOTER', text: 'Bye {{1}} 👋' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'x'.repeat(26) },
          { type: 'URL', text: 'Go', url: 'ftp://x' },
        ],
      },
    ],
  })
  assert.deepEqual(
    problems.map(({ field, subcode }) => [field, subcode]),
    [
      ['name', 2388046],
      ['language', null],
      ['category', null],
      ['components.0.text', 2388040],
      ['components.0.text', 2388047],
      ['components.0.text', 2388047],
      ['components.1.text', 2388299],
      ['components.1.example.body_text', 2388043],
      ['components.2.text', 2388073],
      ['components.2.text', 2388073],
      ['components.3.buttons.0.text', 2388040],
      ['components.3.buttons.1.url', null],
    ],
  )
})

test('limits hold at their edge', () => {
  const words = 'word '.repeat(300)
  assert.deepEqual(find([body(words.slice(0, 1024))]), [])
  assert.deepEqual(find([body(words.slice(0, 1025))]), [['components.0.text', 2388040]])
  const replies = (count: number) =>
    buttons(...Array.from({ length: count }, (_, at) => ({ type: 'QUICK_REPLY', text: `b${at}` })))
  assert.deepEqual(find(replies(10)), [])
  assert.deepEqual(find(replies(11)), [
    ['components.1.buttons', 2388060],
    ['components.1.buttons', 2388060],
  ])
  assert.deepEqual(find([body('Hello there')], { message_send_ttl_seconds: 43_200 }), [])
  assert.deepEqual(find([body('Hello there')], { message_send_ttl_seconds: 43_201 }), [
    ['message_send_ttl_seconds', null],
  ])
})

test('variables: gaps, names among numbers, too many for the text, without samples', () => {
  assert.deepEqual(find([body('One {{1}} and three {{3}} of them', 'a', 'b')]), [['components.0.text', null]])
  assert.deepEqual(find([body('Hello {{name}} of ours', 'a')]), [['components.0.text', null]])
  assert.deepEqual(
    find([body('Hi {{1}} {{2}} {{3}} x', 'a', 'b', 'c')]).filter(([, code]) => code !== null),
    [['components.0.text', 2388293]],
  )
  assert.deepEqual(find([body('Hi {{1}} and {{2}} there', 'a')]), [['components.0.example.body_text', 2388043]])
  assert.deepEqual(find([body('Your code is {{1}}!', 'a')]), [['components.0.text', 2388299]])
  const review = findTemplateProblems(draft([body('Dear {{1}}{{2}} we are here for you', 'a', 'b')]))
  assert.deepEqual(
    review.map(({ rejectedAs }) => rejectedAs),
    ['INVALID_FORMAT'],
  )
})

test('quick replies stand together, and one OTP button belongs to authentication', () => {
  const quick = (text: string) => ({ type: 'QUICK_REPLY', text })
  const url = { type: 'URL', text: 'Go', url: 'https://x.example' }
  assert.deepEqual(find(buttons(quick('a'), quick('b'), url)), [])
  assert.deepEqual(find(buttons(quick('a'), url, quick('b'))), [['components.1.buttons', 2388060]])
  assert.deepEqual(find(buttons({ type: 'OTP', otp_type: 'COPY_CODE' })), [['components', null]])
  assert.deepEqual(find([body('text')], { category: 'AUTHENTICATION' }), [
    ['components.0.text', 2388072],
    ['components', 2388060],
  ])
})

test('a limited-time offer: the code first, the link right behind it, and what it needs', () => {
  const code = { type: 'COPY_CODE', example: 'SAVE25' }
  const url = { type: 'url', text: 'Go', url: 'https://x.example' }
  const quick = { type: 'QUICK_REPLY', text: 'Stop' }
  const withButtons = (offer: object, ...list: object[]) =>
    find(
      [
        { type: 'LIMITED_TIME_OFFER', limited_time_offer: offer },
        body('Hurry up now'),
        ...(list.length > 0 ? [{ type: 'buttons', buttons: list }] : []),
      ],
      { category: 'MARKETING' },
    )
  const ending = { text: 'Ends soon', has_expiration: true }
  const open = { text: 'Ends soon' }
  assert.deepEqual(withButtons(ending, code, url), [])
  assert.deepEqual(withButtons(ending, code, url, quick), [])
  assert.deepEqual(withButtons(open, url), [])
  assert.deepEqual(withButtons({ ...open, has_expiration: false }, code, url), [])
  assert.deepEqual(withButtons(ending, url, code), [['components.2.buttons.1', 2388060]])
  assert.deepEqual(withButtons(open, url, code), [['components.2.buttons.1', 2388060]])
  assert.deepEqual(withButtons(open, quick, url), [['components.2.buttons.1', 2388060]])
  assert.deepEqual(withButtons(ending, code, quick, url), [['components.2.buttons.2', 2388060]])
  assert.deepEqual(withButtons(ending, url), [['components.2.buttons', 2388060]])
  assert.deepEqual(withButtons(open, quick), [['components.2.buttons', 2388060]])
  assert.deepEqual(withButtons(open), [['components', 2388060]])
  assert.deepEqual(withButtons({ has_expiration: 'yes' }, url), [
    ['components.0.limited_time_offer.text', 2388043],
    ['components.0.limited_time_offer.has_expiration', null],
  ])
  const misplaced = [
    { type: 'HEADER', format: 'DOCUMENT', example: { header_handle: ['4::aW'] } },
    { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'x'.repeat(17) } },
    body(`${'x '.repeat(300)}x`),
    { type: 'FOOTER', text: 'Bye' },
    { type: 'BUTTONS', buttons: [url] },
  ]
  assert.deepEqual(find(misplaced), [
    ['components.1', null],
    ['components.1', 2388073],
    ['components.1.limited_time_offer.text', 2388040],
    ['components.2.text', 2388040],
    ['components.0.format', 2388047],
  ])
})

test('any value gets problems, never a crash', () => {
  for (const value of [
    null,
    1,
    'x',
    [],
    {},
    draft(null),
    draft([null, 1, {}]),
    draft([{ type: 'BUTTONS', buttons: [1, null, {}] }]),
    draft([{ type: 'CAROUSEL', cards: [1, null] }]),
    draft([{ type: 'BODY', text: 5, example: 1 }]),
  ])
    assert.ok(findTemplateProblems(value).length > 0, JSON.stringify(value))
})

test('a draft of a megabyte is answered with 20 problems at most, in no time', () => {
  const head = { name: 'a', language: 'en_US', category: 'MARKETING' }
  const body = { type: 'BODY', text: 'a' }
  const named = Array.from({ length: 40_000 }, (_, at) => ({ param_name: `n${at}`, example: 'a' }))
  const drafts = [
    { ...head, components: Array(330_000).fill({}) },
    { ...head, components: Array.from({ length: 50_000 }, (_, at) => ({ type: `x${at}` })) },
    { ...head, components: [body, { type: 'BUTTONS', buttons: Array(330_000).fill({}) }] },
    { ...head, components: [body, { type: 'CAROUSEL', cards: Array(330_000).fill({}) }] },
    { ...head, components: [{ type: 'BODY', text: '{{1}}'.repeat(200_000) }] },
    {
      ...head,
      parameter_format: 'NAMED',
      components: [{ type: 'BODY', text: '{{a}}', example: { body_text_named_params: named } }],
    },
  ]
  for (const draft of drafts) {
    const started = process.cpuUsage()
    const problems = findTemplateProblems(draft)
    assert.ok(problems.length > 0 && problems.length <= 20)
    assert.ok(process.cpuUsage(started).user < 50_000, JSON.stringify(problems[0]))
  }
})
