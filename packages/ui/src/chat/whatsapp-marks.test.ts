import assert from 'node:assert/strict'
import { test } from 'vitest'
import { readMarks } from './whatsapp-marks.ts'

const read = (text: string) => readMarks(text).map(({ kind, text: part }) => `${kind}:${part}`)

test.each([
  ['plain', ['text:plain']],
  ['a *bold* word', ['text:a ', 'bold:bold', 'text: word']],
  ['_it_ and ~gone~', ['italic:it', 'text: and ', 'struck:gone']],
  ['`*not bold*`', ['code:*not bold*']],
  ['2*3*4 and snake_case_name', ['text:2*3*4 and snake_case_name']],
  ['see https://shop.example/p?id=7.', ['text:see ', 'link:https://shop.example/p?id=7', 'text:.']],
  ['javascript:alert(1)', ['text:javascript:alert(1)']],
  ['<img src=x onerror=alert(1)>', ['text:<img src=x onerror=alert(1)>']],
  ['* a list item *', ['text:* a list item *']],
])('%s', (text, expected) => {
  assert.deepEqual(read(text), expected)
})

test('no text holds the page up', () => {
  for (const hostile of ['*'.repeat(8000), `*${'a '.repeat(4000)}`, '`'.repeat(8000), '_~*'.repeat(2600)]) {
    const startedAt = performance.now()
    readMarks(hostile)
    assert.ok(performance.now() - startedAt < 50, hostile.slice(0, 5))
  }
})
