import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import type { MessageError } from '#events/catalogue.ts'
import { advanceMessage, type MessageProgress, type MessageReport } from './advance-message.ts'

const fresh: MessageProgress = {
  state: 'queued',
  wamid: null,
  pricing: null,
  error: null,
  timeline: [],
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  failedAt: null,
}
const error: MessageError = { code: 131026, subcode: null, title: 't', details: null, cause: 'c', traceId: null }
const at = (second: number) => new Date(second * 1000).toISOString()
const report = (status: MessageReport['status'], second: number): MessageReport => ({
  status,
  at: at(second),
  wamid: 'wamid.1',
  ...(status === 'failed' && { error }),
})

function after(reports: readonly MessageReport[], before = fresh): MessageProgress {
  return reports.reduce((progress, next) => advanceMessage(progress, next)?.after ?? progress, before)
}

test('whatever order sent, delivered and read come in, and however often, the message ends read with all three times', () => {
  const reports = [report('sent', 1), report('delivered', 2), report('read', 3)]
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...reports), { maxLength: 12 }),
      fc.shuffledSubarray(reports, { minLength: 3 }),
      (more, all) => {
        const ended = after([...more, ...all])
        assert.equal(ended.state, 'read')
        assert.deepEqual([ended.sentAt, ended.deliveredAt, ended.readAt], [at(1), at(2), at(3)])
        assert.equal(ended.timeline.length, 3)
      },
    ),
  )
})

test('a state never moves back', () => {
  const progress = ['queued', 'retrying', 'sent', 'delivered', 'read']
  const any = fc.record({
    status: fc.constantFrom('sent', 'delivered', 'read', 'retrying'),
    second: fc.integer({ min: 1, max: 9 }),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 20 }), (list) => {
      let now = fresh
      for (const { status, second } of list) {
        const next = after([report(status as MessageReport['status'], second)], now)
        assert.ok(progress.indexOf(next.state) >= progress.indexOf(now.state))
        now = next
      }
    }),
  )
})

test('a failure that Meta reported is final: a late `sent` does not revive it', () => {
  const failed = after([report('sent', 1), report('failed', 2), report('sent', 3)])
  assert.equal(failed.state, 'failed')
  assert.equal(failed.error?.code, 131026)
})

test('a failure that we declared without knowing is overruled by evidence', () => {
  const unknown = after([{ status: 'failed', at: at(1), error: { ...error, unknown: true } }])
  const revived = after([report('delivered', 2)], unknown)
  assert.deepEqual([revived.state, revived.failedAt, revived.error], ['delivered', null, null])
})

test('a failure after delivery is noted and changes nothing', () => {
  const ended = after([report('delivered', 1), report('failed', 2)])
  assert.deepEqual([ended.state, ended.failedAt, ended.timeline.length], ['delivered', null, 2])
})

test('what is told late of an attempt that was retried is noted and moves nothing; the new attempt moves it', () => {
  const failed = after([report('sent', 1), report('failed', 2)])
  const entry = { status: 'queued', at: at(3), retryOf: 'wamid.1' }
  const retried = { ...fresh, timeline: [...failed.timeline, entry] }
  const moved = after([report('failed', 2), report('failed', 4), report('delivered', 5)], retried)
  assert.deepEqual([moved.state, moved.wamid, moved.deliveredAt, moved.timeline.length], ['queued', null, null, 5])
  const again = after([{ ...report('sent', 1), wamid: 'wamid.2' }], moved) // the same second as the first attempt's
  assert.deepEqual([again.state, again.wamid, again.sentAt], ['sent', 'wamid.2', at(1)])
})
