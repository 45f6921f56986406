import type { Queryable } from '#platform/database/database.ts'
import { type ContactMention, identifiersOf } from './contact-mention.ts'
import { mergeContacts } from './contact-merge-store.ts'
import {
  findIdentifiers,
  type IdentifierRow,
  insertContacts,
  lockContacts,
  reassignPhones,
  updateContacts,
} from './contact-store.ts'
import { type ContactPlan, identifierKey, planContacts } from './plan-contacts.ts'
import { spellingsOf } from './spellings.ts'

export interface ResolvedContacts {
  /** The contact of each mention, by its place. */
  contactIds: string[]
  merged: ContactPlan['merged']
  /** All of it was known before. */
  isKnown: boolean
}

/**
 * The contact of each mention, in one read for the whole batch. Who is new is stored, what is learned of a person is
 * kept, and two who turn out to be one become one. Who has another's phone number now is somebody else. Nothing is written while nothing changes.
 */
export async function resolveContacts(tx: Queryable, mentions: readonly ContactMention[]): Promise<ResolvedContacts> {
  if (mentions.length === 0) return { contactIds: [], merged: [], isKnown: true }
  const seen = await readPlan(tx, mentions)
  const plan = addsOrJoins(seen) ? await planUnderLock(tx, mentions) : seen
  await insertContacts(tx, plan)
  await updateContacts(tx, plan.changed)
  for (const merge of plan.merged) await mergeContacts(tx, merge)
  await reassignPhones(tx, plan.reassigned)
  return { contactIds: plan.contactIds, merged: plan.merged, isKnown: !addsOrJoins(plan) && plan.changed.length === 0 }
}

const addsOrJoins = ({ created, identifiers, merged }: ContactPlan) =>
  created.length + identifiers.length + merged.length > 0

/** Read again behind the lock: another process may have stored the same person meanwhile. */
async function planUnderLock(tx: Queryable, mentions: readonly ContactMention[]): Promise<ContactPlan> {
  await lockContacts(
    tx,
    mentions.map(({ accountId }) => accountId),
  )
  return readPlan(tx, mentions)
}

async function readPlan(tx: Queryable, mentions: readonly ContactMention[]): Promise<ContactPlan> {
  const identifiers = new Map<string, IdentifierRow>()
  for (const mention of mentions)
    for (const identifier of toIdentifierRows(mention))
      identifiers.set(identifierKey(identifier.accountId, identifier), identifier)
  const { known, contacts } = await findIdentifiers(tx, [...identifiers.values()])
  return planContacts(mentions, contacts, known, spellingsOf)
}

function toIdentifierRows(mention: ContactMention): IdentifierRow[] {
  const { accountId, username } = mention
  const identifiers = identifiersOf(mention).flatMap(({ kind, value }) =>
    (kind === 'phone' ? spellingsOf(value) : [value]).map((spelt) => ({ accountId, kind, value: spelt })),
  )
  return !username ? identifiers : [...identifiers, { accountId, kind: 'username', value: username }]
}
