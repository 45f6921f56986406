import assert from 'node:assert/strict'
import { pino } from 'pino'
import { afterAll, beforeAll, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { createSecretBox } from '#platform/secrets.ts'
import { unitsOfWork } from '../../../../../tests/support/core.ts'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import { registerAccount } from '../accounts/register-account.ts'
import { createQuotas } from './quotas.ts'

const secrets = createSecretBox(Buffer.alloc(32, 7))
const log = pino({ level: 'silent' })
let db: Database
let close: () => Promise<void>
beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
})
afterAll(() => close())

let count = 0
const register = async () =>
  (await registerAccount({ ...unitsOfWork(db), secrets }, { name: 'P', email: `q${++count}@example.com` })).account.id

test.each([1, 7, 1000])('several processes let exactly %i through, and one started later none', async (requests) => {
  const accountId = await register()
  const quota = { requests, per: 'day' } as const
  const processes = [1, 2, 3].map(() => createQuotas({ ...unitsOfWork(db), log }))
  const verdicts = await Promise.all(
    Array.from({ length: requests + 60 }, async (_, at) => processes[at % 3]?.take(accountId, quota)),
  )
  for (const one of processes) await one.release()
  let allowed = verdicts.filter((verdict) => verdict?.allowed).length
  assert.ok(allowed <= requests)
  const later = createQuotas({ ...unitsOfWork(db), log })
  while ((await later.take(accountId, quota)).allowed) allowed++ // what others had taken and given back
  assert.equal(allowed, requests)
  const { allowed: more, remaining, resetInMs } = await later.take(accountId, quota)
  assert.deepEqual([more, remaining], [false, 0])
  assert.ok(resetInMs > 0 && resetInMs <= 86_400_000)
})

test('a new day and a new month start anew; another quota counts on', async () => {
  const accountId = await register()
  let time = Date.parse('2026-11-30T23:59:00Z')
  const quotas = createQuotas({ ...unitsOfWork(db), log }, () => time)
  const take = async (requests: number, per: 'day' | 'month') => {
    const { allowed, resetInMs } = await quotas.take(accountId, { requests, per })
    return [allowed, resetInMs]
  }
  assert.deepEqual(
    [await take(1, 'day'), await take(1, 'day')],
    [
      [true, 60_000],
      [false, 60_000],
    ],
  )
  assert.deepEqual(await take(2, 'day'), [true, 60_000])
  assert.deepEqual(await take(1, 'month'), [true, 60_000])
  time = Date.parse('2026-12-01T00:00:00Z')
  assert.deepEqual(await take(1, 'month'), [true, 31 * 86_400_000])
  assert.deepEqual(await take(1, 'day'), [true, 86_400_000])
})
