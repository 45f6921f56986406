import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { checkContent, outboundTypes } from './check-content.ts'

const wamid = 'wamid.HBgLMTU1NQ=='

function problemsOf(type: string, part: unknown, more: object = {}): string[] {
  const content = { ...more, type, [type]: part }
  return checkContent({ type, content }).map(({ field, message }) => `${field} ${message}`)
}

function ruleOf(type: string, part: unknown): string | undefined {
  return checkContent({ type, content: { type, [type]: part } })[0]?.rule
}

/** A text of exactly `length` characters in Meta's count: the limit itself passes, one more does not. */
const ofLength = {
  letters: (n: number) => 'a'.repeat(n),
  emoji: (n: number) => '👍'.repeat(n),
  marks: (n: number) => `e${'\u0301'.repeat(n - 1)}`,
}

test.each(Object.entries(ofLength))('limits count characters, not code units or graphemes: %s', (_, make) => {
  assert.deepEqual(problemsOf('text', { body: make(4096) }), [])
  const [problem = '', ...others] = problemsOf('text', { body: make(4097) })
  assert.match(problem, /^text\.body must have 1 to 4096 characters, has 4097: "/)
  assert.ok(problem.length < 200, 'what was given is cut short')
  assert.deepEqual(others, [])
})

test('what was given is cut between characters', () => {
  for (const start of ['', 'a'])
    assert.ok(problemsOf('text', { body: start + '👍'.repeat(5000) }).every((problem) => problem.isWellFormed()))
})

test('a text needs a body, and preview_url is a boolean', () => {
  assert.equal(ruleOf('text', {}), 'required')
  assert.equal(ruleOf('text', { body: '' }), 'required')
  assert.deepEqual(problemsOf('text', undefined), ['text is required'])
  assert.deepEqual(problemsOf('text', 'hi'), ['text must be an object, got "hi"'])
  assert.deepEqual(problemsOf('text', { body: 7, preview_url: 'yes' }), [
    'text.body must be a string, got 7',
    'text.preview_url must be true or false, got "yes"',
  ])
  assert.deepEqual(problemsOf('text', { body: 'a', preview_url: false }), [])
})

test('an unknown type names those that are known', () => {
  assert.match(problemsOf('poem', {}).join(), /^type must be one of text, image.*, got "poem"$/)
  assert.match(problemsOf('constructor', {}).join(), /^type must be one of/)
})

test('media have one source, and a caption where one is shown', () => {
  for (const type of ['image', 'video', 'audio', 'document', 'sticker']) {
    assert.deepEqual(problemsOf(type, { id: '123' }), [])
    assert.deepEqual(problemsOf(type, { id: '0199c0de-0000-7000-8000-000000000001' }), [])
    assert.deepEqual(problemsOf(type, { link: 'https://example.com/a?b=1' }), [])
    assert.equal(ruleOf(type, {}), 'required')
    assert.equal(ruleOf(type, { id: 'abc' }), 'media_id')
    assert.equal(problemsOf(type, { id: '1', link: 'https://example.com' }).length, 1)
    for (const link of ['example.com', 'ftp://example.com', 'https://', 'https:// a', 7])
      assert.equal(problemsOf(type, { link }).length, 1, String(link))
    const captioned = type !== 'audio' && type !== 'sticker'
    assert.equal(problemsOf(type, { id: '1', caption: 'c'.repeat(1024) }).length, captioned ? 0 : 1)
    assert.equal(problemsOf(type, { id: '1', caption: 'c'.repeat(1025) }).length, 1)
  }
  assert.equal(problemsOf('audio', { id: '1', voice: 'true' }).length, 1)
  assert.equal(problemsOf('document', { id: '1', filename: 7 }).length, 1)
})

test('a location lies on the earth', () => {
  const at = (latitude: unknown, longitude: unknown) => problemsOf('location', { latitude, longitude })
  assert.deepEqual([at('12.97', 77.59), at(-90, '180'), at('+0', 0)], [[], [], []])
  assert.deepEqual(at(90.0001, '-180.0001'), [
    'location.latitude must be a number from -90 to 90, got 90.0001',
    'location.longitude must be a number from -180 to 180, got "-180.0001"',
  ])
  for (const odd of ['0x10', '1e1', ' ', 'NaN', Number.NaN, true, []]) assert.equal(at(odd, 0).length, 1, String(odd))
  assert.equal(ruleOf('location', { longitude: 1 }), 'required')
})

test('a message holds 1 to 257 contacts, each with a name', () => {
  const contact = { name: { formatted_name: 'Asha' } }
  assert.deepEqual(problemsOf('contacts', Array(257).fill(contact)), [])
  assert.deepEqual(problemsOf('contacts', Array(258).fill(contact)), ['contacts must have 1 to 257 contacts, has 258'])
  assert.deepEqual(problemsOf('contacts', []), ['contacts must have 1 to 257 contacts, has 0'])
  assert.deepEqual(problemsOf('contacts', [{ name: { first_name: 'Asha' } }]), [
    'contacts.0.name.formatted_name is required',
  ])
  const full = {
    ...contact,
    phones: [{ phone: '+1', type: 'CELL', wa_id: '1' }],
    emails: [{ email: 'a@example.com' }],
    addresses: [{ city: 'Pune' }],
    org: { company: 'Acme' },
    urls: [{ url: 'https://example.com' }],
    birthday: '2000-02-29',
  }
  assert.deepEqual(problemsOf('contacts', [full]), [])
  assert.deepEqual(problemsOf('contacts', [{ ...full, birthday: '2001-02-29', phones: [{ phone: 1 }], org: 'Acme' }]), [
    'contacts.0.phones.0.phone must be a string, got 1',
    'contacts.0.org must be an object, got "Acme"',
    'contacts.0.birthday must be a date as 1990-12-31, got "2001-02-29"',
  ])
})

test('a reaction is one emoji, or empty to take it back', () => {
  const react = (emoji: unknown) => problemsOf('reaction', { message_id: wamid, emoji })
  for (const emoji of ['👍', '👍🏽', '👨‍👩‍👧‍👦', '🇮🇳', '❤️', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '']) assert.deepEqual(react(emoji), [], emoji)
  for (const emoji of ['👍👍', 'ok', '1', ' ', '👍 ', '\ud83d', 7])
    assert.notEqual(react(emoji).length, 0, String(emoji))
  assert.equal(ruleOf('reaction', { message_id: wamid }), 'required')
  assert.equal(ruleOf('reaction', { emoji: '👍' }), 'required')
  const quoting = problemsOf('reaction', { message_id: wamid, emoji: '' }, { context: { message_id: wamid } })
  assert.match(quoting.join(), /^context must be left out/)
})

test('a reply names its message', () => {
  const quoting = (context: unknown) => problemsOf('text', { body: 'a' }, { context })
  assert.deepEqual([quoting({ message_id: wamid }), quoting(undefined), quoting(null)], [[], [], []])
  assert.deepEqual(quoting({}), ['context.message_id is required'])
  assert.match(quoting({ message_id: 'w'.repeat(513) }).join(), /1 to 512 characters, has 513/)
  assert.match(quoting('wamid').join(), /must be an object/)
})

test('a template names itself and its language; components have the outer shape', () => {
  const template = { name: 'a', language: { code: 'en_US' } }
  assert.deepEqual(problemsOf('template', template), [])
  assert.deepEqual(problemsOf('template', {}), ['template.name is required', 'template.language is required'])
  assert.match(problemsOf('template', { ...template, name: 'n'.repeat(513) }).join(), /512/)
  const components = (...list: unknown[]) => problemsOf('template', { ...template, components: list })
  const parameters = [{ type: 'text', text: 'x' }]
  assert.deepEqual(
    components(
      { type: 'BODY', parameters },
      { type: 'button', sub_type: 'url', index: '0', parameters },
      { type: 'carousel', cards: [{ card_index: 0, components: [{ type: 'body', parameters }] }] },
    ),
    [],
  )
  assert.match(components({ type: 'footer' }).join(), /^template\.components\.0\.type must be one of/)
  assert.match(components(null).join(), /^template\.components\.0 is required/)
  assert.match(components({ type: 'button', sub_type: 'url', index: 10 }).join(), /index must be 0 to 9, got 10/)
  assert.match(components({ type: 'body', parameters: ['x'] }).join(), /parameters\.0 must be an object, got "x"/)
  assert.match(components({ type: 'body', parameters: [{}] }).join(), /parameters\.0\.type is required/)
})

const payload = (data: unknown) => ({
  type: 'flow',
  body: { text: 'a' },
  action: {
    name: 'flow',
    parameters: { flow_message_version: '3', flow_id: '1', flow_cta: 'Start', flow_action_payload: { data } },
  },
})

test('what cannot be stored is found wherever it stands', () => {
  const at = 'interactive.action.parameters.flow_action_payload.data'
  for (const odd of ['a\0', '\ud800', 'x\udc00y']) {
    assert.match(problemsOf('text', { body: odd }).join(), /^text\.body must not contain U\+0000/)
    assert.match(problemsOf('interactive', payload({ a: [odd] })).join(), new RegExp(`^${at}\\.a\\.0 must not contain`))
    assert.match(problemsOf('interactive', payload({ [odd]: 1 })).join(), new RegExp(`^${at} must not contain`))
    assert.ok(problemsOf('text', { body: 'a', [odd]: 1 }).every((said) => said.isWellFormed() && !said.includes('\0')))
  }
  assert.deepEqual(problemsOf('text', { body: '😀 \\u0000' }), [])
})

test('depth and size are bounded without walking all of it', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
  assert.match(problemsOf('interactive', payload({ deep })).join(), /nested deeper than 20/)
  assert.match(
    problemsOf('interactive', payload({ b: 'b'.repeat(65_536) })).join(),
    /^interactive must have at most 65536/,
  )
  assert.equal(problemsOf('contacts', Array(50_000).fill({})).length <= 20, true)
})

test('any JSON is answered with problems that name a field, and never throws', () => {
  const odd = fc.jsonValue({ maxDepth: 5 })
  fc.assert(
    fc.property(fc.constantFrom(...outboundTypes, 'poem', '__proto__'), odd, odd, (type, part, context) => {
      for (const { field, message } of checkContent({ type, content: { type, [type]: part, context } })) {
        assert.ok(field.length > 0 && message.length > 0)
        assert.ok(field.isWellFormed() && message.isWellFormed())
      }
    }),
    { numRuns: 500 },
  )
})

test('a text is refused exactly when it has more characters than the limit', () => {
  const unit = fc.constantFrom('a', '👍', 'é', 'e\u0301', '\n', 'क्षि')
  fc.assert(
    fc.property(fc.array(unit, { minLength: 1, maxLength: 60 }), fc.integer({ min: 60, max: 90 }), (parts, times) => {
      const body = parts.join('').repeat(times)
      assert.equal(problemsOf('text', { body }).length === 0, [...body].length <= 4096)
    }),
  )
})
