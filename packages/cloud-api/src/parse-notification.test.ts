import assert from 'node:assert/strict'
import { test } from 'vitest'
import { parseNotification } from './parse-notification.ts'

const entryOf = (json: string) => parseNotification(`{"object":"x","entry":[${json}]}`).entry[0]

test('what no database keeps becomes U+FFFD, in names too; emojis stay whole', () => {
  assert.deepEqual(entryOf('{"a\\u0000":["x\\u0000y","cut \\ud83d","\\ude00 half","whole \\ud83d\\ude00"]}'), {
    'a\ufffd': ['x\ufffdy', 'cut \ufffd', '\ufffd half', 'whole \u{1f600}'],
  })
})

test('an integer that a double cannot hold keeps every digit; other numbers stay numbers', () => {
  const json = '{"id":26125463183724451,"list":[-90071992547409930, 1.5, 7],"text":": 26125463183724451","e":1e300}'
  assert.deepEqual(entryOf(json), {
    id: '26125463183724451',
    list: ['-90071992547409930', 1.5, 7],
    text: ': 26125463183724451',
    e: 1e300,
  })
})

test('what is nested without end does not exhaust the stack, and its neighbours stay', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  for (const healthy of ['1', '1, "id": 26125463183724451']) {
    const entry = entryOf(`{"deep":${deep},"healthy":${healthy}}`) as { deep: unknown; healthy: number }
    assert.equal(entry.healthy, 1)
    assert.ok(JSON.stringify(entry.deep).length < 200)
  }
})

test('what is no notification is a syntax error', () => {
  for (const raw of ['', 'x', 'null', '[]', '{}', '{"entry":{}}'])
    assert.throws(() => parseNotification(raw), SyntaxError)
})
