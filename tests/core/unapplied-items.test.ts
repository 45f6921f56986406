import assert from 'node:assert/strict'
import {
  claimUnapplied,
  countUnapplied,
  deleteUnapplied,
  insertUnapplied,
  postponeUnapplied,
  retryUnapplied,
} from '@dawk/core/messaging/inbound/unapplied-items.ts'
import type { Queryable } from '@dawk/core/platform/database/database.ts'
import { newId } from '@dawk/core/platform/ids.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { openCore, type TestCore } from '../support/core.ts'

let core: TestCore
let worker: Queryable
beforeAll(async () => {
  core = await openCore()
  worker = core.db.worker
})
afterAll(() => core.close())

const claim = () => core.db.worker.transaction((tx) => claimUnapplied(tx))
const isDue = async () => (await claim()) !== null
const makeDue = () => worker.query('update unapplied_items set run_at = now() where run_at is not null')

/** Seconds until the next try; null: there is none. */
async function secondsLeft(): Promise<number | null> {
  const { rows } = await worker.query<{ left: number | null }>(
    'select round(extract(epoch from run_at - now()))::int as left from unapplied_items',
  )
  return rows[0]?.left ?? null
}

test('what could not be applied is tried ten times, later each time, and then kept until an operator asks', async () => {
  const item = { journalId: newId(), appFingerprint: 'app', payload: '{}', error: 'first' }
  await core.db.worker.transaction((tx) => insertUnapplied(tx, [item, item]))
  assert.equal(await secondsLeft(), 1)
  await makeDue()
  const pauses: (number | null)[] = []
  for (let failures = 1; failures <= 9; failures += 1) {
    assert.ok(await isDue(), `due after ${failures - 1} failures`)
    await postponeUnapplied(worker, item, `failure ${failures}`)
    pauses.push(await secondsLeft())
    assert.ok(!(await isDue()), 'not at once')
    await makeDue()
  }
  assert.deepEqual(pauses, [2, 4, 8, 16, 32, 64, 128, 256, null])
  assert.ok(!(await isDue()), 'given up')
  assert.deepEqual(await countUnapplied(worker), { retrying: 0, givenUp: 1 })
  assert.equal(await retryUnapplied(core, item.journalId), 1)
  const { error, ...again } = (await claim()) ?? { error: 'nothing' }
  assert.deepEqual([again, error], [{ journalId: item.journalId, appFingerprint: 'app', payload: '{}' }, 'failure 9'])
  await deleteUnapplied(worker, item)
  assert.deepEqual(await countUnapplied(worker), { retrying: 0, givenUp: 0 })
})
