import assert from 'node:assert/strict'
import { createAttribute } from '@dawk/core/engagement/contacts/attributes/attributes.ts'
import type { Contact } from '@dawk/core/engagement/contacts/read/contact.ts'
import { deleteContact, writeManyContacts } from '@dawk/core/engagement/contacts/write/contact-commands.ts'
import { searchContacts } from '@dawk/core/engagement/segments/find-contacts.ts'
import { previewFilter } from '@dawk/core/engagement/segments/preview.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'

let world: InboundWorld
let caller: ReturnType<typeof systemCaller>
let everybody: Contact[]

const cities = ['Pune', 'pune city', 'Goa', 'Ünna']
const numbers = ['-12.5', '-12', '0', '3', '12', '12.25']
const dates = ['2024-02-29', '2025-12-31', '2026-01-01']
const interests = ['tea', 'art', 'sport']
const tags = ['vip', 'new']
const languages = ['hi', 'de']

beforeAll(async () => {
  world = await openInboundWorld()
  caller = systemCaller(world.accountId)
  for (const [key, type, indexed] of [
    ['city', 'text', true],
    ['nick', 'text', false],
    ['score', 'number', true],
    ['points', 'number', false],
    ['born', 'date', true],
    ['joined', 'date', false],
    ['vip', 'boolean', true],
  ] as const)
    await createAttribute(world.ctx, caller, { key, type, indexed })
  const options = interests.map((key) => ({ key, label: key }))
  await createAttribute(world.ctx, caller, { key: 'interests', type: 'multi_select', options })
  const pick = <T>(values: readonly T[], at: number): T | undefined => values[at % (values.length + 1)]
  const some = (values: readonly string[], at: number) => values.filter((_, bit) => (at >> bit) & 1)
  const contacts = Array.from({ length: 120 }, (_, at) => {
    const given = {
      city: pick(cities, at),
      nick: pick(cities, at >> 1),
      score: pick(numbers, at),
      points: pick(numbers, at >> 2),
      born: pick(dates, at),
      joined: pick(dates, at >> 1),
      vip: pick([true, false], at >> 1),
      interests: at % 3 === 0 ? undefined : some(interests, at),
    }
    const attributes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    const name = pick(['Asha Rao', 'ÁGNES', 'ben'], at >> 1)
    const language = pick(languages, at >> 2)
    return {
      phone: String(919_900_500_000 + at),
      ...(name && { name }),
      ...(language && { language }),
      tags: some(tags, at >> 1),
      attributes,
    }
  })
  const { counts } = await writeManyContacts(world.ctx, caller, contacts, { atomic: true })
  assert.equal(counts.created, 120)
  everybody = await searchContacts(
    world.ctx,
    caller,
    { field: 'createdAt', op: 'exists' },
    { before: null, limit: 1000 },
  )
  assert.equal(everybody.length, 120)
})
afterAll(() => world.close())

interface Leaf {
  field: string
  op: string
  value?: unknown
}
type Filter = Leaf | { all: Filter[] } | { any: Filter[] } | { not: Filter }

/** What docs/contacts.md promises, without a database. */
function matches(filter: Filter, contact: Contact): boolean {
  if ('all' in filter) return filter.all.every((one) => matches(one, contact))
  if ('any' in filter) return filter.any.some((one) => matches(one, contact))
  if ('not' in filter) return !matches(filter.not, contact)
  return matchesLeaf(filter, contact)
}

function matchesLeaf({ field, op, value }: Leaf, contact: Contact): boolean {
  const there = field.startsWith('attributes.')
    ? contact.attributes[field.slice(11)]
    : contact[field as 'name' | 'language' | 'tags']
  const isMissing = there === undefined || there === null || (field === 'tags' && contact.tags.length === 0)
  if (op === 'exists') return !isMissing
  if (op === 'missing') return isMissing
  if (op.startsWith('has_'))
    return matchesList(op, isMissing && field !== 'tags' ? null : (there as string[]), value as string[])
  if (isMissing) return false
  const [a, b] = [toComparable(there), toComparable(value)]
  switch (op) {
    case 'eq':
    case 'on':
      return a === b
    case 'neq':
      return a !== b
    case 'in':
      return (value as unknown[]).map(toComparable).includes(a)
    case 'contains':
      return String(a).includes(String(b))
    case 'starts_with':
      return String(a).startsWith(String(b))
    case 'lt':
    case 'before':
      return a < b
    case 'lte':
      return a <= b
    case 'gt':
    case 'after':
      return a > b
    case 'gte':
      return a >= b
    default: {
      const [from, to] = (value as unknown[]).map(toComparable) as [string, string]
      return a >= from && a <= to
    }
  }
}

function matchesList(op: string, there: readonly string[] | null, value: readonly string[]): boolean {
  if (there === null) return false
  const has = value.map((one) => there.some((other) => other.toLowerCase() === one.toLowerCase()))
  return op === 'has_all' ? has.every(Boolean) : op === 'has_any' ? has.some(Boolean) : !has.some(Boolean)
}

const toComparable = (value: unknown): string | number => {
  const text = String(value).normalize('NFC').toLowerCase()
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

const leaf = (fields: string[], ops: string[], values: readonly unknown[]) =>
  fc.constantFrom(...fields).chain((field) =>
    fc.constantFrom(...ops).chain((op): fc.Arbitrary<Leaf> => {
      if (op === 'exists' || op === 'missing') return fc.constant({ field, op })
      const one = fc.constantFrom(...values)
      if (op === 'in' || op.startsWith('has_'))
        return fc.array(one, { minLength: 1, maxLength: 3 }).map((value) => ({ field, op, value }))
      if (op !== 'between') return one.map((value) => ({ field, op, value }))
      return fc
        .tuple(one, one)
        .map((pair) => ({ field, op, value: pair.toSorted((a, b) => (toComparable(a) < toComparable(b) ? -1 : 1)) }))
    }),
  )

const leaves = fc.oneof(
  leaf(
    ['attributes.city', 'attributes.nick', 'name'],
    ['eq', 'neq', 'in', 'contains', 'starts_with', 'exists', 'missing'],
    [...cities, 'PUNE', 'agnes', 'ágnes', 'a', 'u'],
  ),
  leaf(
    ['attributes.score', 'attributes.points'],
    ['eq', 'neq', 'lt', 'lte', 'gt', 'gte', 'between', 'exists', 'missing'],
    numbers,
  ),
  leaf(['attributes.born', 'attributes.joined'], ['before', 'after', 'on', 'between', 'exists', 'missing'], dates),
  leaf(['attributes.vip'], ['eq', 'neq', 'exists', 'missing'], [true, false]),
  leaf(['attributes.interests'], ['has_any', 'has_all', 'has_none', 'exists', 'missing'], interests),
  leaf(['tags'], ['has_any', 'has_all', 'has_none', 'exists', 'missing'], [...tags, 'VIP', 'never']),
  leaf(['language'], ['eq', 'neq', 'in', 'exists', 'missing'], languages),
)
const { filter: filters } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaves,
    fc.record({ all: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
  ),
}))

test('the database finds whom the filter describes, missing values and all', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(filters, async (filter) => {
      const found = await searchContacts(world.ctx, caller, filter, { before: null, limit: 1000 })
      assert.deepEqual(
        found.map(({ id }) => id),
        everybody.filter((contact) => matches(filter, contact)).map(({ id }) => id),
        JSON.stringify(filter),
      )
    }),
    { numRuns: 300 },
  )
})

test('a preview counts exactly what the search finds, and each condition by itself', async () => {
  const filter = {
    all: [
      { field: 'attributes.city', op: 'eq', value: 'pune' },
      { not: { field: 'tags', op: 'has_any', value: ['vip'] } },
    ],
  }
  const { count, countIsExact, sample, explain } = await previewFilter(world.ctx, caller, filter)
  const found = everybody.filter((contact) => matches(filter, contact))
  assert.deepEqual([count, countIsExact], [found.length, true])
  assert.deepEqual(
    sample.map(({ id }) => id),
    found.slice(0, 10).map(({ id }) => id),
  )
  const ofCity = everybody.filter((contact) => contact.attributes['city'] === 'Pune').length
  const vips = everybody.filter((contact) => contact.tags.includes('vip')).length
  assert.deepEqual(explain, [
    { path: 'filter.all.0', matches: ofCity, isExact: true },
    { path: 'filter.all.1.not', matches: vips, isExact: true },
  ])
})

const { indexed: indexedFilters } = fc.letrec<{ indexed: Filter }>((tie) => ({
  indexed: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf(['attributes.city'], ['eq', 'neq', 'in', 'contains', 'starts_with'], [...cities, 'a', 'u']),
    leaf(['attributes.score'], ['eq', 'neq', 'lt', 'gte', 'between'], numbers),
    leaf(['attributes.born'], ['before', 'after', 'on', 'between'], dates),
    fc.record({ all: fc.array(tie('indexed'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('indexed'), { minLength: 1, maxLength: 3 }) }),
  ),
}))

test('what is counted from the index of attributes is what is there: nobody twice, and nobody who was deleted', async () => {
  const gone = everybody.slice(0, 40).map(({ id }) => id)
  for (const id of gone) await deleteContact(world.ctx, caller, id)
  const present = everybody.filter(({ id }) => !gone.includes(id))
  await fc.assert(
    fc.asyncProperty(indexedFilters, async (filter) => {
      const { count, sample, explain } = await previewFilter(world.ctx, caller, filter)
      const found = present.filter((contact) => matches(filter, contact)).map(({ id }) => id)
      assert.deepEqual([count, sample.map(({ id }) => id)], [found.length, found.slice(0, 10)], JSON.stringify(filter))
      for (const { matches: ofLeaf } of explain) assert.ok(ofLeaf <= present.length)
    }),
    { numRuns: 80 },
  )
})

test.skipIf(!process.env['TEST_DATABASE_URL'])(
  'on PostgreSQL a count that takes too long is an estimate, and says so',
  async () => {
    const { accountId } = await world.newAccount()
    await world.db.worker.query(
      `insert into contacts (id, account_id, name, name_key) select uuid_v7(), $1, md5(n::text), md5(n::text) from generate_series(1, 20000) as n`,
      [accountId],
    )
    const filter = {
      any: Array.from({ length: 50 }, (_, at) => ({ field: 'name', op: 'contains', value: `no ${at}` })),
    }
    const preview = await previewFilter(world.ctx, systemCaller(accountId), filter, 1)
    assert.deepEqual([preview.countIsExact, preview.sample], [false, []])
    assert.ok(preview.explain.every(({ isExact, matches: expected }) => !isExact && expected >= 0))
  },
)
