import assert from 'node:assert/strict'
import { templateContract } from '@dawk/core/messaging/templates/contract/template-contract.ts'
import { toTemplateComponents } from '@dawk/core/messaging/templates/contract/template-parameters.ts'
import type { FieldProblem } from '@dawk/core/platform/errors.ts'
import { test } from 'vitest'
import type { Variable } from './schemas.ts'
import { toParameters, toPlaceholders } from './variables.ts'

const header = (format: string, text?: string) => ({ type: 'HEADER', format, ...(text && { text }) })
const body = { type: 'BODY', text: 'Hi {{1}}, {{2}} is ready' }
const buttons = {
  type: 'BUTTONS',
  buttons: [
    { type: 'QUICK_REPLY', text: 'Stop' },
    { type: 'URL', text: 'See', url: 'https://example.com/{{1}}' },
    { type: 'COPY_CODE', text: 'Copy', example: 'SAVE' },
  ],
}

function read(components: Parameters<typeof templateContract>[0], variables: Variable[], format = 'POSITIONAL') {
  const contract = templateContract(components, format)
  const problems: FieldProblem[] = []
  const parameters = toParameters(contract, variables, problems)
  return { components: toTemplateComponents(contract, parameters), problems, placeholders: toPlaceholders(contract) }
}

test('what has the form of a link is one, whatever its scheme', () => {
  const { components } = read([header('IMAGE'), body], [{ type: 'media', values: ['ftp://example.com/a.png'] }])
  assert.deepEqual(components[0], {
    type: 'header',
    parameters: [{ type: 'image', image: { link: 'ftp://example.com/a.png' } }],
  })
})

const text = (value: string) => ({ type: 'text', text: value })

test('each place gets its values', () => {
  const { components, problems, placeholders } = read(
    [header('IMAGE'), body, buttons],
    [
      { type: 'media', values: ['https://example.com/a.png'] },
      { type: 'body', values: ['Asha', 7] },
      { type: 'button', values: ['ord-7', 'SAVE25'] },
      { type: 'button', index: 0, values: ['stop'] },
    ],
  )
  assert.deepEqual(problems, [])
  assert.deepEqual(components, [
    { type: 'header', parameters: [{ type: 'image', image: { link: 'https://example.com/a.png' } }] },
    { type: 'body', parameters: [text('Asha'), text('7')] },
    { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ type: 'payload', payload: 'stop' }] },
    { type: 'button', sub_type: 'url', index: '1', parameters: [text('ord-7')] },
    { type: 'button', sub_type: 'copy_code', index: '2', parameters: [{ type: 'coupon_code', coupon_code: 'SAVE25' }] },
  ])
  assert.deepEqual(placeholders, [
    { type: 'media', format: 'image', values: ['{{image}}'] },
    { type: 'body', values: ['{{1}}', '{{2}}'] },
    { type: 'button', index: 1, format: 'url', values: ['{{1}}'] },
    { type: 'button', index: 2, format: 'copy_code', values: ['{{1}}'] },
  ])
})

test('named variables take an object, or values in order', () => {
  const named = [{ type: 'BODY', text: 'Hi {{first_name}}, {{order}}' }]
  const expected = [
    {
      type: 'body',
      parameters: [
        { ...text('Asha'), parameter_name: 'first_name' },
        { ...text('7'), parameter_name: 'order' },
      ],
    },
  ]
  for (const values of [['Asha', '7'], { order: 7, first_name: 'Asha' }])
    assert.deepEqual(read(named, [{ type: 'body', values }], 'NAMED').components, expected)
})

test('headers of every kind', () => {
  const first = (format: string, variable: Variable) => read([header(format, 'Order {{1}}')], [variable]).components[0]
  assert.deepEqual(first('TEXT', { type: 'header', values: ['7'] }), { type: 'header', parameters: [text('7')] })
  const document: Variable = { type: 'media', values: ['123'], filename: 'a.pdf' }
  assert.deepEqual(first('DOCUMENT', document), {
    type: 'header',
    parameters: [{ type: 'document', document: { id: '123', filename: 'a.pdf' } }],
  })
  assert.deepEqual(first('LOCATION', { type: 'header', values: [12.5, 77, 'Shop'] }), {
    type: 'header',
    parameters: [{ type: 'location', location: { latitude: '12.5', longitude: '77', name: 'Shop' } }],
  })
})

test.each<[string, Variable[], string]>([
  ['a header that is not there', [{ type: 'header', values: ['x'] }], 'variables.0'],
  ['a medium that is not there', [{ type: 'media', values: ['x'] }], 'variables.0'],
  [
    'the body twice',
    [
      { type: 'body', values: ['a', 'b'] },
      { type: 'body', values: ['a', 'b'] },
    ],
    'variables.1',
  ],
  ['more buttons than take one', [{ type: 'button', values: ['a', 'b', 'c', 'd'] }], 'variables.0'],
  ['a button that takes none', [{ type: 'button', index: 3, values: ['a'] }], 'variables.0'],
  [
    'a button twice',
    [
      { type: 'button', index: 1, values: ['a'] },
      { type: 'button', index: 1, values: ['b'] },
    ],
    'variables.1',
  ],
  ['buttons by name', [{ type: 'button', values: { a: 'b' } }], 'variables.0'],
])('%s is a problem with its place', (_name, variables, field) => {
  assert.deepEqual(
    read([body, buttons], variables).problems.map((problem) => problem.field),
    [field],
  )
})
