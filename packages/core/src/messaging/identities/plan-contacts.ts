import { newId } from '#platform/ids.ts'
import { type ContactMention, type Identifier, type IdentifierKind, identifiersOf } from './contact-mention.ts'

/** What is stored of a person and may change with a mention. */
export interface ContactRow {
  id: string
  accountId: string
  name: string | null
  /** Who gave the name; null: their profile or the address book, whose next word replaces it. */
  nameSource: string | null
  addressBookName: string | null
  username: string | null
  phone: string | null
  userId: string | null
  /** Null: the contact is not deleted. */
  deletedAt: string | null
}

export interface KnownIdentifier {
  accountId: string
  kind: IdentifierKind
  value: string
  contactId: string
}

/** A phone number that another person has now. */
export interface ReassignedPhone {
  accountId: string
  phone: string
  /** The contact that had it, and the user id by which it is still known. */
  from: string
  userId: string
}

export interface ContactPlan {
  /** The contact of each mention, by its place. */
  contactIds: string[]
  created: ContactRow[]
  /** Rows of which something differs now; `renamed`: the name. */
  changed: (ContactRow & { renamed: boolean })[]
  /** Identifiers not stored yet, and those that have another owner now. */
  identifiers: KnownIdentifier[]
  /** Two of whom one payload says that they are one: the older stays. */
  merged: { accountId: string; from: string; into: string }[]
  reassigned: ReassignedPhone[]
}

interface Person {
  row: ContactRow
  before: ContactRow | null
  mergedInto: Person | null
}

type NumberVariants = (phone: string) => readonly string[]

export const identifierKey = (accountId: string, { kind, value }: Identifier) => `${accountId} ${kind} ${value}`

/**
 * Who is who, decided without the database: mentions that share an identifier with a contact, or with one another, are
 * one person. But a phone number proves nothing against a user id: who comes with another user id has taken over a
 * number that was given up. `variants` gives all the ways in which a phone number may be stored.
 */
export function planContacts(
  mentions: readonly ContactMention[],
  contacts: readonly ContactRow[],
  known: readonly KnownIdentifier[],
  variants: NumberVariants,
): ContactPlan {
  const people = new Map(contacts.map((row) => [row.id, { row: { ...row }, before: row, mergedInto: null } as Person]))
  const owners = new Map<string, Person>()
  for (const one of known) {
    const person = people.get(one.contactId)
    if (person) owners.set(identifierKey(one.accountId, one), person)
  }
  const plan: ContactPlan = { contactIds: [], created: [], changed: [], identifiers: [], merged: [], reassigned: [] }
  const created: Person[] = []
  const matches = mentions.map((mention) => {
    const { same, others } = ownersOf(mention, owners, variants)
    const person = join(plan, same) ?? start(mention.accountId, created)
    const taken = others.flatMap((other) => takePhones(other, mention, owners, variants))
    plan.reassigned.push(...taken)
    link({ plan, owners, person }, mention, taken)
    learn(person.row, mention)
    return person
  })
  plan.contactIds = matches.map((person) => canonical(person).row.id)
  plan.created = created.filter(({ mergedInto }) => mergedInto === null).map(({ row }) => row)
  plan.changed = [...people.values()].flatMap(({ row, before, mergedInto }) =>
    before && mergedInto === null && differs(row, before) ? [{ ...row, renamed: row.name !== before.name }] : [],
  )
  plan.identifiers = settleOwners(plan.identifiers, owners)
  return plan
}

/** The people who have the mention's identifiers: those who are the mentioned one, and those whose number that one has now. */
function ownersOf(
  mention: ContactMention,
  owners: ReadonlyMap<string, Person>,
  variants: NumberVariants,
): { same: Person[]; others: Person[] } {
  const same = new Set<Person>()
  const byPhone = new Set<Person>()
  const former = new Set(mention.formerPhones)
  for (const { kind, value } of identifiersOf(mention))
    for (const spelt of kind === 'phone' ? variants(value) : [value]) {
      const owner = owners.get(identifierKey(mention.accountId, { kind, value: spelt }))
      if (owner) (kind === 'phone' && !former.has(value) ? byPhone : same).add(canonical(owner))
    }
  const others: Person[] = []
  for (const person of byPhone) {
    if (same.has(person)) continue
    if (person.row.userId === null || mention.userIds.length === 0) same.add(person)
    else others.push(person)
  }
  return { same: [...same], others }
}

/** The phone numbers of the mention are no longer this person's, in whatever way they are spelt. */
function takePhones(
  { row }: Person,
  { accountId, phones }: ContactMention,
  owners: Map<string, Person>,
  variants: NumberVariants,
): ReassignedPhone[] {
  const taken = phones.flatMap((phone) => [...variants(phone)])
  const owned = taken.filter((value) => {
    const owner = owners.get(identifierKey(accountId, { kind: 'phone', value }))
    return owner !== undefined && canonical(owner).row === row
  })
  if (row.phone !== null && taken.includes(row.phone)) row.phone = null
  return owned.map((phone) => ({ accountId, phone, from: row.id, userId: row.userId ?? '' }))
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
  const unknown = {
    name: null,
    nameSource: null,
    deletedAt: null,
    addressBookName: null,
    username: null,
    phone: null,
    userId: null,
  }
  const person: Person = { row: { id: newId(), accountId, ...unknown }, before: null, mergedInto: null }
  created.push(person)
  return person
}

function link(
  { plan, owners, person }: { plan: ContactPlan; owners: Map<string, Person>; person: Person },
  mention: ContactMention,
  taken: readonly ReassignedPhone[],
): void {
  const { accountId, username } = mention
  const identifiers: Identifier[] = [
    ...identifiersOf(mention),
    ...taken.map(({ phone }) => ({ kind: 'phone' as const, value: phone })),
    ...(username ? [{ kind: 'username' as const, value: username }] : []),
  ]
  for (const identifier of identifiers) {
    const key = identifierKey(accountId, identifier)
    const owner = owners.get(key)
    if (owner && canonical(owner) === person) continue
    owners.set(key, person)
    plan.identifiers.push({ accountId, ...identifier, contactId: person.row.id })
  }
}

/**
 * What the latest mention says wins; what it does not say stays. The profile's name goes before the address book's, and neither
 * replaces a name that the business has given. Whoever is heard of again is not deleted any more.
 */
function learn(row: ContactRow, { phones, userIds, username, name, addressBookName }: ContactMention): void {
  row.phone = phones[0] ?? row.phone
  row.userId = userIds[0] ?? row.userId
  row.username = username ?? row.username
  row.deletedAt = null
  const isProfile = row.nameSource === null
  if (name && isProfile) row.name = name
  if (!addressBookName) return
  if (isProfile && (row.name === null || row.name === row.addressBookName)) row.name = addressBookName
  row.addressBookName = addressBookName
}

function canonical(person: Person): Person {
  return person.mergedInto ? canonical(person.mergedInto) : person
}

/** Each once, with the person that it belongs to in the end. */
function settleOwners(identifiers: readonly KnownIdentifier[], owners: ReadonlyMap<string, Person>): KnownIdentifier[] {
  const last = new Map(identifiers.map((one) => [identifierKey(one.accountId, one), one]))
  return [...last].map(([key, one]) => {
    const owner = owners.get(key)
    return owner ? { ...one, contactId: canonical(owner).row.id } : one
  })
}

const compared = ['name', 'addressBookName', 'username', 'phone', 'userId', 'deletedAt'] as const
const differs = (row: ContactRow, before: ContactRow) => compared.some((member) => row[member] !== before[member])

const withoutNulls = <Row extends object>(row: Row): Partial<Row> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Partial<Row>
