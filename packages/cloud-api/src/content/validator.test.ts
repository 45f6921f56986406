import assert from 'node:assert/strict'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, test } from 'vitest'
import { type ContentType, contentSchemas, contentTypes, validateContent } from './catalogue.ts'
import { contentExamples } from './examples.ts'
import { interactiveKinds } from './interactive.ts'

const problemsOf = (type: ContentType, content: unknown) =>
  validateContent(type, content).map(({ field, message }) => `${field} ${message}`)

const template = (...components: unknown[]) => ({ name: 'order', language: { code: 'en_US' }, components })
const textValue = { type: 'text', text: 'x' }

describe('examples', () => {
  test.each(contentExamples.map((example) => [example.name, example] as const))('%s is valid', (_, example) => {
    assert.deepEqual(problemsOf(example.type, example.content), [])
  })

  test('each type of message and each kind of interactive message has one, under a name of its own', () => {
    const names = contentExamples.map(({ name }) => name)
    assert.equal(new Set(names).size, names.length)
    assert.deepEqual(new Set(contentExamples.map(({ type }) => type)), new Set(contentTypes))
    const kinds = contentExamples.flatMap(({ content }) => ('type' in content ? [content.type] : []))
    assert.deepEqual(new Set(kinds), new Set(Object.keys(interactiveKinds)))
  })

  test('what is published describes them as JSON Schema', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, formats: { uri: true, date: true } })
    for (const one of contentTypes) {
      const isValid = ajv.compile(JSON.parse(JSON.stringify(contentSchemas[one])))
      for (const { name, content } of contentExamples.filter(({ type }) => type === one))
        assert.ok(isValid(content), `${name}: ${ajv.errorsText(isValid.errors)}`)
    }
  })
})

describe('members', () => {
  test.each<[ContentType, unknown, string]>([
    ['text', { body: 'a', previewUrl: true }, 'text.previewUrl is not a known field: did you mean preview_url?'],
    ['document', { id: '1', fileName: 'a' }, 'document.fileName is not a known field: did you mean filename?'],
    ['image', { id: '1', captoin: 'a' }, 'image.captoin is not a known field: did you mean caption?'],
    ['sticker', { id: '1', caption: 'a' }, 'sticker.caption is not shown with sticker: send a text after it'],
    ['reaction', { message_id: 'wamid.x', emoji: '', junk: 1 }, 'reaction.junk is not a known field'],
    [
      'contacts',
      [{ name: { formatted_name: 'A' }, phone: [] }],
      'contacts.0.phone is not a known field: did you mean phones?',
    ],
    [
      'template',
      { name: 'a', language: { policystring: 'deterministic', code: 'en' } },
      'template.language.policystring is not a known field',
    ],
    [
      'template',
      template({ type: 'body', parameters: [{ ...textValue, parameterName: 'first_name' }] }),
      'template.components.0.parameters.0.parameterName is not a known field: did you mean parameter_name?',
    ],
    [
      'interactive',
      {
        type: 'cta_url',
        body: { text: 'a' },
        action: { name: 'cta_url', parameters: { displaytext: 'a', url: 'https://a.example' } },
      },
      'interactive.action.parameters.displaytext is not a known field: did you mean display_text?',
    ],
  ])('%s: %j names what is surplus', (type, content, expected) => {
    assert.ok(problemsOf(type, content).includes(expected), problemsOf(type, content).join('\n'))
  })

  test('names of every object are not known members', () => {
    for (const name of ['constructor', 'toString', '__proto__', ''])
      assert.equal(problemsOf('text', JSON.parse(`{"body":"a","${name}":1}`)).length, 1, name)
  })

  test('null and undefined count as left out', () => {
    assert.deepEqual(problemsOf('text', { body: 'a', preview_url: null, more: null, other: undefined }), [])
    assert.deepEqual(problemsOf('text', { body: null }), ['text.body is required'])
  })

  test('names that are near are offered, and the whole list otherwise', () => {
    const said = (type: string) => problemsOf('interactive', { type }).join()
    assert.match(
      said('buttons'),
      /^interactive\.type must be one of button, list, .*, got "buttons": did you mean button\?$/,
    )
    assert.match(said('poem'), /^interactive\.type must be one of button, list, .*, got "poem"$/)
  })
})

describe('templates', () => {
  test('types of components, buttons and values may be in capitals, as in Meta’s examples', () => {
    const carousel = template(
      { type: 'BODY', parameters: [{ type: 'TEXT', text: '20 %' }] },
      {
        type: 'CAROUSEL',
        cards: [
          {
            card_index: 0,
            components: [
              { type: 'HEADER', parameters: [{ type: 'IMAGE', image: { id: '24230790383178626' } }] },
              {
                type: 'BUTTON',
                sub_type: 'QUICK_REPLY',
                index: '0',
                parameters: [{ type: 'PAYLOAD', payload: '59NqSd' }],
              },
            ],
          },
        ],
      },
    )
    assert.deepEqual(problemsOf('template', carousel), [])
  })

  test('a value holds what its type says', () => {
    const value = (parameter: unknown) => problemsOf('template', template({ type: 'body', parameters: [parameter] }))
    const at = 'template.components.0.parameters.0'
    assert.deepEqual(value({ type: 'text' }), [`${at}.text is required`])
    assert.deepEqual(value({ type: 'text', text: '' }), [`${at}.text is required`])
    assert.deepEqual(value({ type: 'payload', payload: '' }), [`${at}.payload is required`])
    assert.match(value({ type: 'txt', text: 'a' }).join(), /\.type must be one of text, .*did you mean text\?$/)
    assert.deepEqual(value({ type: 'image', image: {} }), [`${at}.image needs one of id and link`])
    assert.deepEqual(value({ type: 'text', text: 'x'.repeat(32_768) }), [])
    assert.match(value({ type: 'text', text: 'x'.repeat(32_769) }).join(), /1 to 32768 characters, has 32769/)
  })
})

test('the work stops at 20 problems, however many there are', () => {
  const bad = Array.from({ length: 300 }, () => ({
    name: { formatted_name: '' },
    emails: Array(5000).fill({ emial: 1 }),
  }))
  const started = process.cpuUsage()
  assert.equal(validateContent('contacts', bad).length, 20)
  assert.ok(process.cpuUsage(started).user < 50_000)
})
