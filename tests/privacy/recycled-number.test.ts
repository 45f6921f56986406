import assert from 'node:assert/strict'
import { createApply } from '@dawk/core/messaging/inbound/apply-payloads.ts'
import { toReceived } from '@dawk/core/messaging/inbound/journal.ts'
import { insertApplied, toJournalRows } from '@dawk/core/messaging/inbound/journal-rows.ts'
import { createNumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { createErasureWorker } from '@dawk/core/operations/privacy/erase/erasure-worker.ts'
import { erasePerson } from '@dawk/core/operations/privacy/erase/request-erasure.ts'
import { exportPerson } from '@dawk/core/operations/privacy/export-person.ts'
import { createDuePoll } from '@dawk/core/platform/due-poll.ts'
import { newIdAt } from '@dawk/core/platform/ids.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { openCore, type TestCore } from '../support/core.ts'
import { until } from '../support/processes.ts'

const phone = '919900112233'
const hourMs = 3_600_000

let core: TestCore
let account: Awaited<ReturnType<TestCore['newAccount']>>
let words: { ofOld: string[]; ofNew: string[] }
let count = 0

beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

/** In an account of their own: the old owner before their user id was known and after, then somebody else with the same number. */
beforeEach(async () => {
  account = await core.newAccount()
  const { phoneNumberId } = account
  const [first, second, third] = ['before ids', 'of the old owner', 'of the new owner'].map(
    (text) => `${phoneNumberId} ${text}`,
  ) as [string, string, string]
  words = { ofOld: [first, second], ofNew: [third] }
  await write(first, null, Date.now() - 2 * hourMs)
  await write(second, 'IN.1', Date.now() - hourMs)
  await write(third, 'IN.2', Date.now())
})

/** A message comes in at the instant: journal and apply, as they would have then. */
async function write(body: string, userId: string | null, at: number): Promise<void> {
  const metadata = { display_phone_number: '1', phone_number_id: account.phoneNumberId }
  const message = {
    ...{ from: phone, id: `wamid.${++count}`, timestamp: String(Math.floor(at / 1000)), type: 'text', text: { body } },
    ...(userId !== null && { from_user_id: userId }),
  }
  const contacts = [{ profile: { name: 'P' }, wa_id: phone, ...(userId !== null && { user_id: userId }) }]
  const value = { messaging_product: 'whatsapp', metadata, contacts, messages: [message] }
  const payload = {
    id: newIdAt(at),
    appFingerprint: 'app',
    body: JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
    }),
  }
  const apply = createApply({ ...core, numbers: createNumberDirectory(core), operatorAppFingerprint: null })
  await core.worker.transaction(async (tx) => {
    await insertApplied(tx, toJournalRows([payload]), 1000)
    await apply(tx, [toReceived(payload)])
  })
}

async function exported(named: string): Promise<string> {
  const records = await exportPerson(core, account, named)
  assert.ok(records)
  let text = ''
  for await (const record of records) text += JSON.stringify(record)
  return text
}

const wordsIn = (text: string) => [...words.ofOld, ...words.ofNew].filter((one) => text.includes(one))

test('each owner of a recycled number is exported without the words of the other', async () => {
  assert.deepEqual(wordsIn(await exported(phone)), words.ofNew)
  assert.deepEqual(wordsIn(await exported('IN.1')), words.ofOld)
})

async function erase(named: string): Promise<void> {
  const due = createDuePoll({ db: core.db, log: core.log })
  const worker = createErasureWorker({ ...core, due, onMediaErased: () => undefined })
  const erasure = await erasePerson(core, systemCaller(account.accountId), named)
  worker.start()
  await until('it is erased', async () => {
    const { rows } = await core.db.worker.query('select state from erasures where id = $1', [erasure?.id])
    return (rows[0] as { state: string }).state === 'done'
  })
  await worker.stop()
}

/** Words that the tables still hold, each with how many rows. */
async function left(): Promise<string[]> {
  const { text } = await core.db.worker.one<{ text: string }>(
    `select concat((select string_agg(array_to_string(bodies, ' '), ' ') from journal), (select string_agg(data::text, ' ') from events),
                   (select string_agg(content::text, ' ') from messages)) as text`,
  )
  return [...words.ofOld, ...words.ofNew].flatMap((one) => {
    const times = text.split(one).length - 1
    return times === 0 ? [] : [`${times} ${one}`]
  })
}

test('the new owner is erased: all that the old one wrote stays', async () => {
  const before = await left()
  await erase(phone)
  assert.deepEqual(await left(), before.slice(0, 2))
})

test('the old owner is erased, also what names the number alone: all that the new one wrote stays', async () => {
  const before = await left()
  await erase('IN.1')
  assert.deepEqual(await left(), before.slice(2))
})
