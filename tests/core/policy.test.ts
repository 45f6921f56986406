import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createIdentifierHash } from '@dawk/core/engagement/consent/identifier-hash.ts'
import { recordConsents } from '@dawk/core/engagement/consent/record-consents.ts'
import { createConsentReactions } from '@dawk/core/engagement/consent/signals/consent-reactions.ts'
import { createMarketingDepartures } from '@dawk/core/engagement/policy/marketing-departures.ts'
import { changePolicy } from '@dawk/core/engagement/policy/policies.ts'
import { createPolicyCheck } from '@dawk/core/engagement/policy/policy-check.ts'
import { createPolicyDirectory } from '@dawk/core/engagement/policy/policy-directory.ts'
import { createPolicyReactions } from '@dawk/core/engagement/policy/policy-reactions.ts'
import type { Departure } from '@dawk/core/messaging/dispatch/departure-check.ts'
import { resolveContacts } from '@dawk/core/messaging/identities/resolve-contacts.ts'
import { plainSend, type SendRequest } from '@dawk/core/messaging/messages/send/send-request.ts'
import type { TemplateForSend } from '@dawk/core/messaging/templates/template-store.ts'
import { statements } from '@dawk/core/platform/database/statements.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { openCore, type TestCore, unitsOfWork } from '../support/core.ts'

let core: TestCore
let world: ReturnType<typeof createWorld>
beforeAll(async () => {
  core = await openCore()
  world = createWorld()
})
afterAll(() => core.close())

/** Every template is marketing. */
function createWorld() {
  const policies = createPolicyDirectory(core.db.worker)
  const reactions = [
    ...createConsentReactions({ secrets: () => core.secrets, policies }),
    ...createPolicyReactions({ policies }),
  ]
  const units = unitsOfWork(core.db, { reactions, deliver: (_, accountId) => policies.forget(accountId) })
  const entry = { isSynced: true, template: { category: 'MARKETING' }, languages: [] } as unknown as TemplateForSend
  const templates = { peek: () => entry, find: async () => entry }
  const deps = { worker: units.worker, secrets: core.secrets, policies, templates }
  return { units, departures: createMarketingDepartures(deps), check: createPolicyCheck(deps) }
}

const offer = { type: 'template', template: { name: 'offer', language: { code: 'en' } } }

function departure(accountId: string, phone: string): Departure {
  const ref = randomUUID()
  return {
    item: {
      laneId: '1',
      orderingKey: '1',
      id: ref,
      accountId,
      priority: 3,
      ref,
      eventId: null,
      attempts: 0,
      startedAt: null,
    },
    message: { id: ref, phone, userId: null, content: JSON.stringify(offer), dryRun: false },
    wabaId: '1',
    phoneNumberId: '1',
  }
}

const request = (accountId: string, phone: string): SendRequest => ({
  ...plainSend,
  ...{ accountId, to: { phone, userId: null }, type: 'template', content: offer, idempotency: null },
  number: { id: randomUUID(), laneId: '1', phoneNumberId: '1', sandbox: true, wabaId: '1' },
})

async function newPerson(): Promise<{ accountId: string; phone: string; contactId: string }> {
  const { accountId } = await core.newAccount()
  const phone = `9199${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`
  const { contactIds } = await core.db.worker.transaction((tx) =>
    resolveContacts(tx, [{ accountId, phones: [phone], userIds: [] }]),
  )
  return { accountId, phone, contactId: contactIds[0] ?? '' }
}

const stop = (contactId: string) => ({
  ...{ contactId, phoneNumberId: '1', preference: 'stop' as const, at: new Date().toISOString(), detail: null },
})

test('an opt-out is true for dispatch and accept in the instant of its commit, and not before', async () => {
  const { accountId, phone, contactId } = await newPerson()
  const caller = systemCaller(accountId)
  await changePolicy(world.units, caller, { learnFromMeta: true })
  const isPostgres = process.env['TEST_DATABASE_URL'] !== undefined // the embedded database has one connection
  const stopsOf = async () => (await world.departures([departure(accountId, phone)])).size
  assert.equal(await stopsOf(), 0)
  const act = {
    accountId,
    contactId,
    purpose: 'marketing',
    state: 'opted_out',
    isProven: true,
    source: 'keyword',
  } as const
  await world.units.transaction(caller, async (tx) => {
    const acts = [{ ...act, at: new Date().toISOString(), actor: caller.actor }]
    await recordConsents(tx, acts, createIdentifierHash(core.secrets))
    if (isPostgres) assert.equal(await stopsOf(), 0)
  })
  assert.equal(await stopsOf(), 1)
  await assert.rejects(async () => world.check(request(accountId, phone)), {
    code: 'not_sendable',
    reason: 'opted_out',
  })
})

test('two processes that hand over the last message that a cap allows: one leaves', async () => {
  const { accountId, phone } = await newPerson()
  await changePolicy(world.units, systemCaller(accountId), { caps: [{ max: 1, per: 'day', window: 'rolling' }] })
  const other = createWorld()
  const all = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      (index % 2 === 0 ? world : other).departures([departure(accountId, phone)]),
    ),
  )
  assert.equal(all.filter((stops) => stops.size === 0).length, 1)
})

test('within one batch, too, and a message that leaves again is not counted against itself', async () => {
  const { accountId, phone } = await newPerson()
  await changePolicy(world.units, systemCaller(accountId), { caps: [{ max: 1, per: 'day', window: 'rolling' }] })
  const [first, second] = [departure(accountId, phone), departure(accountId, phone)]
  assert.deepEqual([...(await world.departures([first, second])).keys()], [second.item.id])
  assert.equal((await world.departures([first])).size, 0)
})

test('an account that uses none of this is told from memory: no statement for an accept', async () => {
  const { accountId, phone } = await newPerson()
  await world.check(request(accountId, phone)) // reads the account once
  const seen: string[] = []
  const listen = (sql: unknown) => void seen.push(String(sql))
  statements.subscribe(listen)
  try {
    for (let count = 0; count < 100; count += 1) assert.equal(world.check(request(accountId, phone)), undefined)
  } finally {
    statements.unsubscribe(listen)
  }
  assert.deepEqual(seen, [])
})

test('accepts that come together share statements', async () => {
  const { accountId, phone, contactId } = await newPerson()
  await world.units.transaction(systemCaller(accountId), async (tx) =>
    tx.emit('contact.marketing_preference_changed', stop(contactId)),
  )
  await Promise.resolve(world.check(request(accountId, '919900000001')))
  const seen: string[] = []
  const listen = (sql: unknown) => void seen.push(String(sql))
  statements.subscribe(listen)
  const results = await Promise.allSettled(
    Array.from({ length: 200 }, (_, index) =>
      world.check(request(accountId, index % 2 === 0 ? phone : '919900000001')),
    ),
  )
  statements.unsubscribe(listen)
  assert.equal(results.filter(({ status }) => status === 'rejected').length, 100)
  assert.ok(seen.length <= 4, `${seen.length} statements`)
})
