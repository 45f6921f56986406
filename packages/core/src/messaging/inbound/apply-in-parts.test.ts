import assert from 'node:assert/strict'
import { readNotification } from '@dawk/cloud-api/read-notification.ts'
import type { Notification } from '@dawk/cloud-api/webhook-types.ts'
import { test } from 'vitest'
import { DatabaseError } from '#platform/database/errors.ts'
import { applyInParts } from './apply-in-parts.ts'

const payload = (ids: readonly string[]) => {
  const messages = ids.map((id) => ({ id, from: '49153', timestamp: '1', type: 'text', text: { body: id } }))
  const value = { metadata: { phone_number_id: '7' }, messages }
  const body = JSON.stringify({ object: 'x', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] })
  return { journalId: 'j', appFingerprint: 'app', body }
}
const idsOf = (part: Notification) => readNotification(part).messages.map(({ message }) => message.id)

test('whatever items fail, exactly those are set aside and all others are applied, in few tries', async () => {
  const ids = Array.from({ length: 300 }, (_, at) => String(at))
  const bad = new Set(['0', '17', '299'])
  const applied: string[] = []
  let tries = 0
  const failed = await applyInParts(payload(ids), async (part) => {
    tries += 1
    const found = idsOf(part)
    if (found.some((id) => bad.has(id))) throw new Error('no')
    applied.push(...found)
  })
  assert.deepEqual(
    failed.map(({ payload: text }) => idsOf(JSON.parse(text)).join()),
    [...bad],
  )
  assert.deepEqual(
    applied,
    ids.filter((id) => !bad.has(id)),
  )
  assert.ok(tries < 60, `${tries} tries`)
})

test('a payload of which everything fails is set aside whole in a bounded number of tries', async () => {
  const ids = Array.from({ length: 1000 }, (_, at) => String(at))
  let tries = 0
  const failed = await applyInParts(payload(ids), async () => {
    tries += 1
    throw new Error('no')
  })
  assert.ok(tries < 250, `${tries} tries`)
  assert.deepEqual(
    failed.flatMap(({ payload: text }) => idsOf(JSON.parse(text))),
    ids,
  )
})

test('what is no notification is set aside as it came', async () => {
  const [item] = await applyInParts({ journalId: 'j', appFingerprint: 'app', body: '{"entry":1}' }, async () => {})
  assert.deepEqual([item?.payload, item?.error], ['{"entry":1}', 'SyntaxError: Not a webhook notification'])
})

test('a database that goes away is no fault of the payload', async () => {
  const gone = new DatabaseError({ code: '57P01', message: 'terminating connection' })
  await assert.rejects(
    applyInParts(payload(['a', 'b']), () => Promise.reject(gone)),
    gone,
  )
})
