import assert from 'node:assert/strict'
import { test } from 'vitest'
import type { Policy } from './api/policy.ts'
import { toDraft, toPolicy } from './policy-draft.ts'

const policy: Policy = {
  marketingConsent: 'opt_in',
  blockedCountries: ['US', 'CA'],
  quietHours: { from: '21:00', to: '09:00' },
  timeZone: 'Asia/Kolkata',
  caps: [
    { max: 2, per: 'week', window: 'calendar' },
    { max: 1, per: 'day', window: 'rolling' },
  ],
  duplicateDays: 7,
  stopsPerNumber: true,
  learnFromMeta: false,
  templateTopics: { summer: 'offers' },
  keywords: { stop: ['no more', 'enough'], start: [], agree: [] },
  confirmation: 'You will get no more.',
}

test('a policy comes back from its fields as it was; what fields do not show stays away', () => {
  const { templateTopics: _, ...shown } = policy
  assert.deepEqual(toPolicy(toDraft(policy), policy), shown)
})

test('empty fields take rules away', () => {
  const draft = { ...toDraft(policy), isQuiet: false, perWeek: '', duplicateDays: '', confirmation: ' ' }
  const { quietHours, caps, duplicateDays, confirmation } = toPolicy(draft, policy)
  assert.deepEqual([quietHours, duplicateDays, confirmation], [null, null, null])
  assert.deepEqual(caps, [{ max: 1, per: 'day', window: 'rolling' }])
})
