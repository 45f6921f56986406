import assert from 'node:assert/strict'
import { test } from 'vitest'
import { fillCanned, matchCanned } from './canned-text.ts'

const reply = (shortcut: string) => ({ id: shortcut, shortcut, body: '', createdAt: '', updatedAt: '' })

test('a slash at the beginning finds replies by the beginning of their shortcut', () => {
  const replies = [reply('Refund'), reply('return'), reply('hours')]
  const found = (draft: string) => matchCanned(draft, replies).map(({ shortcut }) => shortcut)
  assert.deepEqual(found('/re'), ['Refund', 'return'])
  assert.deepEqual(found('/'), ['Refund', 'return', 'hours'])
  assert.deepEqual(found('see /re'), [])
  assert.deepEqual(found('/refund now'), [])
})

test('variables are filled in, and what is not known stays visible', () => {
  const text = 'Hi {{contact.name}}, {{ agent.name }} here: {{order}}'
  const filled = fillCanned(text, { 'contact.name': 'Asha', 'agent.name': null })
  assert.equal(filled, 'Hi Asha, {{ agent.name }} here: {{order}}')
})
