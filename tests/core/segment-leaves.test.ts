import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { recordConsent } from '@dawk/core/engagement/consent/consents.ts'
import { createAttribute } from '@dawk/core/engagement/contacts/attributes/attributes.ts'
import { upsertContact } from '@dawk/core/engagement/contacts/write/contact-commands.ts'
import { changePolicy } from '@dawk/core/engagement/policy/policies.ts'
import { searchContacts } from '@dawk/core/engagement/segments/find-contacts.ts'
import { previewFilter } from '@dawk/core/engagement/segments/preview.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'

let world: InboundWorld
let caller: ReturnType<typeof systemCaller>
/** Names of those who are looked at, by phone. */
const people = { asha: '919900700001', ben: '919900700002', chen: '919900700003', dee: '919900700004' }
type Name = keyof typeof people
const ids = {} as Record<Name, string>

const dayMs = 24 * 3600_000
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString()

beforeAll(async () => {
  world = await openInboundWorld()
  caller = systemCaller(world.accountId)
  await createAttribute(world.ctx, caller, { key: 'born', type: 'date' })
  await createAttribute(world.ctx, caller, { key: 'due', type: 'date', indexed: true })
  for (const [name, phone] of Object.entries(people)) {
    const { contact } = await upsertContact(world.ctx, caller, { phone, name }, {})
    ids[name as Name] = contact.id
  }
})
afterAll(() => world.close())

async function found(filter: unknown): Promise<string[]> {
  const contacts = await searchContacts(world.ctx, caller, filter, { before: null, limit: 100 })
  const { count } = await previewFilter(world.ctx, caller, filter)
  assert.equal(count, contacts.length)
  return contacts.map(({ name }) => name ?? '').toSorted()
}

/** A message that went to somebody, and what became of it; the conversation is there. */
async function sent(name: Name, template: string, { sent: sentDays, read }: { sent: number; read?: number }) {
  const at = daysAgo(sentDays)
  const content = { type: 'template', template: { name: template } }
  await world.db.worker.query(
    `insert into messages (id, account_id, number_id, direction, peer, type, content, state, sent_at, read_at, created_at)
     values (uuid_v7_floor($1::timestamptz + random() * interval '1 second'), $2, $3, 'out', $4, 'template', $5::jsonb, 'sent', $1, $6, $1)`,
    [
      at,
      world.accountId,
      world.numberId,
      people[name],
      JSON.stringify(content),
      read === undefined ? null : daysAgo(read),
    ],
  )
}

test('who wrote, pressed a button, read or did not, how often and within a time', async () => {
  const button = { type: 'button', button: { text: 'Yes', payload: 'YES' } }
  await world.receive([
    { from: people.asha },
    { from: people.asha, ...button },
    { from: people.ben },
    { from: people.chen },
  ])
  await sent('asha', 'offer', { sent: 40, read: 39 })
  await sent('asha', 'offer', { sent: 3, read: 2 })
  await sent('ben', 'offer', { sent: 3 })
  await sent('chen', 'news', { sent: 3, read: 1 })
  const read = { event: 'message.status.read', op: 'did' }
  const month = { n: 30, unit: 'days' }
  for (const [filter, names] of [
    [{ event: 'message.received', op: 'did' }, ['asha', 'ben', 'chen']],
    [{ event: 'message.received', op: 'did_not' }, ['dee']],
    [{ event: 'message.received', op: 'did', count: { gte: 2 } }, ['asha']],
    [{ event: 'message.received', op: 'did', count: { lte: 1 } }, ['ben', 'chen']],
    [{ event: 'message.received', op: 'did', payload: 'YES' }, ['asha']],
    [{ event: 'message.received', op: 'did', payload: 'yes' }, []],
    [read, ['asha', 'chen']],
    [{ ...read, count: { eq: 2 } }, ['asha']],
    [{ ...read, count: { gte: 2 }, inLast: month }, []],
    [{ ...read, inLast: month, template: 'offer' }, ['asha']],
    [{ ...read, inLast: { n: 36, unit: 'hours' } }, ['chen']],
    [{ ...read, op: 'did_not', template: 'news' }, ['asha', 'ben', 'dee']],
    [{ all: [{ event: 'message.status.sent', op: 'did', template: 'offer' }, { not: read }] }, ['ben']],
  ] as const)
    assert.deepEqual(await found(filter), names, JSON.stringify(filter))
})

test('campaigns: who was sent one, read it, replied to it or clicked in it', async () => {
  const [first, second] = [randomUUID(), randomUUID()]
  const recipients = [
    { campaign: first, name: 'asha', sent: 20, read: 19, replied: 19, clicked: 18, payload: 'YES' },
    { campaign: first, name: 'ben', sent: 20, read: 2, replied: null, clicked: null, payload: null },
    { campaign: second, name: 'asha', sent: 1, read: null, replied: null, clicked: 1, payload: null },
    { campaign: second, name: 'chen', sent: null, read: null, replied: null, clicked: null, payload: null },
  ] as const
  const at = (days: number | null) => (days === null ? null : daysAgo(days))
  for (const [seq, one] of recipients.entries())
    await world.db.worker.query(
      `insert into campaign_recipients (account_id, campaign_id, seq, contact_id, zone, state, due_at, sent_at, read_at, replied_at, clicked_at, payload)
       values ($1, $2, $3, $4, 'UTC', 'sent', $5, $6, $7, $8, $9, $10)`,
      [
        world.accountId,
        one.campaign,
        seq,
        ids[one.name],
        daysAgo(30),
        at(one.sent),
        at(one.read),
        at(one.replied),
        at(one.clicked),
        one.payload,
      ],
    )
  const read = { event: 'message.status.read', op: 'did', campaign: first }
  const clicked = { event: 'campaign.clicked', op: 'did' }
  for (const [filter, names] of [
    [read, ['asha', 'ben']],
    [{ ...read, inLast: { n: 7, unit: 'days' } }, ['ben']],
    [{ ...read, op: 'did_not' }, ['chen', 'dee']],
    [{ event: 'message.received', op: 'did', campaign: first }, ['asha']],
    [{ all: [read, { event: 'message.received', op: 'did_not', campaign: first }] }, ['ben']],
    [{ event: 'message.status.sent', op: 'did', campaign: second }, ['asha']],
    [clicked, ['asha']],
    [{ ...clicked, count: { gte: 2 } }, ['asha']],
    [{ ...clicked, payload: 'YES', inLast: { n: 7, unit: 'days' } }, []],
    [{ ...clicked, payload: 'YES' }, ['asha']],
    [{ ...read, campaign: randomUUID() }, []],
  ] as const)
    assert.deepEqual(await found(filter), names, JSON.stringify(filter))
})

test('what is wrong with a condition on an event is named by its place', async () => {
  const wrong = {
    any: [
      { event: 'message.flew', op: 'did' },
      { event: 'message.received', op: 'is', template: 'offer' },
      { event: 'message.status.read', op: 'did', payload: 'YES', count: { gte: 0 }, inLast: { n: 1, unit: 'years' } },
      { event: 'message.received', op: 'did', also: 1, campaign: 'spring' },
      { field: 'createdAt', op: 'in_last', value: { n: 1, unit: 'days' }, contactLocal: true },
      { field: 'attributes.born', op: 'anniversary_in', value: { days: 3 }, contactLocal: 'yes' },
    ],
  }
  await assert.rejects(found(wrong), (error: { details: { field: string }[] }) => {
    assert.deepEqual(error.details.map(({ field }) => field.replace('filter.any.', '')).toSorted(), [
      '0.event',
      '1.op',
      '1.template',
      '2.count',
      '2.inLast',
      '2.payload',
      '3.also',
      '3.campaign',
      '4.contactLocal',
      '5.contactLocal',
    ])
    return true
  })
})

test('consent: each state, nothing recorded, and a change of late', async () => {
  const evidence = { kind: 'form', text: 'Yes, send me offers.' } as const
  await recordConsent(world.ctx, caller, ids.asha, {
    purpose: 'marketing',
    state: 'opted_in',
    occurredAt: daysAgo(0),
    evidence,
  })
  await recordConsent(world.ctx, caller, ids.ben, { purpose: 'marketing', state: 'opted_out' })
  await recordConsent(world.ctx, caller, ids.chen, {
    ...{ purpose: 'marketing', state: 'opted_out', occurredAt: daysAgo(60) },
  })
  const is = (...value: string[]) => ({ field: 'consent.marketing', op: 'is', value })
  assert.deepEqual(await found(is('opted_in')), ['asha'])
  assert.deepEqual(await found(is('opted_out')), ['ben', 'chen'])
  assert.deepEqual(await found(is('unknown')), ['dee'])
  assert.deepEqual(await found(is('opted_in', 'unknown')), ['asha', 'dee'])
  assert.deepEqual(await found({ not: is('opted_out') }), ['asha', 'dee'])
  const lately = { field: 'consent.marketing', op: 'changed_in_last', value: { n: 7, unit: 'days' } }
  assert.deepEqual(await found(lately), ['asha', 'ben'])
  assert.deepEqual(await found({ field: 'consent.utility', op: 'is', value: 'unknown' }), Object.keys(people))
})

test('reachability as the policy sees it', async () => {
  const insert = (name: Name, refusedAt: string[], cappedUntil: string | null) =>
    world.db.worker.query(
      `insert into contact_reachability (account_id, contact_id, undeliverable_at, capped_until)
       select $1, $2, array(select value::timestamptz from json_array_elements_text($3::json)), $4`,
      [world.accountId, ids[name], JSON.stringify(refusedAt), cappedUntil],
    )
  await insert('asha', [daysAgo(3), daysAgo(1)], null)
  await insert('ben', [daysAgo(8), daysAgo(1)], null)
  await insert('chen', [], daysAgo(-1))
  await insert('dee', [], daysAgo(1))
  const is = (value: string) => ({ field: 'reachability', op: 'is', value })
  assert.deepEqual(await found(is('undeliverable')), ['asha'])
  assert.deepEqual(await found(is('capped')), ['chen'])
  assert.deepEqual(await found(is('ok')), ['ben', 'dee'])
  assert.deepEqual(await found({ not: is('ok') }), ['asha', 'chen'])
})

test('days are those of the account or, where it is asked, of the contact', async () => {
  // On Kiritimati it is a day later than in Niue at any instant.
  const dateIn = (timeZone: string) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date())
  const [east, west] = [dateIn('Pacific/Kiritimati'), dateIn('Pacific/Niue')]
  assert.notEqual(east, west)
  const write = (name: Name, timezone: string, day: string) =>
    upsertContact(
      world.ctx,
      caller,
      {
        ...{ phone: people[name], timezone, attributes: { born: `1990${day.slice(4)}`, due: day } },
      },
      {},
    )
  await write('asha', 'Pacific/Kiritimati', east)
  await write('ben', 'Pacific/Niue', west)
  await write('chen', 'Pacific/Kiritimati', west)
  await upsertContact(
    world.ctx,
    caller,
    { phone: people.dee, attributes: { born: `1990${west.slice(4)}`, due: west } },
    {},
  )
  const birthday = { field: 'attributes.born', op: 'anniversary_in', value: { days: 0 } }
  assert.deepEqual(
    await found({ ...birthday, contactLocal: true }),
    dateIn('UTC') === west ? ['asha', 'ben', 'dee'] : ['asha', 'ben'],
  )
  await changePolicy(world.ctx, caller, { timeZone: 'Pacific/Niue' })
  assert.deepEqual(await found(birthday), ['ben', 'chen', 'dee'])
  assert.deepEqual(await found({ ...birthday, contactLocal: true }), ['asha', 'ben', 'dee'])
  await changePolicy(world.ctx, caller, { timeZone: 'Pacific/Kiritimati' })
  assert.deepEqual(await found(birthday), ['asha'])
  const today = { field: 'attributes.due', op: 'in_last', value: { n: 1, unit: 'minutes' } }
  assert.deepEqual((await found({ ...today, contactLocal: true })).includes('asha'), true)
})
