import assert from 'node:assert/strict'
import { test } from 'vitest'
import { createLogger } from './logger.ts'

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  let text = ''
  const take = (line: string) => {
    text += line
  }
  write(createLogger('info', { write: take }))
  return text
}

test('secrets never reach the log, by name or by looks', () => {
  const key = `sk_live_${'ab'.repeat(24)}`
  const text = logged((log) => {
    log.info({ apiKey: key, number: { token: 'tok-1' }, a: { b: { secret: 'sec-1' } } }, `key ${key}`)
    log.error({ err: new Error(`refused EAAGm0PX4ZCpsBAKx9 at postgres://me:hunter2@db/x`) }, 'failed')
    log.info({ url: '/graph/1/messages?access_token=tok-2&x=1' }, 'GET /graph/1?fields=id&access_token=tok-3')
  })
  assert.doesNotMatch(text, /abab|tok-|sec-1|EAAGm0|hunter2/)
})

test('phone numbers show their last four digits; ids and numbers stay whole, and the line stays JSON', () => {
  const line = logged((log) =>
    log.info(
      { to: '14155550123', at: 1763700000000, phoneNumberId: '106540352242922' },
      'sent to +919876543210 (14155550123)',
    ),
  )
  const entry = JSON.parse(line) as Record<string, unknown>
  assert.deepEqual(entry['to'], '…0123')
  assert.deepEqual(entry['at'], 1763700000000)
  assert.deepEqual(entry['phoneNumberId'], '106540352242922')
  assert.deepEqual(entry['msg'], 'sent to …3210 (…0123)')
})
