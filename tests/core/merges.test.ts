import assert from 'node:assert/strict'
import { createAttribute } from '@dawk/core/engagement/contacts/attributes/attributes.ts'
import { expireContacts } from '@dawk/core/engagement/contacts/history/expire-contacts.ts'
import { mergeTwoContacts, undoMerge } from '@dawk/core/engagement/contacts/merges/merges.ts'
import { deleteContact, updateContact, upsertContact } from '@dawk/core/engagement/contacts/write/contact-commands.ts'
import type { ContactWrite } from '@dawk/core/engagement/contacts/write/contact-write.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'

let world: InboundWorld
let caller: ReturnType<typeof systemCaller>
beforeAll(async () => {
  world = await openInboundWorld()
  caller = systemCaller(world.accountId)
  await createAttribute(world.ctx, caller, { key: 'city', type: 'text', indexed: true })
  await createAttribute(world.ctx, caller, { key: 'points', type: 'number' })
})
afterAll(() => world.close())

/** Every row of the account that belongs to contacts, but for what counts changes and what says when. */
async function everything(): Promise<Record<string, unknown[]>> {
  const tables = {
    contacts: ['version', 'updated_at'],
    contact_identifiers: ['created_at'],
    contact_words: [],
    contact_tags: ['added_at'],
    contact_external_ids: [],
    contact_attribute_values: [],
    conversations: [],
    contact_reachability: [],
    marketing_sends: [],
  }
  const rows = Object.entries(tables).map(async ([table, without]) => {
    const found = await world.db.worker.many<{ row: object }>(
      `select to_jsonb(t) - $2::text[] as row from ${table} t where t.account_id = $1 order by (to_jsonb(t) - $2::text[])::text`,
      [world.accountId, without],
    )
    return [table, found.map(({ row }) => row)] as const
  })
  return Object.fromEntries(await Promise.all(rows))
}

let lastPhone = 919_900_400_000
const source = fc.constantFrom<string>('api', 'agent', 'sheet:1', 'shopify:acme')
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const refusals = ['2026-11-27T00:00:00Z', '2026-11-28T00:00:00Z', '2026-11-29T00:00:00Z'] as const
const person = fc.record({
  source,
  name: optional(fc.constantFrom<string>('Asha', 'Asha Rao', 'Ben')),
  language: optional(fc.constantFrom<string>('hi', 'de')),
  tags: optional(fc.subarray(['vip', 'new', 'old'])),
  city: optional(fc.constantFrom<string>('Pune', 'Goa')),
  points: optional(fc.integer({ min: -9, max: 9 })),
  external: fc.boolean(),
  writes: fc.boolean(),
  refusedAt: fc.subarray([...refusals]),
  cappedUntil: fc.option(fc.constantFrom('2026-12-01T00:00:00Z', '2026-12-03T00:00:00Z')),
  resting: fc.subarray(['offer', 'news']),
  sends: fc.nat(2),
})

async function make({
  source: by,
  city,
  points,
  external,
  writes,
  refusedAt = [],
  cappedUntil = null,
  resting = [],
  sends = 0,
  ...given
}: Partial<Taught> & Omit<typeof person extends fc.Arbitrary<infer P> ? P : never, keyof Taught>) {
  const phone = String(++lastPhone)
  const attributes = { ...(city && { city }), ...(points !== undefined && { points }) }
  const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const externalIds = external ? [{ source: by, externalId: phone }] : []
  const write: ContactWrite = { ...fields, phone, attributes, externalIds }
  const { contact } = await upsertContact(world.ctx, caller, write, { source: by })
  if (writes) await world.receive([{ from: phone }])
  if (refusedAt.length > 0 || cappedUntil !== null || resting.length > 0)
    await world.db.worker.query(
      `insert into contact_reachability (account_id, contact_id, undeliverable_at, capped_count, capped_at, capped_until, rests)
       select $1, $2, array(select value::timestamptz from json_array_elements_text($3::json)), case when $4::timestamptz is null then 0 else 1 end,
              $4::timestamptz - interval '1 day', $4::timestamptz, $5::jsonb`,
      [
        world.accountId,
        contact.id,
        JSON.stringify(refusedAt),
        cappedUntil,
        JSON.stringify(Object.fromEntries(resting.map((name) => [name, '2026-12-20T00:00:00.000Z']))),
      ],
    )
  await world.db.worker.query(
    `insert into marketing_sends (account_id, message_id, contact_id, digest, sent_at)
     select $1, uuid_v7(), $2, 'd', '2026-11-29'::timestamptz from generate_series(1, $3::int)`,
    [world.accountId, contact.id, sends],
  )
  return contact.id
}

/** What sends taught of a person. */
interface Taught {
  refusedAt: readonly string[]
  cappedUntil: string | null
  resting: readonly string[]
  sends: number
}

test('caps and refusals of both count for the merged contact', async () => {
  const blank = { source: 'api', name: 'X', language: undefined, tags: undefined, city: undefined, points: undefined }
  const given = { ...blank, external: false, writes: false }
  const one = await make({ ...given, refusedAt: refusals.slice(0, 1), sends: 1 })
  const other = await make({ ...given, refusedAt: refusals.slice(1), cappedUntil: '2026-12-03T00:00:00Z', sends: 2 })
  await mergeTwoContacts(world.ctx, caller, [one, other])
  const found = await world.db.worker.one<{ refused: number; capped: string; sends: number }>(
    `select cardinality(r.undeliverable_at) as refused, r.capped_until as capped,
            (select count(*)::int from marketing_sends s where s.account_id = $1 and s.contact_id = $2) as sends
       from contact_reachability r where r.account_id = $1 and r.contact_id = $2`,
    [world.accountId, one],
  )
  assert.deepEqual(found, { refused: 3, capped: '2026-12-03T00:00:00.000Z', sends: 3 })
})

test('merging and undoing it leaves every row as it was', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(person, person, async (one, other) => {
      const ids = [await make(one), await make(other)] as const
      const before = await everything()
      const { mergeId, contact } = await mergeTwoContacts(world.ctx, caller, ids)
      assert.ok(ids.includes(contact.id))
      await undoMerge(world.ctx, caller, mergeId)
      assert.deepEqual(await everything(), before)
    }),
    { numRuns: 25 },
  )
})

test('what was changed after the merge survives its undoing', async () => {
  const one = await make({
    source: 'api',
    name: 'One',
    language: undefined,
    tags: ['old'],
    city: 'Pune',
    points: 1,
    external: false,
    writes: true,
  })
  const other = await make({
    source: 'agent',
    name: 'Other',
    language: 'de',
    tags: ['new'],
    city: 'Goa',
    points: 2,
    external: true,
    writes: true,
  })
  const { mergeId, contact } = await mergeTwoContacts(world.ctx, caller, [one, other])
  assert.deepEqual(
    [contact.id, contact.name, contact.language, contact.attributes],
    [one, 'Other', 'de', { city: 'Goa', points: '2' }],
  )
  await updateContact(
    world.ctx,
    caller,
    { id: one, attributes: { city: 'Surat' }, tags: ['vip'], mode: 'append' },
    { source: 'agent' },
  )
  await world.receive([{ from: contact.phone, text: { body: 'after the merge' } }])
  const { contact: survivor, restored } = await undoMerge(world.ctx, caller, mergeId)
  assert.deepEqual(
    [survivor.name, survivor.language, survivor.attributes, survivor.tags],
    ['One', null, { city: 'Surat', points: '1' }, ['old', 'vip']],
  )
  assert.deepEqual(
    [restored.id, restored.name, restored.attributes, restored.tags],
    [other, 'Other', { city: 'Goa', points: '2' }, ['new']],
  )
  await assert.rejects(undoMerge(world.ctx, caller, mergeId), /undone already/)
})

test('a merge below another one is undone after that one', async () => {
  const plain = {
    source: 'api',
    name: 'X',
    language: undefined,
    tags: undefined,
    city: undefined,
    points: undefined,
    external: false,
    writes: false,
  }
  const [a, b, c] = [await make(plain), await make(plain), await make(plain)]
  const lower = await mergeTwoContacts(world.ctx, caller, [b, c])
  const upper = await mergeTwoContacts(world.ctx, caller, [a, b])
  await assert.rejects(undoMerge(world.ctx, caller, lower.mergeId), /not there any more/)
  await undoMerge(world.ctx, caller, upper.mergeId)
  assert.equal((await undoMerge(world.ctx, caller, lower.mergeId)).restored.id, c)
})

test('what was deleted 30 days ago is gone; who wrote once keeps nothing but the identifiers', async () => {
  const plain = {
    source: 'api',
    name: 'Gone',
    language: undefined,
    tags: ['old'],
    city: 'Pune',
    points: 1,
    external: true,
  }
  const [silent, talked] = [await make({ ...plain, writes: false }), await make({ ...plain, writes: true })]
  for (const id of [silent, talked]) await deleteContact(world.ctx, caller, id)
  const tables = async () =>
    (
      await world.db.worker.many<{ id: string; attributes: object }>(
        'select id, attributes from contacts where account_id = $1 and id = any ($2::uuid[])',
        [world.accountId, [silent, talked]],
      )
    ).map(({ id, attributes }) => [id, attributes])
  await expireContacts(world.ctx, new Date())
  assert.equal((await tables()).length, 2)
  await expireContacts(world.ctx, new Date(Date.now() + 31 * 24 * 3600_000))
  assert.deepEqual(await tables(), [[talked, {}]])
})
