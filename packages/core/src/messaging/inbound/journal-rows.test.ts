import assert from 'node:assert/strict'
import { test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { type JournalPayload, payloadsOf, toJournalRows } from './journal-rows.ts'

const payload = (body: string, appFingerprint = 'app'): JournalPayload => ({ id: newId(), appFingerprint, body })

test('payloads of one app share a row, in their order, and keep their ids', () => {
  const payloads = [payload('a'), payload('b', 'other'), payload('c')]
  const rows = toJournalRows(payloads)
  assert.deepEqual(
    rows.map(({ appFingerprint, bodies }) => [appFingerprint, bodies]),
    [
      ['app', ['a', 'c']],
      ['other', ['b']],
    ],
  )
  assert.deepEqual(
    rows.flatMap(payloadsOf).map(({ id }) => id),
    [payloads[0]?.id, payloads[2]?.id, payloads[1]?.id],
  )
  assert.equal(rows[1]?.payloadIds, null)
})

test('a row holds at most a hundred payloads, and no more than a quarter of a megabyte unless one alone is larger', () => {
  const sizes = (payloads: readonly JournalPayload[]) => toJournalRows(payloads).map(({ bodies }) => bodies.length)
  assert.deepEqual(sizes(Array.from({ length: 250 }, () => payload('{}'))), [100, 100, 50])
  const large = 'x'.repeat(200 * 1024)
  assert.deepEqual(sizes([payload(large), payload('{}'), payload(large)]), [2, 1])
  assert.deepEqual(sizes([payload('{}'), payload(large + large), payload('{}')]), [1, 1, 1])
})
