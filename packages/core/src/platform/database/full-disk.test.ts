import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import type { Database } from './database.ts'
import { isDatabaseUnavailable } from './errors.ts'
import { watchDisk } from './full-disk.ts'

let db: Database
let close: () => Promise<void>
beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
}, 60_000)
afterAll(() => close?.())

const raising = (code: string) => `do $$ begin raise exception 'as it says' using errcode = '${code}'; end $$`

test('a write without room makes the database full for a while, by whichever way it came, and no other failure does', async () => {
  let now = 0
  const ways: ((watched: Database, sql: string) => Promise<unknown>)[] = [
    (watched, sql) => watched.worker.query(sql),
    (watched, sql) => watched.worker.run(sql),
    (watched, sql) => watched.worker.transaction((tx) => tx.query(sql)),
    (watched, sql) => watched.asAccounts([newId()], (tx) => tx.query(sql)),
  ]
  for (const way of ways) {
    const watched = watchDisk(db, () => now)
    await assert.rejects(way(watched, raising('23505')))
    assert.equal(watched.isFull(), false)
    await assert.rejects(way(watched, raising('53100')), (error) => isDatabaseUnavailable(error))
    assert.equal(watched.isFull(), true)
    now += 14_000
    assert.equal(watched.isFull(), true)
    now += 1000
    assert.equal(watched.isFull(), false)
  }
})
