import assert from 'node:assert/strict'
import { writeManyContacts } from '@dawk/core/engagement/contacts/write/contact-commands.ts'
import { type DripDefinition, type DripStep, defaultDrip } from '@dawk/core/engagement/drips/drip.ts'
import { createDrip, pauseDrip, publishDrip, resumeDrip, updateDrip } from '@dawk/core/engagement/drips/drips.ts'
import type { Enrollment } from '@dawk/core/engagement/drips/enrollments/enrollment.ts'
import {
  enrollContacts,
  getDripStatistics,
  getEnrollment,
  listEnrollments,
} from '@dawk/core/engagement/drips/enrollments/enrollments.ts'
import { dripTriggers } from '@dawk/core/engagement/drips/triggers/drip-triggers.ts'
import type { GatewayEvent } from '@dawk/core/events/event.ts'
import { newId } from '@dawk/core/platform/ids.ts'
import type { WorkerTransaction } from '@dawk/core/tenancy/unit-of-work.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type CampaignWorld, newPhones, openCampaignWorld } from '../support/campaign-world.ts'
import { until } from '../support/processes.ts'

let world: CampaignWorld
beforeAll(async () => {
  world = await openCampaignWorld()
})
afterAll(() => world.close())

const template = { name: 'offer', language: 'en' }
const send = (key: string, more: object = {}) => ({ key, kind: 'send_template', template, ...more }) as DripStep
const wait = (key: string, minutes: number) => ({ key, kind: 'wait', minutes }) as DripStep
const goal = (key: string) => ({ key, kind: 'goal', name: key }) as DripStep

async function published(steps: readonly DripStep[], more: Partial<DripDefinition> = {}): Promise<string> {
  const definition = { ...defaultDrip, numberId: world.numberId, steps, ...more } as DripDefinition
  const { id } = await createDrip(world.campaigns, world.caller, { name: 'Welcome', definition })
  await publishDrip(world.campaigns, world.caller, id, null)
  return id
}

async function people(count: number): Promise<{ id: string; phone: string }[]> {
  const phones = newPhones(count)
  await writeManyContacts(
    world.ctx,
    world.caller,
    phones.map((phone) => ({ phone })),
    { atomic: true },
  )
  return world.db.worker.many('select id, phone from contacts where account_id = $1 and phone = any ($2::text[])', [
    world.accountId,
    phones,
  ])
}

const enroll = (id: string, contactIds: readonly string[], key = 'test') =>
  enrollContacts(world.ctx, world.caller, id, { contactIds, key, vars: {} })
const all = (id: string): Promise<Enrollment[]> =>
  listEnrollments(world.ctx, world.caller, id, { before: null, limit: 100, state: null, step: null, contactId: null })

/** Until everybody waits for a later instant or has left. */
const settled = (id: string) =>
  until('nobody has anything to do', async () => {
    world.wakeJobs()
    const shown = await all(id)
    return shown.every(({ state, dueAt }) => state !== 'active' || Date.parse(dueAt) > world.now()) ? shown : null
  })

/** Messages of a drip in the lane; those that there are leave it and are read. */
async function leaving(): Promise<string[]> {
  const ready = await world.waiting()
  await world.depart(
    ready.map(({ id }) => id),
    { status: 'sent' },
    { status: 'delivered' },
  )
  return ready.map(({ to }) => to)
}

const reply = (tx: Pick<WorkerTransaction, 'emit'>, contactId: string, body = 'hello') =>
  tx.emit({
    accountId: world.accountId,
    type: 'message.received',
    at: new Date(world.now()).toISOString(),
    data: {
      contactId,
      phoneNumberId: world.phoneNumberId,
      messageId: newId(),
      wamid: `wamid.${newId()}`,
      from: null,
      fromUserId: null,
      contact: null,
      conversationId: null,
      message: { type: 'text', text: { body } },
    },
  } as never)

const day = 24 * 3600_000

test('a sequence sends, waits from the message before, and ends at its goal; the figures are those of the steps', async () => {
  const [one] = await people(1)
  assert.ok(one)
  const id = await published([send('first'), wait('day', 1440), send('second'), goal('welcomed')])
  await enroll(id, [one.id])
  await settled(id)
  assert.deepEqual(await leaving(), [one.phone])
  world.clock.offsetMs += day - 60_000
  await settled(id)
  assert.deepEqual(await leaving(), [])
  world.clock.offsetMs += 120_000
  const [shown] = await settled(id)
  assert.deepEqual(await leaving(), [one.phone])
  assert.deepEqual([shown?.state, shown?.reason, shown?.goal, shown?.sent], ['completed', 'goal', 'welcomed', 2])
  const { people: counted, steps } = await getDripStatistics(world.ctx, world.caller, id)
  assert.deepEqual(counted, [{ state: 'completed', reason: 'goal', step: null, count: 1 }])
  assert.deepEqual(
    steps.map(({ step, outcome, count }) => [step, outcome, count]),
    [
      ['day', 'waited', 1],
      ['first', 'delivered', 1],
      ['second', 'delivered', 1],
      ['welcomed', 'reached', 1],
    ],
  )
})

test('the same event a hundred times, also at once, lets a person in once', async () => {
  const [one] = await people(1)
  assert.ok(one)
  const id = await published([wait('long', 60)], {
    triggers: [{ on: 'tag_added', tag: 'new' }],
    reentry: { rule: 'each_event' },
  })
  const event = {
    id: newId(),
    accountId: world.accountId,
    type: 'contact.tagged',
    at: new Date().toISOString(),
    data: { contactId: one.id, tags: ['new'], source: 'api' },
  } as GatewayEvent
  await Promise.all(
    Array.from({ length: 20 }, () =>
      world.units.worker.transaction((tx) =>
        dripTriggers.handle(
          tx,
          Array.from({ length: 5 }, () => event),
        ),
      ),
    ),
  )
  assert.equal((await all(id)).length, 1)
})

test('an answer ends it in its own transaction, also while the next step is due', async () => {
  const who = await people(6)
  const id = await published([send('first'), wait('hour', 60), send('second')])
  await enroll(
    id,
    who.map((one) => one.id),
  )
  await settled(id)
  assert.equal((await leaving()).length, 6)
  world.clock.offsetMs += 61 * 60_000
  // the steps are due from here on; each answer holds its person while the worker tries to take the step
  await Promise.all(
    who.map(({ id: contactId }) =>
      world.units.worker.transaction(async (tx) => {
        await tx.query('select 1 from enrollments where account_id = $1 and contact_id = $2 for update', [
          world.accountId,
          contactId,
        ])
        world.wakeJobs()
        reply(tx, contactId)
      }),
    ),
  )
  const shown = await settled(id)
  const sentTwice = shown.filter(({ sent }) => sent === 2)
  assert.deepEqual(
    shown.map(({ state, reason }) => [state, reason]).filter(([, reason]) => reason !== 'finished'),
    Array.from({ length: 6 - sentTwice.length }, () => ['exited', 'replied']),
  )
  assert.equal((await leaving()).length, sentTwice.length)
  world.clock.offsetMs += day
  await settled(id)
  assert.deepEqual(await leaving(), [])
})

test('an opt-out ends it, and a word of the drip; another answer does not', async () => {
  const [stopping, leavingBy, staying] = await people(3)
  assert.ok(stopping && leavingBy && staying)
  const id = await published([wait('hour', 60), send('first')], { exits: { reply: ['enough'] } })
  await enroll(id, [stopping.id, leavingBy.id, staying.id])
  await settled(id)
  await world.units.worker.transaction(async (tx) => {
    reply(tx, leavingBy.id, 'Enough!')
    reply(tx, staying.id, 'go on')
    const consent = { purpose: 'marketing', before: 'implied', after: 'opted_out', source: 'keyword' }
    const at = new Date().toISOString()
    const data = { contactId: stopping.id, ...consent, occurredAt: at, consentEventId: newId() }
    tx.emit({ accountId: world.accountId, type: 'contact.consent_changed', at, data } as never)
  })
  world.clock.offsetMs += 61 * 60_000
  const shown = await settled(id)
  const reasonOf = (contactId: string) => shown.find((one) => one.contactId === contactId)?.reason
  assert.deepEqual(
    [reasonOf(stopping.id), reasonOf(leavingBy.id), reasonOf(staying.id)],
    ['opted_out', 'replied', 'finished'],
  )
  assert.deepEqual(await leaving(), [staying.phone])
})

test('a wait for an event goes on with it, or by its timeout; a branch asks what became of the message', async () => {
  const [reading, silent] = await people(2)
  assert.ok(reading && silent)
  const id = await published([
    send('first'),
    { key: 'read', kind: 'wait', event: { on: 'read', timeoutMinutes: 60, onTimeout: 'remind' } },
    { key: 'which', kind: 'branch', cases: [{ outcome: 'read', goto: 'thanks' }], next: 'remind' },
    send('remind', { next: null }),
    goal('thanks'),
  ])
  await enroll(id, [reading.id, silent.id])
  await settled(id)
  const ready = await world.waiting()
  await world.depart(
    ready.map((one) => one.id),
    { status: 'sent' },
    { status: 'delivered' },
  )
  await settled(id)
  const read = ready.find(({ to }) => to === reading.phone)
  await world.depart([read?.id ?? ''], { status: 'read' })
  await settled(id)
  world.clock.offsetMs += 61 * 60_000
  const shown = await settled(id)
  assert.deepEqual(
    [reading, silent].map(({ id: contactId }) => shown.find((one) => one.contactId === contactId)?.reason),
    ['goal', 'finished'],
  )
  assert.deepEqual(await leaving(), [silent.phone])
})

test('people stay on their version; published with a migration, those at a step that is gone go to the next one', async () => {
  const [early, late] = await people(2)
  assert.ok(early && late)
  const id = await published([wait('old', 60), wait('gone', 60), send('end')])
  await enroll(id, [early.id, late.id])
  await settled(id)
  world.clock.offsetMs += 61 * 60_000
  await settled(id)
  await updateDrip(world.campaigns, world.caller, id, { definition: { steps: [wait('old', 60), send('end')] } })
  await publishDrip(world.campaigns, world.caller, id, null)
  assert.deepEqual(
    (await all(id)).map(({ version, step }) => [version, step]),
    [
      [1, 'gone'],
      [1, 'gone'],
    ],
  )
  const { migrated } = await publishDrip(world.campaigns, world.caller, id, {})
  assert.equal(migrated, 2)
  const shown = await settled(id)
  assert.deepEqual(
    shown.map(({ version, state }) => [version, state]),
    [
      [3, 'completed'],
      [3, 'completed'],
    ],
  )
  assert.equal((await leaving()).length, 2)
})

test('paused, nobody takes a step; resumed, all go on; nobody enters again unless the rule says so', async () => {
  const [one] = await people(1)
  assert.ok(one)
  const id = await published([wait('hour', 60), send('first')])
  await enroll(id, [one.id])
  await settled(id)
  await pauseDrip(world.campaigns, world.caller, id)
  world.clock.offsetMs += 61 * 60_000
  world.wakeJobs()
  assert.deepEqual(await leaving(), [])
  await resumeDrip(world.campaigns, world.caller, id)
  await settled(id)
  assert.deepEqual(await leaving(), [one.phone])
  assert.deepEqual(await enroll(id, [one.id], 'another'), [])
  const [shown] = await all(id)
  const { steps } = await getEnrollment(world.ctx, world.caller, { id, enrollmentId: shown?.id ?? '' })
  assert.deepEqual(
    steps.map(({ step }) => step),
    ['hour', 'first'],
  )
})
