import assert from 'node:assert/strict'
import { deleteConsentsOfPerson } from '@dawk/core/engagement/consent/consent-store.ts'
import { createIdentifierHash } from '@dawk/core/engagement/consent/identifier-hash.ts'
import { getConsentProof, getConsents } from '@dawk/core/engagement/consent/read-consents.ts'
import { type NewConsentAct, recordConsents } from '@dawk/core/engagement/consent/record-consents.ts'
import { resolveContacts } from '@dawk/core/messaging/identities/resolve-contacts.ts'
import type { Queryable } from '@dawk/core/platform/database/database.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { openCore, type TestCore } from '../support/core.ts'

let core: TestCore
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

const inTransaction = <T>(work: (tx: Queryable) => Promise<T>) => core.db.worker.transaction(work)
const ctx = () => ({
  read: <T>({ accountId }: { accountId: string }, work: (tx: Queryable) => Promise<T>) =>
    core.db.asAccounts([accountId], work),
})
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()

async function learn(accountId: string, phones: string[], userIds: string[]): Promise<string> {
  const { contactIds } = await inTransaction((tx) => resolveContacts(tx, [{ accountId, phones, userIds }]))
  return contactIds[0] ?? ''
}

type Act = Pick<NewConsentAct, 'state' | 'at'> & Partial<NewConsentAct>
const say = (accountId: string, contactId: string, ...acts: Act[]) =>
  inTransaction((tx) =>
    recordConsents(
      tx,
      acts.map((act) => ({
        accountId,
        contactId,
        purpose: 'marketing',
        source: 'keyword',
        isProven: true,
        actor: { kind: 'system', id: null },
        ...act,
      })),
      createIdentifierHash(core.secrets),
    ),
  )

async function stateOf(accountId: string, contactId: string): Promise<string | undefined> {
  const all = await getConsents(ctx(), { accountId, numberIds: null }, contactId)
  return all.find(({ purpose }) => purpose === 'marketing')?.state
}

test('a merged person is as restricted as either was, and a newer act of theirs counts for both', async () => {
  const { accountId } = await core.newAccount()
  const byPhone = await learn(accountId, ['919900110001'], [])
  const byUserId = await learn(accountId, [], ['IN.1001'])
  await say(accountId, byPhone, { state: 'opted_in', at: at(1) })
  await say(accountId, byUserId, { state: 'opted_out', at: at(2) })
  const merged = await learn(accountId, ['919900110001'], ['IN.1001'])
  assert.equal(merged, byPhone)
  assert.equal(await stateOf(accountId, merged), 'opted_out')
  const [older] = await say(accountId, merged, { state: 'opted_in', at: at(2) })
  assert.equal(older?.outcome, 'evidence_older')
  await say(accountId, merged, { state: 'opted_in', at: at(3) })
  assert.equal(await stateOf(accountId, merged), 'opted_in')
  const chains = await getConsentProof(ctx(), { accountId, numberIds: null }, merged)
  assert.deepEqual(chains.map(({ brokenAt, events }) => [brokenAt, events.length]).toSorted(), [
    [null, 1],
    [null, 2],
  ])
})

test('an identifier that is learned later restricts nothing, and carries no consent away', async () => {
  const { accountId } = await core.newAccount()
  const person = await learn(accountId, ['919900110002'], [])
  await say(accountId, person, { state: 'opted_out', at: at(1) })
  assert.equal(await learn(accountId, ['919900110002'], ['IN.1002']), person)
  assert.equal(await stateOf(accountId, person), 'opted_out')
  const newOwner = await learn(accountId, ['919900110002'], ['IN.1003'])
  assert.notEqual(newOwner, person)
  assert.deepEqual([await stateOf(accountId, person), await stateOf(accountId, newOwner)], ['opted_out', 'unknown'])
  await say(accountId, newOwner, { state: 'opted_in', at: at(2) })
  assert.deepEqual([await stateOf(accountId, person), await stateOf(accountId, newOwner)], ['opted_out', 'opted_in'])
})

test('acts of one batch follow one another, and the chain holds them all', async () => {
  const { accountId } = await core.newAccount()
  const person = await learn(accountId, ['919900110004'], [])
  const results = await say(
    accountId,
    person,
    { state: 'opted_out', at: at(1) },
    { state: 'resume', at: at(2) },
    { state: 'opted_out', at: at(1) },
  )
  assert.deepEqual(
    results.map(({ outcome, after }) => [outcome, after?.state]),
    [
      ['changed', 'opted_out'],
      ['changed', 'unknown'],
      ['superseded', 'unknown'],
    ],
  )
  const [chain] = await getConsentProof(ctx(), { accountId, numberIds: null }, person)
  assert.deepEqual([chain?.brokenAt, chain?.events.map(({ seq }) => seq)], [null, [1, 2, 3]])
})

test('two transactions at once write one chain', async () => {
  const { accountId } = await core.newAccount()
  const person = await learn(accountId, ['919900110005'], [])
  await Promise.all(
    Array.from({ length: 8 }, (_, index) => say(accountId, person, { state: 'opted_out', at: at(index) })),
  )
  const [chain] = await getConsentProof(ctx(), { accountId, numberIds: null }, person)
  assert.deepEqual([chain?.brokenAt, chain?.events.length], [null, 8])
})

test('neither role changes or removes an event, and a change made by an owner shows', async () => {
  const { accountId } = await core.newAccount()
  const person = await learn(accountId, ['919900110006'], [])
  await say(accountId, person, { state: 'opted_out', at: at(1) })
  for (const sql of [
    `update consent_events set state = 'opted_in' where account_id = $1`,
    'delete from consent_events where account_id = $1',
  ]) {
    await assert.rejects(core.db.worker.query(sql, [accountId]), /permission denied/)
    await assert.rejects(
      core.db.asAccounts([accountId], (tx) => tx.query(sql, [accountId])),
      /permission denied/,
    )
  }
})

test('the erasure of a person takes the evidence, and leaves events that name nobody', async () => {
  const { accountId } = await core.newAccount()
  const byPhone = await learn(accountId, ['919900110007'], [])
  const byUserId = await learn(accountId, [], ['IN.1007'])
  const proof = { text: 'stop, says 919900110007' }
  await say(accountId, byPhone, { state: 'opted_out', at: at(1), proof })
  await say(accountId, byUserId, { state: 'opted_out', at: at(1), proof })
  const merged = await learn(accountId, ['919900110007'], ['IN.1007'])
  const counts = await inTransaction((tx) => deleteConsentsOfPerson(tx, { accountId, contactId: merged }))
  assert.deepEqual(counts, { consent_proofs: 2, consents: 2, consent_identifiers: 2 })
  const { rows } = await core.db.worker.query<{ text: string }>(
    'select to_jsonb(e)::text as text from consent_events e where account_id = $1',
    [accountId],
  )
  assert.equal(rows.length, 2)
  assert.ok(rows.every(({ text }) => !text.includes('9199001') && !text.includes('IN.1007')))
})
