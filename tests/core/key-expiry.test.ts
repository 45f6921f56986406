import assert from 'node:assert/strict'
import { createMaintenance } from '@dawk/core/operations/maintenance.ts'
import type { Database } from '@dawk/core/platform/database/database.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import { announceExpiringKeys } from '@dawk/core/tenancy/api-keys/announce-expiry.ts'
import type { ApiKey } from '@dawk/core/tenancy/api-keys/api-key.ts'
import { createApiKey, fullSettings, revokeApiKey, updateApiKey } from '@dawk/core/tenancy/api-keys/manage/api-keys.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { openCore, type TestCore, unitsOfWork } from '../support/core.ts'

let core: TestCore
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

const day = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * day)

async function keyFor(days: number): Promise<ApiKey> {
  const { accountId } = await core.newAccount()
  const wanted = { ...fullSettings, test: false, name: 'Till', expiresAt: inDays(days).toISOString() }
  return (await createApiKey(core, systemCaller(accountId), wanted)).key
}

/** The chore as it runs so many days from now. */
const announce = (days: number, db: Database = core.db, woken: string[] = []) =>
  announceExpiringKeys(unitsOfWork(db, { wakeLanes: (ids) => woken.push(...ids) }), inDays(days))

async function toldOf({ accountId }: ApiKey): Promise<number[]> {
  const { rows } = await core.db.worker.query<{ days: number }>(
    `select (data->>'noticeDays')::int as days from events where account_id = $1 and type = 'api_key.expiring' order by id`,
    [accountId],
  )
  return rows.map((row) => row.days)
}

test('a key that expires is announced seven days and one day before, each once, whoever runs', async () => {
  const key = await keyFor(30)
  await announce(22.9)
  assert.deepEqual(await toldOf(key), [])
  await Promise.all([announce(23.1), announce(23.1), announce(23.2)])
  await announce(28.9)
  assert.deepEqual(await toldOf(key), [7])
  await Promise.all([announce(29.1), announce(29.1)])
  await announce(29.9)
  await announce(31)
  assert.deepEqual(await toldOf(key), [7, 1])
})

test('the endpoint that asked for it gets it, and its lane is woken', async () => {
  const key = await keyFor(30)
  const { rows } = await core.db.worker.query<{ laneId: string }>(
    `with lane as (insert into lanes (kind, account_id, ref) values ('endpoint', $1, uuid_v7()) returning *)
     insert into endpoints (id, account_id, lane_id, dialect, url, event_types, secret_cipher)
     select ref, account_id, id, 'native', 'https://shop.example/hook', '{api_key.*}', '' from lane
     returning lane_id::text as "laneId"`,
    [key.accountId],
  )
  const woken: string[] = []
  await announce(25, core.db, woken)
  assert.deepEqual(woken, [rows[0]?.laneId])
})

test('a process that dies between note and announcement leaves neither', async () => {
  const key = await keyFor(30)
  const dying: Database = {
    ...core.db,
    worker: {
      ...core.db.worker,
      transaction: (work, closing) =>
        core.db.worker.transaction(async (tx) => {
          await work(tx)
          await Promise.all(closing?.(tx) ?? [])
          throw new Error('killed before the commit')
        }),
    },
  }
  await assert.rejects(announce(25, dying), /killed/)
  assert.deepEqual(await toldOf(key), [])
  await announce(25)
  assert.deepEqual(await toldOf(key), [7])
})

test('after a time in which nobody ran, only the more urgent notice is given', async () => {
  const key = await keyFor(30)
  await announce(29.5)
  assert.deepEqual(await toldOf(key), [1])
})

test('another expiry is announced anew; another change is not', async () => {
  const key = await keyFor(30)
  await announce(25)
  const change = (changes: object) => updateApiKey(core, systemCaller(key.accountId), key.id, changes)
  await change({ name: 'Counter' })
  await announce(25)
  assert.deepEqual(await toldOf(key), [7])
  await change({ expiresAt: inDays(90).toISOString() })
  await announce(29.5)
  assert.deepEqual(await toldOf(key), [7])
  await announce(85)
  assert.deepEqual(await toldOf(key), [7, 7])
})

test('nothing is said of keys that are revoked, that never expire, or that live shorter than the notice', async () => {
  const [revoked, short, brief] = [await keyFor(30), await keyFor(3), await keyFor(0.5)]
  await revokeApiKey(core, systemCaller(revoked.accountId), revoked.id)
  await announce(25)
  await announce(0.1)
  assert.deepEqual([await toldOf(revoked), await toldOf(short), await toldOf(brief)], [[], [], []])
  await announce(2.5)
  assert.deepEqual(await toldOf(short), [1])
})

test('it is one of the hourly chores', async () => {
  const key = await keyFor(30)
  const keepDays = { messages: null, journal: null, events: null, deliveries: null }
  await createMaintenance({ ...core, keepDays, now: () => inDays(25) }).run()
  assert.deepEqual(await toldOf(key), [7])
})
