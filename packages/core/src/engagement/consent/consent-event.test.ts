import assert from 'node:assert/strict'
import { test } from 'vitest'
import { type ConsentEvent, digestOfEvent, digestOfProof, findBrokenLink, firstDigest } from './consent-event.ts'

function chainOf(count: number): ConsentEvent[] {
  const events: ConsentEvent[] = []
  for (let seq = 1; seq <= count; seq += 1) {
    const event = {
      id: `00000000-0000-7000-8000-00000000000${seq}`,
      contactId: '00000000-0000-7000-8000-000000000000',
      seq,
      purpose: 'marketing',
      act: 'opted_out',
      state: 'opted_out',
      source: 'keyword',
      actorKind: 'system',
      actorId: null,
      language: 'en',
      noticeVersion: null,
      identifierHash: null,
      proofDigest: digestOfProof('salt', { text: 'STOP' }),
      occurredAt: '2026-01-01T00:00:00.000Z',
      recordedAt: '2026-01-01T00:00:01.000Z',
      previousDigest: events.at(-1)?.digest ?? firstDigest,
    } as const
    events.push({ ...event, digest: digestOfEvent(event) })
  }
  return events
}

test('a chain is whole, and a change, a gap or another order breaks it', () => {
  const chain = chainOf(4)
  assert.equal(findBrokenLink(chain), null)
  assert.equal(findBrokenLink([]), null)
  const changed = chain.map((event) => (event.seq === 2 ? { ...event, state: 'opted_in' as const } : event))
  assert.equal(findBrokenLink(changed), 2)
  const forged = chain.map((event) => (event.seq === 2 ? { ...event, act: 'opted_in' as const } : event))
  assert.equal(findBrokenLink(forged.map((event) => ({ ...event, digest: digestOfEvent(event) }))), 3)
  assert.equal(findBrokenLink(chain.filter(({ seq }) => seq !== 3)), 3)
})

test('a digest does not depend on the order of members, and absent ones do not count', () => {
  const one = digestOfProof('s', { text: 'a', details: { b: 1, a: { d: 2, c: 3 } } })
  assert.equal(one, digestOfProof('s', { details: { a: { c: 3, d: 2 }, b: 1 }, text: 'a', note: undefined }))
  assert.notEqual(one, digestOfProof('t', { text: 'a', details: { b: 1, a: { d: 2, c: 3 } } }))
})
