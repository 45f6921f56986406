import assert from 'node:assert/strict'
import { test } from 'vitest'
import { eventCatalogue, eventTypes } from './catalogue.ts'
import type { NewEvent } from './event.ts'
import { isEventPattern } from './event-patterns.ts'

const at = '2026-11-29T08:00:00.000Z'

test('a mistyped type, a surplus member and a missing member do not compile', () => {
  const data = { contactId: 'a', mergedContactId: 'b' }
  const events: NewEvent[] = [
    { accountId: 'a', type: 'contact.merged', at, data },
    // @ts-expect-error: no such type
    { accountId: 'a', type: 'contact.mergd', at, data },
    // @ts-expect-error: a member that the catalogue does not have
    { accountId: 'a', type: 'contact.merged', at, data: { ...data, reason: 'c' } },
    // @ts-expect-error: a member is missing
    { accountId: 'a', type: 'contact.merged', at, data: { contactId: 'a' } },
    // @ts-expect-error: the data of another type
    { accountId: 'a', type: 'endpoint.test', at, data },
  ]
  assert.equal(events.length, 5) // what is promised, the compiler checks
})

test('each type can be subscribed to by its name, and says when it comes', () => {
  for (const type of eventTypes) {
    assert.ok(isEventPattern(type), type)
    assert.match(eventCatalogue[type].when, /^[A-Z`].*[^.]$/)
  }
})
