import assert from 'node:assert/strict'
import { updateCampaign } from '@dawk/core/engagement/campaigns/campaigns.ts'
import { validateCampaign } from '@dawk/core/engagement/campaigns/check/validate-campaign.ts'
import { effectOf } from '@dawk/core/engagement/campaigns/feed/code-effects.ts'
import {
  cancelCampaign,
  launchCampaign,
  pauseCampaign,
  resumeCampaign,
  retryCampaign,
} from '@dawk/core/engagement/campaigns/run-campaign.ts'
import { writeManyContacts } from '@dawk/core/engagement/contacts/write/contact-commands.ts'
import { changePolicy } from '@dawk/core/engagement/policy/policies.ts'
import { addSuppressions } from '@dawk/core/engagement/suppressions/suppressions.ts'
import type { MessageError } from '@dawk/core/events/catalogue.ts'
import { mergeContacts } from '@dawk/core/messaging/identities/contact-merge-store.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { type CampaignWorld, newPhones, openCampaignWorld, toList } from '../support/campaign-world.ts'

let world: CampaignWorld
beforeAll(async () => {
  world = await openCampaignWorld()
})
afterAll(() => world.close())

const failure = (code: number): MessageError => ({
  code,
  subcode: null,
  title: 't',
  details: null,
  cause: 'c',
  traceId: null,
})
const failedWith = (code: number) => [{ status: 'sent' as const }, { status: 'failed' as const, error: failure(code) }]
const again = { scope: 'failed', codes: null, recipients: null, sentBefore: null } as const

async function assertSums(id: string): Promise<void> {
  const { counted, actual } = await world.sums(id)
  assert.deepEqual(counted, actual)
}

test('an audience of nobody is completed, and one of everybody twice goes to each once', async () => {
  const nobody = await world.launched([])
  await world.run()
  assert.equal((await world.get(nobody)).state, 'completed')
  const phones = newPhones(30)
  const id = await world.launched(toList([...phones, ...phones]))
  assert.deepEqual((await world.run()).toSorted(), phones.toSorted())
  const { state, planned, duplicates } = await world.get(id)
  assert.deepEqual([state, planned, duplicates], ['completed', 30, 30])
  await assertSums(id)
})

test('launched twice, also at once, it is planned and sent once', async () => {
  const phones = newPhones(5)
  const id = await world.draft(toList(phones))
  await Promise.all([
    launchCampaign(world.campaigns, world.caller, id),
    launchCampaign(world.campaigns, world.caller, id),
  ])
  await world.plan()
  await launchCampaign(world.campaigns, world.caller, id)
  await world.plan()
  assert.deepEqual((await world.run()).toSorted(), phones.toSorted())
})

test('paused and resumed twenty times: nobody is left out, and nobody is sent to twice', async () => {
  const phones = newPhones(60)
  const id = await world.launched(toList(phones), { maxPerMinute: 600 })
  const sentTo: string[] = []
  for (let round = 0; round < 20; round += 1) {
    world.clock.offsetMs += 300
    await world.feeder.feedOnce()
    const [first] = await world.waiting()
    if (first) await world.depart([first.id], { status: 'sent' }, { status: 'delivered' })
    if (first) sentTo.push(first.to)
    const { state, recalled } = await pauseCampaign(world.campaigns, world.caller, id)
    assert.equal(state, 'paused')
    assert.deepEqual(await world.waiting(), [], `round ${round}: ${recalled} were taken back`)
    assert.equal(await world.feeder.feedOnce(), 0)
    await assertSums(id)
    await resumeCampaign(world.campaigns, world.caller, id)
  }
  sentTo.push(...(await world.run()))
  assert.deepEqual(sentTo.toSorted(), phones.toSorted())
  assert.deepEqual((await world.get(id)).state, 'completed')
  await assertSums(id)
})

test('a cancel takes back what waits in the lane, and says how many were too late', async () => {
  const id = await world.launched(toList(newPhones(50)))
  await world.feeder.feedOnce()
  const [leaving] = await world.waiting()
  assert.ok(leaving)
  await world.db.worker.query('update lane_items set started_at = now() where account_id = $1 and ref = $2::uuid', [
    world.accountId,
    leaving.id,
  ])
  const { state, tooLate } = await cancelCampaign(world.campaigns, world.caller, id)
  assert.deepEqual([state, tooLate], ['canceling', 1])
  await world.feeder.feedOnce()
  await world.depart([leaving.id], { status: 'sent' }, { status: 'delivered' })
  await world.run()
  const { counts, state: end } = await world.get(id)
  const states = Object.fromEntries(
    counts.filter(({ key }) => !key.includes(':')).map(({ key, count }) => [key, count]),
  )
  assert.deepEqual([end, states], ['canceled', { canceled: 49, delivered: 1 }])
  await assertSums(id)
})

test('two workers on one campaign: each person once', async () => {
  const phones = newPhones(200)
  await world.launched(toList(phones))
  const other = world.feederOf()
  const sentTo: string[] = []
  for (let round = 0; round < 12; round += 1) {
    world.clock.offsetMs += 20_000 // also beyond the time for which one has the campaign
    await Promise.all([world.feeder.feedOnce(), other.feedOnce()])
    const ready = await world.waiting()
    await world.depart(
      ready.map(({ id }) => id),
      { status: 'sent' },
    )
    sentTo.push(...ready.map(({ to }) => to))
  }
  assert.deepEqual(sentTo.toSorted(), phones.toSorted())
})

test('the daily allowance of 250 stretches 600 people over days, as was estimated, and nobody fails', async () => {
  const { accountId, numberId } = world
  await world.db.worker.query(
    `insert into number_health (number_id, account_id, facts) values ($1::uuid, $2, '{"messagingLimit":"TIER_250"}')
     on conflict (number_id) do update set facts = excluded.facts`,
    [numberId, accountId],
  )
  await world.db.worker.query('delete from allowance_uses where account_id = $1', [accountId])
  const phones = newPhones(600)
  const id = await world.draft(toList(phones))
  const { estimate, warnings } = await validateCampaign(world.campaigns, world.caller, id)
  assert.ok(warnings.some(({ code }) => code === 'takes_days'))
  await launchCampaign(world.campaigns, world.caller, id)
  await world.plan()
  const startMs = world.now()
  const perDay: number[] = []
  for (let day = 0; day < 4; day += 1) {
    perDay.push((await world.run()).length)
    const { state, waitsFor } = await world.get(id)
    if (state === 'completed') break
    assert.equal(waitsFor, 'tier_exhausted')
    world.clock.offsetMs += 24 * 3600_000
  }
  assert.deepEqual(perDay, [225, 225, 150])
  const tookMs = world.now() - startMs
  const expectedMs = Date.parse(estimate?.ends ?? '') - Date.parse(estimate?.starts ?? '')
  assert.ok(Math.abs(tookMs - expectedMs) < 0.05 * expectedMs, `${tookMs} and not ${expectedMs}`)
  await world.db.worker.query('delete from number_health where account_id = $1', [accountId])
  await assertSums(id)
})

test('whatever becomes of the messages, the states add up to the number planned and the counters to the rows', async () => {
  const codes = [131026, 131049, 131050, 130472, 131000]
  const fate = fc.array(
    fc.oneof(fc.constantFrom('sent' as const, 'delivered' as const, 'read' as const), fc.constantFrom(...codes)),
    { maxLength: 4 },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 8 }), async (fates) => {
      const id = await world.launched(toList(newPhones(fates.length)), {
        breaker: { failPercent: 100, window: 10_000 },
      })
      await world.feeder.feedOnce()
      const ready = await world.waiting()
      for (const [place, one] of fates.entries()) {
        if (one.length === 0) continue
        const reports = one.map((what) =>
          typeof what === 'number' ? { status: 'failed' as const, error: failure(what) } : { status: what },
        )
        await world.depart([ready[place]?.id ?? ''], ...reports)
        const { counted } = await world.sums(id)
        const planned = Object.entries(counted)
          .filter(([key]) => !key.includes(':'))
          .reduce((sum, [, count]) => sum + count, 0)
        assert.equal(planned, fates.length)
        await assertSums(id)
      }
      await cancelCampaign(world.campaigns, world.caller, id)
      await world.run()
    }),
    { numRuns: 8 },
  )
})

const effects = [
  [131026, 'person', null],
  [131049, 'person', null],
  [131050, 'person', null],
  [130472, 'person', null],
  [132015, 'template', 'template'],
  [132016, 'template', 'template'],
  [131042, 'number', 'number'],
  [131031, 'number', 'number'],
  [131000, 'message', null],
] as const

test.each(effects)('the code %i speaks of the %s: the campaign is paused by %s', async (code, effect, pausedBy) => {
  assert.equal(effectOf(code), effect)
  const id = await world.launched(toList(newPhones(3)), { maxPerMinute: 20 })
  world.clock.offsetMs += 3000
  await world.feeder.feedOnce()
  const [first] = await world.waiting()
  assert.ok(first)
  await world.depart([first.id], ...failedWith(code))
  const shown = await world.get(id)
  assert.equal(shown.pausedBy, pausedBy)
  if (pausedBy !== null) assert.match(shown.reason ?? '', new RegExp(String(code)))
  await cancelCampaign(world.campaigns, world.caller, id)
  await world.run()
  await assertSums(id)
})

test('too many failures with one code that is not a person’s pause it; a person’s do not', async () => {
  const breaker = { failPercent: 30, window: 20 }
  const id = await world.launched(toList(newPhones(40)), { breaker, maxPerMinute: 200 })
  await world.run(failedWith(131000), 6)
  const shown = await world.get(id)
  assert.deepEqual([shown.state, shown.pausedBy], ['paused', 'error_rate'])
  assert.match(shown.reason ?? '', /131000/)
  await cancelCampaign(world.campaigns, world.caller, id)
  await world.run()
  const other = await world.launched(toList(newPhones(40)), { breaker })
  await world.run(failedWith(131049))
  assert.equal((await world.get(other)).state, 'completed')
})

test('retry sends to exactly those who failed; asked for again it is the same campaign', async () => {
  const phones = newPhones(6)
  const id = await world.launched(toList(phones))
  await world.feeder.feedOnce()
  const ready = await world.waiting()
  await world.depart(
    ready.slice(0, 2).map((one) => one.id),
    ...failedWith(131026),
  )
  await world.depart(
    ready.slice(2).map((one) => one.id),
    { status: 'sent' },
    { status: 'delivered' },
  )
  await assert.rejects(retryCampaign(world.campaigns, world.caller, id, again), { code: 'conflict' })
  await world.run()
  const child = await retryCampaign(world.campaigns, world.caller, id, again)
  assert.equal((await retryCampaign(world.campaigns, world.caller, id, again)).id, child.id)
  await world.plan()
  assert.deepEqual(
    (await world.run()).toSorted(),
    ready
      .slice(0, 2)
      .map(({ to }) => to)
      .toSorted(),
  )
  assert.equal((await world.get(child.id)).planned, 2)
})

test('an opt-out and a suppression after the launch are obeyed', async () => {
  const [kept = '', suppressed = ''] = newPhones(2)
  const id = await world.launched(toList([kept, suppressed]))
  await changePolicy(world.units, world.caller, { learnFromMeta: true })
  await addSuppressions(world.ctx, world.caller, [{ phone: suppressed, scope: 'all', reason: 'complaint' }])
  assert.deepEqual(await world.run(), [kept])
  const { counts } = await world.get(id)
  assert.ok(counts.some(({ key, count }) => key === 'skipped:suppressed' && count === 1))
  await assertSums(id)
})

test('quiet hours of the campaign make people wait until they end', async () => {
  const at = new Date(world.now())
  const time = (minutes: number) =>
    new Date(at.getTime() + 5.5 * 3600_000 + minutes * 60_000).toISOString().slice(11, 16)
  const id = await world.launched(toList(newPhones(3)), { quietHours: { from: time(-60), to: time(120) } })
  assert.deepEqual(await world.run(undefined, 6), [])
  await assertSums(id)
  assert.ok((await world.get(id)).counts.some(({ key, count }) => key === 'waiting' && count === 3))
  world.clock.offsetMs += 2.1 * 3600_000
  assert.equal((await world.run()).length, 3)
})

test('of two who turn out to be one person, one gets it; a contact that is deleted gets nothing', async () => {
  const phones = newPhones(3)
  await writeManyContacts(
    world.ctx,
    world.caller,
    phones.map((phone) => ({ phone })),
    { atomic: true },
  )
  const known = await world.db.worker.many<{ id: string; phone: string }>(
    'select id, phone from contacts where account_id = $1 and phone = any ($2::text[])',
    [world.accountId, phones],
  )
  const idOf = (phone: string | undefined) => known.find((one) => one.phone === phone)?.id ?? ''
  const id = await world.launched([], { audience: { contactIds: known.map((one) => one.id) } })
  const [into, from] = [idOf(phones[0]), idOf(phones[1])]
  await world.units.worker.transaction(async (tx) => {
    await mergeContacts(tx, { accountId: world.accountId, from, into })
    tx.emit({
      accountId: world.accountId,
      type: 'contact.merged',
      at: new Date().toISOString(),
      data: { contactId: into, mergedContactId: from },
    })
    tx.emit({
      accountId: world.accountId,
      type: 'contact.deleted',
      at: new Date().toISOString(),
      data: { contactId: idOf(phones[2]) },
    } as never)
  })
  await assertSums(id)
  assert.deepEqual(await world.run(), [phones[0]])
  const { counts } = await world.get(id)
  assert.deepEqual(
    counts
      .filter(({ key }) => key.startsWith('skipped:'))
      .map(({ key }) => key)
      .toSorted(),
    ['skipped:contact_deleted', 'skipped:merged'],
  )
  await assertSums(id)
})

test('a template that Meta pauses pauses its campaigns in that instant, and what waited is taken back', async () => {
  const id = await world.launched(toList(newPhones(30)))
  await world.feeder.feedOnce()
  assert.equal((await world.waiting()).length, 30)
  const data = {
    templateId: id,
    metaId: null,
    wabaId: '1',
    name: 'offer',
    language: 'en',
    status: 'PAUSED',
    category: 'MARKETING',
    quality: 'RED',
  }
  const rest = {
    rejectedReason: null,
    announcedCategory: null,
    flagged: false,
    holdsBulkMessages: true,
    previous: null,
  }
  await world.units.worker.transaction(async (tx) =>
    tx.emit({
      accountId: world.accountId,
      type: 'template.paused',
      at: new Date().toISOString(),
      data: { ...data, ...rest },
    }),
  )
  const shown = await world.get(id)
  assert.deepEqual([shown.state, shown.pausedBy], ['paused', 'template'])
  await world.feeder.feedOnce()
  assert.deepEqual(await world.waiting(), [])
  await assertSums(id)
  await resumeCampaign(world.campaigns, world.caller, id)
  assert.equal((await world.run()).length, 30)
})

test('once it runs, only its name, pace, quiet hours and end can be changed', async () => {
  const id = await world.launched(toList(newPhones(1)))
  await updateCampaign(world.campaigns, world.caller, id, { name: 'Another', definition: { maxPerMinute: 60 } })
  await assert.rejects(updateCampaign(world.campaigns, world.caller, id, { definition: { holdoutPercent: 5 } }), {
    code: 'conflict',
  })
  await world.run()
})

test('the holdout and the variants follow from the person, and the holdout gets nothing', async () => {
  await world.addTemplate('offer_b')
  const phones = newPhones(300)
  const id = await world.launched(toList(phones), {
    holdoutPercent: 20,
    variants: [{ weight: 1, template: { name: 'offer_b', language: 'en' } }],
  })
  const sent = await world.run()
  const { counts } = await world.get(id)
  const of = (variant: number) =>
    counts.filter((one) => one.variant === variant && !one.key.includes(':')).reduce((sum, { count }) => sum + count, 0)
  assert.equal(of(-1) + of(0) + of(1), 300)
  assert.equal(sent.length, of(0) + of(1))
  for (const [variant, share] of [
    [-1, 60],
    [0, 120],
    [1, 120],
  ] as const)
    assert.ok(Math.abs(of(variant) - share) < 40, `${variant}: ${of(variant)}`)
  await assertSums(id)
})
