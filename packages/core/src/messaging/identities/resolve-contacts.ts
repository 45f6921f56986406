import type { Queryable } from '#platform/database/database.ts'
import {
  findIdentifiers,
  type IdentifierRow,
  insertContacts,
  lockContacts,
  updateContacts,
} from './contact-repository.ts'
import { mergeContacts } from './merge-contacts.ts'
import { type ContactPlan, identifierKey, planContacts } from './plan-contacts.ts'
import { identifiersOf, type Sighting } from './sighting.ts'
import { spellingsOf } from './spellings.ts'

export interface ResolvedContacts {
  /** The contact of each sighting, by its place. */
  contactIds: string[]
  merged: ContactPlan['merged']
}

/**
 * The contact of each sighting, in one read for the whole batch. Who is new is stored, what is learned of a person is
 * kept, and two who turn out to be one become one. Nothing is written while nothing changes.
 */
export async function resolveContacts(tx: Queryable, sightings: readonly Sighting[]): Promise<ResolvedContacts> {
  if (sightings.length === 0) return { contactIds: [], merged: [] }
  const seen = await readPlan(tx, sightings)
  const plan = addsOrJoins(seen) ? await planUnderLock(tx, sightings) : seen
  await insertContacts(tx, plan)
  await updateContacts(tx, plan.changed)
  for (const merge of plan.merged) await mergeContacts(tx, merge)
  return { contactIds: plan.contactIds, merged: plan.merged }
}

const addsOrJoins = ({ created, identifiers, merged }: ContactPlan) =>
  created.length + identifiers.length + merged.length > 0

/** Read again behind the lock: another process may have stored the same person meanwhile. */
async function planUnderLock(tx: Queryable, sightings: readonly Sighting[]): Promise<ContactPlan> {
  await lockContacts(
    tx,
    sightings.map(({ accountId }) => accountId),
  )
  return readPlan(tx, sightings)
}

async function readPlan(tx: Queryable, sightings: readonly Sighting[]): Promise<ContactPlan> {
  const asked = new Map<string, IdentifierRow>()
  for (const sighting of sightings)
    for (const identifier of toAsked(sighting)) asked.set(identifierKey(identifier.accountId, identifier), identifier)
  const { known, contacts } = await findIdentifiers(tx, [...asked.values()])
  return planContacts(sightings, contacts, known, spellingsOf)
}

function toAsked(sighting: Sighting): IdentifierRow[] {
  const { accountId, username } = sighting
  const asked = identifiersOf(sighting).flatMap(({ kind, value }) =>
    (kind === 'phone' ? spellingsOf(value) : [value]).map((spelt) => ({ accountId, kind, value: spelt })),
  )
  return username === null ? asked : [...asked, { accountId, kind: 'username', value: username }]
}
