import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { claimInstallation } from '@dawk/core/operations/installation-store.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { openCore, sendCommand, type TestCore } from '../../../../tests/support/core.ts'
import { UsageError } from './command.ts'
import { runOperatorCommand } from './commands.ts'

let core: TestCore
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

let place = 'first'
const adopt = (options: Record<string, string> = {}) =>
  runOperatorCommand(
    { db: core.db, sandbox: true, secrets: () => core.secrets, witness: async () => place },
    { command: 'adopt', options },
  )
/** The data now lies in another database, on which a gateway has started. */
const copyTo = async (name: string) => {
  place = name
  return claimInstallation(core.db.worker, name)
}
const statesOf = async (accountId: string) => {
  const { rows } = await core.db.worker.query<{ state: string }>(
    'select state::text from messages where account_id = $1 order by id',
    [accountId],
  )
  return rows.map(({ state }) => state)
}

test('a copy lists what it would send, fails what is from before on demand, and keeps what came since', async () => {
  assert.deepEqual(await claimInstallation(core.db.worker, place), { copiedSince: null })
  assert.match(await adopt(), /is the one that was last adopted/)
  const owner = await core.newAccount()
  const accept = (change = {}) => core.acceptor.accept(sendCommand(owner, change))
  await accept()
  await accept({ sendAt: new Date(Date.now() + 3_600_000).toISOString() })
  await sleep(5) // ids carry milliseconds: what comes now is newer than the first start on the copy

  const { copiedSince } = await copyTo('second')
  assert.ok(copiedSince)
  assert.deepEqual(await claimInstallation(core.db.worker, place), { copiedSince }, 'another start changes nothing')
  await sleep(5)
  await accept()
  assert.match(await adopt(), new RegExp(`${owner.accountId}  2 messages \\(0 unconfirmed\\), 0 deliveries`))
  await assert.rejects(
    async () => adopt({ send: 'true', expire: 'true' }),
    (error: unknown) => error instanceof UsageError && /not both/.test(error.message),
  )
  assert.match(await adopt({ expire: 'true' }), /^Adopted: 2 messages and 0 deliveries from before the copy failed/)
  assert.deepEqual(await statesOf(owner.accountId), ['failed', 'failed', 'queued'])
  assert.deepEqual(await claimInstallation(core.db.worker, place), { copiedSince: null })
  const { rows } = await core.db.worker.query(
    `select type from events where account_id = $1 and type = 'message.status.failed'`,
    [owner.accountId],
  )
  assert.equal(rows.length, 2, 'customers are told of each')
})

test('a copy whose original is gone sends everything on demand', async () => {
  const owner = await core.newAccount()
  await core.acceptor.accept(sendCommand(owner))
  await sleep(5)
  await copyTo('third')
  assert.match(await adopt({ send: 'true' }), /what waited is sent now/)
  assert.deepEqual(await statesOf(owner.accountId), ['queued'])
  assert.deepEqual(await claimInstallation(core.db.worker, place), { copiedSince: null })
})
