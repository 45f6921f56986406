import { newId } from '#platform/ids.ts'
import { type Identifier, type IdentifierKind, identifiersOf, type Sighting } from './sighting.ts'

/** What is stored of a person and may change with a sighting. */
export interface ContactRow {
  id: string
  accountId: string
  name: string | null
  username: string | null
  phone: string | null
  userId: string | null
}

export interface KnownIdentifier {
  accountId: string
  kind: IdentifierKind
  value: string
  contactId: string
}

export interface ContactPlan {
  /** The contact of each sighting, by its place. */
  contactIds: string[]
  created: ContactRow[]
  /** Rows of which something differs now; `renamed`: the name. */
  changed: (ContactRow & { renamed: boolean })[]
  /** Identifiers not stored yet, and usernames that have another owner now. */
  identifiers: KnownIdentifier[]
  /** Two of whom one payload says that they are one: the older stays. */
  merged: { accountId: string; from: string; into: string }[]
}

interface Person {
  row: ContactRow
  before: ContactRow | null
  mergedInto: Person | null
}

export const identifierKey = (accountId: string, { kind, value }: Identifier) => `${accountId} ${kind} ${value}`

/**
 * Who is who, decided without the database: sightings that share an identifier with a contact, or with one another, are
 * one person. `spellings` gives all the ways in which a phone number may be stored.
 */
export function planContacts(
  sightings: readonly Sighting[],
  contacts: readonly ContactRow[],
  known: readonly KnownIdentifier[],
  spellings: (phone: string) => readonly string[],
): ContactPlan {
  const people = new Map(contacts.map((row) => [row.id, { row: { ...row }, before: row, mergedInto: null } as Person]))
  const owners = new Map<string, Person>()
  for (const one of known) {
    const person = people.get(one.contactId)
    if (person) owners.set(identifierKey(one.accountId, one), person)
  }
  const plan: ContactPlan = { contactIds: [], created: [], changed: [], identifiers: [], merged: [] }
  const created: Person[] = []
  const found = sightings.map((sighting) => {
    const person = join(plan, ownersOf(sighting, owners, spellings)) ?? start(sighting.accountId, created)
    claim(plan, owners, person, sighting)
    learn(person.row, sighting)
    return person
  })
  plan.contactIds = found.map((person) => survivor(person).row.id)
  plan.created = created.filter(({ mergedInto }) => mergedInto === null).map(({ row }) => row)
  plan.changed = [...people.values()].flatMap(({ row, before, mergedInto }) =>
    before && mergedInto === null && differs(row, before) ? [{ ...row, renamed: row.name !== before.name }] : [],
  )
  plan.identifiers = settleOwners(plan.identifiers, owners)
  return plan
}

function ownersOf(
  sighting: Sighting,
  owners: ReadonlyMap<string, Person>,
  spellings: (phone: string) => readonly string[],
): Person[] {
  const found = new Set<Person>()
  for (const { kind, value } of identifiersOf(sighting)) {
    for (const spelt of kind === 'phone' ? spellings(value) : [value]) {
      const owner = owners.get(identifierKey(sighting.accountId, { kind, value: spelt }))
      if (owner) found.add(survivor(owner))
    }
  }
  return [...found]
}

/** The oldest of them, into whom the others go. */
function join(plan: ContactPlan, people: readonly Person[]): Person | null {
  const [oldest, ...others] = people.toSorted((a, b) => (a.row.id < b.row.id ? -1 : 1))
  if (!oldest) return null
  for (const other of others) {
    other.mergedInto = oldest
    oldest.row = { ...other.row, ...withoutNulls(oldest.row) }
    if (other.before) plan.merged.push({ accountId: oldest.row.accountId, from: other.row.id, into: oldest.row.id })
  }
  return oldest
}

function start(accountId: string, created: Person[]): Person {
  const row = { id: newId(), accountId, name: null, username: null, phone: null, userId: null }
  const person: Person = { row, before: null, mergedInto: null }
  created.push(person)
  return person
}

function claim(plan: ContactPlan, owners: Map<string, Person>, person: Person, sighting: Sighting): void {
  const { accountId, username } = sighting
  const claimed: Identifier[] = identifiersOf(sighting)
  if (username !== null) claimed.push({ kind: 'username', value: username })
  for (const identifier of claimed) {
    const key = identifierKey(accountId, identifier)
    const owner = owners.get(key)
    if (owner && survivor(owner) === person) continue
    owners.set(key, person)
    plan.identifiers.push({ accountId, ...identifier, contactId: person.row.id })
  }
}

/** What the latest sighting says wins; what it does not say stays. */
function learn(row: ContactRow, { phones, userIds, username, name, bookName }: Sighting): void {
  row.phone = phones[0] ?? row.phone
  row.userId = userIds[0] ?? row.userId
  row.username = username ?? row.username
  row.name = name ?? row.name ?? bookName ?? null
}

function survivor(person: Person): Person {
  return person.mergedInto ? survivor(person.mergedInto) : person
}

/** Each once, with the person that it belongs to in the end. */
function settleOwners(identifiers: readonly KnownIdentifier[], owners: ReadonlyMap<string, Person>): KnownIdentifier[] {
  const last = new Map(identifiers.map((one) => [identifierKey(one.accountId, one), one]))
  return [...last].map(([key, one]) => {
    const owner = owners.get(key)
    return owner ? { ...one, contactId: survivor(owner).row.id } : one
  })
}

const differs = (row: ContactRow, before: ContactRow) =>
  row.name !== before.name ||
  row.username !== before.username ||
  row.phone !== before.phone ||
  row.userId !== before.userId

const withoutNulls = <Row extends object>(row: Row): Partial<Row> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Partial<Row>
