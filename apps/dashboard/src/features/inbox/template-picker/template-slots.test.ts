import assert from 'node:assert/strict'
import { test } from 'vitest'
import { readSlots, toComponents } from './template-slots.ts'

const template = [
  { type: 'HEADER', format: 'IMAGE' },
  { type: 'BODY', text: 'Hi {{1}}, order {{2}} of {{1}}' },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'QUICK_REPLY', text: 'Ok' },
      { type: 'URL', text: 'Track', url: 'https://x/{{1}}' },
    ],
  },
]

test('a template asks for each of its values once, in the order in which it is read', () => {
  assert.deepEqual(
    readSlots(template).map(({ key }) => key),
    ['header.file', 'body.1', 'body.2', 'button.1'],
  )
})

test('what was filled in becomes the components of a send, and nothing else does', () => {
  const values = { 'header.file': 'media-1', 'body.1': 'Asha', 'body.2': 'A-77', 'button.1': 'a77' }
  assert.deepEqual(toComponents(readSlots(template), values, false), [
    { type: 'header', parameters: [{ type: 'image', image: { id: 'media-1' } }] },
    {
      type: 'body',
      parameters: [
        { type: 'text', text: 'Asha' },
        { type: 'text', text: 'A-77' },
      ],
    },
    { type: 'button', subType: 'url', index: 1, parameters: [{ type: 'text', text: 'a77' }] },
  ])
  assert.deepEqual(toComponents(readSlots(template), {}, false), [])
})

test('named variables carry their names', () => {
  const slots = readSlots([{ type: 'BODY', text: 'Hi {{first_name}}' }])
  assert.deepEqual(toComponents(slots, { 'body.first_name': 'Asha' }, true), [
    { type: 'body', parameters: [{ type: 'text', parameterName: 'first_name', text: 'Asha' }] },
  ])
})
